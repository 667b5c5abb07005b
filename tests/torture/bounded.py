"""A trial as a test: with the small numbers, and told whole when it is no proof."""

import pytest

from tests.torture.__main__ import is_good, told
from tests.torture.report import Numbers, Trial


def stands(trial: Trial) -> None:
    """Fail unless the trial is a proof; skip it where it cannot be done, but in CI, where that is a failure."""
    steps: list[str] = []
    report = trial(Numbers(bounded=True), steps.append)
    assert is_good(report), "\n".join([report.name, *steps, *told(report)])
    if report.skipped:
        pytest.skip(report.skipped)
