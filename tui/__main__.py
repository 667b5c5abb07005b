"""`python -m tui` and the command `heartfirst`."""

import os
import sys

from tui.first_look import FIRST_LOOK


def main() -> None:
    """Run the command and exit; where it opens a screen, there is something to look at before anything is loaded."""
    FIRST_LOOK.show_for(sys.argv[1:], os.environ)
    with FIRST_LOOK.gone_on_errors():
        from tui import cli  # noqa: PLC0415 # What it loads takes longer than a first look.

        cli.main()


if __name__ == "__main__":
    main()
