"""Strict JSON: exact numbers, no duplicate keys, no NaN, and the place of every value where something is wrong."""

from __future__ import annotations

import bisect
import contextlib
import json
import json.decoder
import re
from typing import Any, NoReturn

from basegov.diagnostics.files import BAD_JSON, DUPLICATE_FIELD, TOO_DEEP, TOO_MANY_VALUES
from basegov.diagnostics.values import NOT_FINITE, NULL_VALUE
from basegov.errors import Diagnostic, Location
from basegov.io.limits import Limits
from basegov.io.places import BROKEN, Careful, Node
from basegov.io.scalars import number
from basegov.io.yamlread import UncleanError
from basegov.texts import Text


def read_plain(text: str, limits: Limits) -> Any:
    """Return a clean JSON text as dicts, lists, texts, ints, decimals and booleans.

    Raises
    ------
    UncleanError
        For anything out of the ordinary; :func:`read_careful` then says what it is.
    """
    deep = limits.depth

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping = dict(items)
        if len(mapping) != len(items) or None in mapping.values():
            raise UncleanError
        return mapping

    def exact(digits: str) -> Any:
        value = number(digits)
        if value is None:
            raise UncleanError
        return value

    def refuse(_word: str) -> NoReturn:
        raise UncleanError

    try:
        value = json.loads(
            text, object_pairs_hook=pairs, parse_int=exact, parse_float=exact, parse_constant=refuse
        )  # fmt: skip
    except (ValueError, RecursionError) as error:
        raise UncleanError from error
    if _count(value, deep, limits.values) < 0:
        raise UncleanError
    return value


def _count(value: Any, depth: int, left: int) -> int:
    """Return how many more values are allowed; negative when there are too many, too deep, or a null in a list."""
    left -= 1
    if isinstance(value, dict | list):
        if depth <= 0:
            return -1
        if isinstance(value, dict):
            value = list(value.values())
        elif None in value:
            return -1
        for part in value:
            if isinstance(part, dict | list):
                left = _count(part, depth - 1, left)
            else:
                left -= 1
            if left < 0:
                return left
    return -1 if value is None else left


_scan: Any = vars(json.decoder)["scanstring"]
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_CONSTANTS = {"true": True, "false": False, "null": None}
_WORD = re.compile(r"-?[A-Za-z]+")


class _StopError(Exception):
    """Nothing more can be read."""


def read_careful(text: str, file: str, limits: Limits) -> Careful:
    """Read a JSON text with the place of every value, and say all that is wrong with it as JSON."""
    reading = _Reading(text, file, limits)
    root = None
    with contextlib.suppress(_StopError):
        root = reading.whole()
    return Careful(file, root, reading.wrong)


class _Reading:
    def __init__(self, text: str, file: str, limits: Limits) -> None:
        self.text = text
        self.file = file
        self.limits = limits
        self.wrong: list[Diagnostic] = []
        self.values = 0
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, index: int) -> Location:
        line = bisect.bisect_right(self.starts, index)
        return Location(self.file, line, index - self.starts[line - 1] + 1)

    def skip(self, index: int) -> int:
        match = _SPACE.match(self.text, index)
        return match.end() if match else index

    def bad(self, index: int, en: str, zh: str) -> NoReturn:
        self.wrong.append(BAD_JSON(self.at(index), problem=Text(en, zh)))
        raise _StopError

    def whole(self) -> Node:
        node, end = self.value(self.skip(0), 0)
        end = self.skip(end)
        if end != len(self.text):
            self.bad(end, "something follows after the end of the document", "文档结束后还有内容")
        return node

    def value(self, index: int, depth: int) -> tuple[Node, int]:
        self.values += 1
        if self.values > self.limits.values:
            self.wrong.append(TOO_MANY_VALUES(self.at(index), limit=f"{self.limits.values:,}"))
            raise _StopError
        where = self.at(index)
        node = Node(where.line, where.column)
        sign = self.text[index : index + 1]
        if sign in ("{", "["):
            if depth >= self.limits.depth:
                self.wrong.append(TOO_DEEP(where, limit=f"{self.limits.depth:,}"))
                raise _StopError
            fill = self.mapping if sign == "{" else self.list
            return node, fill(node, index + 1, depth + 1)
        if sign == '"':
            node.value, end = self.string(index)
            return node, end
        return node, self.scalar(node, index, where)

    def string(self, index: int) -> tuple[str, int]:
        try:
            value, end = _scan(self.text, index + 1, True)
        except json.JSONDecodeError as error:
            self.bad(
                index if "Unterminated" in error.msg else error.pos,
                "a text is not closed, or holds a line break or a wrong escape",
                "文本未闭合，或含换行、错误的转义",
            )
        if re.search("[\ud800-\udfff]", value):
            self.bad(index, "a text holds half of a surrogate pair", "文本含不成对的代理码位")
        return value, end

    def scalar(self, node: Node, index: int, where: Location) -> int:
        match = _NUMBER.match(self.text, index)
        if match:
            value = number(match.group())
            if value is None:
                self.bad(index, "the number is too long or begins with a zero", "数字过长或以零开头")
            node.value = value
            return match.end()
        match = _WORD.match(self.text, index)
        word = match.group() if match else ""
        if word in ("NaN", "Infinity", "-Infinity"):
            self.wrong.append(NOT_FINITE(where, found=word))
            node.value = BROKEN
        elif word in _CONSTANTS:
            node.value = _CONSTANTS[word]
            if node.value is None:
                self.wrong.append(NULL_VALUE(where))
                node.value = BROKEN
        else:
            self.bad(index, "a value is expected here", "此处应有一个值")
        return index + len(word)

    def mapping(self, node: Node, index: int, depth: int) -> int:
        entries = node.entries = {}
        index = self.skip(index)
        if self.text[index : index + 1] == "}":
            return index + 1
        while True:
            if self.text[index : index + 1] != '"':
                self.bad(index, "a key in double quotes is expected here", "此处应为双引号括起的键")
            where = self.at(index)
            key, index = self.string(index)
            index = self.skip(index)
            if self.text[index : index + 1] != ":":
                self.bad(index, "a colon is expected here", "此处应为冒号")
            value, index = self.value(self.skip(index + 1), depth)
            node.size += value.size
            if key in entries:
                self.wrong.append(DUPLICATE_FIELD(where, key=key, first=f"{entries[key][0]:,}"))
            else:
                entries[key] = (where.line, where.column, value)
            index = self.skip(index)
            if self.text[index : index + 1] == "}":
                return index + 1
            if self.text[index : index + 1] != ",":
                self.bad(index, "a comma or } is expected here", "此处应为逗号或 }")
            index = self.skip(index + 1)

    def list(self, node: Node, index: int, depth: int) -> int:
        items = node.items = []
        index = self.skip(index)
        if self.text[index : index + 1] == "]":
            return index + 1
        while True:
            value, index = self.value(index, depth)
            items.append(value)
            node.size += value.size
            index = self.skip(index)
            if self.text[index : index + 1] == "]":
                return index + 1
            if self.text[index : index + 1] != ",":
                self.bad(index, "a comma or ] is expected here", "此处应为逗号或 ]")
            index = self.skip(index + 1)
