"""What putting it right costs us: the `cost:` lines of the notes, against what the rep may decide alone.

We paid (seed 001): a rep who knows what they may decide offers it at once.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from tui.model.english import words_in
from tui.model.marks import field_lines
from tui.model.plain import one_line
from tui.model.told import cut


class Cost(NamedTuple):
    """What the `cost:` lines of a call come to."""

    amount: Decimal
    """The sum of the lines that name one amount each."""
    unclear: tuple[str, ...]
    """The lines that name none, or that could mean two, as they can be shown."""
    currency: str = ""
    """The currency that the lines name, as a code where it has one; empty when they name none."""


LONGEST = 200
"""Characters of a line in which an amount is looked for."""
LARGEST = Decimal(999_999_999)
"""More than this was meant as something else: an order's number, a telephone."""

_CODES = {"€": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"} | {
    code: code.upper() for code in words_in("eur usd gbp jpy chf cad aud nzd sek nok dkk pln czk huf inr")
}
_DOLLARS = {"us$": "USD", "a$": "AUD", "c$": "CAD"}
_WORDS = "|".join(sorted((code for code in _CODES if code.isalpha()), key=len, reverse=True))
_CURRENCY = re.compile(rf"(?:us|a|c)?\$|[€£¥]|(?<![^\W\d_])(?:{_WORDS})(?![^\W\d_])", re.IGNORECASE)
_PRICED = re.compile(rf"[.,]?[-–—]{{0,2}}\s*(?:{_CURRENCY.pattern})", re.IGNORECASE)
"""A currency right behind a number."""
_SPACES = str.maketrans("\u00a0\u202f\u2009", "   ")
_NUMBER = re.compile(r"\d(?:[\d.,'’]| (?=\d{3}(?!\d)))*")
_GROUPED = re.compile(
    r"[1-9][0-9]{0,2}(?P<group>[.,'’ ])[0-9]{3}(?:(?P=group)[0-9]{3})*(?:(?!(?P=group))[.,][0-9]{1,2})?"
)
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]{1,2})?")
_STUCK = re.compile(r"[^\W\d_]$|[-−+/:]$|^\s*[-−]\s*$")
"""What stands before a number that is no amount: "A4", "-40", "3/10"."""
_GOES_ON = re.compile(r"[^\W\d_]|[-/:%]\w|\s*(?:%|x\b|×|\*)")
_EACH = re.compile(
    r"\b(?:each|every|per|apiece|times|twice|or|minus|less|a (?:day|week|month|piece)"
    r"|half|quarters?|percent|per cent|two|three|four|five|six|seven|eight|nine|ten|dozen|both)\b",
    re.IGNORECASE,
)
"""Words with which the amount is not the whole of it."""
_ABOUT = re.compile(r"\s*\(?\s*(?:(?:about|around|roughly|approx\.?|circa|ca\.?)(?=[\s\d])|[~≈])?\s*", re.IGNORECASE)
"""All that can stand before a number that is money although no currency stands beside it."""
_COMMENT = re.compile(r"(?:[.,]?[-–—]{1,2})?[.,)]?\s*(?:$|[,;(]|(?<=\s)[-–—]\s|(?<=\s)for\b)", re.IGNORECASE)
"""What can stand behind one: nothing that it counts or measures."""


def cost_in(notes: str) -> Cost | None:
    """What the `cost:` lines come to; None when there is no such line.

    An amount is taken only from a line with exactly one number in it, and only in the currency of the first line.
    Without a currency beside it, the number has to be what the line begins with: "40, a courier", not "order 4711".
    """
    lines = field_lines(notes, "cost")
    amount, currency = Decimal(0), ""
    unclear = []
    for line in lines:
        read = _amount(line)
        code = _currency(line)
        if read is None or amount + read > LARGEST or (code and currency and code != currency):
            unclear.append(cut(one_line(line[:LONGEST])))
            continue
        amount += read
        currency = currency or code
    return Cost(amount, tuple(unclear), currency) if lines else None


def cost_words(cost: Cost | None, limit: float | None, currency: str) -> str:
    """What the rep reads about the cost: within what they may decide, above it, or not to be read.

    `limit` is in `currency` and is what the rep may decide alone, None where nobody has set one. Empty with no cost.
    """
    if cost is None:
        return ""
    parts = [_against(cost, limit, one_line(currency))] if cost.amount or not cost.unclear else []
    parts += [f"not counted, name one amount: {line}" for line in cost.unclear[:1]]
    if len(cost.unclear) > 1:
        parts.append(f"and {len(cost.unclear) - 1} more")
    return " · ".join(parts)


def _against(cost: Cost, limit: float | None, currency: str) -> str:
    theirs = cost.currency if cost.currency and cost.currency != _currency(currency) else ""
    spent = _money(cost.amount, theirs or currency)
    if limit is None or not 0 <= limit <= LARGEST:
        return f"{spent} at our cost"
    most = _money(Decimal(str(limit)), currency)
    if theirs:
        return f"{spent} at our cost; what you may decide is {most}, another currency"
    if cost.amount <= Decimal(str(limit)):
        return f"{spent} at our cost; you may decide up to {most}"
    return f"{spent} is above your {most}: say that you will ask, and when you ring back"


def _money(amount: Decimal, currency: str) -> str:
    cents = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    number = f"{cents:.0f}" if cents == cents.to_integral_value() else f"{cents:.2f}"
    return f"{number} {currency}".strip()


def _currency(text: str) -> str:
    found = _CURRENCY.search(text[:LONGEST])
    if not found:
        return ""
    sign = found[0].lower()
    return _DOLLARS[sign] if sign in _DOLLARS else _CODES[sign]


def _amount(line: str) -> Decimal | None:
    """The only amount of a line; None when it is not plain."""
    if len(line) > LONGEST or _EACH.search(line):
        return None
    text = line.translate(_SPACES)
    numbers = list(_NUMBER.finditer(text))
    if len(numbers) != 1 or not text.isprintable():
        return None
    found = numbers[0]
    number = found[0].rstrip(".,'’ ")
    before, after = text[: found.start()], text[found.start() + len(number) :]
    sign = _PRICED.match(after)
    priced = sign or any(not before[each.end() :].strip() for each in _CURRENCY.finditer(before))
    if not (priced or (_ABOUT.fullmatch(before) and _COMMENT.match(after))):
        return None
    goes_on = after[sign.end() :] if sign else text[found.end() :]
    return None if _STUCK.search(_CURRENCY.sub("", before)) or _GOES_ON.match(goes_on) else _decimal(number)


def _decimal(number: str) -> Decimal | None:
    """A number in either way of writing: "1.250,50", "1,250.50", "1 250.50", "40"."""
    if not (_GROUPED.fullmatch(number) or _PLAIN.fullmatch(number)):
        return None
    cents = re.search(r"[.,](\d{1,2})$", number)
    whole = re.sub(r"\D", "", number[: cents.start()] if cents else number)
    amount = Decimal(f"{whole}.{cents[1]}" if cents else whole)
    return amount if amount <= LARGEST else None
