"""What a new node of each kind needs besides its id: where it stands, and the fields it cannot be without."""

from __future__ import annotations

import enum
import typing
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

import attrs

from basegov.io.composite import class_kind
from basegov.quantities import Quantity
from basegov.rules.rule import Rule
from basegov.structure.records import RECORD_TYPES, FieldSpec, Node, field_specs, kinds_of
from basegov.structure.selection import Selector
from basegov.terms import LEVELS, Level
from basegov.testing.drafts.chooser import Simplest, value_in
from basegov.values import NotStated

if TYPE_CHECKING:
    from basegov.testing.drafts.draft import Draft

PARENTS: Final[dict[str, str]] = {
    "functional_zone": "district", "street": "district", "community": "street", "grid": "community",
    "building": "community", "estate": "community", "internal_body": "street", "dispatched_agency": "street",
    "team": "street", "staff_group": "street", "professional_force": "street", "staff": "community",
    "asset": "community", "service_centre": "community", "local_organisation": "community", "committee": "district",
    "party_organ": "street",
}  # fmt: skip
"""The kind of container in which a node stands when nobody asks for another one; others stand in the district."""

ABSTRACT: Final[dict[str, str]] = {"unit": "community", "body": "internal_body", "node": "community"}
"""The kind that stands for one that has no records of its own."""

_PREFIXES: Final[dict[str, str]] = {
    "district": "d", "street": "s", "community": "c", "grid": "g", "department": "b", "team": "t", "staff": "p",
    "dispatched_agency": "a", "item_list": "l", "work_item": "w", "function": "f", "grid_layer": "layer",
}  # fmt: skip
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_SHORT_ZH: Final[dict[str, str]] = {"district": "区", "street": "街道", "dispatched_agency": "所", "team": "队"}


def class_of(kind: str) -> type[Node]:
    """Return the class of which a node of a kind is made."""
    cls = RECORD_TYPES[ABSTRACT.get(kind, kind)].cls
    if not issubclass(cls, Node):
        raise TypeError(f"{kind} is a relation, not a node")
    return cls


def new_id(kind: str, number: int) -> str:
    """Return a short id: ``s1``, ``c2``."""
    return f"{_PREFIXES.get(kind, kind.replace('_', '-') + '-')}{number}"


def new_name(kind: str, number: int) -> str:
    """Return a short name: 甲街道, 乙社区."""
    known = RECORD_TYPES.get(kind)
    word = _SHORT_ZH.get(kind) or (known.label.zh if known else kind)
    stem = _STEMS[(number - 1) % len(_STEMS)]
    return f"{stem}{word}" if number <= len(_STEMS) else f"{stem}{number}{word}"


# what each kind cannot be without

Needs = Callable[["Draft"], dict[str, Any]]
NEEDS: Final[dict[str, Needs]] = {}
"""For each kind of node what gives the fields that it must have."""


def needs(kind: str) -> Callable[[Needs], Needs]:
    """Register what gives the fields without which no node of a kind can be made."""

    def register(give: Needs) -> Needs:
        NEEDS[kind] = give
        return give

    return register


@needs("grid")
def _grid(draft: Draft) -> dict[str, Any]:
    return {"layer": draft.need("grid_layer")[0].id}


@needs("asset")
def _asset(draft: Draft) -> dict[str, Any]:
    return {"unit": draft.need("community")[0].id}


@needs("item_request")
def _request(draft: Draft) -> dict[str, Any]:
    return {"item": draft.need("work_item")[0].id, "receiver": draft.need("community")[0].id}


@needs("motion")
def _motion(draft: Draft) -> dict[str, Any]:
    return {
        "matter": "appoint_remove", "about": draft.need("staff_group")[0].id, "proposer": draft.need("street")[0].id,
    }  # fmt: skip


@needs("dispatched_agency")
@needs("team")
def _agency(draft: Draft) -> dict[str, Any]:
    return {"principal": draft.need("department")[0].id}


# values of fields that selectors ask for


def selectors_in(value: Any) -> Iterable[Selector]:
    """Yield every selector in the parameters of a rule."""
    if isinstance(value, Selector):
        yield value
    elif isinstance(value, Rule):
        for field in attrs.fields(type(value)):
            yield from selectors_in(getattr(value, field.name))
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from selectors_in(item)


def spec_of(cls: type[Node], field: str) -> FieldSpec | None:
    """Return what a class says of a field; None when it has no such field."""
    return next((spec for spec in field_specs(cls) if spec.name == field), None)


def read_plain(cls: type[Node], field: str, plain: Any) -> Any:
    """Return the value of a field from the word with which a selector, or a file, gives it."""
    return class_kind(cls).fields[field].kind.read(plain)


def another_value(cls: type[Node], field: str, not_these: Iterable[Any]) -> Any:
    """Return a value of a field that is none of some plain ones; None where there is no telling."""
    avoided = set(not_these)
    if any(isinstance(value, bool) for value in avoided):
        rest = {True, False} - avoided
        return rest.pop() if len(rest) == 1 else None
    spec = spec_of(cls, field)
    if spec is None or spec.is_ref or not all(isinstance(value, str) for value in avoided):
        return None
    first = next(iter(avoided))
    try:
        example = read_plain(cls, field, first)
    except ValueError:
        return None
    if isinstance(example, enum.Enum):
        return next((member for member in type(example) if member.value not in avoided), None)
    if isinstance(example, Level):
        return next((level for level in LEVELS.values() if level.key not in avoided), None)
    return "other" if isinstance(example, str) and field not in ("id", "name", "code") else None


def is_stated(value: Any) -> bool:
    """Whether a value is there."""
    return not isinstance(value, NotStated)


def kinds(cls: type[Node]) -> frozenset[str]:
    """Return the kinds to which a class answers."""
    return kinds_of(cls)


def quantity_of(cls: type, field: str) -> type[Quantity]:
    """Return the kind of quantity that a field holds; raise TypeError where it holds none."""
    spec = next(spec for spec in field_specs(cls) if spec.name == field)
    for part in (spec.type, *typing.get_args(spec.type)):
        if isinstance(part, type) and issubclass(part, Quantity):
            return part
    raise TypeError(f"{cls.__name__}.{field} holds no quantity")


def example_of(wanted: Quantity) -> Quantity:
    """Return the simplest exact quantity in a range."""
    return value_in(Simplest(), wanted)


def example_value(spec: FieldSpec) -> tuple[tuple[Any, ...], tuple[Any, ...] | None]:
    """Return values that fill a field, and those that say that there is nothing (None when nothing says that)."""
    parts = (spec.type, *typing.get_args(spec.type))
    empty = (None,) if type(None) in parts else None
    for part in parts:
        if part is bool:
            return (True,), (False,)
        if part is int:
            return (1, 2, 3), empty
        if part is str:
            return ("yes",), empty
        if typing.get_origin(part) is tuple:
            return (("one",),), ((),)
        if isinstance(part, type) and issubclass(part, Quantity):
            return (part(1),), empty
        if isinstance(part, type) and issubclass(part, enum.Enum):
            return tuple(part), empty
    raise TypeError(f"no value is known for the field {spec.name}")
