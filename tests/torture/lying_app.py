"""The app, but with records that say "saved" one save too early: the negative control of the app.

python -m tests.torture.lying_app
"""

from tui.cli import main
from tui.model.call import Call
from tui.records.call_records import SqliteCallRecords

_save = SqliteCallRecords.save
_owed: dict[int, Call] = {}


def _save_the_one_before(self: SqliteCallRecords, call: Call) -> None:
    before = _owed.get(call.id)
    _owed[call.id] = call
    if before is not None:
        _save(self, before)


if __name__ == "__main__":
    SqliteCallRecords.save = _save_the_one_before  # type: ignore[method-assign]  # this is the lie
    main()
