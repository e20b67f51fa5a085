"""Where a number comes from: the document, the numbered fact, and whether it is printed, derived or assumed."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable

import attrs

from basegov.texts import Language, Text
from basegov.values import NOT_STATED, NotStated


class Status(enum.Enum):
    """How a figure relates to the document it is taken from."""

    STATED = "stated"
    DERIVED = "derived"
    ASSUMED = "assumed"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the status."""
        return {"stated": "载明", "derived": "推算", "assumed": "假定"}[self.value] if lang == "zh" else self.value


_FACT = r"[A-Z]{2,4}-\d{3}"
_ONE = re.compile(_FACT, re.ASCII)
_SHORT = re.compile(rf"(?P<facts>{_FACT}(?:, {_FACT})*)(?: (?P<status>stated|derived|assumed))?", re.ASCII)


@attrs.frozen
class Source:
    """The place in a document on which a figure, a record or a clause rests.

    Parameters
    ----------
    document : str
        Key of the document among the `documents` of the file that cites it.
    fact : str, optional
        Number of the fact in the fact register, such as ``GL-034``.
    locator : str, optional
        Place in the document in words: an article, a table row, a page.
    status : Status
        Printed in the document, derived from it, or assumed without it.
    further : tuple of str
        Numbers of further facts that say the same thing, or parts of it.
    """

    document: str
    fact: str | None = None
    locator: str | None = None
    status: Status = Status.STATED
    further: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str, document: str) -> Source:
        """Read a short form with the file's own document: ``GL-034``, ``GL-034 derived``, ``GL-034, GL-035``.

        Raises
        ------
        ValueError
            When the text is none.
        """
        match = _SHORT.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a fact id such as GL-034, or GL-034 derived")
        fact, *further = match["facts"].split(", ")
        return cls(document, fact, None, Status(match["status"] or "stated"), tuple(further))

    @property
    def facts(self) -> tuple[str, ...]:
        """The numbers of all facts that are cited, the first one first."""
        return (*(() if self.fact is None else (self.fact,)), *self.further)

    def short(self, document: str) -> str | None:
        """Return the short form, or None when the source needs the long one."""
        if self.document != document or self.fact is None or self.locator is not None:
            return None
        facts = ", ".join(self.facts)
        words = facts if self.status is Status.STATED else f"{facts} {self.status.value}"
        return words if all(_ONE.fullmatch(fact) for fact in self.facts) else None

    def text(self, lang: Language = "en") -> str:
        """Return the source for people: fact, document, place, and the status where it is not printed."""
        parts = [part for part in (*self.facts, self.document, self.locator) if part]
        if self.status is not Status.STATED:
            parts.append(self.status.text(lang))
        return ("，" if lang == "zh" else ", ").join(parts)


@attrs.frozen
class Document:
    """A document that is cited: its title, who issued it, when, and whether it is in trial, revised or superseded."""

    key: str
    title: Text
    issuer: str | NotStated = NOT_STATED
    date: str | NotStated = NOT_STATED
    status: str | NotStated = NOT_STATED


def as_documents(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Return documents as a tuple (the converter of fields)."""
    return tuple(documents)
