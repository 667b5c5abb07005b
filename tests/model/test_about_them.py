"""Our line about what it did to them, said to them."""

import pytest

from tui.model.about_them import meant_by


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("she has to tell her boss", "you have to tell your boss"),
        ("he looks silly", "you look silly"),
        ("they waited an hour", "you waited an hour"),
        ("She was late.", "you were late"),
        ("they have to tell their clients", "you have to tell your clients"),
        ("she still waits", "you still wait"),
        ("she fusses over it", "you fuss over it"),
        ("she never tries again", "you never try again"),
        ("he goes home", "you go home"),
        ("he must go", "you must go"),
        ("she is late and has to explain it", "you are late and have to explain it"),
        ("she was up all night and was late", "you were up all night and were late"),
        ("he'll miss his flight", "you'll miss your flight"),
        ("she's embarrassed", "you're embarrassed"),
        ("she's lost a day", "you've lost a day"),
        ("they're losing customers", "you're losing customers"),
        ("he says they lied to him", "you say they lied to you"),
        ("she told us twice", "you told us twice"),
        ("SHE HAS TO TELL HER BOSS", "YOU HAVE TO TELL YOUR BOSS"),
    ],
)
def test_a_line_that_begins_with_them_is_turned(line: str, meant: str) -> None:
    assert meant_by(line) == (meant, True)


@pytest.mark.parametrize(
    "line",
    [
        "she must tell her boss and apologise to her",
        "her boss will see her mistake",
        "boss thinks it is her fault",
        "they lied to her",
        "daughter cried at her party",
    ],
)
def test_a_line_in_which_somebody_else_could_be_meant_keeps_its_words(line: str) -> None:
    assert meant_by(line).text == line


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("has to tell boss", "you have to tell your boss"),
        ("cannot open her shop", "you cannot open your shop"),
        ("looks silly in front of guests", "you look silly in front of guests"),
        ("missed the party", "you missed the party"),
        ("lost 40 €", "you lost 40 €"),
        ("waited all day", "you waited all day"),
        ("cost her 40 €", "it cost you 40 €"),
        ("cost her her job", "it cost you your job"),
        ("makes her look silly", "it makes you look silly"),
        ("ashamed in front of the team", "you feel ashamed in front of the team"),
        ("let down", "you feel let down"),
    ],
)
def test_a_line_without_a_subject_gets_one(line: str, meant: str) -> None:
    assert meant_by(line) == (meant, True)


@pytest.mark.parametrize(
    ("line", "meant", "whole"),
    [
        ("boss will see two gifts", "your boss will see two gifts", True),
        ("Boss will see two gifts", "your boss will see two gifts", True),
        ("her boss will see it", "your boss will see it", True),
        ("customers angry", "your customers angry", False),
        ("the guests laughed", "the guests laughed", False),
        ("a boss of theirs", "a boss of theirs", False),
        ("Dana cannot open the shop", "Dana cannot open the shop", True),
        ("Boss AG is lost", "your boss AG is lost", True),
        ("BOSS AG is lost", "BOSS AG is lost", True),
        ("40 € of her own money", "40 € of your own money", False),
    ],
)
def test_what_is_theirs_is_called_so_and_names_are_not(line: str, meant: str, *, whole: bool) -> None:
    assert meant_by(line) == (meant, whole)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("I lost a day", "you lost a day"),
        ("we look like fools", "you look like fools"),
        ("my boss is furious", "your boss is furious"),
        ("our customers left", "your customers left"),
        ("she wants to leave us", "you want to leave us"),
        ("lost trust in us", "lost trust in us"),
        ("you have to tell your boss", "you have to tell your boss"),
    ],
)
def test_their_own_words_are_turned_and_our_us_stays(line: str, meant: str) -> None:
    assert meant_by(line).text == meant


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("we made her look silly", "we made you look silly"),
        ("We lost her parcel twice", "we lost your parcel twice"),
        ("we let her down", "we let you down"),
        ("we lost the parcel", "we lost the parcel"),
        ("we told her she was wrong", "we told you you were wrong"),
        ("we made him wait and lost his card", "we made you wait and lost your card"),
        ("we kept her waiting", "we kept you waiting"),
        ("we told her boss", "we told your boss"),
        ("we've lost her order", "we've lost your order"),
        ("we looked for it twice", "we looked for it twice"),
        ("we look like we do not care", "we look like we do not care"),
        ("we were stupid", "we were stupid"),
        ("our driver shouted at him", "our driver shouted at you"),
        ("our team never rang her", "our team never rang you"),
        ("our manager lied", "our manager lied"),
        ("I lost her parcel", "I lost your parcel"),
        ("my driver shouted at her", "my driver shouted at you"),
    ],
)
def test_what_we_did_is_never_said_to_be_theirs(line: str, meant: str) -> None:
    assert meant_by(line) == (meant, True)


@pytest.mark.parametrize(
    "line",
    [
        "we told her daughter about him",
        "we told her nonsense",
        "we sent her flowers to his boss",
        "we told them that their order is late",
        "we lost hers",
        "our driver told her boss about her",
    ],
)
def test_what_we_did_to_somebody_unclear_keeps_its_words(line: str) -> None:
    assert meant_by(line).text == line


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("we feel cheated", "you feel cheated"),
        ("we are furious", "you are furious"),
        ("we're upset", "you're upset"),
        ("our guests laughed", "your guests laughed"),
        ("our wedding was ruined", "your wedding was ruined"),
    ],
)
def test_a_feeling_and_what_only_they_have_is_theirs(line: str, meant: str) -> None:
    assert meant_by(line).text == meant


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("customer waited 3 hours", "you waited 3 hours"),
        ("client is furious", "you are furious"),
        ("Client may leave", "you may leave"),
        ("guest had to sleep in the car", "you had to sleep in the car"),
        ("the patient still waits", "you still wait"),
        ("caller cried", "you cried"),
        ("our client had to tell her boss", "you had to tell your boss"),
        ("client has been up all night and was late", "you have been up all night and were late"),
        ("customer furious", "you feel furious"),
        ("client let down", "you feel let down"),
        ("customer's been waiting", "you've been waiting"),
        ("customer's furious", "you're furious"),
        ("CLIENT WAS LATE", "YOU WERE LATE"),
    ],
)
def test_one_customer_is_the_caller(line: str, meant: str) -> None:
    assert meant_by(line) == (meant, True)


@pytest.mark.parametrize(
    "line",
    [
        "customer service was closed",
        "client data lost",
        "guest room cold",
        "customer order was lost",
        "patient but angry",
        "client: waited 3 hours",
        "client told her boss about his mistake",
        "a customer left",
        "client has to tell him",
        "client not informed",
    ],
)
def test_a_customer_who_may_be_none_keeps_the_words(line: str) -> None:
    assert meant_by(line).text == line


def test_what_belongs_to_one_customer_is_theirs() -> None:
    assert meant_by("client's parcel is gone").text == "your parcel is gone"
    assert meant_by("customers waited").text == "your customers waited"
    assert meant_by("her client left").text == "your client left"


@pytest.mark.parametrize(
    "line",
    ["3 h on the phone", "no present at the party", "missed birthday", "no gift that was ordered came", "", "!"],
)
def test_a_thing_is_no_clause(line: str) -> None:
    assert meant_by(line) == (line.rstrip("!"), False)
