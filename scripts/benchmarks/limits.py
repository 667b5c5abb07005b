"""The limits that `scripts/bench gate` holds us to, as they stand in `limits.toml`."""

import tomllib
from math import inf
from pathlib import Path
from typing import NamedTuple

import msgspec

from tui.model.trouble import Trouble

FILE = Path(__file__).with_suffix(".toml")


class Limit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is allowed: a ratio to something, or a figure."""

    of: str
    why: str
    to: str = ""
    ratio: float | None = None
    most: float | None = None


class Measured(NamedTuple):
    """A figure of ours, and what it is to be divided by where the limit is a ratio."""

    ours: float
    floor: float | None = None
    unit: str = ""


class Verdict(NamedTuple):
    """Whether a limit holds, and a line that says so."""

    name: str
    holds: bool
    line: str


def read_limits(file: Path = FILE) -> dict[str, Limit]:
    """All limits by their names. Raises `Trouble` when the file is not as it should be."""
    try:
        limits = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), dict[str, Limit])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Trouble(f"{file.name} cannot be read: {error}.") from error
    for name, limit in limits.items():
        if why := _wrong(limit):
            raise Trouble(f"{file.name}: {name} {why}.")
    if not limits:
        raise Trouble(f"{file.name} limits nothing.")
    return limits


def judged(name: str, limit: Limit, found: Measured | None) -> Verdict:
    """Whether the limit holds; one that was not measured does not."""
    allowed = limit.most if limit.ratio is None else limit.ratio
    if found is None or allowed is None or (limit.ratio is not None and not found.floor):
        return Verdict(name, False, f"{name:12}{'not measured':>14}  MISSED · {limit.of}")
    figure, said = found.ours, f"{limit.of}: {_shown(found)}"
    unit = found.unit
    if limit.ratio is not None and found.floor:
        figure, unit = found.ours / found.floor, "x"
        said += f"; {limit.to} {_shown(found._replace(ours=found.floor))}"
    holds = figure <= allowed
    measured = f"{figure:,.{2 if figure < 100 else 0}f} {unit}"
    return Verdict(
        name, holds, f"{name:12}{measured:>14}  ≤ {allowed:g} {unit}: {'ok' if holds else 'MISSED'} · {said}"
    )


def _wrong(limit: Limit) -> str:
    """What is wrong with it; empty where nothing is."""
    allowed = [number for number in (limit.ratio, limit.most) if number is not None]
    if len(allowed) != 1:
        return "needs a ratio or a most, and not both"
    if not 0 < allowed[0] < inf:
        return "needs a number above 0"
    if bool(limit.to) != (limit.ratio is not None):
        return "needs to say what its ratio is to, and without one nothing"
    if not limit.of.strip() or not limit.why.strip():
        return "does not say what it limits, or not why"
    return ""


def _shown(found: Measured) -> str:
    return f"{found.ours:,.1f} {found.unit}"
