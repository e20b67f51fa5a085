"""What a measure must come to: a bound, an empty set, or simply yes. Requirements are data."""

from __future__ import annotations

import abc
from fractions import Fraction
from typing import Any

import attrs

from basegov.quantities import Difference, Number, Quantity
from basegov.rules.verdicts import Measured, Reason, SetValue
from basegov.texts import Language, Text
from basegov.values import NotStated, Truth


@attrs.frozen
class Requirement(abc.ABC):
    """What a measure must come to."""

    @abc.abstractmethod
    def judge(self, value: Measured) -> Truth:
        """Say whether a value fulfils the requirement; unknown while it may or may not."""

    def margin(self, value: Measured) -> Difference | None:
        """Return by how much a value keeps (positive) or misses (negative) the requirement, where that is a number."""
        return None

    @abc.abstractmethod
    def failure(self, value: Measured) -> Reason:
        """Return why a value does not fulfil the requirement."""

    @abc.abstractmethod
    def text(self, lang: Language = "en") -> str:
        """Return the requirement in words."""

    def mend(self, value: Measured | None, lang: Language = "en") -> str:
        """Return what would put it right."""
        return ""

    @property
    def is_stated(self) -> bool:
        """Whether the document states the requirement at all."""
        return True


@attrs.frozen
class Bound(Requirement):
    """A quantity must lie in a range. A range that is not stated makes every answer undetermined.

    Parameters
    ----------
    range : Quantity or not stated
        The values that are allowed.
    """

    range: Quantity | NotStated

    @property
    def is_stated(self) -> bool:
        """Whether there is a number at all."""
        return not isinstance(self.range, NotStated)

    def judge(self, value: Measured) -> Truth:
        """Say whether the quantity lies in the range for every value it may still have."""
        if isinstance(self.range, NotStated) or not isinstance(value, Quantity):
            return Truth.UNKNOWN
        return value.within(self.range)

    def margin(self, value: Measured) -> Difference | None:
        """Return the distance to the nearer end of the range; negative outside of it."""
        if isinstance(self.range, NotStated) or not isinstance(value, Quantity):
            return None
        wanted = self.range
        if not value.is_exact and wanted.is_exact and wanted.low is not None:
            if value.within(wanted) is not Truth.FALSE:
                return None
            beyond = value.minus(Number(wanted.low))
            return beyond if beyond.high is not None and beyond.high <= 0 else _negated(beyond)
        above = below = None
        if wanted.low is not None and (wanted.low != wanted.floor or wanted.low_open):
            above = value.minus(Number(wanted.low))
        if wanted.high is not None and (wanted.high != wanted.ceiling or wanted.high_open):
            below = _negated(value.minus(Number(wanted.high)))
        if above is None or below is None or wanted.low is None or wanted.high is None:
            return above or below
        half = Fraction(wanted.high - wanted.low) / 2  # nothing in the range is farther from both of its ends
        low = None if above.low is None or below.low is None else min(above.low, below.low)
        high = min(end for end in (above.high, below.high, half) if end is not None)
        return Difference.build(low, high, kind=above.kind)

    def failure(self, value: Measured) -> Reason:
        """Return on which side the quantity lies outside."""
        if isinstance(self.range, Quantity) and isinstance(value, Quantity):
            if self.range.is_exact:
                return Reason("differs", Text("it differs from the value required", "与规定值不同"))
            if value.low is not None and self.range.high is not None and value.low >= self.range.high:
                return Reason("above_maximum", Text("it is above the maximum", "高于上限"))
        return Reason("below_minimum", Text("it is below the minimum", "低于下限"))

    def text(self, lang: Language = "en") -> str:
        """Return the range in words."""
        if isinstance(self.range, NotStated):
            return self.range.text(lang)
        words = self.range.text(lang)
        signs = (
            [(">= ", "不低于"), ("<= ", "不超过"), ("> ", "高于"), ("< ", "低于")]
            if lang == "zh"
            else [(">= ", "at least "), ("<= ", "at most "), ("> ", "more than "), ("< ", "less than ")]
        )
        for sign, word in signs:
            words = words.replace(sign, word)
        if self.range.is_exact:
            return f"恰为{words}" if lang == "zh" else f"exactly {words}"
        return words

    def mend(self, value: Measured | None, lang: Language = "en") -> str:
        """Return the change that would bring the quantity to the bound."""
        margin = None if value is None else self.margin(value)
        if value is None or margin is None or margin.high is None or isinstance(self.range, NotStated):
            return f"使其为{self.text(lang)}" if lang == "zh" else f"bring it to {self.text(lang)}"
        if self.range.is_exact or margin.high >= 0:
            return f"改为{self.text(lang)}" if lang == "zh" else f"set it to {self.text(lang)}"
        lacking = margin.kind.write(-margin.high, lang)
        is_low = self.failure(value).code == "below_minimum"
        if lang == "zh":
            return f"至少{'增加' if is_low else '减少'} {lacking}"
        return f"{'raise' if is_low else 'lower'} it by at least {lacking}"


@attrs.frozen
class NoneOf(Requirement):
    """A set of objections must be empty.

    Parameters
    ----------
    what : Text
        What there must be none of.
    """

    what: Text

    def judge(self, value: Measured) -> Truth:
        """Say whether the set is empty; unknown while something may belong to it."""
        if not isinstance(value, SetValue):
            return Truth.UNKNOWN
        if value.known:
            return Truth.FALSE
        return Truth.UNKNOWN if value.possible else Truth.TRUE

    def failure(self, value: Measured) -> Reason:
        """Return what is in the set."""
        return Reason(
            "objections", Text(f"{self.what.en}: {_said(value, 'en')}", f"{self.what.zh}：{_said(value, 'zh')}")
        )

    def text(self, lang: Language = "en") -> str:
        """Return the requirement in words."""
        return f"没有{self.what.zh}" if lang == "zh" else f"no {self.what.en}"


@attrs.frozen
class Holds(Requirement):
    """Something must be the case.

    Parameters
    ----------
    what : Text
        What must be the case.
    code : str
        Reason code when it is not.
    """

    what: Text
    code: str = "does_not_hold"

    def judge(self, value: Measured) -> Truth:
        """Return the answer itself."""
        return value if isinstance(value, Truth) else Truth.UNKNOWN

    def failure(self, value: Measured) -> Reason:
        """Return that it is not the case."""
        return Reason(self.code, Text(f"it is not the case that {self.what.en}", f"不符合“{self.what.zh}”"))

    def text(self, lang: Language = "en") -> str:
        """Return what must be the case."""
        return self.what.in_(lang)


def _said(value: Any, lang: Language) -> str:
    return value.text(lang) if hasattr(value, "text") else str(value)


def _negated(d: Difference) -> Difference:
    low, high = (None if end is None else -end for end in (d.high, d.low))
    return Difference.build(low, high, low_open=d.high_open, high_open=d.low_open, kind=d.kind)
