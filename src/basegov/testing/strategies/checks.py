"""Checks of what a strategy is asked for: said at once, when the strategy is made, and with the next step."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final, Literal, TypeVar

from hypothesis.errors import InvalidArgument

from basegov.structure.records import RECORD_TYPES, Node, Record, Relation, kinds_of
from basegov.structure.snapshot import Structure

T = TypeVar("T")

Known = Literal["fully", "partly"]
"""How much is known: every fact, exactly; or some facts not at all, and some only as a bound."""

KNOWN: Final[tuple[Known, ...]] = ("fully", "partly")


def check_known(known: object) -> None:
    """Refuse another word for how much is known."""
    if known not in KNOWN:
        raise InvalidArgument(f"known={known!r} is none of {KNOWN}; give known='fully' or known='partly'")


def check_sizes(low: object, high: object, what: str = "size") -> None:
    """Refuse sizes that are no whole numbers from 0, or the least above the most."""
    for name, value in ((f"min_{what}", low), (f"max_{what}", high)):
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise InvalidArgument(f"{name}={value!r} must be a whole number from 0")
    if low > high:  # type: ignore[operator]
        raise InvalidArgument(f"min_{what}={low!r} is more than max_{what}={high!r}; lower it, or raise max_{what}")


def check_type(cls: type[T], value: object, name: str) -> None:
    """Refuse an argument of another type."""
    if not isinstance(value, cls):
        raise InvalidArgument(f"{name}={value!r} must be a {cls.__name__}, not a {type(value).__name__}")


def check_structure(structure: object) -> None:
    """Refuse what is no structure; a strategy of structures is drawn from first."""
    if not isinstance(structure, Structure):
        raise InvalidArgument(
            f"structure={structure!r} must be a Structure; draw one first, as in "
            "structures().flatmap(lambda structure: reforms(structure))"
        )


def record_class(kind: object) -> type[Record]:
    """Return the class of a kind of record, or refuse what is none."""
    if isinstance(kind, type) and issubclass(kind, Node | Relation) and kind not in (Node, Relation):
        return kind
    if isinstance(kind, str) and kind in RECORD_TYPES:
        return RECORD_TYPES[kind].cls
    raise InvalidArgument(
        f"{kind!r} is no kind of record{near(kind, RECORD_TYPES)}; give a registered kind or a frozen attrs class "
        "below Node or Relation"
    )


def record_classes(kinds: Iterable[str | type[Record]]) -> tuple[type[Record], ...]:
    """Return the classes of several kinds; a base kind such as ``body`` stands for every kind below it."""
    if isinstance(kinds, str):
        raise InvalidArgument(f"kinds={kinds!r} must be several kinds, such as ({kinds!r},), or 'all'")
    found: dict[type[Record], None] = {}
    for kind in kinds:
        below = [t.cls for t in RECORD_TYPES.values() if isinstance(kind, str) and kind in kinds_of(t.cls)]
        found.update(dict.fromkeys(below or [record_class(kind)]))
    return tuple(found)


def near(word: object, words: Iterable[str]) -> str:
    """Return the nearest of some words as a question, where one is near."""
    found = difflib.get_close_matches(str(word), list(words), 1)
    return f" (did you mean {found[0]!r}?)" if found else ""
