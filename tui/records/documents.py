"""A call as the document that is kept, and what can be asked of such a document without reading all of it."""

from collections.abc import Sequence
from typing import Any

import msgspec

from tui.model.call import SCHEMA, Call
from tui.model.folding import Said, fold
from tui.records.rows import Document


class _Promise(msgspec.Struct, frozen=True):
    text: str = ""
    how: str = ""
    reason: str = ""


class OwnWords(msgspec.Struct, frozen=True):
    """What was said and noted in a call; the playbook, which is the same in every call, is left aside."""

    caller: str = ""
    company: str = ""
    notes: str = ""
    promises: tuple[_Promise, ...] = ()
    tags: tuple[str, ...] = ()
    outcome: str | None = None

    def hold(self, words: Sequence[str]) -> bool:
        """Whether each of the folded `words` occurs somewhere."""
        promises = [words for promise in self.promises for words in (promise.text, promise.how, promise.reason)]
        text = fold("\n".join([self.caller, self.company, self.notes, *promises, *self.tags, self.outcome or ""]))
        return all(word in text for word in words)

    def said(self) -> Said:
        """All of it, to look for words in."""
        promises = [words for promise in self.promises for words in (promise.text, promise.how, promise.reason)]
        return Said((self.caller, self.company, self.notes, *promises, *self.tags, self.outcome or ""))

    def is_with(self, name: str, company: str = "") -> bool:
        """Whether the call is with this caller, of this company if one is named, whatever the case."""
        is_them = name.casefold() == self.caller.casefold()
        return is_them and company.casefold() in ("", self.company.casefold())

    def named(self) -> str:
        """The caller as "Dana Lee, Northwind Law"; empty when nobody was named."""
        return ", ".join(filter(None, (self.caller, self.company))) if self.caller else ""


def to_document(call: Call) -> Document:
    """A call as JSON values; every time is an ISO text with its offset."""
    document: Document = msgspec.to_builtins(call)
    return document


def to_call(document: Document) -> Call:
    """The call in a document. Raises `msgspec.ValidationError` where it is none."""
    return msgspec.convert(document, Call)


def laid_over(kept: Document, before: Call, after: Call) -> Document:
    """What is `kept` of a call, with the changes from `before` to `after`: all else in it stays, whoever wrote it."""
    document: Document = _laid_over(kept, to_document(before), to_document(after))
    return document


def _laid_over(kept: Any, before: Any, after: Any) -> Any:
    """Also inside a document, as of the promises: what somebody wrote beside the text of one stays there."""
    if before == after:
        return kept
    each = (kept, before, after)
    if all(isinstance(one, dict) for one in each):
        changed = {name: _laid_over(kept[name], before.get(name), after[name]) for name in after if name in kept}
        return kept | after | changed
    if all(isinstance(one, list | tuple) for one in each) and len(kept) == len(before) == len(after):
        return [_laid_over(*parts) for parts in zip(*each, strict=True)]
    return after


def is_too_new(document: Document) -> bool:
    """Whether a newer release wrote this call."""
    schema = document.get("schema")
    return isinstance(schema, int) and schema > SCHEMA
