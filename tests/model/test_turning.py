"""A client's sentence turned around."""

import pytest

from tui.model.turning import turned


@pytest.mark.parametrize(
    ("line", "back"),
    [
        ("You sent the last one again", "we sent the last one again"),
        ("I ordered roses and you sent lilies.", "you ordered roses and we sent lilies"),
        ("my boss will see two gifts", "your boss will see two gifts"),
        ("It was mine, not yours", "it was yours, not ours"),
        ("me and my wife waited", "you and your wife waited"),
        ("we were in the US for our wedding", "you were in the US for your wedding"),
        ("It makes us look as if nobody here talks", "it makes you look as if nobody here talks"),
        ("Your driver shouted at me!!", "our driver shouted at you"),
        ("Dana's order, not mine", "Dana's order, not yours"),
        ("we had to do it all ourselves", "you had to do it all yourselves"),
        ("do not flatter yourselves", None),
        ("It is late. I am furious. You promised Monday", "it is late. You are furious. We promised Monday"),
    ],
)
def test_who_speaks_and_who_is_spoken_to_change_places(line: str, back: str | None) -> None:
    assert turned(line) == back


@pytest.mark.parametrize(
    ("line", "back"),
    [
        ("I am still waiting", "you are still waiting"),
        ("I was furious", "you were furious"),
        ("I never was told", "you never were told"),
        ("I wasn't told", "you weren't told"),
        ("nor was I told", "nor were you told"),
        ("I waited an hour and was told to go home", "you waited an hour and were told to go home"),
        ("I waited, he came and was rude", "you waited, he came and was rude"),
        ("the box was empty", "the box was empty"),
        ("I'm late and I've lost a day", "you're late and you've lost a day"),
        ("I’m late", "you’re late"),
        ("im late because of you", "you're late because of us"),
        ("I'd never buy from you again", "you'd never buy from us again"),
        ("You're late again and you've lost it", "we're late again and we've lost it"),
    ],
)
def test_verbs_go_with_the_new_subject(line: str, back: str) -> None:
    assert turned(line) == back


@pytest.mark.parametrize(
    ("line", "back"),
    [
        ("I told you twice", "you told us twice"),
        ("What I told you was wrong", "what you told us was wrong"),
        ("You told us it was done, and we believed you", "we told you it was done, and you believed us"),
        ("I called you on Monday and you said Tuesday", "you called us on Monday and we said Tuesday"),
        ("I thought you sent it", "you thought we sent it"),
        ("The parcel you sent was for my neighbour", "the parcel we sent was for your neighbour"),
        ("I need you to ring me", "you need us to ring you"),
        ("nobody told me you were closed", "nobody told you we were closed"),
        ("If you had told me, I would have stayed", "if we had told you, you would have stayed"),
        ("you still owe me 40 €", "we still owe you 40 €"),
        ("So did you", "so did we"),
        ("I hate you", "you hate us"),
        ("that's not what I paid you for", "that's not what you paid us for"),
        ("I've had enough of you people", "you've had enough of us"),
        ("You guys lost my order", "we lost your order"),
        ("didn't you have one", None),
        ("yet didn't you have one", "yet didn't we have one"),
        ("the one that you broke", "the one that we broke"),
    ],
)
def test_a_you_is_we_or_us_by_its_place(line: str, back: str | None) -> None:
    assert turned(line) == back


@pytest.mark.parametrize(
    "line",
    [
        "Where is my parcel?",
        "where is my parcel",
        "How dare you send this",
        "have you sent it",
        "Send me the right one",
        "don't ring me again",
        "thank you for nothing",
        "and thank you for nothing",
        "you know, I waited",
        "You idiots broke it",
        "the shirt I ordered you sent in blue",
        "he and you, all the same",
    ],
)
def test_what_is_asked_wanted_or_not_plain_is_not_turned(line: str) -> None:
    assert turned(line) is None


@pytest.mark.parametrize(
    ("line", "back"),
    [
        ('he said "I will call you" and never rang me', 'he said "I will call you" and never rang you'),
        ("your man said 'you are lying' to me", "our man said 'you are lying' to you"),
        ("your man said “my fault” and „mein Fehler“", "our man said “my fault” and „mein Fehler“"),
        ('he said "I will call', 'he said "I will call'),
        ('a 5" pipe is what I wanted', 'a 5" pipe is what you wanted'),
        ('he asked "where are you?" and hung up', 'he asked "where are you?" and hung up'),
    ],
)
def test_quoted_speech_stays_as_it_was_said(line: str, back: str) -> None:
    assert turned(line) == back


@pytest.mark.parametrize(
    ("line", "back"),
    [
        ("Love You Flowers never came", "Love You Flowers never came"),
        ("I wrote from me@you.com", "you wrote from me@you.com"),
        ("I ordered a do-it-yourself set", "you ordered a do-it-yourself set"),
        ("the coal mine is closed, i.e. my shop too", "the coal mine is closed, i.e. your shop too"),
        ("World War I books, A&I, my/our", "World War I books, A&I, my/our"),
        ("May rang, will Will come", "May rang, will Will come"),
        ("oh my god I lost it", "oh my god you lost it"),
        ("{name} is what I got", "{name} is what you got"),
    ],
)
def test_names_and_signs_are_not_taken_for_words(line: str, back: str) -> None:
    assert turned(line) == back


@pytest.mark.parametrize(
    ("line", "back"),
    [
        ("The gift is late", "the gift is late"),
        ("Northwind paid for it", "Northwind paid for it"),
        ("IT is down", "IT is down"),
        ("A drill came", "a drill came"),
        ("YOU SENT A DRILL AND I AM FURIOUS", "WE SENT A DRILL AND YOU ARE FURIOUS"),
        ("then YOU sent it", "then WE sent it"),
        ("", ""),
        ("...", ""),
    ],
)
def test_the_line_goes_on_in_the_middle_of_a_sentence(line: str, back: str) -> None:
    assert turned(line) == back


@pytest.mark.parametrize(
    "line", ["Ich habe am Montag zwei bekommen und was nun", "me han enviado dos", "i fiori non sono belli"]
)
def test_another_language_is_left_alone(line: str) -> None:
    assert turned(line) == line
