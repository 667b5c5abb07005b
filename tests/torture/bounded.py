"""A trial as a test: with the small numbers, and told whole when it is no proof."""

import pytest

from tests.torture.__main__ import is_good, told
from tests.torture.report import Numbers, Trial


def stands(trial: Trial, *, needs_a_mount: bool = False) -> None:
    """Fail unless the trial is a proof; skip it where it cannot be done, but in CI, where that is a failure.

    A mount may be refused there too: that is up to the kernel, and no package mends it.
    """
    steps: list[str] = []
    report = trial(Numbers(bounded=True), steps.append)
    good = (report.is_proof or report.is_skipped_whole) if needs_a_mount else is_good(report)
    assert good, "\n".join([report.name, *steps, *told(report)])
    if report.skipped:
        pytest.skip(report.skipped)
