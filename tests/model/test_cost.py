"""What putting it right costs, read from the notes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.cost import LARGEST, Cost, cost_in, cost_words


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("40", "40"),
        ("40 €", "40"),
        ("€40", "40"),
        ("40EUR", "40"),
        ("1.250,50 €", "1250.50"),
        ("$1,250.50", "1250.50"),
        ("1'250.50 CHF", "1250.50"),
        ("1 250,50", "1250.50"),
        ("1\u00a0250", "1250"),
        ("1.250", "1250"),
        ("1,250,000", "1250000"),
        ("12.5", "12.5"),
        ("0,50", "0.50"),
        ("40.-", "40"),
        ("courier - 40 €, by noon.", "40"),
        ("(40)", "40"),
        ("0", "0"),
        ("about 40", "40"),
        ("ca. 40", "40"),
        ("~40", "40"),
        ("40, a courier", "40"),
        ("40 for the courier", "40"),
        ("40 (courier)", "40"),
        ("40 - the courier", "40"),
        ("resend, 40 € by courier", "40"),
        ("a voucher of EUR 40", "40"),
    ],
)
def test_an_amount_is_read_in_either_way_of_writing(text: str, amount: str) -> None:
    cost = cost_in(f"cost: {text}")
    assert cost is not None
    assert (cost.amount, cost.unclear) == (Decimal(amount), ())


@pytest.mark.parametrize(
    "text",
    [
        "two couriers, 35 each",
        "35 a day",
        "two couriers, 35",
        "35 or 40",
        "40 on 3 Oct",
        "a courier",
        "-40",
        "- 40",
        "−40",
        "40-50",
        "3/10",
        "10:30",
        "3 x",
        "40%",
        "40k",
        "A4",
        "1e999",
        "0.125",
        "1.2345",
        "1.250.5",
        "1,2,3",
        "٤٠",
        "40²",
        "inf",
        "nan",
        "12345678901",
        "resend order 4711",
        "invoice 20261124",
        "2 hours",
        "3 parcels",
        "about 3 days",
        "14 min",
        "3 dec",
        "free month from 3 dec",
        "half of 80",
        "half of 80 €",
        "a quarter of 80 €",
        "20 percent",
        "20 per cent of the bill",
        "2 hours, no euro back",
        "40 €/h",
        "courier 40",
        "a courier, 40",
    ],
)
def test_what_could_be_another_amount_is_unclear(text: str) -> None:
    assert cost_in(f"cost: {text}") == Cost(Decimal(0), (text,))


def test_a_number_without_end_is_unclear_and_short_to_show() -> None:
    for hostile in ("9" * 10_000, "1," * 60_000, "1 " + "000 " * 30_000):
        cost = cost_in(f"cost: {hostile}")
        assert cost is not None
        assert cost.amount == 0
        assert len(cost.unclear[0]) <= 90


def test_lines_are_added_up_and_unclear_ones_named() -> None:
    notes = "cost: 40 €\n> it cost: 99\nCost: 35,50\n cost: two, 5 each\ncost:\nno cost: 7"
    assert cost_in(notes) == Cost(Decimal("75.50"), ("two, 5 each",), "EUR")


def test_another_currency_is_not_added() -> None:
    assert cost_in("cost: 40 €\ncost: 5 $\ncost: 3 euros\ncost: 2") == Cost(Decimal(45), ("5 $",), "EUR")
    assert cost_in("cost: A$5\ncost: US$5") == Cost(Decimal(5), ("US$5",), "AUD")


def test_no_line_is_no_cost() -> None:
    assert cost_in("costs: 40\ncost 40\n> cost: 40") is None
    assert cost_words(None, 150, "€") == ""


def test_a_sum_that_nobody_decides_about_is_left_out() -> None:
    cost = cost_in(f"cost: {LARGEST}\ncost: 1")
    assert cost == Cost(LARGEST, ("1",))


@pytest.mark.parametrize(
    ("amount", "limit", "words"),
    [
        ("40", 150, "40 € at our cost; you may decide up to 150 €"),
        ("150", 150, "150 € at our cost; you may decide up to 150 €"),
        ("150.01", 150, "150.01 € is above your 150 €: say that you will ask, and when you ring back"),
        ("0.3", 0.3, "0.30 € at our cost; you may decide up to 0.30 €"),
        ("40", None, "40 € at our cost"),
        ("40", float("nan"), "40 € at our cost"),
        ("40", float("inf"), "40 € at our cost"),
        ("40", -1, "40 € at our cost"),
        ("40", 1e300, "40 € at our cost"),
        ("40", 0, "40 € is above your 0 €: say that you will ask, and when you ring back"),
    ],
)
def test_a_cost_is_held_against_what_the_rep_may_decide(amount: str, limit: float | None, words: str) -> None:
    assert cost_words(Cost(Decimal(amount), ()), limit, "€") == words


def test_a_cost_in_another_currency_is_not_compared() -> None:
    assert cost_words(Cost(Decimal(40), (), "EUR"), 150, "EUR") == "40 EUR at our cost; you may decide up to 150 EUR"
    assert cost_words(Cost(Decimal(40), (), "EUR"), 150, "€").endswith("up to 150 €")
    words = cost_words(Cost(Decimal(40), (), "USD"), 10, "€")
    assert words == "40 USD at our cost; what you may decide is 10 €, another currency"


def test_lines_that_were_not_counted_are_named() -> None:
    assert cost_words(Cost(Decimal(0), ("a courier",)), 150, "€") == "not counted, name one amount: a courier"
    words = cost_words(Cost(Decimal(40), ("a", "b", "c")), None, "\x1b€")
    assert words == "40 ␛€ at our cost · not counted, name one amount: a · and 2 more"


@given(text=st.text(alphabet="0123456789.,'’ -€$k\x1b٤²\n", max_size=40), limit=st.none() | st.floats())
def test_any_line_has_a_bounded_cost_and_one_line_of_words(text: str, limit: float | None) -> None:
    cost = cost_in(f"cost: {text}")
    assert cost is None or 0 <= cost.amount <= LARGEST
    words = cost_words(cost, limit, "€")
    assert "\x1b" not in words
    assert len(words.splitlines()) <= 1
