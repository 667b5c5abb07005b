"""One person under several spellings."""

from tests.fakes import START
from tui.model.client import Client, spelling, spelling_key, with_sound_spellings, without_spellings


def test_a_spelling_is_a_name_and_a_company() -> None:
    assert spelling("  Dana   Lee · Northwind Law ") == "Dana Lee, Northwind Law"
    assert (spelling("Dana Lee,"), spelling(", Northwind Law"), spelling("")) == ("Dana Lee", "", "")
    assert spelling_key("DANA LEE · northwind law") == spelling_key("Dana Lee, Northwind Law")


def test_a_client_has_each_spelling_once_as_it_was_written_first() -> None:
    client = Client(id=1, names=("Dana  Lee", "dana lee", "", "D. Lee"), touched=START)
    assert with_sound_spellings(client).names == ("Dana Lee", "D. Lee")
    assert without_spellings(client, {"dana lee"}).names == ("", "D. Lee")
