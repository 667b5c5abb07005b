"""`python -m tui` and the command `heartfirst`."""

from tui.cli import main

if __name__ == "__main__":
    main()
