"""The list of what was found, and the call below it: only what is in sight is put together."""

from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot

from tui.model.hits import NOTHING, Sought
from tui.model.query import Query
from tui.widgets.call_text import CallText, Happened
from tui.widgets.found_list import FoundList, FoundRow
from tui.widgets.last_calls import call_row

GIFT = Sought(Query(words=("gift",)))


class Alone(App[None]):
    """Both, with nothing around them."""

    CSS = "FoundList { height: 8; padding: 0; } CallText { height: 6; }"

    def __init__(self) -> None:
        super().__init__()
        self.made: list[int] = []

    def compose(self) -> ComposeResult:
        yield FoundList()
        yield CallText()

    @property
    def listing(self) -> FoundList:
        return self.query_one(FoundList)

    @property
    def reader(self) -> CallText:
        return self.query_one(CallText)

    def row_of(self, place: int) -> FoundRow:
        self.made.append(place)
        return FoundRow(("today 09:18", "0:00", f"Caller {place}", "put right"), f"a gift {place}")

    async def shown(self, pilot: Pilot[None], widget: FoundList | CallText) -> list[str]:
        await pilot.pause()
        return ["".join(part.text for part in widget.render_line(y)).rstrip() for y in range(widget.size.height)]


async def test_of_thousands_only_the_rows_in_sight_are_made_and_each_once() -> None:
    app = Alone()
    async with app.run_test(size=(60, 20)) as pilot:
        app.listing.show(5000, app.row_of, GIFT, 0)
        shown = await app.shown(pilot, app.listing)
        assert shown[0].startswith("▶ today 09:18")
        assert shown[1] == "    a gift 0"
        for place in range(4):
            app.listing.choose(place)
            await app.shown(pilot, app.listing)
        assert sorted(app.made) == [0, 1, 2, 3]
        app.listing.choose(4999)
        shown = await app.shown(pilot, app.listing)
        assert len(app.made) == 8
        assert "Caller 4999" in shown[-2]


async def test_without_words_a_call_is_one_line() -> None:
    app = Alone()
    async with app.run_test(size=(60, 20)) as pilot:
        app.listing.show(3, app.row_of, NOTHING, 1)
        shown = await app.shown(pilot, app.listing)
        assert [line[:1] for line in shown[:3]] == [" ", "▶", " "]
        assert shown[3:] == [""] * 5


async def test_the_cursor_stays_inside_and_words_stand_where_there_is_no_call() -> None:
    app = Alone()
    async with app.run_test(size=(60, 20)) as pilot:
        app.listing.show(3, app.row_of, NOTHING, 9)
        assert app.listing.place == 2
        app.listing.choose(-4)
        assert app.listing.place == 0
        app.listing.say(Content("[b]Nothing[/b] here"))
        assert (await app.shown(pilot, app.listing))[0] == "[b]Nothing[/b] here"
        assert (app.listing.count, app.listing.place) == (0, 0)


async def test_of_a_long_text_no_more_is_wrapped_than_is_seen() -> None:
    app = Alone()
    async with app.run_test(size=(60, 20)) as pilot:
        app.reader.show("\n".join(f"line {number}" for number in range(5000)), NOTHING)
        assert await app.shown(pilot, app.reader) == [f"line {number}" for number in range(6)]
        assert len(app.reader._wrapped) <= 8
        app.reader.page(1)
        assert (await app.shown(pilot, app.reader))[0] == "line 5"
        app.reader.scroll_rows(-99)
        assert app.reader.top == 0
        app.reader.scroll_rows(99999)
        assert (await app.shown(pilot, app.reader))[-1] == "line 4999"


async def test_the_text_begins_at_its_first_hit_unless_that_is_in_sight_anyway() -> None:
    app = Alone()
    async with app.run_test(size=(60, 20)) as pilot:
        app.reader.show("\n".join(["x"] * 30 + ["the gift"] + ["y"] * 30), GIFT)
        assert (await app.shown(pilot, app.reader))[2] == "the gift"
        app.reader.show("\n".join(["x"] * 3 + ["the gift"] + ["y"] * 30), GIFT)
        assert app.reader.top == 0


async def test_what_happened_stands_below_the_text_with_what_was_amended_set_in() -> None:
    app = Alone()
    async with app.run_test(size=(60, 20)) as pilot:
        happened = [
            Happened("09:18", "0:00", "Hello: [b]Dana[/b]", ""),
            Happened("Wed 25 Nov 09:18", "", "Amended: the notes; before it was", "green\nblue"),
        ]
        app.reader.show("summary", NOTHING, happened)
        assert await app.shown(pilot, app.reader) == [
            "summary",
            "What happened",
            "09:18     0:00  Hello: [b]Dana[/b]",
            "Wed 25 Nov 09:18  Amended: the notes; before it was",
            " " * 18 + "green",
            " " * 18 + "blue",
        ]


async def test_where_it_is_narrow_the_name_has_the_room_of_the_length() -> None:
    wide, narrow = (
        call_row(("Sat 21 Nov 16:05", "14:01", "Ruth Carrick · Tallowquay Books", "next step agreed"), width).plain
        for width in (80, 56)
    )
    assert wide.startswith("Sat 21 Nov 16:05    14:01  Ruth Carrick · Tallowquay Books ")
    assert narrow.startswith("Sat 21 Nov 16:05   Ruth Carrick · Tal")
    assert narrow.endswith("  next step agreed")
    assert len(narrow) == 56
