"""Whatever is typed, what is said back is one short line of their words."""

from hypothesis import given
from hypothesis import strategies as st

from tui.model.about_them import meant_by
from tui.model.marks import tags_in
from tui.model.told import SHOWN, told_in, without_tags
from tui.model.turning import turned

SMALL = (
    *("I", "you", "me", "my", "your", "we", "us", "our", "was", "am", "are", "and", "that", "she", "her", "has"),
    *("they", "he", "his", "the", "it's", "I'm", '"so', ",", ".", "?", "!", "told", "sent", "boss", "is"),
)
NOUNS = ("zebra", "Quill", "4711", "façade", "O'Brien", "40€", "vase-set", "ẞ")
LINES = st.lists(st.sampled_from((*SMALL, *NOUNS)), max_size=12).map(" ".join)
NOTES = st.lists(st.tuples(st.sampled_from((">", "=", "= boss:", "i ", "! ", "")), LINES), max_size=5).map(
    lambda lines: "\n".join(f"{mark} {line}" for mark, line in lines)
)


@given(notes=NOTES | st.text())
def test_what_is_said_back_is_short_and_on_one_line(notes: str) -> None:
    told = told_in(notes)
    assert told == told_in(notes)
    for part in told:
        assert len(part) <= 2 * (SHOWN + 30)
        assert part.splitlines() in ([part], [])
        assert part == part.strip()
        assert "\x1b" not in part


@given(line=LINES)
def test_nouns_names_and_numbers_come_through_every_turn(line: str) -> None:
    nouns = [word for word in line.split() if word in NOUNS]
    for back in (turned(line), meant_by(line).text):
        assert back is None or [word for word in back.split() if word in NOUNS] == nouns


@given(line=st.text(alphabet="#ab-_1 Éİ>.", max_size=40))
def test_no_tag_is_left_in_what_a_client_hears(line: str) -> None:
    assert tags_in(without_tags(line)) == ()


@given(notes=st.text(alphabet=st.sampled_from("=>\n aI'’\"“#:{}\x1b\u202e\ud800"), max_size=80))
def test_odd_signs_do_no_harm(notes: str) -> None:
    assert not {"\x1b", "\u202e", "\ud800"} & set("".join(told_in(notes)))
