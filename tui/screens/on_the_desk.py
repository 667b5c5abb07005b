"""What stands on the desk below the question, as the records have it. No first frame needs it."""

from typing import NamedTuple, Protocol

from tui.model.call import Call
from tui.model.owed import Owed
from tui.services.client_book import ClientBook
from tui.services.follow_up import FollowUp
from tui.services.intake import Intake
from tui.services.review import Review
from tui.settings import Settings


class Services(Protocol):
    """What fills the desk. To ask for one may load much, so it is done once the first frame stands."""

    @property
    def intake(self) -> Intake:
        """Where calls begin."""

    @property
    def review(self) -> Review:
        """Where past calls are looked up."""

    @property
    def follow_up(self) -> FollowUp:
        """What we owe."""

    @property
    def client_book(self) -> ClientBook:
        """What is known about clients."""

    @property
    def settings(self) -> tuple[Settings, str]:
        """The rep's settings, and what is wrong with them."""


class OnTheDesk(NamedTuple):
    """Calls that wait, promises, the last calls, the names that are offered, and what the rep has to be told."""

    waiting: list[Call]
    owed: list[Owed]
    last: list[tuple[str, str, str, str]]
    callers: list[str]
    trouble: str


def on_the_desk(services: Services) -> OnTheDesk:
    """Look all of it up. Blocks, and raises `Trouble`."""
    intake, review = services.intake, services.review
    waiting, newest, callers = intake.interrupted(), review.newest(limit=20), review.callers()
    owed = services.follow_up.owed()
    trouble = intake.playbook_trouble() or services.settings[1]
    return OnTheDesk(
        waiting,
        owed,
        [review.row(call) for call in newest],
        callers,
        review.noticed() or review.left_out() or trouble or review.too_old(),
    )
