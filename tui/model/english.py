"""The small words of English by which a sentence is turned around, and sentences taken apart into words.

Closed lists, no guessing: a word that stands in none of them is left alone.
"""

import re
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_SPEECH = re.compile(
    r"(?<![^\s(\[,:])(?:\"[^\"]*(?:\"|$)|“[^”]*(?:”|$)|„[^“”]*(?:[“”]|$)|«[^»]*(?:»|$)|['‘][^'’]*['’](?!\w))"
)
"""Speech in quotation marks; what was opened and never closed reaches to the end."""
_ENDS_A_SENTENCE = re.compile(r"[.!?…:]")
_ENDS_A_CLAUSE = re.compile(r"[.!?…:,;()\[\]–—]| - ")


class Word(NamedTuple):
    """One word of a line, and what stands around it."""

    text: str
    low: str
    """In small letters, with a straight apostrophe."""
    start: int
    end: int
    fixed: bool
    """It is part of quoted speech, of an address or of a longer sign, and stays as it is."""
    opens: bool
    """A sentence begins with it."""
    breaks: bool
    """A clause begins with it."""


def words_of(line: str) -> list[Word]:
    """The words of one line, in order."""
    speech = [found.span() for found in _SPEECH.finditer(line)]
    words: list[Word] = []
    end = 0
    for found in _WORD.finditer(line):
        gap = line[end : found.start()]
        fixed = _glued(line, *found.span()) or any(start <= found.start() < stop for start, stop in speech)
        opens = not words or bool(_ENDS_A_SENTENCE.search(gap))
        breaks = opens or bool(_ENDS_A_CLAUSE.search(gap))
        low = found[0].lower().replace("’", "'")
        words.append(Word(found[0], low, *found.span(), fixed, opens, breaks))
        end = found.end()
    return words


def without_speech(line: str) -> str:
    """`line` without what stands in quotation marks."""
    return _SPEECH.sub("", line)


def _glued(line: str, start: int, end: int) -> bool:
    """Whether the word is part of something longer: "me@here.org", "A&I", "do-it-yourself", "i.e."."""
    before, after = line[max(0, start - 2) : start], line[end : end + 2]
    return (
        before[-1:] in ("@", "/", "&", "-", "_", "#", "\\", "{")
        or (before[-1:] == "." and before[:1].isalnum())
        or after[:1] in ("@", "/", "&", "-", "_", "}")
        or (after[:1] == "." and after[1:].isalnum())
    )


def replaced(line: str, words: list[Word], others: dict[int, str]) -> str:
    """`line` with the words at these places replaced; an empty one takes the space before it along."""
    parts: list[str] = []
    end = 0
    for place, other in sorted(others.items()):
        word = words[place]
        gap = line[end : word.start]
        parts.extend((gap if other else gap.rstrip(), other))
        end = word.end
    return "".join(parts) + line[end:]


def lowered(word: Word) -> str:
    """The first word of a line as it stands within a sentence: "The" goes down, a name stays."""
    text = word.text
    common = word.low.split("'")[0] in STARTERS and not word.fixed
    return text[0].lower() + text[1:] if common and not text[1:].isupper() else text


def is_verb(word: str) -> bool:
    """Whether a word, in small letters, is plainly a verb behind "you" or "I"."""
    return word in AUXILIARIES or word in VERBS or word.endswith("n't") or (len(word) > 4 and word.endswith("ed"))


def words_in(words: str) -> frozenset[str]:
    """A list of words as a set."""
    return frozenset(words.split())


STARTERS = words_in(
    """a an the this that these those it its he she they his her their him them there here and but or so because when
    if what why how where who which while since after before until as then now still just only again already always
    never no not none nobody nothing noone everything everyone everybody something someone somebody anything every
    each some all any both another other one two three four five six seven eight nine ten first last next later
    yesterday today tomorrow tonight also even too with without for from in on at by to of about once twice don't
    you your yours i my mine we our ours us me is was were has have had does do did can cannot could will would
    lost missed waited paid spent wasted feels felt looks looked"""
)
AUXILIARIES = words_in(
    """am are is was were be been have has had do does did can cannot could will would shall should may might must
    never still always dont didnt wont cant couldnt havent wasnt arent"""
)
FINITE = words_in(
    """are is was were have has had do does did can cannot could will would should may might must isn't aren't wasn't
    weren't haven't hasn't hadn't don't doesn't didn't can't couldn't won't wouldn't shouldn't"""
)
"""Verbs that make a clause of the words around them."""
ADVERBS = words_in("still just never always also really already only then now even again simply not no longer nearly")
VERBS = words_in(
    """ask call ring phone email write text tell give send pay show charge bill bring take make get let put lose miss
    forget promise say know think need want keep leave lie ship order deliver owe help cut break hang hear see believe
    hope feel find fix go come look listen care trust thank choose understand cancel refund change stop try treat
    asked called rang rung phoned emailed wrote texted told gave given sent paid showed charged billed brought took
    made got left lost missed forgot forgotten promised said knew thought needed wanted kept lied shipped ordered
    delivered owed helped broke hung heard saw seen believed hoped felt found fixed went came looked listened cared
    trusted thanked chose chosen understood cancelled refunded changed stopped tried treated swore swear sold sell
    done did spoke speak met meet reach reached warn warned remind reminded hate love blame beg begged put cut set
    hold held pick picked pack packed mix mixed wait waited spent lent built ran run read misread began began stood"""
)
TELLING = words_in(
    """ask asked call called ring rang phone phoned email emailed wrote text texted tell told give gave given pay paid
    show showed send sent warn warned remind reminded trust trusted chose choose beg begged reach reached owe owed
    blame need needed want wanted thanked met meet hate love help helped let lent"""
)
"""Verbs with the person right behind them: "I told you"."""
THINKING = words_in(
    """know knew think thought say said believe believed hope hoped see saw heard hear understand understood swear
    swore guess suppose assume assumed mean meant wish noticed realised realized"""
)
"""Verbs with a clause right behind them: "I thought you sent it"."""
PREPOSITIONS = words_in(
    "to from with for by of about at on against behind between near without toward towards through upon in into over"
)
JOINING = words_in(
    """that because when if what why how as then so since while until till before after who which where once unless
    although though whether whatever whenever"""
)
"""Words with a subject right behind them."""
PAIRING = words_in("and or but nor than like except")
ORDERING = words_in(
    """send give tell call ring stop fix make get put bring cancel refund take let please look listen don't dont do
    show help explain leave keep ask try wait come go forget mail imagine thank thanks sorry hello hi bye"""
)
"""A line that begins with one of these asks for something, or greets."""
ASKING = words_in("what why how where when who which whose")
PAST = words_in(
    """asked called rang phoned wrote told gave sent paid brought took got left lost missed forgot said knew thought
    needed wanted kept owed heard saw believed hoped felt found went came trusted thanked chose understood cancelled
    stopped tried swore sold did spoke met warned hated loved begged held picked waited spent ran began stood had sat
    slept cried drove flew fell lay stayed stays fears became broke looked"""
)
"""Verbs that cannot be a thing of the one before them: "client lost it", but "client order"."""
FEELINGS = words_in(
    """angry afraid scared ashamed upset worried hurt sad furious frustrated disappointed humiliated betrayed ignored
    anxious stressed lonely alone helpless exhausted embarrassed small stupid foolish silly unsafe unheard unimportant
    cheated abandoned tired desperate nervous guilty awful terrible miserable like let fed"""
)
"""What can stand behind "feels"; "let" and "fed" as in "let down" and "fed up"."""
FOREIGN = words_in(
    """ich und nicht der das ist ein eine wir sie mir mich haben wurde zu auf mit für le les des est pas je nous vous
    une dans pour il che non di sono gli una por que los las han con para mi yo el jest nie się na het een niet ik
    fiori della è"""
)
ENGLISH = words_in("the a an and is was to of it in you your my that for on have had not with this we our are at but")
BOSSES = words_in(
    "boss manager director supervisor chief ceo wife husband mother father mum dad daughter son partner"
)
PEOPLE = BOSSES | words_in(
    """bosses managers directors team staff colleagues colleague customers customer clients client guests guest
    patients kids children family parents sister brother friends neighbours tenants students pupils members employees
    crew"""
)
CALLERS = words_in("customer client guest patient caller")
"""What a note calls the caller; in the plural, they are somebody else."""
ONLY_THEIRS = words_in(
    """customers customer clients client guests guest patients kids children family parents wife husband mother father
    mum dad daughter son sister brother friends neighbours tenants students pupils wedding birthday party holiday
    reputation"""
)
"""People and things that a client has and that we, at work, have not."""
THINGS = words_in(
    """account address appointment bill birthday booking cake call calls card data delivery email emails file flowers
    gift invoice letter letters money name number order orders package parcel parcels party phone photos present
    receipt refund reservation room table ticket voucher wedding"""
)
"""What can be hers behind a verb that could also have her behind it: "we told her boss", "we sent her parcel"."""
THEIRS = PEOPLE | words_in("firm company shop office business reputation budget kitchen")
"""People and things of theirs that a hurried note names without "her" or "his"."""
