"""Ordered terms of the field: levels of administration, force of a clause, strength of a right, assessment periods."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Final

import attrs

from basegov.texts import Language, Text
from basegov.values import Truth, show_repr


@attrs.frozen(order=False)
class Level:
    """A level of administration. Levels are data: a structure may have some, skip some or bring its own.

    Parameters
    ----------
    key : str
        The word for it in files.
    rank : int
        Its place in the order; a higher level has the higher rank. Only the order counts.
    label : Text
        The word for it in both languages.
    """

    key: str
    rank: int
    label: Text = attrs.field(eq=False)

    def at_least(self, other: Level) -> bool:
        """Whether this level is the other or stands above it."""
        return self.rank >= other.rank

    def text(self, lang: Language = "en") -> str:
        """Return the word for the level."""
        return self.label.in_(lang)


LEVELS: Final[dict[str, Level]] = {
    level.key: level
    for level in (
        Level("central", 70, Text("central", "中央")),
        Level("provincial", 60, Text("provincial", "省级")),
        Level("municipal", 50, Text("municipal (prefecture)", "市级")),
        Level("district", 40, Text("district (county)", "区县级")),
        Level("street", 30, Text("street (township)", "镇街级")),
        Level("community", 20, Text("community (village)", "村社级")),
        Level("grid", 10, Text("grid", "网格")),
    )
}
"""The levels that come with the library, by key (field guide: province, prefecture, county, township, village)."""


def register_level(level: Level) -> Level:
    """Add a level of one's own; raise ValueError when the key already names another one."""
    known = LEVELS.setdefault(level.key, level)
    if known.rank != level.rank:
        raise ValueError(f"level {level.key!r} has rank {known.rank} already, not {level.rank}")
    return known


class Force(enum.Enum):
    """How strictly a clause binds. A clause that does not bind warns.

    The force never turns a requirement round: a prohibition (must not) is written with what has to be the case for it
    to be kept, such as "none of these items".
    """

    MUST = "must"
    MUST_NOT = "must not"
    GENERALLY = "generally"
    IN_PRINCIPLE = "in principle"
    MAY = "may"

    @property
    def binds(self) -> bool:
        """Whether breaking the clause is a violation (must, must not) and not a warning."""
        return self in (Force.MUST, Force.MUST_NOT)

    def text(self, lang: Language = "en") -> str:
        """Return the word of the clause."""
        return _FORCE_ZH[self] if lang == "zh" else self.value


_FORCE_ZH: Final = {
    Force.MUST: "必须",
    Force.MUST_NOT: "不得",
    Force.GENERALLY: "一般",
    Force.IN_PRINCIPLE: "原则上",
    Force.MAY: "可以",
}


class Strength(enum.Enum):
    """How strong a right is: none < consulted < recommend < decisive proposal < decide, and none < veto < decide.

    A veto and a recommendation are not comparable. The order is partial, so it is asked by :meth:`at_least`.
    """

    NONE = "none"
    CONSULTED = "consulted"
    RECOMMEND = "recommend"
    DECISIVE_PROPOSAL = "decisive proposal"
    VETO = "veto"
    DECIDE = "decide"

    def at_least(self, other: Strength) -> bool:
        """Whether this right contains the other."""
        return other is self or other in _BELOW[self]

    def text(self, lang: Language = "en") -> str:
        """Return the word for the strength."""
        return _STRENGTH_ZH[self] if lang == "zh" else self.value


_BELOW: Final[dict[Strength, frozenset[Strength]]] = {
    Strength.NONE: frozenset(),
    Strength.CONSULTED: frozenset({Strength.NONE}),
    Strength.RECOMMEND: frozenset({Strength.NONE, Strength.CONSULTED}),
    Strength.DECISIVE_PROPOSAL: frozenset({Strength.NONE, Strength.CONSULTED, Strength.RECOMMEND}),
    Strength.VETO: frozenset({Strength.NONE}),
    Strength.DECIDE: frozenset(Strength) - {Strength.DECIDE},
}
_STRENGTH_ZH: Final = {
    Strength.NONE: "无",
    Strength.CONSULTED: "征求意见",
    Strength.RECOMMEND: "建议",
    Strength.DECISIVE_PROPOSAL: "决定性建议",
    Strength.VETO: "否决",
    Strength.DECIDE: "决定",
}


def _strengths(values: Iterable[Strength]) -> frozenset[Strength]:
    return frozenset(values)


@attrs.frozen(repr=False)
class StrengthRange:
    """The strengths that a right may have: one when the text names it, several when it says "at least" or "granted".

    Examples
    --------
    >>> StrengthRange.parse("recommend").at_least(Strength.CONSULTED)
    <Truth.TRUE: 'true'>
    >>> StrengthRange.parse("granted").at_least(Strength.DECIDE)
    <Truth.UNKNOWN: 'unknown'>
    """

    possible: frozenset[Strength] = attrs.field(converter=_strengths)

    def __attrs_post_init__(self) -> None:
        if not self.possible:
            raise ValueError("a right has some strength: name at least one")

    @classmethod
    def parse(cls, text: str) -> StrengthRange:
        """Read ``decide``, ``>= recommend``, ``recommend or veto``, or ``granted``.

        ``granted`` is a right without a stated strength: at least a recommendation.

        Raises
        ------
        ValueError
            For a word that names no strength.
        """
        text = text.strip()
        if text == "granted":
            return cls.from_floor(Strength.RECOMMEND)
        if text.startswith(">="):
            return cls.from_floor(_strength(text[2:]))
        return cls(frozenset(_strength(word) for word in text.split(" or ")))

    @classmethod
    def from_floor(cls, floor: Strength) -> StrengthRange:
        """Return every strength that contains `floor`."""
        return cls(frozenset(s for s in Strength if s.at_least(floor)))

    def at_least(self, wanted: Strength) -> Truth:
        """Say whether the right contains `wanted`."""
        answers = {strength.at_least(wanted) for strength in self.possible}
        if len(answers) == 1:
            return Truth.TRUE if answers.pop() else Truth.FALSE
        return Truth.UNKNOWN

    def text(self, lang: Language = "en") -> str:
        """Return the strength, the weakest one it may have, or all that it may have; English reads back."""
        if self == StrengthRange.from_floor(Strength.RECOMMEND):
            return "授予（未载明强度）" if lang == "zh" else "granted"
        words = [s.text(lang) for s in Strength if s in self.possible]
        if len(words) > 1 and any(self == StrengthRange.from_floor(s) for s in self.possible):
            return f">= {words[0]}"
        return ("或" if lang == "zh" else " or ").join(words)

    def __str__(self) -> str:
        return self.text("en")

    def __repr__(self) -> str:
        return f"StrengthRange({self.text('en')!r})"

    _repr_pretty_ = show_repr


def _strength(word: str) -> Strength:
    try:
        return Strength(word.strip())
    except ValueError:
        words = ", ".join(s.value for s in Strength)
        raise ValueError(f"{word.strip()!r} is no strength of a right; one of: {words}, granted") from None


PERIODS: Final[dict[str, Text]] = {
    "annual": Text("annual", "年度"),
    "semiannual": Text("semiannual", "半年度"),
    "quarterly": Text("quarterly", "季度"),
    "monthly": Text("monthly", "月度"),
    "daily": Text("daily", "日常"),
}
"""Assessment periods: the round of appraisal in which a share counts."""

DIMENSIONS: Final[dict[str, Text]] = {
    "establishment": Text("establishment", "编制"),
    "personnel": Text("personnel", "人事"),
    "finance": Text("finance", "经费"),
    "assessment": Text("assessment", "考核"),
    "daily_work": Text("daily work", "日常工作"),
    "business_guidance": Text("business guidance", "业务指导"),
}
"""Dimensions of management: each can have a manager of its own."""
