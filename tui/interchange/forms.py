"""The forms in which calls can leave."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.interchange.kept import Kept


class Form(NamedTuple):
    """One of them."""

    id: str
    ending: str
    """What the name of its file ends with."""
    words: str
    """What it is good for, in a few words."""


FORMS = (
    Form("json", ".json", "everything, to bring it in again"),
    Form("csv", ".csv", "a table for a spreadsheet"),
    Form("markdown", ".md", "text to read and to pass on"),
    Form("html", ".html", "pages to print"),
)
"""In the order in which they are offered."""


def pieces_of(form: str, calls: Iterable[Kept], *, bom: bool = False) -> Iterator[bytes]:
    """The calls in this form, a piece at a time. `bom` counts for CSV alone. ValueError for a form there is not."""
    # Each is loaded where it is asked for: a command waits for what it loads.
    match form:
        case "json":
            from tui.interchange.as_json import json_pieces  # noqa: PLC0415

            return json_pieces(calls)
        case "csv":
            from tui.interchange.as_csv import csv_pieces  # noqa: PLC0415

            return csv_pieces(calls, bom=bom)
        case "markdown":
            from tui.interchange.as_markdown import markdown_pieces  # noqa: PLC0415

            return markdown_pieces(calls)
        case "html":
            from tui.interchange.as_html import html_pieces  # noqa: PLC0415

            return html_pieces(calls)
    raise ValueError(f"there is no form {form}")
