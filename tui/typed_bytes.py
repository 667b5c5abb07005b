"""What the terminal sends, read so that no byte can end the app."""

import codecs
import sys
from functools import partial


def forgive_odd_bytes() -> None:
    """Make Textual's input show a byte that is no UTF-8 as \ufffd.

    It decodes strictly, and one such byte (a terminal set to Latin-1, a mouse report of the old kind) would end
    the app in the middle of a call. The decoder is looked up by name in the driver's module; there is no setting.
    """
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver  # noqa: PLC0415

    strict = codecs.getincrementaldecoder

    def forgiving(encoding: str) -> partial[codecs.IncrementalDecoder]:
        return partial(strict(encoding), errors="replace")

    linux_driver.getincrementaldecoder = forgiving  # type: ignore[assignment, attr-defined]
