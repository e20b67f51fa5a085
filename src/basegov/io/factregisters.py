"""Fact registers, ``basegov: facts/1``: numbered facts with their figures, and the ties between them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from basegov.arithmetic import Expression, ExpressionError
from basegov.diagnostics.facts import (
    BAD_EXPRESSION,
    BAD_FACT_ID,
    BAD_TOLERANCE,
    NO_SUCH_FAMILY,
    NO_SUCH_FIGURE,
    SAME_FACT,
)
from basegov.diagnostics.values import WRONG_TYPE
from basegov.errors import Suggestion
from basegov.facts import Fact, FactRegister, Figures, Tie
from basegov.families import FAMILIES
from basegov.io.composite import name_class
from basegov.io.files import name_of, read_text
from basegov.io.kinds import NOT_STATED_TEXT, Defs, Kind, Schema, register_kind
from basegov.io.limits import LIMITS, Limits
from basegov.io.loading import InFile, open_text, whole
from basegov.io.places import BROKEN
from basegov.io.trouble import ManyRefusedError, RefusedError, found, shown
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated

FACTS: Final = "facts"
_ID: Final = re.compile(r"[A-Z]{2,4}-[0-9]{3}")
"""How the number of a fact is written, such that an expression can name it."""


class FiguresKind(Kind):
    """The figures of a fact: texts, numbers, flags, lists and mappings of them; ``not stated`` where one is missing."""

    wanted = Text("a mapping of names to figures", "以名称为键的数值映射")

    def read(self, value: Any) -> Any:
        """Return the figures, with tuples for lists and frozen maps for mappings."""
        if type(value) is not dict:
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        wrong: list[RefusedError] = []
        figures = Figures(self._map(value, wrong))
        if wrong:
            raise ManyRefusedError(wrong)
        return figures

    def _map(self, value: dict[str, Any], wrong: list[RefusedError]) -> dict[str, Any]:
        return {key: self._part(part, (key,), wrong) for key, part in value.items()}

    def _part(self, value: Any, path: tuple[str | int, ...], wrong: list[RefusedError]) -> Any:
        if type(value) is dict:
            return FrozenMap((key, self._part(part, (*path, key), wrong)) for key, part in value.items())
        if type(value) is list:
            return tuple(self._part(part, (*path, index), wrong) for index, part in enumerate(value))
        if value == NOT_STATED_TEXT:
            return NOT_STATED
        if value is not BROKEN and not isinstance(value, str | int | Decimal):
            expected = Text("a text, a number, true, false, a list or a mapping", "文本、数字、true、false、列表或映射")
            wrong.append(RefusedError(WRONG_TYPE, path, found=found(value), expected=expected))
        return value

    def write(self, value: Any) -> Any:
        """Return plain mappings and lists."""
        if isinstance(value, NotStated):
            return NOT_STATED_TEXT
        if isinstance(value, Mapping):
            return {key: self.write(part) for key, part in value.items()}
        return [self.write(part) for part in value] if isinstance(value, tuple) else value

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: any object."""
        return {"type": "object", "description": self.wanted.en}


class ExpressionKind(Kind):
    """An expression over figures, or a plain number."""

    wanted = Text("an expression over figures, such as GL-064.value / 2", "由数值组成的算式，例如 GL-064.value / 2")

    def read(self, value: Any) -> Any:
        """Return the expression."""
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        try:
            return Expression(value if isinstance(value, str) else format(value, "f"))
        except ExpressionError as error:
            raise RefusedError(BAD_EXPRESSION, found=shown(value), reason=error.reason) from None

    def write(self, value: Any) -> Any:
        """Return the text."""
        return value.text

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: a text or a number."""
        return {"type": ["string", "number"], "description": self.wanted.en}


class PlainNumber(Kind):
    """An exact number without a unit."""

    wanted = Text("a number", "数字")

    def read(self, value: Any) -> Any:
        """Return the number as a fraction."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        return Fraction(value)

    def write(self, value: Any) -> Any:
        """Return the number."""
        return int(value) if value.denominator == 1 else Decimal(value.numerator) / Decimal(value.denominator)

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: a number."""
        return {"type": "number"}


register_kind(Figures, FiguresKind())
register_kind(Expression, ExpressionKind())
register_kind(Fraction, PlainNumber())
name_class(Fact, "fact", "事实")
name_class(Tie, "tie", "算式")
name_class(FactRegister, "fact register", "事实登记册")


def read_facts(path: str | os.PathLike[str], *, limits: Limits = LIMITS) -> FactRegister:
    """Read a fact register from a YAML or JSON file; raise InputError with every mistake in it."""
    file = name_of(path)
    return _checked(InFile(read_text(path, limits, file), file, limits, json=file.lower().endswith(".json")))


def facts_from_text(
    text: str | bytes, *, file: str = "<text>", format: str | None = None, limits: Limits = LIMITS
) -> FactRegister:
    """Read a fact register from a text; see :func:`read_facts`."""
    return _checked(open_text(text, file, limits, format))


def _checked(infile: InFile) -> FactRegister:
    register = whole(infile, FACTS, FactRegister)
    first: dict[str, int] = {}
    for index, fact in enumerate(register.facts):
        if fact.id in first:
            place = infile.places.at(("facts", first[fact.id], "id"))
            infile.wrong.append(SAME_FACT(infile.places.at(("facts", index, "id")), fact=fact.id, first=str(place)))
        first.setdefault(fact.id, index)
        if not _ID.fullmatch(fact.id):
            infile.wrong.append(BAD_FACT_ID(infile.places.at(("facts", index, "id")), fact=shown(fact.id)))
        for number, family in enumerate(fact.families):
            if family not in FAMILIES:
                where = infile.places.at(("facts", index, "families", number))
                hint = Suggestion.build(family, FAMILIES)
                infile.wrong.append(NO_SUCH_FAMILY(where, fact=fact.id, found=shown(family), hint=hint))
    for index, tie in enumerate(register.ties):
        _check_tie(infile, register, tie, index)
    if infile.wrong:
        infile.fail()
    return register


def _check_tie(infile: InFile, register: FactRegister, tie: Tie, index: int) -> None:
    def at(key: str) -> Any:
        return infile.places.at(("ties", index, key))

    if tie.of not in register:
        hint = Suggestion.build(tie.of, list(register.by_id))
        infile.wrong.append(NO_SUCH_FIGURE(at("of"), fact=tie.of, figure=tie.of, hint=hint))
    if tie.tolerance < 0:
        infile.wrong.append(BAD_TOLERANCE(at("tolerance"), fact=tie.of, found=tie.tolerance))
    parts = [("expression", tie.expression)]
    parts += [] if isinstance(tie.claimed, NotStated) else [("claimed", tie.claimed)]
    for key, expression in parts:
        unknown = [name for name in expression.names if not _has(register, name)]
        for name in unknown:
            hint = Suggestion.build(name, _figures(register, name))
            infile.wrong.append(NO_SUCH_FIGURE(at(key), fact=tie.of, figure=name, hint=hint))
        if not unknown:
            try:
                expression.compute(register.figure)
            except ExpressionError as error:
                infile.wrong.append(BAD_EXPRESSION(at(key), found=shown(expression.text), reason=error.reason))


def _has(register: FactRegister, name: str) -> bool:
    try:
        register.figure(name)
    except (LookupError, TypeError):
        return False
    return True


def _figures(register: FactRegister, name: str) -> list[str]:
    """Return the figures of the fact that is named, or every number where there is no such fact."""
    id = name.partition(".")[0]
    if id in register:
        return [f"{id}.{key}" for key in register.by_id[id].value]
    return list(register.by_id)
