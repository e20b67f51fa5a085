"""Plain data as YAML and JSON text: one form for each value, one line for each short entry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from basegov.io.kinds import CannotWriteError
from basegov.io.scalars import NotPlainError, resolve

WIDTH: Final = 120
_LONGEST_KEY: Final = 500  # YAML keys that are not marked with `?` end before 1024 characters
_PLAIN: Final = re.compile(
    r"[A-Za-z_\u3400-\u9fff（《“]"
    r"(?:[A-Za-z0-9_\-./()%+'\u3400-\u9fff，。、；：（）《》“”‘’？！·—…]| (?=[A-Za-z0-9_(\u3400-\u9fff]))*"
    r"|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|[0-9]+(?:\.[0-9]+)?%"
)
_TAKEN_FOR_MORE: Final = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity"}
)
"""Words that some YAML readers take for flags or numbers; quoted, every reader takes them for text."""
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def scalar(value: Any) -> str:
    """Return a scalar as YAML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return _number(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _TAKEN_FOR_MORE and _stays(text):
        return text
    if re.search("[\ud800-\udfff]", text):
        raise CannotWriteError("it holds half of a surrogate pair")
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", json.dumps(text, ensure_ascii=False))


def _number(value: int | Decimal) -> str:
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    if type(resolve(text)) is str:
        raise CannotWriteError("the number has too many digits")
    return text


def _stays(text: str) -> bool:
    try:
        return bool(resolve(text) == text)
    except NotPlainError:
        return False


def _key(text: str) -> str:
    written = scalar(text)
    if len(written) > _LONGEST_KEY:
        raise CannotWriteError("a key is too long")
    return written


def flow(value: Any) -> str:
    """Return a value as YAML in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def yaml_text(plain: dict[str, Any]) -> str:
    """Return a document as YAML."""
    return "".join(f"{line}\n" for line in _mapping(plain, ""))


def _mapping(value: dict[str, Any], indent: str) -> Iterator[str]:
    for key, item in value.items():
        yield from _under(f"{indent}{_key(key)}:", item, indent)


def _under(start: str, item: Any, indent: str) -> Iterator[str]:
    """Yield what stands after a key: on its line where it is short, below it otherwise."""
    entries = isinstance(item, list) and any(isinstance(part, dict) for part in item)
    line = f"{start} {flow(item)}" if not entries else ""
    if not entries and (len(line) <= WIDTH or not isinstance(item, dict | list) or not item):
        yield line
        return
    yield start
    if isinstance(item, dict):
        yield from _mapping(item, indent + "  ")
        return
    for part in item:
        yield from _item(part, indent + "  ")


def _item(part: Any, indent: str) -> Iterator[str]:
    line = f"{indent}- {flow(part)}"
    if len(line) <= WIDTH or not isinstance(part, dict) or not part:
        yield line
        return
    lines = _mapping(part, indent + "  ")
    yield f"{indent}- {next(lines).lstrip(' ')}"
    yield from lines


def json_text(plain: dict[str, Any]) -> str:
    """Return a document as JSON: the keys of the top and the entries of lists each on a line."""
    parts = []
    for key, item in plain.items():
        if isinstance(item, list) and any(isinstance(part, dict) for part in item):
            entries = ",\n".join(f"    {_json(part)}" for part in item)
            parts.append(f"  {_json(key)}: [\n{entries}\n  ]")
        else:
            parts.append(f"  {_json(key)}: {_json(item)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _json(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_json(key)}: {_json(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _number(value)
    if isinstance(value, str) and re.search("[\ud800-\udfff]", value):
        raise CannotWriteError("it holds half of a surrogate pair")
    return json.dumps(value, ensure_ascii=False)
