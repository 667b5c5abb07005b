"""The disks that a crash can leave behind: as many as there is time for in each run of the tests."""

import pytest

from tests.real.terminal import needs
from tests.torture import crash_states
from tests.torture.bounded import stands


@pytest.mark.real
def test_no_disk_that_a_crash_can_leave_behind_lacks_what_was_acknowledged() -> None:
    needs("strace")
    stands(crash_states.run)
