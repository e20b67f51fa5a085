"""What is wrong with records that are to make a structure: found all at once, each with its place and its remedy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from basegov.diagnostics.selections import NOT_IN_STRUCTURE, WRONG_TYPE_OF_FIELD
from basegov.diagnostics.structures import (
    BAD_RECORD_ID,
    CIRCULAR_PARENTS,
    DANGLING_REFERENCE,
    DUPLICATE_KEY,
    STILL_REFERRED_TO,
    UNUSABLE_RECORD,
    WRONG_KIND_OF_TARGET,
)
from basegov.errors import Diagnostic, Location, Suggestion
from basegov.structure.records import (
    Key,
    Node,
    Record,
    Relation,
    expected_types,
    kind_label,
    kinds_of,
    record_type,
    ref_fields,
    targets,
)
from basegov.texts import Text, say
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

Locate = Callable[[Key], Location | None]
_BAD_ID = re.compile(r"\A\Z|[\s/]")


def unusable(record: object, locate: Locate | None) -> Iterator[Diagnostic]:
    """Yield why a record cannot stand in any structure: it is none, or a value in it is of the wrong type."""
    if not isinstance(record, Node | Relation):
        yield UNUSABLE_RECORD(found=type(record).__name__)
        return
    wrong = [
        (field, value, types)
        for field, types in expected_types(type(record))
        if not isinstance(value := getattr(record, field), types)
    ]
    for field, value, types in wrong:
        yield WRONG_TYPE_OF_FIELD(
            kind=_kind(record), key=_key_text(record), field=field, value=repr(value),
            found=type(value).__name__, expected=tuple(_type_text(cls) for cls in types),
        )  # fmt: skip
    if not wrong and isinstance(record, Node) and _BAD_ID.search(record.id):
        yield BAD_RECORD_ID(_at(locate, record.key), id=repr(record.id), kind=_kind(record))


def stands_twice(record: Record, locate: Locate | None) -> Diagnostic:
    """Return that another record has the key of this one."""
    first = _at(locate, record.key)
    return DUPLICATE_KEY(kind=_kind(record), key=_key_text(record), first=str(first) if first else _key_text(record))


def not_here(structure: Structure, drop: Iterable[Record]) -> Iterator[Diagnostic]:
    """Yield records that are to go and do not stand in the structure, or are to go twice."""
    seen: set[tuple[type[Record], Key]] = set()
    for record in drop:
        if not isinstance(record, Node | Relation):
            yield UNUSABLE_RECORD(found=type(record).__name__)
            continue
        at = (type(record), record.key)
        if at in seen or structure.find_record(*at) is None:
            yield NOT_IN_STRUCTURE(kind=_kind(record), key=_key_text(record))
        seen.add(at)


def bad_references(structure: Structure, new: Iterable[Record], spoilt: Iterable[str] = ()) -> Iterator[Diagnostic]:
    """Yield references that dangle or point at the wrong kind; not those to nodes that are named as wrong already."""
    hints: dict[Any, Suggestion] = {}
    spoilt = frozenset(spoilt)
    for record in new:
        for spec in ref_fields(type(record)):
            for target in targets(record, spec):
                found = structure.get(target)
                if found is None and target not in spoilt:
                    hint = hints.get((target, spec.kinds))
                    if hint is None:
                        hint = Suggestion.build(target, _known_ids(structure, spec.kinds or ()))
                        hints[target, spec.kinds] = hint
                    yield DANGLING_REFERENCE(
                        structure.location(record),
                        kind=_kind(record), key=_key_text(record), field=spec.name, target=target, hint=hint,
                    )  # fmt: skip
                elif found is not None and spec.kinds and kinds_of(type(found)).isdisjoint(spec.kinds):
                    yield WRONG_KIND_OF_TARGET(
                        structure.location(record),
                        kind=_kind(record), key=_key_text(record), field=spec.name, target=target,
                        found=_kind(found), expected=tuple(kind_label(kind) for kind in spec.kinds),
                    )  # fmt: skip


def circles(structure: Structure, new: Iterable[Record]) -> Iterator[Diagnostic]:
    """Yield containers that contain each other."""
    reported: set[str] = set()
    clear: set[str] = set()
    for record in new:
        if not isinstance(record, Node):
            continue
        walk: dict[str, None] = {}
        at: str | NotStated = record.id
        while not isinstance(at, NotStated) and at not in clear and at not in walk:
            walk[at] = None
            node = structure.get(at)
            at = NOT_STATED if node is None else node.parent
        if isinstance(at, str) and at in walk and at not in reported:
            cycle = [*list(walk)[list(walk).index(at) :], at]
            reported.update(cycle)
            yield CIRCULAR_PARENTS(structure.location(structure.node(at)), key=at, cycle=" → ".join(cycle))
        clear.update(walk)


def left_behind(structure: Structure, gone: Iterable[Node], new: Iterable[Record]) -> Iterator[Diagnostic]:
    """Yield records that still refer to a node which goes; new records are reported as dangling already."""
    reported = {(type(record), record.key) for record in new}
    for node in gone:
        for record, field in structure.references_to(node.id):
            if (type(record), record.key) not in reported:
                yield STILL_REFERRED_TO(target=node.id, kind=_kind(record), key=_key_text(record), field=field)


def _known_ids(structure: Structure, kinds: tuple[str, ...]) -> Iterator[str]:
    for node in structure.nodes():
        if not kinds or not kinds_of(type(node)).isdisjoint(kinds):
            yield node.id


def _at(locate: Locate | None, key: Key) -> Location | None:
    return None if locate is None else locate(key)


def _kind(record: Record) -> Text:
    return record_type(type(record)).label


def _key_text(record: Record) -> str:
    if isinstance(record, Node):
        return record.id
    key = record.key
    return " / ".join(say(part, "en") for part in key[1:] if part is not None) if isinstance(key, tuple) else str(key)


def _type_text(cls: type) -> str:
    return NOT_STATED.text("en") if cls is NotStated else cls.__name__
