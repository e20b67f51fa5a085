"""What a measure must come to: a bound, an empty set, or simply yes. Requirements are data."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.rules.verdicts import Measured, Reason, SetValue
from basegov.texts import Language, Text
from basegov.values import Difference, NotStated, Quantity, Truth


@attrs.frozen
class Requirement:
    """What a measure must come to."""

    def judge(self, value: Measured) -> Truth:
        """Say whether a value fulfils the requirement; unknown while it may or may not."""
        raise NotImplementedError

    def margin(self, value: Measured) -> Difference | None:
        """Return by how much a value keeps (positive) or misses (negative) the requirement, where that is a number."""
        return None

    def failure(self, value: Measured) -> Reason:
        """Return why a value does not fulfil the requirement."""
        raise NotImplementedError

    def text(self, lang: Language = "en") -> str:
        """Return the requirement in words."""
        raise NotImplementedError

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
        wanted, kind = self.range, type(value)
        if value.exact is None and wanted.is_exact:
            return None
        above = None if wanted.low is None or wanted.low == wanted.floor else value.minus(_point(wanted.low, kind))
        below = (
            None
            if wanted.high is None or wanted.high == wanted.ceiling
            else _point(wanted.high, kind).minus(value)
        )  # fmt: skip
        if above is None or below is None:
            return above or below
        return Difference.build(_least(above.low, below.low), _least(above.high, below.high), kind=above.kind)

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
        if margin is None or margin.low is None or isinstance(self.range, NotStated):
            return f"使其为{self.text(lang)}" if lang == "zh" else f"bring it to {self.text(lang)}"
        lacking = margin.kind.write(-margin.high if margin.high is not None else -margin.low, lang)
        is_low = self.failure(value).code == "below_minimum" if value is not None else True
        if self.range.is_exact or lacking.startswith("0"):
            return f"改为{self.text(lang)}" if lang == "zh" else f"set it to {self.text(lang)}"
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
        return Reason("objections", Text(f"{self.what.en}: {_said(value, 'en')}", f"{self.what.zh}：{_said(value, 'zh')}"))

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


def _point(value: Any, kind: type[Quantity]) -> Quantity:
    return Difference.build(value, value) if issubclass(kind, Difference) else kind.between(value, value)


def _least(a: Any, b: Any) -> Any:
    if a is None or b is None:
        return None
    return min(a, b)
