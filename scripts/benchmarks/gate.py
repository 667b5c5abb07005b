"""What may land: the counts of a start, a key and an idle second, held against `limits.toml`. Nothing is timed."""

import argparse
import os
from collections.abc import Mapping

from scripts.benchmarks.costs import KEYS, MILLION, SECONDS, a_key, a_second, a_start, costs_of
from scripts.benchmarks.counted import why_none
from scripts.benchmarks.limits import Measured, judged, read_limits
from scripts.benchmarks.two_apps import BARE, LONG, OURS
from tui.model.trouble import Trouble

QUICK_KEYS, QUICK_SECONDS = 4, 1.0


def take_options(parser: argparse.ArgumentParser) -> None:
    """What can be said on the command line."""
    parser.add_argument("--quick", action="store_true", help="few keys: shows that it runs, and no more")


def run(asked: argparse.Namespace) -> int:
    """Count, compare and say so; 1 when a limit does not hold. Raises `Trouble`."""
    limits = read_limits()
    if why := why_none():
        if os.environ.get("CI"):
            raise Trouble(f"Nothing can be counted, and in CI it has to be. {why}")
        print(f"Nothing was counted. {why}")
        return 0
    found = counted(QUICK_KEYS, QUICK_SECONDS) if asked.quick else counted(KEYS, SECONDS)
    verdicts = [judged(name, limit, found.get(name)) for name, limit in limits.items()]
    missed = [verdict.name for verdict in verdicts if not verdict.holds]
    print("\n".join(verdict.line for verdict in verdicts))
    print(f"{len(missed)} of {len(limits)} limits missed: {', '.join(missed)}." if missed else "All limits hold.")
    return 1 if missed else 0


def counted(keys: int, seconds: float) -> Mapping[str, Measured]:
    """Everything there may be a limit for, by its name."""
    start, bare_start, key, bare_key, long_key, idle, bare_idle = costs_of(
        a_start(OURS),
        a_start(BARE),
        a_key(OURS, keys),
        a_key(BARE, keys),
        a_key(OURS, keys, LONG),
        a_second(OURS, seconds),
        a_second(BARE, seconds),
    )
    pairs = {
        "start": (start, bare_start),
        "key": (key, bare_key),
        "long-key": (long_key, key),
        "idle": (idle, bare_idle),
    }
    return {
        **{
            name: Measured(ours.instructions / MILLION, floor.instructions / MILLION, "M")
            for name, (ours, floor) in pairs.items()
        },
        "key-bytes": Measured(key.bytes, unit="bytes"),
        "key-frames": Measured(key.frames, unit="frames"),
        "idle-bytes": Measured(idle.bytes, unit="bytes"),
    }
