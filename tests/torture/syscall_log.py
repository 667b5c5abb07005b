"""Puts strace on a process, with or without faults, and reads what it wrote down."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

WRITES = ("pwrite64", "write", "pwritev", "pwritev2", "writev")
"""The system calls that carry bytes to a file."""

CHANGES = (
    *("pwrite64", "write", "pwritev", "pwritev2", "fdatasync", "fsync", "ftruncate", "fallocate"),
    *("openat", "open", "unlink", "unlinkat", "rename", "renameat", "renameat2"),
    *("mkdir", "mkdirat", "rmdir", "link", "linkat", "symlink", "symlinkat", "chmod", "fchmod", "fchmodat"),
)
"""The system calls by which a file or a folder is made, changed, brought to the disk or removed."""


class StraceRefused(Exception):
    """strace may not look at our own processes here; the message is a sentence."""


class SystemCall(NamedTuple):
    """A system call as strace wrote it down."""

    name: str
    arguments: tuple[str, ...]
    result: int
    """What it returned; -1 where it failed or never returned."""
    was_injected: bool

    def path(self, index: int) -> str:
        """The path in an argument: of an open file, or in quotation marks; empty where there is none."""
        return path_in(self.arguments[index])

    def handle(self) -> int:
        """The number of the open file that the call works on."""
        return int(self.arguments[0].partition("<")[0])

    def is_on_removed_file(self) -> bool:
        """Whether the open file that the call works on has no name any more."""
        return self.arguments[0].endswith("(deleted)")

    def data(self, index: int) -> bytes:
        """The bytes in an argument; of a vector, the bytes of all its parts."""
        return b"".join(_bytes(part) for part in re.findall(r'"([^"]*)"', self.arguments[index]))

    def named(self) -> tuple[str, ...]:
        """Every path that the call names; one in a folder that is open is put behind the folder's."""
        if self.name in WRITES:
            return (self.path(0),)
        found: list[str] = []
        folder = ""
        for argument in self.arguments:
            path = path_in(argument)
            if argument.startswith('"'):
                found.append(path if path.startswith("/") else f"{folder}/{path}")
            elif path:
                folder = path
        return tuple(found) or (folder,)


def reason_not_to_trace() -> str:
    """Why no process can be traced here, as a sentence; empty where it can."""
    if shutil.which("strace") is None:
        return "This needs strace, which is not installed on this machine."
    return _refusal()


@cache
def _refusal() -> str:
    with subprocess.Popen(["sleep", "60"]) as sleeper:
        try:
            with traced(sleeper.pid, Path("/dev/null")):
                sleeper.kill()
        except StraceRefused as refused:
            return str(refused)
        finally:
            sleeper.kill()
    return ""


@contextmanager
def traced(pid: int, log: Path, *options: str, patience: float | None = None) -> Iterator[None]:
    """Watch a process and its threads from now until it has ended, or for so many seconds after the block."""
    command = ["strace", "-f", "-y", "-xx", "-p", str(pid), "-o", str(log), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        try:
            # It says so once the process cannot run on unseen.
            first = strace.stderr.readline()
            if "attached" not in first:
                raise StraceRefused(f"strace may not look at a process here: {first.strip()}.")
            yield
            with suppress(subprocess.TimeoutExpired):
                strace.wait(patience)
        finally:
            strace.kill()


def end_in(log: Path) -> str:
    """How the process ended, in strace's words: "exited with 0", "killed by SIGKILL"; empty when it has not."""
    ends = re.findall(r"^\d+ +\+\+\+ (.+) \+\+\+$", log.read_text(encoding="ascii"), re.MULTILINE)
    return ends[-1] if ends else ""


def only(names: Sequence[str]) -> str:
    """The option that limits strace to these calls; those that this machine does not have are passed over."""
    return "--trace=" + listed(names)


def listed(names: Sequence[str]) -> str:
    """These calls for an option of strace; those that this machine does not have are passed over."""
    return ",".join(f"?{name}" for name in names)


def calls_in(log: Path) -> Iterator[SystemCall]:
    """Every call that returned, in the order in which they did."""
    begun: dict[str, str] = {}
    with log.open(encoding="ascii") as lines:
        for line in lines:
            pid, _, said = line.rstrip("\n").partition(" ")
            said = said.lstrip()
            if said.endswith("<unfinished ...>"):
                begun[pid] = said.removesuffix("<unfinished ...>").rstrip()
                continue
            resumed = re.match(r"<\.\.\. \w+ resumed>\s?", said)
            if resumed:
                said = begun.pop(pid) + said[resumed.end() :]
            call = _call(said)
            if call is not None:
                yield call


def path_in(argument: str) -> str:
    """The path in an argument such as `"\\x2f"` or `5<\\x2f>`; empty where there is none."""
    found = re.search(r'[<"](?P<path>(?:\\x[0-9a-f]{2})+)[>"]', argument)
    return _bytes(found["path"]).decode(errors="surrogateescape") if found else ""


def _call(said: str) -> SystemCall | None:
    shape = re.fullmatch(r"(?P<name>\w+)\((?P<arguments>.*)\)\s+= (?P<result>-?\d+|\?)(?P<rest>.*)", said)
    if shape is None or shape["result"] == "?":
        return None
    arguments = re.split(r", (?![^\[]*\])", shape["arguments"])
    return SystemCall(shape["name"], tuple(arguments), int(shape["result"]), "INJECTED" in shape["rest"])


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
