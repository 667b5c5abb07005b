"""Work in a Python of its own: its memory is untouched, and other libraries may stand under it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, TypeVar

import msgspec

from scripts.benchmarks.histories import ROOT
from tui.model.trouble import Trouble

T = TypeVar("T")


def apart(kind: type[T], work: str, *values: Any, environment: Mapping[str, str] | None = None) -> T:
    """What a function gives back, called as `package.module:name` elsewhere; its values go there and back as JSON.

    Raises `Trouble` where it failed; the reason then stands in stderr.
    """
    done = subprocess.run(
        [sys.executable, "-m", "scripts.benchmarks.apart", work],
        input=msgspec.json.encode(values),
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        check=False,
    )
    if done.returncode:
        raise Trouble(f"{work} came to no result (it ended with {done.returncode}); the reason stands above.")
    return msgspec.json.decode(done.stdout, type=kind)


def main() -> None:
    """Do what the command line names."""
    module, _, name = sys.argv[1].partition(":")
    result = getattr(import_module(module), name)(*msgspec.json.decode(sys.stdin.buffer.read()))
    sys.stdout.buffer.write(msgspec.json.encode(result))


if __name__ == "__main__":
    main()
