"""Kills, full disks and many processes, as far as there is time for them in each run of the tests."""

import pytest

from tests.torture import app_kills, full_disk, processes, store_kills
from tests.torture.bounded import stands


@pytest.mark.long
def test_killed_processes_lose_nothing_that_they_said_they_kept() -> None:
    stands(store_kills.run)


def test_processes_on_one_folder_lose_and_double_nothing() -> None:
    stands(processes.run)


@pytest.mark.real
def test_the_killed_app_loses_nothing_that_it_called_saved() -> None:
    stands(app_kills.run)


@pytest.mark.real
def test_on_a_full_disk_a_call_is_saved_and_the_app_starts() -> None:
    stands(full_disk.run, needs_a_mount=True)
