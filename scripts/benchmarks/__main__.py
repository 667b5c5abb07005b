"""The command line: scripts/bench lists the benchmarks, scripts/bench NAME runs one."""

import argparse
import sys
from importlib import import_module

from tui.model.trouble import Trouble

BENCHMARKS = {
    "store": "the record: saving, opening, searching, finishing, memory, backups",
    "start": "a start: something to look at, the first whole frame, keys typed meanwhile, imports",
    "typing": "a key on a call: how soon it is seen, and what it costs",
    "idle": "a call on which nobody types: processor time, bytes, frames, wake-ups",
    "moves": "from one screen to another, to the palette, to another size: the first new frame",
    "review": "looking back while somebody types, with many calls: what a key waits for, and memory",
    "gate": "instructions, bytes and frames against limits.toml; 1 when one is missed, as in .ci/run",
}
"""Each is the module of this name, with `take_options` and `run`; and what it measures."""


def main(words: list[str]) -> int:
    """Run the benchmark that is named; without a name, list them."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measures what things cost.")
    names = parser.add_subparsers(dest="name", metavar="NAME")
    for name, what in BENCHMARKS.items():
        import_module(f"scripts.benchmarks.{name}").take_options(names.add_parser(name, help=what, description=what))
    asked = parser.parse_args(words)
    if asked.name is None:
        print("\n".join(f"{name:10}{what}" for name, what in BENCHMARKS.items()))
        return 0
    try:
        code: int = import_module(f"scripts.benchmarks.{asked.name}").run(asked)
    except KeyboardInterrupt:
        return _stopped("Stopped; nothing of this run is kept.", 130)
    except OSError as error:
        return _stopped(f"The run had to stop ({(error.strerror or 'the reason is not known').lower()}).", 2)
    except Trouble as trouble:
        return _stopped(str(trouble), 2)
    return code


def _stopped(sentence: str, code: int) -> int:
    print(f"scripts/bench: {sentence}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
