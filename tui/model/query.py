"""What somebody asks of the past calls: words, and filters beside them."""

from datetime import datetime

from msgspec import Struct

from tui.model.call import Outcome


class Query(Struct, frozen=True, kw_only=True):
    """All of it has to fit. Texts are as they were typed; whoever compares folds case and accents.

    `fits` in `tui.model.query_fits` says what each part means; the index only answers the same faster.
    """

    words: tuple[str, ...] = ()
    """Each is a word of the call, or the beginning of one."""
    phrases: tuple[str, ...] = ()
    """Each stands in the call word for word: its words, whole, one right behind the other."""
    without: tuple[str, ...] = ()
    """No word of the call begins with one of these; those of more than one word are phrases."""
    client: tuple[str, ...] = ()
    """Each is a word of the caller's or the company's name, or the beginning of one."""
    tags: tuple[str, ...] = ()
    """Each is a tag of the call, whole, without its sign."""
    outcomes: tuple[Outcome, ...] = ()
    """It ended in one of these ways."""
    playbooks: tuple[str, ...] = ()
    """The id of its playbook begins with one of these, or a word of its title does."""
    is_open: bool = False
    """A promise of it is still open."""
    is_overdue: bool = False
    """An open promise of it should have been kept by now."""
    missed_sorry: bool = False
    """It ended without the sorry; see `apology_missed` in `tui.model.ending`."""
    mood: tuple[int, int] | None = None
    """The mood at goodbye is between these two, both included: 1 furious, 2 upset, 3 tense, 4 calm, 5 warm."""
    after: datetime | None = None
    """It began at this instant or later."""
    before: datetime | None = None
    """It began before this instant."""
    by: datetime | None = None
    """An open promise of it falls due at this instant or sooner."""
