"""Words beside a day or a time that make another moment of it: "a week tomorrow", "before friday", "not monday".

They are seen, never read, so that the day is not taken for the one that is meant. Plain beside a day are "on", "by",
"until", "from", "at the latest" and "no later than"; "before" is plain beside a time.
"""

import re

from tui.model.due_dates import DAY_ENDS
from tui.model.due_days import without_lookalikes
from tui.model.due_spans import COUNT
from tui.model.due_words import MONTH, NUMBERS, WEEKDAY, NotPlain, one_of, quoted

_COUNTED = rf"(?<![\w.:/])(?:{COUNT})(?:[.,]5|½| and a half)? ?"
_KINDS = tuple(
    (letter, re.compile(pattern))
    for letter, pattern in (
        (
            "N",
            rf"(?<![\w.:])(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th|\.)? ?(?:of )?(?:{MONTH})|\d{{1,2}}/\d{{1,2}}"
            rf"|\d{{1,2}}-\d{{1,2}}-\d{{4}}|(?:{MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?(?![\w:]))\b"
            rf"|(?<![\w.:])(?:\d{{1,2}}\.(?:0?[1-9]|1[0-2])\."
            rf"|(?![1-5](?:st|nd|rd|th) (?:{WEEKDAY})\b)\d{{1,2}}(?:st|nd|rd|th)\b{DAY_ENDS})",
        ),
        ("C", r"(?<![\d:.])(?:\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b|\d{1,2}:\d\d|(?<!\w)(?:noon|midday)\b)"),
        ("E", r"\b(?:(?:the )?end of (?:the |this |next )?(?:day|week|month)|eod|eow|eom|close of business)\b"),
        ("Y", r"\btoday\b(?!['’]s)"),
        ("T", r"\b(?:day after tomorrow|tonight|tomorrow|tmrw|this (?:morning|afternoon|evening))\b(?!['’]s)"),
        ("W", rf"\b(?:{WEEKDAY})\b(?!['’]s)"),
        ("M", rf"\b(?!may\b)(?:{MONTH})\b"),
        ("H", rf"{_COUNTED}(?:hours?|hrs?|h)\b"),
        ("I", rf"{_COUNTED}(?:minutes?|mins?|seconds?)\b"),
        ("D", rf"{_COUNTED}(?:(?:working|business|week) ?)?days?\b"),
        ("L", rf"{_COUNTED}(?:weeks?|fortnights?)\b"),
        ("Q", rf"{_COUNTED}(?:months?|years?)\b"),
    )
)
"""What each kind of moment and of span is covered with; the words are in lower case, so no letter means two things.

N is a written date, C a time, E the end of a day or longer, Y today, T tomorrow, W a weekday, M a month; H, I, D, L
and Q are spans of hours, minutes, days, weeks, and longer.
"""
_DAY = r"(?:(?:the |this |that )?(?:N+|W+|T+)|Y+)"
_MOMENT = rf"(?:{_DAY}|C+|E+|(?<=\bat )H+)"
_SPAN = r"(?:H+|I+|D+|L+|Q+)"
_TIMED = r",? (?:(?:at |by )?(?:C|E|H|(?:half|quarter) (?:past|to)\b)|at \d)"
_FEAST = r"(?:the )?(?:christmas|xmas|easter|new year|thanksgiving|boxing day|holidays?)\b"
_PART = r"(?:(?:in the |the |early |late )?(?:morning|afternoon|evening|night)\b)"
_NTH = r"(?:first|second|third|fourth|fifth|[1-5](?:st|nd|rd|th))"
_NEAR = r"(?:(?:on|at|by|for|in|before|until|till) )?"

_FAR_DAYS = (
    rf"\b(?:{_NTH}|last) W+ (?:in|of) (?:the |this |next )?(?:month\b|M+|may\b)",
    rf"\b{_NTH} W+",
    r"(?:M+|\bmay) the (?:N+|\d{1,2}(?:st|nd|rd|th)\b)",
    r"W+,? (?:in|of) (?:early |mid |late |mid-)?(?:M+|may\b)",
    r"W+,? (?:early |mid |late |mid-)?M+",
    r"\b(?:in|by|during) (?:early |mid |late |mid-)?(?:M+|may),? (?:on )?(?:a |the )?W+",
    r"W+ (?:of )?(?:this|the|that) (?:month|quarter|year)\b",
    rf"{_DAY},? (?:(?:of |in )?(?:the )?(?:next|last|following) (?:month|year)|(?:of|in) 20\d\d)\b",
    rf"\b(?:next|last|following) (?:month|year),? (?:on )?{_DAY}",
    rf"(?<!\bin )(?<!\babout )(?:L+|Q+) (?:(?:on|from(?! Y)|before|after|to) )?(?:{_DAY}|E+)",
    r"Q+ from (?:now\b|Y+)",
    rf"{_SPAN} (?:before|after|from) {_FEAST}",
    rf"\b(?:couple of|few|some|several) (?:weeks|months|years) (?:on |from )?{_DAY}",
    r"(?:T+|Y+) (?:week|wk|month)\b|W+ (?:wks?|month)\b|(?:T+|Y+|W+|N+) fortnight\b",
    rf"(?:{_DAY}|E+),? (?:(?:plus|minus|\+)|L+|Q+)",
    rf"{_DAY},? {_SPAN} (?:ago|later|earlier|hence)\b",
    r"\b(?:(?:day|week|morning|evening|night) (?:before|after|following)|(?:week|eve) of|w/c"
    rf"|week (?:commencing|beginning|ending)) (?:{_DAY}|{_FEAST})",
    rf"W+ (?:before|after) (?:{_FEAST}|that\b)|\bthe W+ (?:before|after|following)\b",
)
"""A day that is counted from another, or that lies in another month or year."""
_LENGTHS = (
    rf"(?:H+|I+|D+|L+) (?:before|after|from(?! Y)) (?:\d{{1,2}}\b|C+|{_DAY})",
    r"\bin (?:about )?(?:I+|D+|L+|Q+)(?:,(?: and)?| and|,? plus| \+)? (?:H+|I+|D+|L+|Q+)",
    r"\bin (?:about )?H+(?:(?:,(?: and)?|,? plus| \+) (?:H+|I+|D+|L+|Q+)|(?: and)? (?:H+|D+|L+|Q+))",
    r"(?:D+|L+|Q+)(?:,(?: and)?| and|,? plus| \+)? (?:H+|I+|D+|L+|Q+) from (?:now\b|Y+)",
    rf"\bin (?:about )?{_SPAN}(?: and)? (?:\d{{1,2}}|{one_of(NUMBERS)})(?=$|[,;.!?)])",
    rf"\bin (?:about )?{_SPAN} or (?:so|more|longer|later|\d+|{one_of(NUMBERS)})\b",
    rf"\bin (?:about )?{_SPAN} (?:before|after) \w+(?<!C)",
    rf"{_SPAN} (?:later|earlier|sooner|hence|after that|before that)\b",
    rf"\bnot in {_SPAN}",
)
"""Two spans in a row, or one with a word beside it that stretches it."""
_OTHER_DAYS = (
    rf"\b(?:every|each) (?:other |second |single )?(?:{_MOMENT}|{_SPAN}|{_PART}|(?:day|week|month|hour|year)s?\b)",
    rf"\bbefore {_DAY}(?![NWTY])(?!{_TIMED})",
    rf"\b(?:prior to|ahead of|in advance of) {_DAY}",
    rf"\b(?:(?:not|just|straight|right|any time|until|till) )?after (?:{_DAY}|E+)",
    rf"\b(?:(?<!half )(?<!quarter )past|beyond|following|around|about|roughly|dated|some|any|another|other|a) {_DAY}",
    rf"\bsince {_MOMENT}",
    rf"\b(?:not|never|nor) {_NEAR}{_MOMENT}",
    rf"\bnot (?:in|there|here|free|available|back|home|open) (?:(?:on|at|for|before|until|till) )?{_MOMENT}",
    r"\b(?:do not|don['’]t|won['’]t|will not|cannot|can['’]t|never) (?!forget|wait|miss|fail)\w+ (?:\w+ )?"
    rf"(?:(?:on|at) )?{_MOMENT}",
    r"\b(?:except(?:ing)?|excluding|without|skip(?:ping)?|apart from|unless|but not|bar|minus) (?:it is )?"
    rf"{_NEAR}{_MOMENT}",
    rf"\b(?:any|every|each|all) days? but {_NEAR}{_DAY}",
    rf"(?<!\bno later )(?<!\bnot later )(?<!\bno longer )(?<!\bnot longer )\bthan {_NEAR}{_MOMENT}",
    rf"\b(?:closed|away|shut|busy|unavailable|absent) (?:on )?{_DAY}",
    rf"\b(?:daily|weekly|monthly) (?:(?:at|on|from|until|till) {_MOMENT}|C+)",
    rf"\b(?:{_MOMENT},? )?at the earliest\b(?! (?:convenience|chance|moment|possible|opportunity))",
    rf"\bearliest,? {_NEAR}{_MOMENT}|{_MOMENT},? (?:the )?earliest\b",
    rf"{_MOMENT},? (?:or|and) (?:any ?time )?(?:later|after|afterwards|onwards?|the (?:next )?day\b|next day)\b",
    rf"{_DAY},? (?:or so|or thereabouts|onwards?)\b|W+[- ]?ish\b",
    rf"\bfrom {_MOMENT} (?:on|to|through|until|till)\b(?! C)",
    rf"\b(?:as of|as from|starting|beginning|effective) (?:on |from )?{_DAY}",
    r"(?<!\bend )(?<!orning )(?<!vening )(?<!noon )(?<!night )(?<!day )\bof (?:W+|N+)",
    r"W+(?: just)? gone\b|W+(?: to |[–-])W+",
    r"\bthe (?:day|week|morning|evening|night) (?:before|after)(?=$|[,;.!?)])",
)
"""A day that is named to tell which one it is not, or where a stretch of days begins."""
_OTHER_HOURS = (
    rf"{_PART}(?: ?[/–-] ?|,? (?:or|and|to) ){_PART}",
    rf"{_PART},? (?:or|and|to) (?:(?:at|by) )?(?:C+|midnight\b)",
    rf"C+,? (?:or|to) {_PART}",
    rf"\bearly (?:on )?{_DAY}(?![NWTY])(?! morning)(?!{_TIMED})|{_DAY},? early\b(?! morning)",
    rf"{_DAY},? (?:at |over |before |after |around |by )?(?:lunch|breakfast|dinner)(?: ?time)?\b(?!{_TIMED})",
    rf"\b(?:lunch|breakfast|dinner)(?: ?time)? (?:on )?{_DAY}(?![NWTY])(?!{_TIMED})",
)
"""A part of a day that is two, or that ends at another hour than the day."""
_DAY_ASKED, _HOUR_ASKED = "write the day", "write the hour"
_ROWS = tuple(
    (re.compile(pattern), what)
    for patterns, what in (
        (_FAR_DAYS, "write the date"),
        (_LENGTHS, "write the day and the hour"),
        (_OTHER_DAYS, _DAY_ASKED),
        (_OTHER_HOURS, _HOUR_ASKED),
    )
    for pattern in patterns
)


def refuse_half_read(words: str) -> None:
    """Raises `NotPlain` where a word beside a moment makes another of it."""
    kinds = _covered(without_lookalikes(words))
    for pattern, what in _ROWS:
        if found := pattern.search(kinds):
            # A row for days can have met a time: "not at 15:00".
            asked = _HOUR_ASKED if what == _DAY_ASKED and "C" in found[0] else what
            raise NotPlain(f"{quoted(words[found.start() : found.end()])}: {asked}")


def _covered(words: str) -> str:
    """The words with each moment and span replaced by the letter of its kind; each character stays at its place."""
    for letter, pattern in _KINDS:
        for found in pattern.finditer(words):
            words = words[: found.start()] + letter * len(found[0]) + words[found.end() :]
    return words
