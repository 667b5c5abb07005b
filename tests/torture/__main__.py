"""scripts/torture: every trial of the records, and whether something known to lose writes lost some in it."""

import argparse
import sys
import time
from collections.abc import Iterable
from importlib import import_module

from tests.torture.report import Numbers, Report, Trial, must_not_skip

TRIALS = {
    "store_kills": "kill -9 of processes that save, finish, import, back up and migrate",
    "app_kills": "kill -9 of the real app under a rep's hands",
    "faults": "a signal or an error at every system call that touches the records",
    "crash_states": "the disk as a crash may leave it, rebuilt from a log of system calls",
    "power_cuts": "the power cut under a real file system",
    "full_disk": "a disk that is full, or takes no longer files",
    "processes": "two, then eight processes on one folder",
}
"""Each trial is the module of this name, and what it does."""

SHOWN = 10
"""How many losses of a trial are listed."""


def main() -> int:
    """Run the trials that are asked for; 1 when one of them is no proof."""
    asked = _asked()
    numbers = Numbers(bounded=asked.bounded, seed=asked.seed)
    names = asked.names or list(TRIALS)
    failed = [name for name in names if not _stands(name, numbers)]
    if failed:
        _say(f"scripts/torture failed at: {', '.join(failed)}")
    return 1 if failed else 0


def told(report: Report) -> Iterable[str]:
    """The report in lines."""
    if report.done:
        yield f"{report.trials:,} trials: {report.done}"
        yield f"{report.acknowledged:,} acknowledged writes checked, {_counted(report.lost)}"
        yield from (f"  {line}" for line in report.lost[:SHOWN])
    for control in report.controls:
        what = _counted(control.lost) if control.failed else "lost nothing, so this trial shows nothing"
        yield f"control: {control.what}: {what}{f' ({control.lost[0]})' if control.failed else ''}"
    if report.skipped:
        yield f"skipped: {report.skipped}"


def is_good(report: Report) -> bool:
    """Whether the report is a proof, or the trial could not be done and need not be."""
    if report.skipped and must_not_skip():
        return False
    return report.is_proof or report.is_skipped_whole


def _stands(name: str, numbers: Numbers) -> bool:
    _say(f"== {name}: {TRIALS[name]}")
    trial: Trial = import_module(f"tests.torture.{name}").run
    began = time.monotonic()
    report = trial(numbers, lambda line: _say(f"   {line}"))
    for line in told(report):
        _say(line)
    _say(f"{'stands' if is_good(report) else 'FAILED'} after {time.monotonic() - began:.0f} s\n")
    return is_good(report)


def _counted(lost: list[str]) -> str:
    return f"{len(lost)} lost" if lost else "none lost"


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/torture",
        description="Shows that nothing saved is ever lost.",
        epilog="\n".join(f"{name:13}{what}" for name, what in TRIALS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", type=_trial, help="only these trials")
    parser.add_argument("--bounded", action="store_true", help="small numbers, as in the tests")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins (default 1)")
    return parser.parse_args()


def _trial(name: str) -> str:
    if name not in TRIALS:
        raise argparse.ArgumentTypeError(f"there is no trial {name!r}; there are {', '.join(TRIALS)}")
    return name


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
