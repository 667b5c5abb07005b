"""The clock of the machine that we run on."""

from datetime import UTC, datetime

from tui.model.trouble import Trouble


class SystemClock:
    """The time and the local time zone, as the operating system knows them. Implements `ports.Clock`."""

    def now(self) -> datetime:
        """This instant, with the local offset."""
        return datetime.now().astimezone()

    def at_local(self, wall: datetime) -> datetime:
        """The instant at which a wall clock here shows `wall` (which has no zone).

        A time that comes twice, when clocks go back, is the first of the two (`wall.fold` set to 1 means the
        second). A time that never comes, when clocks go forward, counts on from before the jump: at a jump
        from 2:00 to 3:00, 2:30 is 3:30. Raises `Trouble` for a date at the very end of the calendar.
        """
        try:
            # Not `wall.astimezone()`: for a time that never comes, that gives an hour before the jump.
            return datetime.fromtimestamp(wall.timestamp(), UTC).astimezone()
        except (OverflowError, ValueError, OSError) as error:
            raise Trouble("That date is too far away to plan for.") from error
