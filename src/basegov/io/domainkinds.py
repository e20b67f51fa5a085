"""Kinds of the library's own values: quantities, dates, levels, strengths of rights."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from basegov.dates import UNSTATED_RANGE, Date, DateRange
from basegov.diagnostics.values import (
    BAD_DATE,
    BAD_QUANTITY,
    NO_SUCH_DAY,
    OUT_OF_RANGE,
    RANGE_REVERSED,
    UNKNOWN_FIELD,
    UNKNOWN_WORD,
    WRONG_TYPE,
)
from basegov.errors import Suggestion
from basegov.io.kinds import NOT_STATED_TEXT, CannotWriteError, Defs, Kind, Schema, register_kind
from basegov.io.trouble import ManyRefusedError, RefusedError, found, shown
from basegov.quantities import Quantity
from basegov.terms import LEVELS, Level, Strength, StrengthRange
from basegov.texts import Text
from basegov.values import NOT_STATED


class Amount(Kind):
    """An exact quantity with its unit, or a bound of one."""

    def __init__(self, cls: type[Quantity]) -> None:
        self.cls = cls
        self.wanted = Text(*cls.wanted)

    def read(self, value: Any) -> Any:
        """Return the quantity."""
        if type(value) is int:
            try:
                return self.cls(value)
            except ValueError:
                raise self._outside(value) from None
        if not isinstance(value, str | Decimal):
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        if value == "unknown":
            return self.cls.unknown()
        try:
            return self.cls(value)
        except ValueError:
            if _is_number(self.cls, value):
                raise self._outside(value) from None
            raise RefusedError(BAD_QUANTITY, found=found(value), expected=self.wanted) from None

    def _outside(self, value: Any) -> RefusedError:
        cls = self.cls
        write = cls.write
        en, zh = [], []
        if cls.floor is not None:
            en.append(f"at least {write(cls.floor)}")
            zh.append(f"不低于 {write(cls.floor, 'zh')}")
        if cls.ceiling is not None:
            en.append(f"at most {write(cls.ceiling)}")
            zh.append(f"不超过 {write(cls.ceiling, 'zh')}")
        if cls.integral:
            en.append("whole")
            zh.append("整数")
        return RefusedError(OUT_OF_RANGE, found=shown(value), domain=Text(", ".join(en), "，".join(zh)))

    def write(self, value: Any) -> Any:
        """Return an int, or the English text, which reads back to the same quantity."""
        exact = value.exact
        if exact is not None and exact.denominator == 1 and self.cls.ceiling is None:
            return int(exact)  # a whole share stays 100%, since a bare 1 could be taken for 1%
        if value.says_nothing:
            return "unknown"
        return value.text("en")

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: a number in the domain, or a text."""
        number: Schema = {"type": "integer" if self.cls.integral else "number"}
        if self.cls.floor is not None:
            number["minimum"] = self.cls.floor
        if self.cls.ceiling is not None:
            number["maximum"] = self.cls.ceiling
        return {"anyOf": [number, {"type": "string"}], "description": self.cls.wanted[0]}

    def to_cell(self, plain: Any) -> str | None:
        """Write the number or the text."""
        return str(plain)


def _is_number(cls: type[Quantity], value: Any) -> bool:
    """Whether every point of a text can be read, so that it is the domain which it misses."""
    if isinstance(value, Decimal):
        return True
    points = [part for part in re.split(r"\.\.|[,，](?=\s*[<>≤≥])", value) if part.strip()]
    signs = re.compile(r"^\s*(>=|<=|>|<|≥|≤|=)?\s*")
    for part in points:
        try:
            cls._read_point(signs.sub("", part))
        except ValueError:
            return False
    return bool(points)


_DATE = re.compile("[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


class Day(Kind):
    """A date as precisely as it is known."""

    wanted = Text("a date: YYYY-MM-DD, YYYY-MM or YYYY", "日期：YYYY-MM-DD、YYYY-MM 或 YYYY")

    def read(self, value: Any) -> Any:
        """Return the date."""
        text = str(value) if type(value) is int else value
        if not isinstance(text, str):
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        if not _DATE.fullmatch(text):
            raise RefusedError(BAD_DATE, found=shown(value))
        try:
            return Date(text)
        except ValueError:
            raise RefusedError(NO_SUCH_DAY, found=text) from None

    def write(self, value: Any) -> Any:
        """Return the date as text."""
        return value.text()

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: a text of digits and hyphens, or the number of a year."""
        return {
            "anyOf": [
                {"type": "string", "pattern": f"^{_DATE.pattern}$"},
                {"type": "integer", "minimum": 1, "maximum": 9999},
            ]
        }


class Period(Kind):
    """A range of dates: from the first day until the first day after it."""

    wanted = Text("a mapping with from, until or both", "含 from、until 的映射")
    day = Day()

    def read(self, value: Any) -> Any:
        """Return the range."""
        if value == NOT_STATED_TEXT:
            return UNSTATED_RANGE
        if type(value) is not dict:
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        wrong: list[RefusedError] = []
        ends: dict[str, Any] = {"from": None, "until": None}
        for key, end in value.items():
            if key not in ends:
                hint = Suggestion.build(key, ends)
                where = Text("range of dates", "期间")
                wrong.append(RefusedError(UNKNOWN_FIELD, (key,), at_key=True, where=where, key=key, hint=hint))
                continue
            try:
                ends[key] = NOT_STATED if end == NOT_STATED_TEXT else self.day.read(end)
            except RefusedError as error:
                wrong.append(error.below(key))
        start, until = ends["from"], ends["until"]
        if not wrong and isinstance(start, Date) and isinstance(until, Date) and until.last < start.first:
            wrong.append(RefusedError(RANGE_REVERSED, ("until",), start=start, until=until))
        if wrong:
            raise ManyRefusedError(wrong)
        return DateRange(start, until)

    def write(self, value: Any) -> Any:
        """Return the ends that there are."""
        ends = {"from": value.start, "until": value.end}
        return {
            key: end.text() if isinstance(end, Date) else NOT_STATED_TEXT
            for key, end in ends.items()
            if end is not None
        }

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: a mapping of two dates."""
        day = {"anyOf": [self.day.schema(defs), {"const": NOT_STATED_TEXT}]}
        mapping = {"type": "object", "properties": {"from": day, "until": day}, "additionalProperties": False}
        return {"anyOf": [mapping, {"const": NOT_STATED_TEXT}]}

    def to_cell(self, plain: Any) -> str | None:
        """No cell holds a range."""
        return None


class LevelKind(Kind):
    """A level of administration, by its key."""

    @property
    def wanted(self) -> Text:  # type: ignore[override]
        """The levels that are known now: a user may have registered more."""
        words = ", ".join(LEVELS)
        return Text(f"a level: {words}", f"层级：{words}")

    def read(self, value: Any) -> Any:
        """Return the level."""
        if type(value) is not str:
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        level = LEVELS.get(value)
        if level is None:
            raise RefusedError(
                UNKNOWN_WORD, found=shown(value), hint=Suggestion.build(value, LEVELS), words=tuple(LEVELS)
            )
        return level

    def write(self, value: Any) -> Any:
        """Return the key."""
        if LEVELS.get(value.key) != value:
            raise CannotWriteError(f"the level {value.key!r} is not registered")
        return value.key

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: one of the keys."""
        return {"enum": list(LEVELS)}


class StrengthKind(Kind):
    """How strong a right is: one strength, a lower bound, `granted`, or a list of those that are possible."""

    wanted = Text(
        "a strength such as recommend, decide, >= recommend or granted",
        "强度，例如 recommend、decide、>= recommend 或 granted",
    )

    def read(self, value: Any) -> Any:
        """Return the range of strengths."""
        if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            return StrengthRange(frozenset(self._one(item) for item in value))
        if type(value) is not str:
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        if value == "granted":
            return StrengthRange.parse(value)
        if value.startswith(">="):
            return StrengthRange.from_floor(self._one(value[2:].strip()))
        return StrengthRange(frozenset({self._one(value)}))

    def _one(self, word: str) -> Strength:
        words = tuple(strength.value for strength in Strength)
        if word not in words:
            raise RefusedError(
                UNKNOWN_WORD, found=shown(word), hint=Suggestion.build(word, [*words, "granted"]), words=words
            )
        return Strength(word)

    def write(self, value: Any) -> Any:
        """Return the shortest form."""
        if len(value.possible) == 1:
            return next(iter(value.possible)).value
        if value == StrengthRange.parse("granted"):
            return "granted"
        for floor in Strength:
            if value == StrengthRange.from_floor(floor):
                return f">= {floor.value}"
        return [strength.value for strength in Strength if strength in value.possible]

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: a word or a list of words."""
        return {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}


register_kind(Date, Day())
register_kind(DateRange, Period())
register_kind(Level, LevelKind())
register_kind(StrengthRange, StrengthKind())
