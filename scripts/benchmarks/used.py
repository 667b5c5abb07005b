"""What a process has used so far, and whether it sleeps, as Linux tells it."""

import re
import time
from pathlib import Path

_MEMORY = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)
_RESIDENT = re.compile(r"^VmRSS:\s+(\d+) kB", re.MULTILINE)
_WAKE_UPS = re.compile(r"^voluntary_ctxt_switches:\s+(\d+)", re.MULTILINE)


def cpu(pid: int) -> float:
    """Seconds of processor time of all its threads."""
    # How Linux numbers the clock of another process.
    return time.clock_gettime((~pid << 3) | 2)


def most_memory(pid: int) -> float:
    """The most memory it has had, in megabytes."""
    found = _MEMORY.search(_process(pid).joinpath("status").read_text(encoding="ascii"))
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def memory_now(pid: int) -> float:
    """The memory that it has at this moment, in megabytes."""
    found = _RESIDENT.search(_process(pid).joinpath("status").read_text(encoding="ascii"))
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def wake_ups(pid: int) -> int:
    """How often a thread of it has gone to sleep, and so was woken; those that have ended are not counted."""
    texts = (status.read_text(encoding="ascii") for status in _process(pid).glob("task/*/status"))
    return sum(int(number) for text in texts for number in _WAKE_UPS.findall(text))


def sleeps(pid: int) -> bool:
    """Whether no thread of it runs, wants to run or waits for a disk."""
    states = [_state(stat) for stat in _process(pid).glob("task/*/stat")]
    return set(states) == {"S"}


def _process(pid: int) -> Path:
    return Path("/proc", str(pid))


def _state(stat: Path) -> str:
    try:
        # The name before it stands in brackets and may hold anything.
        return stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):  # It ended meanwhile: something has just run.
        return "X"
