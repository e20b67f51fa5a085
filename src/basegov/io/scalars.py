"""What a plain scalar of YAML means: the JSON schema of YAML 1.2, exact, and nothing else.

`010`, `on`, `yes`, `1_000`, `0x1F`, `12:30` and dates stay text; numbers are ints or decimals, never floats.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,99})(\.[0-9]{1,100})?([eE][-+]?[0-9]{1,2})?")
"""An exact number. Digits and exponent are bounded: a text of a few bytes must not become a number of megabytes."""
NOT_FINITE: Final = re.compile(r"[-+]?(?:\.(?:inf|Inf|INF)|Infinity)|\.(?:nan|NaN|NAN)|NaN")
_WORDS: Final = {"true": True, "false": False}
_NULLS: Final = frozenset({"", "null", "Null", "NULL", "~"})
UNUSUAL: Final = frozenset("-+0123456789.tfnN~I")
"""First characters of the plain scalars that may be something else than text."""


class NotPlainError(Exception):
    """A scalar that no field can hold: a null, or a number that is none."""


def number(text: str) -> int | Decimal | None:
    """Return the exact number that a text is, or None."""
    match = NUMBER.fullmatch(text)
    if match is None:
        return None
    return Decimal(text) if match.group(1) or match.group(2) else int(text)


def resolve(text: str) -> Any:
    """Return the value of a plain scalar; raise NotPlainError for a null and for what is no finite number."""
    if text and text[0] not in UNUSUAL:
        return text
    value = number(text)
    if value is not None:
        return value
    if text in _WORDS:
        return _WORDS[text]
    if text in _NULLS or NOT_FINITE.fullmatch(text):
        raise NotPlainError(text)
    return text


def is_null(text: str) -> bool:
    """Whether a plain scalar is a null."""
    return text in _NULLS
