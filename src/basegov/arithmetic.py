"""Exact arithmetic over printed figures: short expressions that name figures, checked once and computed exactly."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs

from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated

Computed = Fraction | bool
Look = Callable[[str], Any]
"""Gives what is printed under a name, such as ``GL-034.weight_min``; raises LookupError where there is nothing."""

_TOKEN = re.compile(r"(?P<name>[A-Z]{2,4}-\d{3}(?:\.\w+)*)|(?P<number>(?<![\w.])\d+(?:\.\d+)?)", re.ASCII)
_WRITTEN = re.compile(rf"count\((?P<counted>[^()]*)\)|{_TOKEN.pattern}", re.ASCII)
_SIGNS: Final[dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARES: Final[dict[type[ast.cmpop], Callable[[Fraction, Fraction], bool]]] = {
    ast.LtE: operator.le,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.Gt: operator.gt,
    ast.Eq: operator.eq,
}
_FUNCTIONS: Final[dict[str, Callable[[Fraction], Fraction]]] = {
    "ceil": lambda number: Fraction(math.ceil(number)),
    "floor": lambda number: Fraction(math.floor(number)),
}
_COUNT: Final = "count"
_WORD: Final = re.compile(r"[^\W\d]\w*")


class ExpressionError(ValueError):
    """A text that is no expression, or that cannot be computed; `reason` says why in both languages."""

    def __init__(self, expression: str, reason: Text) -> None:
        super().__init__(f"{expression!r}: {reason.en}")
        self.expression = expression
        self.reason = reason

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.expression, self.reason)


_NO_EXPRESSION: Final = Text("it is no expression", "不是算式")
_ONLY: Final = Text(
    "it holds more than + - * / ( ), one comparison, ceil, floor and count",
    "含有 + - * / ( )、一个比较号、ceil、floor 和 count 之外的内容",
)
_BY_ZERO: Final = Text("it divides by zero", "除数为零")
_NO_NUMBER: Final = Text("{name} is no number", "{name} 不是数字")
_NO_LIST: Final = Text("{name} is no list", "{name} 不是列表")


class _UnknownError(Exception):
    """A figure that is not stated."""


@attrs.frozen
class Expression:
    """A sum, difference, product, quotient or comparison of figures, as it is written.

    Figures are named by fact and key (``GL-064.value``); plain numbers are exact decimals. ``ceil``, ``floor`` and
    ``count`` (how many items a list has) are the functions.

    Parameters
    ----------
    text : str
        The expression.

    Raises
    ------
    ExpressionError
        When it is none.

    Examples
    --------
    >>> Expression("GL-064.value / GL-063.value <= 0.3").names
    ('GL-064.value', 'GL-063.value')
    >>> Expression("2 * (3 + 0.5)").compute({}.__getitem__)
    Fraction(7, 1)
    """

    text: str
    _tree: ast.expr = attrs.field(init=False, repr=False, eq=False)
    _operands: Mapping[str, str] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        operands: dict[str, str] = {}

        def stand_in(match: re.Match[str]) -> str:
            return operands.setdefault(match[0], f"_{len(operands)}_")

        source = _TOKEN.sub(stand_in, self.text)
        try:
            tree = ast.parse(source.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise ExpressionError(self.text, _NO_EXPRESSION) from None
        named = {stand: token for token, stand in operands.items()}
        object.__setattr__(self, "_operands", named)
        object.__setattr__(self, "_tree", tree)
        words = set(_WORD.findall(_TOKEN.sub(" ", self.text))) - {*_FUNCTIONS, _COUNT}
        if words or "#" in self.text or not _is_plain(tree, named):
            raise ExpressionError(self.text, _ONLY)

    @property
    def names(self) -> tuple[str, ...]:
        """The figures that it names, in the order of the text, each once."""
        return tuple(token for token in self._operands.values() if not token[0].isdigit())

    def compute(self, look: Look) -> Computed | NotStated:
        """Return the value; not stated where a figure in it is not stated.

        Raises
        ------
        LookupError
            When there is no such figure.
        ExpressionError
            When a figure is no number, or a divisor is zero.
        """
        try:
            value: Computed = self._value(self._tree, look)
        except _UnknownError:
            return NOT_STATED
        except ZeroDivisionError:
            raise ExpressionError(self.text, _BY_ZERO) from None
        return value

    def filled(self, look: Look, write: Callable[[Any], str]) -> str:
        """Return the text with every figure, and every count of a list, in its place."""

        def value(match: re.Match[str]) -> str:
            if match["counted"]:
                return str(len(look(match["counted"])))
            return write(look(match[0])) if match["name"] else match[0]

        return _WRITTEN.sub(value, self.text)

    def _value(self, node: ast.expr, look: Look) -> Any:
        if isinstance(node, ast.Name):
            token = self._operands[node.id]
            return Fraction(token) if token[0].isdigit() else self._number(token, look(token))
        if isinstance(node, ast.UnaryOp):
            return -self._value(node.operand, look)
        if isinstance(node, ast.BinOp):
            return _SIGNS[type(node.op)](self._value(node.left, look), self._value(node.right, look))
        if isinstance(node, ast.Compare):
            compare = _COMPARES[type(node.ops[0])]
            return compare(self._value(node.left, look), self._value(node.comparators[0], look))
        assert isinstance(node, ast.Call)
        assert isinstance(node.func, ast.Name)
        if node.func.id == _COUNT:
            assert isinstance(node.args[0], ast.Name)
            token = self._operands[node.args[0].id]
            return self._count(token, look(token))
        return _FUNCTIONS[node.func.id](self._value(node.args[0], look))

    def _number(self, name: str, value: Any) -> Fraction:
        if isinstance(value, NotStated):
            raise _UnknownError
        if isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool):
            return Fraction(value)
        raise ExpressionError(self.text, _NO_NUMBER.format(name=name))

    def _count(self, name: str, value: Any) -> Fraction:
        if isinstance(value, NotStated):
            raise _UnknownError
        if isinstance(value, tuple | Mapping):
            return Fraction(len(value))
        raise ExpressionError(self.text, _NO_LIST.format(name=name))


def _is_plain(node: ast.expr, operands: Mapping[str, str], *, top: bool = True) -> bool:
    """Whether nothing stands in a tree but the few forms that `Expression` knows."""

    def inner(*parts: ast.expr) -> bool:
        return all(_is_plain(part, operands, top=False) for part in parts)

    if isinstance(node, ast.Name):
        return node.id in operands
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub) and inner(node.operand)
    if isinstance(node, ast.BinOp):
        return type(node.op) in _SIGNS and inner(node.left, node.right)
    if isinstance(node, ast.Compare):
        known = len(node.ops) == 1 and type(node.ops[0]) in _COMPARES
        return top and known and inner(node.left, *node.comparators)
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1):
        return False
    if node.func.id == _COUNT:
        return isinstance(node.args[0], ast.Name) and not operands.get(node.args[0].id, "0")[0].isdigit()
    return node.func.id in _FUNCTIONS and not node.keywords and inner(node.args[0])
