"""One shape for everything that is wrong: a stable code, where, what was found, what was expected, how to mend it.

Each kind of diagnostic stands in :mod:`basegov.diagnostics` with its text in both languages, filled from the same
fields. An error raised to the user carries all diagnostics found, not only the first.
"""

from __future__ import annotations

import difflib
import heapq
import itertools
from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from basegov.texts import Language, Text
from basegov.values import FrozenMap


@attrs.frozen(order=True)
class Location:
    """A place in a file: name as the user gave it, line and column counted from 1 (0: the file as a whole)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@attrs.frozen
class DiagnosticKind:
    """A kind of mistake: its code, what it says, and how to mend it."""

    code: str
    message: Text
    mend: Text

    def __call__(self, location: Location | None = None, /, **fields: Any) -> Diagnostic:
        """Return a diagnostic of this kind with its fields."""
        return Diagnostic(self, fields, location)


def _fields(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return FrozenMap(values)


@attrs.frozen
class Diagnostic:
    """One thing that is wrong, with the fields that both languages are filled from.

    Parameters
    ----------
    kind : DiagnosticKind
        What sort of mistake it is.
    fields : mapping
        What was found and expected.
    location : Location, optional
        Where in a file, when there is one.
    """

    kind: DiagnosticKind
    fields: Mapping[str, Any] = attrs.field(factory=FrozenMap, converter=_fields)
    location: Location | None = None

    @property
    def code(self) -> str:
        """The stable code, such as ``BG101``."""
        return self.kind.code

    def message(self, lang: Language = "en") -> str:
        """Return what is wrong in one language."""
        return self.kind.message.format(**self.fields).in_(lang)

    def mend(self, lang: Language = "en") -> str:
        """Return how to put it right in one language."""
        return self.kind.mend.format(**self.fields).in_(lang)

    def text(self, lang: Language = "en") -> str:
        """Return place, code, message and remedy, on two lines."""
        where = f"{self.location}: " if self.location else ""
        label = "改法：" if lang == "zh" else "mend: "
        return f"{where}{self.code} {self.message(lang)}\n  {label}{self.mend(lang)}"

    def at(self, location: Location | None) -> Diagnostic:
        """Return the same diagnostic with its place."""
        return self if location is None else attrs.evolve(self, location=location)


class BasegovError(Exception):
    """Something the user can mend. Carries every diagnostic that was found."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(self.text("en"))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.diagnostics,)

    def text(self, lang: Language = "en") -> str:
        """Return all diagnostics in one language, in the order of their places."""
        return "\n".join(diagnostic.text(lang) for diagnostic in self.diagnostics)


class InputError(BasegovError, ValueError):
    """A file or a value from outside cannot be taken as it is."""


class ArgumentError(BasegovError, TypeError):
    """A function was given a thing of another kind than it takes."""


class StructureError(BasegovError, ValueError):
    """Records do not make a structure: a reference dangles, an id stands twice, shares exceed the whole."""


class NotFoundError(BasegovError, LookupError):
    """Nothing has this id, code, name or path; near misses are suggested."""


class ReformError(BasegovError, ValueError):
    """A reform cannot be applied; nothing of it was."""


_FEW: Final = 200
_SHOWN: Final = 12


def nearest(word: str, words: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return the words most like a mistyped one, best first; none when nothing is near."""
    candidates = list(dict.fromkeys(words))
    if len(candidates) > _FEW:  # difflib takes a third of a second for 16,000 words; common letters are quick
        pairs, letters = set(itertools.pairwise(word)), set(word)

        def alike(other: str) -> int:  # pairs of letters, and for names of two or three characters the single ones
            return 2 * len(pairs.intersection(itertools.pairwise(other))) + len(letters.intersection(other))

        candidates = heapq.nlargest(_FEW, candidates, key=lambda other: (alike(other), -abs(len(other) - len(word))))
    return tuple(difflib.get_close_matches(word, candidates, n=count, cutoff=0.5))


@attrs.frozen
class Suggestion:
    """The near misses of a mistyped name, said in one sentence, or the names that exist when nothing is near."""

    near: tuple[str, ...]
    known: tuple[str, ...] = ()
    are_more: bool = False

    @classmethod
    def build(cls, word: str, words: Iterable[str]) -> Suggestion:
        """Look for near misses of `word` among `words`."""
        words = tuple(dict.fromkeys(words))
        in_english = word.isascii()
        known = sorted(words, key=lambda other: (other.isascii() is not in_english, other.isdecimal(), other))
        return cls(nearest(word, words), tuple(known[:_SHOWN]), len(known) > _SHOWN)

    def text(self, lang: Language = "en") -> str:
        """Return the sentence."""
        if self.near:
            listed = "、".join(self.near) if lang == "zh" else " or ".join(self.near)
            return f"是否想写 {listed}？" if lang == "zh" else f"did you mean {listed}?"
        if self.known:
            listed = "、".join(self.known) if lang == "zh" else ", ".join(self.known)
            more = (" 等" if lang == "zh" else ", ...") if self.are_more else ""
            return f"可用：{listed}{more}" if lang == "zh" else f"known: {listed}{more}"
        return "这里没有可用的名称" if lang == "zh" else "there are none here"
