"""Exact quantities that may be known only in part.

A quantity is an interval of exact rationals: one point when it is known exactly, a bound such as "at least 60%" when
that is all a document says, the whole domain when nothing is said. No float takes part: whatever decides a verdict is
an integer or a `fractions.Fraction` read from the text of the file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Final, Self

import attrs

from basegov.exact import MOST_DIGITS, Exact, read_number, write_number
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated, Truth, show_repr

_Bounds = tuple[Exact | None, Exact | None, bool, bool]


_SIGNS: Final[Mapping[str, tuple[str, bool]]] = {
    sign: (side, is_open)
    for side, is_open, signs in (
        ("low", False, (">=", "≥", "at least", "不低于", "不少于", "不小于", "至少")),
        ("low", True, (">", "more than", "超过", "高于", "大于")),
        ("high", False, ("<=", "≤", "at most", "不超过", "不高于", "不大于", "不多于", "至多")),
        ("high", True, ("<", "less than", "低于", "少于", "小于")),
    )
    for sign in signs
}
_SIGN = "|".join(_SIGNS)  # a longer sign stands before the one that it begins with
_BOUND = re.compile(rf"({_SIGN})\s*(.+)", re.DOTALL)
_NEXT_BOUND = re.compile(rf"\s*[,，]\s*(?={_SIGN})")


@attrs.frozen(init=False, repr=False)
class Quantity:
    """An exact amount, or what is known of one: an interval of rationals.

    Parameters
    ----------
    value : str, int, Fraction, Decimal or Quantity
        A number, or a text: ``"60%"``, ``"3/5"``, ``">= 60%"``, ``"40% .. 60%"``, ``"> 0, <= 5"``, ``"not stated"``.
        The signs may be words of either language (``at least``, ``不低于``). A float is refused, since ``0.1`` as a
        float is not one tenth.

    Raises
    ------
    TypeError
        For a float or another type that is no exact number, or a quantity of another unit.
    ValueError
        For a text that is no number, or a number outside the domain of the class.

    Notes
    -----
    There is one form for each state of knowledge, so that equal knowledge compares equal: bounds are cut to the domain,
    a missing bound is not open, and whole numbers have closed bounds (``Count("> 3") == Count(">= 4")``).
    """

    low: Exact | None
    high: Exact | None
    low_open: bool = False
    high_open: bool = False

    unit: ClassVar[str] = ""
    suffix: ClassVar[tuple[str, str]] = ("", "")
    floor: ClassVar[Exact | None] = None
    ceiling: ClassVar[Exact | None] = None
    integral: ClassVar[bool] = False
    wanted: ClassVar[tuple[str, str]] = ("a number such as 12, 0.5 or 3/5", "数，例如 12、0.5 或 3/5")

    def __init__(self, value: Any) -> None:
        low, high, low_open, high_open = self._read(value)
        self._fit(low, high)
        self.__attrs_init__(*self._normal(low, high, low_open, high_open))

    @classmethod
    def between(cls, low: Exact | None, high: Exact | None, *, low_open: bool = False, high_open: bool = False) -> Self:
        """Build a quantity from its bounds, cut to the domain of the class; raise ValueError when nothing is left."""
        new = object.__new__(cls)
        new.__attrs_init__(*cls._normal(low, high, low_open, high_open))
        return new

    @classmethod
    def _normal(cls, low: Exact | None, high: Exact | None, low_open: bool, high_open: bool) -> _Bounds:
        """Return the one form of these bounds; raise ValueError when nothing lies between them."""
        if cls.floor is not None and (low is None or low < cls.floor):
            low, low_open = cls.floor, False
        if cls.ceiling is not None and (high is None or high > cls.ceiling):
            high, high_open = cls.ceiling, False
        return _ordered(low, high, low_open, high_open, integral=cls.integral, unit=cls.unit)

    @classmethod
    def unknown(cls) -> Self:
        """Return the quantity of which nothing is known but its domain."""
        return cls.between(None, None)

    @classmethod
    def _read(cls, value: Any) -> _Bounds:
        if isinstance(value, str):
            return cls._read_text(value)
        if isinstance(value, Quantity):
            if not value.fits(cls):
                raise TypeError(f"{value!r} is no {cls.unit or 'number'}")
            return value.low, value.high, value.low_open, value.high_open
        if isinstance(value, Fraction) or (isinstance(value, int) and not isinstance(value, bool)):
            return value, value, False, False
        if isinstance(value, Decimal):
            if not value.is_finite() or abs(value.adjusted()) > MOST_DIGITS:
                raise ValueError(f"{value} is not {cls.wanted[0]}")
            exact = Fraction(value)
            return exact, exact, False, False
        raise TypeError(f"{cls.__name__} takes a text, an int or a Fraction, not {type(value).__name__} {value!r}")

    @classmethod
    def _read_text(cls, text: str) -> _Bounds:
        text = text.strip()
        if text in (NOT_STATED.text("en"), NOT_STATED.text("zh")):
            return None, None, False, False
        if ".." in text:
            low_text, high_text = text.split("..", 1)
            return cls._read_point(low_text), cls._read_point(high_text), False, False
        ends: dict[str, tuple[Exact, bool]] = {}
        for part in _NEXT_BOUND.split(text):
            match = _BOUND.fullmatch(part)
            if match is None:
                if part != text:
                    raise ValueError(f"{text!r} is not {cls.wanted[0]}")
                point = cls._read_point(part.removeprefix("="))
                return point, point, False, False
            side, is_open = _SIGNS[match[1]]
            if side in ends:
                raise ValueError(f"{text!r} has two {'lower' if side == 'low' else 'upper'} bounds")
            ends[side] = cls._read_point(match[2]), is_open
        (low, low_open), (high, high_open) = ends.get("low", (None, False)), ends.get("high", (None, False))
        return low, high, low_open, high_open

    @classmethod
    def _read_point(cls, text: str) -> Exact:
        point = text.strip().removesuffix(cls.suffix[0].strip() or "\0").removesuffix(cls.suffix[1] or "\0")
        try:
            return read_number(point)
        except ValueError:
            raise ValueError(f"{text.strip()!r} is not {cls.wanted[0]}") from None

    @classmethod
    def _fit(cls, *ends: Exact | None) -> None:
        """Refuse a bound that was written outside of the domain of the class; only what is computed is cut to it."""
        for end in ends:
            if end is None:
                continue
            if (cls.floor is not None and end < cls.floor) or (cls.ceiling is not None and end > cls.ceiling):
                low, high = (_infinite(cls.write, limit) for limit in (cls.floor, cls.ceiling))
                raise ValueError(f"{cls.write(end)} is outside {low} .. {high}")
            if cls.integral and Fraction(end).denominator != 1:
                raise ValueError(f"{write_number(end)} is not a whole number")

    def fits(self, kind: type[Quantity]) -> bool:
        """Whether the amount is in the unit of `kind`, or a plain number."""
        return self.unit in ("", kind.unit)

    @classmethod
    def write(cls, value: Exact, lang: Language = "en") -> str:
        """Write one point of this kind of quantity for people."""
        return write_number(value) + cls.suffix[lang == "zh"]

    # what is known

    @property
    def exact(self) -> Exact | None:
        """The one value, or None while it is known only within bounds."""
        return self.low if self.low is not None and self.low == self.high else None

    @property
    def is_exact(self) -> bool:
        """Whether the value is known exactly."""
        return self.low is not None and self.low == self.high

    @property
    def says_nothing(self) -> bool:
        """Whether nothing is known beyond the domain of the class."""
        return self.low == self.floor and self.high == self.ceiling and not self.low_open and not self.high_open

    def __contains__(self, value: Exact) -> bool:
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return not (self.high is not None and (value > self.high or (self.high_open and value == self.high)))

    def within(self, other: Quantity) -> Truth:
        """Say whether the value lies in `other`: true for all values still possible, false for none, else unknown."""
        if _ends_before(self, other) or _ends_before(other, self):
            return Truth.FALSE
        inside = _starts_in(self, other) and _starts_in(_mirrored(self), _mirrored(other))
        return Truth.TRUE if inside else Truth.UNKNOWN

    def intersect(self, other: Quantity) -> Self | None:
        """Return what both say together, or None when they contradict each other."""
        self._same_unit(other)
        low, low_open = _tighter((self.low, self.low_open), (other.low, other.low_open), upper=False)
        high, high_open = _tighter((self.high, self.high_open), (other.high, other.high_open), upper=True)
        try:
            return self._like(low, high, low_open, high_open)
        except ValueError:
            return None

    def upwards(self) -> Self:
        """Return the least of it and everything above: what "at least" says of an amount, or "more than"."""
        return self._like(self.low, None, self.low_open, False)

    def downwards(self) -> Self:
        """Return the greatest of it and everything below: what "at most" says of an amount, or "less than"."""
        return self._like(None, self.high, False, self.high_open)

    # arithmetic: intervals of intervals, cut to the domain

    def __add__(self, other: Quantity) -> Self:
        self._same_unit(other)
        return self._like(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def minus(self, other: Quantity) -> Difference:
        """Return what this quantity exceeds another by, in the unit of this one; it may be negative."""
        self._same_unit(other)
        return Difference.build(
            None if self.low is None or other.high is None else self.low - other.high,
            None if self.high is None or other.low is None else self.high - other.low,
            low_open=self.low_open or other.high_open,
            high_open=self.high_open or other.low_open,
            kind=self.kind if isinstance(self, Difference) else type(self),
        )

    def _like(self, low: Exact | None, high: Exact | None, low_open: bool, high_open: bool) -> Self:
        """Return a quantity of the same kind with other bounds."""
        return self.between(low, high, low_open=low_open, high_open=high_open)

    def _same_unit(self, other: Quantity) -> None:
        kind = other.kind if isinstance(other, Difference) else type(other)
        if not (self.fits(kind) or not kind.unit):
            raise TypeError(f"{self!r} and {other!r} are not in the same unit")

    @classmethod
    def total(cls, parts: Iterable[Quantity | NotStated]) -> Self:
        """Return the sum; a part that is not stated leaves it open on the side where it may be any number."""
        answer = cls(0)
        for part in parts:
            answer = answer + (cls.unknown() if isinstance(part, NotStated) else part)
        return answer

    # writing

    def text(self, lang: Language = "en") -> str:
        """Return the quantity as people write it; both languages read back to the same value."""
        if self.low is not None and self.low == self.high:
            return self.write(self.low, lang)
        return self._bounds_text(lang)

    def _bounds_text(self, lang: Language) -> str:
        """Write what is known of an amount that is not known exactly; a bound that the domain sets is left out."""
        low = None if self.low == self.floor and not self.low_open else self.low
        high = None if self.high == self.ceiling and not self.high_open else self.high
        if low is not None and high is not None and not (self.low_open or self.high_open):
            return f"{self.write(low, lang)} .. {self.write(high, lang)}"
        bounds = []
        if low is not None:
            bounds.append(f"{'>' if self.low_open else '>='} {self.write(low, lang)}")
        if high is not None:
            bounds.append(f"{'<' if self.high_open else '<='} {self.write(high, lang)}")
        return ", ".join(bounds) or NOT_STATED.text(lang)

    def __str__(self) -> str:
        return self.text("en")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.text('en')!r})"

    _repr_pretty_ = show_repr


def _ordered(
    low: Exact | None, high: Exact | None, low_open: bool, high_open: bool, *, integral: bool, unit: str
) -> _Bounds:
    if integral and low is not None:
        low, low_open = math.floor(low) + 1 if low_open else math.ceil(low), False
    if integral and high is not None:
        high, high_open = math.ceil(high) - 1 if high_open else math.floor(high), False
    if low is not None and high is not None and (low > high or (low == high and (low_open or high_open))):
        raise ValueError(f"no {unit or 'number'} lies between {write_number(low)} and {write_number(high)}")
    return low, high, low_open and low is not None, high_open and high is not None


def _infinite(write: Callable[[Exact], str], limit: Exact | None) -> str:
    return "∞" if limit is None else write(limit)


def _ends_before(a: Quantity, b: Quantity) -> bool:
    if a.high is None or b.low is None:
        return False
    return a.high < b.low or (a.high == b.low and (a.high_open or b.low_open))


def _starts_in(a: Quantity, b: Quantity) -> bool:
    if b.low is None:
        return True
    if a.low is None:
        return False
    return a.low > b.low or (a.low == b.low and (a.low_open or not b.low_open))


def _mirrored(q: Quantity) -> Quantity:
    mirror = object.__new__(Quantity)
    mirror.__attrs_init__(
        None if q.high is None else -q.high, None if q.low is None else -q.low, q.high_open, q.low_open
    )
    return mirror


def _tighter(a: tuple[Exact | None, bool], b: tuple[Exact | None, bool], *, upper: bool) -> tuple[Exact | None, bool]:
    if a[0] is None or b[0] is None:
        return b if a[0] is None else a
    if a[0] == b[0]:
        return a[0], a[1] or b[1]
    return (a if a[0] < b[0] else b) if upper else (a if a[0] > b[0] else b)


class Share(Quantity):
    """A part of a whole, between 0 and 1, exact: ``Share("60%") == Share("0.6") == Share("3/5")``.

    Examples
    --------
    >>> Share("60%") == Share("0.6") == Share("3/5")
    True
    >>> Share("0.6") + Share("0.3") + Share("0.1")
    Share('100%')
    >>> Share(">= 60%").within(Share(">= 50%"))
    <Truth.TRUE: 'true'>
    """

    __slots__ = ()
    unit = "share"
    floor = 0
    ceiling = 1
    wanted = ("a share such as 60%, 0.6, 3/5 or >= 60%", "比例，例如 60%、0.6、3/5 或 >= 60%")

    @classmethod
    def _read_point(cls, text: str) -> Exact:
        text = text.strip()
        if text.endswith(("%", "％")):
            value = Fraction(super()._read_point(text[:-1])) / 100
            return value.numerator if value.denominator == 1 else value
        return super()._read_point(text)

    @classmethod
    def write(cls, value: Exact, lang: Language = "en") -> str:
        """Write a share as a percentage when its decimals end, else as a fraction."""
        percent = write_number(Fraction(value) * 100)
        return write_number(value) if "/" in percent else percent + "%"


class Count(Quantity):
    """A number of people, households, items or units: whole and not negative."""

    __slots__ = ()
    unit = "count"
    floor = 0
    integral = True
    wanted = ("a whole number such as 12, 1,200 or >= 60", "整数，例如 12、1,200 或 >= 60")


class Yuan(Quantity):
    """An exact amount of money in yuan (CNY); ``50万`` and ``1.756亿`` are read as they are written."""

    __slots__ = ()
    unit = "yuan"
    suffix = (" yuan", "元")
    wanted = ("an amount such as 500000, 500,000 yuan or 50万元", "金额，例如 500000、500,000元 或 50万元")


class SquareKilometres(Quantity):
    """An area in square kilometres."""

    __slots__ = ()
    unit = "km2"
    suffix = (" km2", "平方公里")
    floor = 0
    wanted = ("an area in square kilometres such as 1.5 or 1.5 km2", "以平方公里计的面积，例如 1.5")


class Metres(Quantity):
    """A length in metres."""

    __slots__ = ()
    unit = "m"
    suffix = (" m", "米")
    floor = 0
    wanted = ("a length in metres such as 350 or 350 m", "以米计的长度，例如 350")


class Number(Quantity):
    """An exact number without a unit, such as a score."""

    __slots__ = ()


@attrs.frozen(init=False, repr=False)
class Difference(Quantity):
    """What one quantity exceeds another by; negative when it falls short. It is written in the unit of its kind.

    Differences are computed, not read: build one with :meth:`build` or `Quantity.minus`.
    """

    kind: type[Quantity] = Number

    @classmethod
    def build(
        cls,
        low: Exact | None,
        high: Exact | None,
        *,
        low_open: bool = False,
        high_open: bool = False,
        kind: type[Quantity] = Number,
    ) -> Difference:
        """Build a difference from its bounds, written in the unit of `kind`; raise ValueError when they are empty."""
        bounds = _ordered(low, high, low_open, high_open, integral=kind.integral, unit=kind.unit)
        new = object.__new__(cls)
        new.__attrs_init__(*bounds, kind)
        return new

    def fits(self, kind: type[Quantity]) -> bool:
        """Whether the difference is in the unit of `kind`, or a plain number."""
        return self.kind.unit in ("", kind.unit)

    def _like(self, low: Exact | None, high: Exact | None, low_open: bool, high_open: bool) -> Self:
        return self.build(low, high, low_open=low_open, high_open=high_open, kind=self.kind)  # type: ignore[return-value]

    def text(self, lang: Language = "en") -> str:
        """Return the difference with its sign."""
        if self.low is not None and self.low == self.high:
            return ("+" if self.low > 0 else "") + self.kind.write(self.low, lang)
        bounds = []
        if self.low is not None:
            bounds.append(f"{'>' if self.low_open else '>='} {self.kind.write(self.low, lang)}")
        if self.high is not None:
            bounds.append(f"{'<' if self.high_open else '<='} {self.kind.write(self.high, lang)}")
        return ", ".join(bounds) or NOT_STATED.text(lang)
