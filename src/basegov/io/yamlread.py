"""Strict YAML on libyaml's events: quick for clean files, careful with places where something is wrong.

Only events are used, never PyYAML's constructors: no tag makes an object, no resolver guesses a type.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from basegov.diagnostics.files import (
    CONTROL_CHARACTER,
    DUPLICATE_FIELD,
    KEY_NOT_TEXT,
    SECOND_DOCUMENT,
    TAG_USED,
    TOO_DEEP,
    TOO_MANY_ALIASES,
    TOO_MANY_VALUES,
    UNKNOWN_ALIAS,
)
from basegov.diagnostics.values import NOT_FINITE, NULL_VALUE
from basegov.errors import Diagnostic, Location
from basegov.io.limits import Limits
from basegov.io.places import BROKEN, Careful, Node
from basegov.io.scalars import UNUSUAL, NotPlainError, is_null, resolve
from basegov.io.trouble import found
from basegov.io.yamlproblems import explain

EventSource = Callable[[str], Any]

try:
    PARSER: EventSource = importlib.import_module("yaml._yaml").CParser
except ImportError:  # PyYAML without libyaml: the same events, slower
    PARSER = yaml.SafeLoader


class UncleanError(Exception):
    """The quick reader met something that the careful one must look at."""


def read_plain(text: str, limits: Limits, parser: EventSource = PARSER) -> Any:
    """Return the one document of a clean YAML text as dicts, lists, texts, ints, decimals and booleans.

    Raises
    ------
    UncleanError
        At the first thing out of the ordinary: an error, an anchor, a tag, a null, a key that is no plain text or
        stands twice. :func:`read_careful` then says what it is, or finds that it may stand.
    """
    try:
        return _quick(parser(text).get_event, limits)
    except (yaml.YAMLError, NotPlainError, UnicodeError) as error:
        raise UncleanError from error


def _quick(event: Callable[[], Any], limits: Limits) -> Any:
    event()  # start of the stream
    if type(event()) is StreamEndEvent:
        raise UncleanError
    good_keys: set[str] = set()
    stack: list[tuple[Any, str | None, bool]] = []
    into: Any = None
    key: str | None = None
    in_mapping = False
    left = limits.values
    while True:
        e = event()
        kind = type(e)
        if kind is ScalarEvent:
            value = e.value
            if e.tag is not None or e.anchor is not None:
                raise UncleanError
            if in_mapping and key is None:
                if value not in good_keys:
                    if e.implicit[0] and type(resolve(value)) is not str:
                        raise UncleanError
                    if e.implicit[0]:
                        good_keys.add(value)
                if value in into:
                    raise UncleanError
                key = value
                continue
            if e.implicit[0] and (not value or value[0] in UNUSUAL):
                value = resolve(value)
            if in_mapping:
                into[key] = value
                key = None
            elif into is None:
                break
            else:
                into.append(value)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if e.anchor is not None or e.tag is not None or (in_mapping and key is None) or len(stack) >= limits.depth:
                raise UncleanError
            stack.append((into, key, in_mapping))
            in_mapping = kind is MappingStartEvent
            into = {} if in_mapping else []
            key = None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            value = into
            left -= len(value) * (2 if in_mapping else 1) + 1  # a key counts as a value too
            if left < 0:
                raise UncleanError
            into, key, in_mapping = stack.pop()
            if in_mapping:
                into[key] = value
                key = None
            elif into is None:
                break
            else:
                into.append(value)
        else:
            raise UncleanError
    event()  # end of the document
    if type(event()) is not StreamEndEvent:
        raise UncleanError
    return value


class _StopError(Exception):
    """Nothing more can be read."""


def read_careful(text: str, file: str, limits: Limits, parser: EventSource = PARSER) -> Careful:
    """Read a YAML text with the place of every value, and say all that is wrong with it as YAML."""
    reading = _Reading(text, file, limits)
    root = None
    try:
        root = reading.run(parser(text))
    except _StopError:
        pass
    except yaml.reader.ReaderError as error:
        reading.wrong.append(_bad_character(text, file, error))
    except yaml.MarkedYAMLError as error:
        reading.wrong.append(explain(error, text, file))
    return Careful(file, root, reading.wrong)


def _bad_character(text: str, file: str, error: Any) -> Diagnostic:
    match = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    at = match.start() if match else min(int(error.position), len(text))
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    character = f"U+{ord(text[at]):04X}" if at < len(text) else "?"
    return CONTROL_CHARACTER(Location(file, line, column), character=character)


class _Reading:
    """One careful reading."""

    def __init__(self, text: str, file: str, limits: Limits) -> None:
        self.text = text
        self.file = file
        self.limits = limits
        self.wrong: list[Diagnostic] = []
        self.anchors: dict[str, Node] = {}
        self.values = 0
        self.unfolded = 0

    def at(self, event: Any) -> Location:
        mark = event.start_mark
        return Location(self.file, mark.line + 1, mark.column + 1)

    def run(self, parser: Any) -> Node | None:
        parser.get_event()
        if isinstance(parser.get_event(), StreamEndEvent):
            return None
        root = self.finished(self.document(parser))
        while not isinstance(parser.get_event(), DocumentEndEvent):  # pragma: no cover - the event that closes it
            pass
        after = parser.get_event()
        if not isinstance(after, StreamEndEvent):
            self.wrong.append(SECOND_DOCUMENT(self.at(after)))
        return root

    def document(self, parser: Any) -> Node:
        """Build the tree of one document without recursion of our own."""
        stack: list[_Open] = []
        while True:
            event = parser.get_event()
            if isinstance(event, MappingEndEvent | SequenceEndEvent):
                done = stack.pop()
                if done.anchor is not None:
                    self.anchors[done.anchor] = done.node
                node = done.node
            else:
                node = self.node(event)
                if isinstance(event, MappingStartEvent | SequenceStartEvent):
                    if len(stack) >= self.limits.depth:
                        self.stop(TOO_DEEP(self.at(event), limit=f"{self.limits.depth:,}"))
                    stack.append(_Open(node, event.anchor))
                    continue
                if getattr(event, "anchor", None) is not None and not isinstance(event, AliasEvent):
                    self.anchors[event.anchor] = node
            if not stack:
                return node
            self.put(stack[-1], node, event)

    def node(self, event: Any) -> Node:
        self.values += 1
        if self.values > self.limits.values:
            self.stop(TOO_MANY_VALUES(self.at(event), limit=f"{self.limits.values:,}"))
        if isinstance(event, AliasEvent):
            return self.alias(event)
        mark = event.start_mark
        node = Node(mark.line + 1, mark.column + 1)
        if event.tag is not None and event.tag != "!":
            self.wrong.append(TAG_USED(self.at(event), tag=event.tag.replace("tag:yaml.org,2002:", "!!")))
        if isinstance(event, ScalarEvent):
            node.value = event.value
            if event.implicit[0] and event.tag is None:
                node.value = self.scalar(event)
        elif isinstance(event, MappingStartEvent):
            node.entries = {}
        else:
            node.items = []
        return node

    def scalar(self, event: Any) -> Any:
        try:
            return resolve(event.value)
        except NotPlainError:
            # what a null key or a null value means is for `put` to say: here the place is not known yet
            return _Odd(event.value)

    def alias(self, event: Any) -> Node:
        known = self.anchors.get(event.anchor)
        mark = event.start_mark
        if known is None:
            self.wrong.append(UNKNOWN_ALIAS(self.at(event), alias=event.anchor))
            return Node(mark.line + 1, mark.column + 1, BROKEN)
        self.unfolded += known.size
        if self.unfolded > self.limits.aliases:
            self.stop(TOO_MANY_ALIASES(self.at(event), limit=f"{self.limits.aliases:,}"))
        return known

    def put(self, into: _Open, node: Node, event: Any) -> None:
        """Put a finished node into the collection that is open."""
        into.node.size += node.size
        if into.node.items is not None:
            into.node.items.append(self.finished(node))
        elif into.key is None:
            into.key = node
        else:
            self.entry(into.node, into.key, self.finished(node))
            into.key = None

    def finished(self, node: Node) -> Node:
        if isinstance(node.value, _Odd):
            where = Location(self.file, node.line, node.column)
            kind = NULL_VALUE(where) if is_null(node.value.text) else NOT_FINITE(where, found=node.value.text)
            self.wrong.append(kind)
            node.value = BROKEN
        return node

    def entry(self, mapping: Node, key: Node, node: Node) -> None:
        entries = mapping.entries
        assert entries is not None
        where = Location(self.file, key.line, key.column)
        if isinstance(key.value, _Odd):
            key.value = None if is_null(key.value.text) else key.value.text
        if not isinstance(key.value, str):
            if key.value is not BROKEN:
                self.wrong.append(KEY_NOT_TEXT(where, found=found(key.plain())))
        elif key.value in entries:
            first = f"{entries[key.value][0]:,}"
            self.wrong.append(DUPLICATE_FIELD(where, key=key.value, first=first))
        else:
            entries[key.value] = (key.line, key.column, node)

    def stop(self, diagnostic: Diagnostic) -> None:
        self.wrong.append(diagnostic)
        raise _StopError


class _Odd:
    """A plain scalar that is a null or no finite number."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class _Open:
    """A collection that is being filled."""

    __slots__ = ("anchor", "key", "node")

    def __init__(self, node: Node, anchor: str | None) -> None:
        self.node = node
        self.anchor = anchor
        self.key: Node | None = None
