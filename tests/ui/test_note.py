import pytest
from textual.geometry import Size

from tests.ui.alone import HOSTILE, STEERS, Alone, press_at_once
from tests.ui.stage import NARROW, WIDE, type_text, until
from tui.screens.note import FACT, NOT_POSTED, POSTED, NoteScreen
from tui.widgets.sheet import LINE, Sheet

TEXT = (
    "Dear Dana,\n\n"
    "thank you for telling me so plainly that a second parcel reached them. It made you look as if nobody "
    "here talks, and for that I am very sorry.\n\n"
    "The right one is with them on Thursday. I ring you on Friday at three and tell you how it stands.\n\n"
    "You saw that we are people, who get things wrong at times, and you were kind about it. "
    "I will not forget that.\n\n"
    "Yours,"
)
ADDRESS = "Northwind Law, 12 High Street, Leeds"


class ByHand:
    """The note, and what was ticked."""

    def __init__(
        self, text: str = TEXT, *, address: str = ADDRESS, caller: str = "Dana Lee", posted: bool = False
    ) -> None:
        self.ticks: list[bool] = []
        self.app = Alone(
            lambda ways: NoteScreen(
                ways, text=text, address=address, caller=caller, posted=posted, on_posted=self.ticks.append
            )
        )


def _lines(shown: str) -> list[str]:
    """What stands on the sheet, blank rows too."""
    return [row.split("▌", 1)[1][: LINE + 2].strip() for row in shown.splitlines() if "▌" in row]


async def test_the_note_stands_there_whole_in_short_lines() -> None:
    note = ByHand()
    async with note.app.playing() as _:
        lines = _lines(note.app.shown)
        assert " ".join(" ".join(lines).split()) == " ".join(TEXT.split())
        assert max(map(len, lines)) <= LINE
        assert "Dana Lee" in note.app.shown


async def test_lines_stand_apart_where_all_of_them_fit() -> None:
    close, apart = ByHand(), ByHand()
    async with close.app.playing(NARROW):
        lines = _lines(close.app.shown)
        assert lines[lines.index("thank you for telling me so plainly that a") + 1]
    async with apart.app.playing(WIDE):
        lines = _lines(apart.app.shown)
        assert not lines[lines.index("thank you for telling me so plainly that a") + 1]
        assert "Yours," in lines


async def test_address_words_and_fact_stand_beside_the_note() -> None:
    note = ByHand()
    async with note.app.playing():
        assert [line for line in ADDRESS.split(", ") if line not in note.app.shown] == []
        assert f"{len(TEXT.split())} WORDS" in note.app.shown
        assert "Kumar & Epley 2018" in _beside(note.app.shown)


def _beside(shown: str) -> str:
    return " ".join(" ".join(row[50:] for row in shown.splitlines()).split())


async def test_the_fact_is_whole_beside_the_note() -> None:
    note = ByHand()
    async with note.app.playing():
        assert FACT in _beside(note.app.shown)


async def test_without_an_address_it_says_how_to_give_one() -> None:
    note = ByHand(address="  ")
    async with note.app.playing(WIDE):
        assert "address: 12 High" in note.app.flowing


async def test_copying_takes_the_note_as_it_is_and_not_as_it_is_wrapped() -> None:
    note = ByHand()
    async with note.app.playing() as pilot:
        await pilot.press("f8")
        await pilot.pause()
        assert note.app.copied == [TEXT]


async def test_posted_is_ticked_and_taken_back() -> None:
    note = ByHand()
    async with note.app.playing() as pilot:
        assert NOT_POSTED in note.app.shown.splitlines()[0]
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert POSTED in note.app.shown.splitlines()[0]
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert NOT_POSTED in note.app.shown.splitlines()[0]
        assert note.ticks == [True, False]


async def test_a_note_that_is_in_the_post_already_is_shown_so_and_told_to_nobody() -> None:
    note = ByHand(posted=True)
    async with note.app.playing():
        assert POSTED in note.app.shown.splitlines()[0]
        assert note.ticks == []


async def test_what_does_not_fit_is_reached_with_the_keys() -> None:
    note = ByHand()
    async with note.app.playing((60, 16)) as pilot:
        assert "Dear Dana," in note.app.shown
        assert "ADDRESS" not in note.app.shown
        for key, there, gone in (
            ("end", "ADDRESS", "Dear Dana,"),
            ("home", "Dear Dana,", "ADDRESS"),
            ("down", "thank you", "Dear Dana,"),
            ("up", "Dear Dana,", "ADDRESS"),
            ("pagedown", "Yours,", "Dear Dana,"),
            ("pageup", "Dear Dana,", "ADDRESS"),
        ):
            await pilot.press(key)
            await pilot.pause()
            assert there in note.app.shown
            assert gone not in note.app.shown


@pytest.mark.parametrize("key", ["escape", "f9"])
async def test_leaving_leads_back_with_every_key_behind_it(key: str) -> None:
    note = ByHand()
    async with note.app.playing() as pilot:
        press_at_once(pilot, key)
        await type_text(pilot, "next")
        await until(pilot, lambda: note.app.notes.text == "next")
        assert not note.app.is_open


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("size", [NARROW, WIDE, (60, 16)], ids=["narrow", "wide", "small"])
async def test_odd_text_is_shown_as_text(text: str, size: tuple[int, int]) -> None:
    note = ByHand(text, address=text, caller=text)
    async with note.app.playing(size) as pilot:
        for _ in range(3):
            assert not [char for char in note.app.shown if char in STEERS]
            await pilot.press("pagedown")
        await pilot.press("f8", "escape")
        await pilot.pause()
        assert note.app.copied == [text]
        assert not note.app.is_open


async def test_markup_in_a_note_is_shown_as_it_was_typed() -> None:
    note = ByHand("Dear [red]Dana[/], [/]")
    async with note.app.playing():
        assert "Dear [red]Dana[/], [/]" in note.app.shown


@pytest.mark.parametrize("width", [12, 20, 44, 60])
def test_a_sheet_holds_every_word_whatever_its_width(width: int) -> None:
    rows = Sheet(TEXT)._rows(width, 10)
    assert " ".join(" ".join(rows).split()) == " ".join(TEXT.split())
    assert max(map(len, rows)) <= min(width, LINE)


def test_a_sheet_wants_room_for_lines_apart_only_where_there_is_room() -> None:
    sheet = Sheet("one\ntwo\n\nthree")
    assert sheet._rows(LINE, 6) == ["one", "", "two", "", "", "three"]
    assert sheet._rows(LINE, 5) == ["one", "two", "", "three"]
    assert sheet.get_content_height(Size(50, 6), Size(80, 24), 44) == 6
    assert sheet.get_content_height(Size(50, 5), Size(80, 24), 44) == 4
