"""The lines of a benchmark as a table for people and as JSON for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from scripts.benchmarks.figures import Line, Row, Untold

HEAD = ("what", "p50", "p95", "p99", "", "floor", "p50", "ratio", "(rounds)", "goal")


def as_table(lines: Sequence[Line]) -> Iterator[str]:
    """One line for each row, in columns; what could not be measured, and the notes, stand below."""
    cells = [HEAD, *(_cells(line) for line in lines if isinstance(line, Row))]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        yield _in_columns(row, widths).rstrip()
    for line in lines:
        if isinstance(line, Untold):
            yield f"not measured: {line.what}. {line.why}"
        elif line.note:
            yield f"{line.what}: {line.note}."


def as_json(line: Line) -> dict[str, Any]:
    """A line as JSON values; spreads and ratios by the names of their parts."""
    found = line._asdict()
    if isinstance(line, Row):
        found |= {name: found[name]._asdict() for name in ("took", "floor", "ratio")}
        found["goals"] = [goal._asdict() for goal in line.goals]
    return found


def are_met(lines: Sequence[Line]) -> bool:
    """Whether no goal is missed."""
    return all(goal.is_met for line in lines if isinstance(line, Row) for goal in line.goals)


def _cells(row: Row) -> tuple[str, ...]:
    figures = (*map(_figure, row.took), row.unit, row.floor_is, _figure(row.floor.p50))
    middle, lowest, highest = row.ratio
    goals = ", ".join(f"{goal.said}: {'met' if goal.is_met else 'MISSED'}" for goal in row.goals)
    return (row.what, *figures, f"{middle:.2f} x", f"({lowest:.2f}-{highest:.2f})", goals)


def _figure(value: float) -> str:
    """Three digits that mean something."""
    return f"{value:.3g}" if value < 100 else f"{value:,.0f}"


def _in_columns(row: Sequence[str], widths: Sequence[int]) -> str:
    on_the_left = ("what", "", "floor", "goal")
    pairs = zip(HEAD, row, widths, strict=True)
    return "  ".join(cell.ljust(width) if name in on_the_left else cell.rjust(width) for name, cell, width in pairs)
