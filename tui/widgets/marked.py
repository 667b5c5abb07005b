"""Hits in a text, set off by more than a colour."""

from textual.content import Content

from tui.model.hits import Sought

HIT = "bold underline $primary"


def marked(text: str, sought: Sought, style: str = "$foreground") -> Content:
    """`text`, which is safe to show, with each hit underlined."""
    content = Content.styled(text, style)
    for hit in sought.hits(text):
        content = content.stylize(HIT, hit.start, hit.end)
    return content


def from_the_hit(text: str, sought: Sought, room: int) -> str:
    """`text` beginning where the first hit can be seen in `room` cells."""
    hits = sought.hits(text) if sought else []
    if not hits or Content(text[: hits[0].end]).cell_length <= room:
        return text
    start = max(0, hits[0].start - room // 3)
    return f"…{text[start:].lstrip()}"
