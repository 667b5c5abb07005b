"""A made-up call history, for tests, benchmarks and `heartfirst --demo`. Nobody in it has ever lived."""

from tui.demo.history import SEED, demo_calls, history, interrupted

__all__ = ["SEED", "demo_calls", "history", "interrupted"]
