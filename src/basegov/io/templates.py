"""Values with placeholders, ``${name}``, that are filled from a row of parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from basegov.io.places import Path

PLACEHOLDER: Final = re.compile(r"\$\{([^{}]+)\}")
"""A name between ``${`` and ``}``."""


def filled(value: Any, row: Mapping[str, Any]) -> Any:
    """Return a value with every placeholder filled; a text that is nothing but a placeholder becomes the value."""
    if isinstance(value, str):
        whole = PLACEHOLDER.fullmatch(value)
        if whole is not None:
            return _plain(row.get(whole[1].strip(), value))
        return PLACEHOLDER.sub(lambda match: written(row.get(match[1].strip(), match[0])), value)
    if isinstance(value, Mapping):
        return {filled(key, row): filled(item, row) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, row) for item in value]
    return value


def _plain(value: Any) -> Any:
    """Return a value as a file holds it: lists for tuples."""
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else value


def written(value: Any) -> str:
    """Return a value of a row as text, as it stands in names of cases."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(map(written, value)) if isinstance(value, tuple | list) else str(value)


def names_in(value: Any, path: Path = ()) -> Iterator[tuple[str, Path]]:
    """Yield every name that a placeholder asks for, with the place where it stands."""
    if isinstance(value, str):
        for match in PLACEHOLDER.finditer(value):
            yield match[1].strip(), path
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from names_in(key, (*path, key))
            yield from names_in(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from names_in(item, (*path, index))
