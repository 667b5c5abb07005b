"""Calls as one HTML file to print: everything in it, nothing that runs, nothing from elsewhere."""

from collections.abc import Iterable, Iterator
from html import escape

from tui.interchange.kept import Kept
from tui.interchange.told import Told, told_of

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Calls</title>
<style>
body { font: 11pt/1.5 Georgia, "Times New Roman", serif; max-width: 42em; margin: 2em auto; padding: 0 1em; }
article { border-top: 1px solid #999; padding: 1em 0; overflow-wrap: anywhere; }
h2 { font-size: 1.3em; margin: 0 0 .5em; }
h3 { font-size: 1em; margin: 1em 0 .2em; break-after: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1em; margin: 0; }
dt { color: #555; }
dd { margin: 0; }
ul { margin: 0; padding-left: 1.2em; }
@page { margin: 2cm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; }
  article { border: 0; padding: 0; break-after: page; }
  article:last-of-type { break-after: auto; }
}
</style>
</head>
<body>
<main>
"""
_FOOT = "</main>\n</body>\n</html>\n"


def html_pieces(calls: Iterable[Kept]) -> Iterator[bytes]:
    """A page for each call, when it is printed."""
    yield _HEAD.encode()
    nothing = "<p>No call.</p>\n"
    for call, _ in calls:
        nothing = ""
        yield _one(told_of(call)).encode("utf-8", "replace")
    yield (nothing + _FOOT).encode()


def _one(told: Told) -> str:
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>\n" for name, value in told.facts)
    parts = [f'<article dir="auto">\n<h2>{escape(told.title)}</h2>\n<dl>\n{facts}</dl>\n']
    for heading, lines in told.sections:
        items = "".join(f"<li>{escape(line)}</li>\n" for line in lines)
        parts.append(f"<h3>{escape(heading)}</h3>\n<ul>\n{items}</ul>\n")
    return "".join(parts) + "</article>\n"
