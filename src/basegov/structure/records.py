"""What a record is: a frozen attrs object, either a node with an id or a relation that links nodes.

The set of record types is open. A frozen attrs class that derives from `Node` or `Relation` takes part in every
structure as it is; :func:`record` only gives it a label, and the section of the files in which its records stand.
"""

from __future__ import annotations

import functools
import re
import types
import typing
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, ClassVar, Self, TypeVar, Union, get_args, get_origin

import attrs

from basegov.sources import Source
from basegov.texts import Language, Text
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated

R = TypeVar("R", bound="type[Record]")
T = TypeVar("T")
Key = Hashable
"""What identifies a record in a structure: a node's id, or a tuple of type and key fields for a relation."""


class Ref:
    """Marks a field as holding the id of a node, of one of the given kinds (of any kind when none is given)."""

    __slots__ = ("kinds",)

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds

    def __repr__(self) -> str:
        return f"Ref{self.kinds!r}"


def _sources(value: Mapping[str, Source]) -> FrozenMap[str, Source]:
    return value if isinstance(value, FrozenMap) else FrozenMap(value)


@attrs.frozen(kw_only=True)
class Record:
    """What nodes and relations share: where it comes from.

    Parameters
    ----------
    source : Source, optional
        Where the record as a whole is taken from.
    sources : mapping of str to Source
        Sources of single fields that have one of their own.
    note : str
        A remark for people: the chosen reading, an ambiguity of the text.
    """

    source: Source | NotStated = NOT_STATED
    sources: FrozenMap[str, Source] = attrs.field(default=EMPTY, converter=_sources)
    note: str = ""

    key_fields: ClassVar[tuple[str, ...]] = ()

    @property
    def key(self) -> Key:
        """What identifies the record in its structure."""
        raise TypeError(f"{type(self).__name__} is neither a Node nor a Relation")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def source_of(self, field: str) -> Source | NotStated:
        """Return the source of one field: its own, else that of the record."""
        return self.sources.get(field, self.source)


@attrs.frozen(kw_only=True)
class Node(Record):
    """A thing with an identity: a unit, a body, a person, an item.

    Parameters
    ----------
    id : str
        Identity within the structure; it does not change when the code or the name does.
    name : str, optional
        Present name.
    aliases : tuple of str
        Other and former names by which it is found.
    parent : str, optional
        The node that contains it in the hierarchy.
    """

    id: str
    name: str | NotStated = NOT_STATED
    aliases: tuple[str, ...] = ()
    parent: typing.Annotated[str | NotStated, Ref()] = NOT_STATED

    @property
    def key(self) -> str:
        """The id."""
        return self.id

    @property
    def label(self) -> str:
        """The name, or the id while no name is stated."""
        return self.id if isinstance(self.name, NotStated) else self.name


@attrs.frozen(kw_only=True)
class Relation(Record):
    """A typed link between nodes that carries its terms. `key_fields` tell one relation of a type from another."""

    ends: ClassVar[tuple[str, str] | None] = None

    @property
    def key(self) -> tuple[Any, ...]:
        """The type together with the key fields (all references when the class names no key fields)."""
        cls = type(self)
        return (cls, *(getattr(self, name) for name in key_field_names(cls)))


@attrs.frozen
class FieldSpec:
    """What a record class says of one field."""

    name: str
    type: Any
    kinds: tuple[str, ...] | None
    many: bool
    required: bool

    @property
    def is_ref(self) -> bool:
        """Whether the field holds one id or several."""
        return self.kinds is not None


@attrs.frozen
class RecordType:
    """A registered kind of record: the word for it, the section of files it stands in, its labels."""

    kind: str
    section: str
    cls: type[Record]
    label: Text

    def text(self, lang: Language = "en") -> str:
        """Return the word for the kind."""
        return self.label.in_(lang)


RECORD_TYPES: dict[str, RecordType] = {}
"""Every registered record type by its kind, in the order of registration."""


def snake(name: str) -> str:
    """Return ``dispatched_agency`` for ``DispatchedAgency``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def record(section: str, *, en: str, zh: str) -> Callable[[R], R]:
    """Register a record class under the section of files in which its records stand.

    Parameters
    ----------
    section : str
        Key of the list in YAML and JSON files, a plural noun such as ``communities``.
    en, zh : str
        The word for one such record in both languages.
    """

    def register(cls: R) -> R:
        kind = snake(cls.__name__)
        known = RECORD_TYPES.get(kind)
        if known is not None and not is_same_class(known.cls, cls):
            raise ValueError(f"the kind {kind!r} is taken by {known.cls.__module__}.{known.cls.__qualname__}")
        for other in RECORD_TYPES.values():
            if other.section == section and other.kind != kind:
                raise ValueError(f"the section {section!r} is taken by {other.cls.__qualname__}")
        RECORD_TYPES[kind] = RecordType(kind, section, cls, Text(en, zh))
        answering_to.cache_clear()
        return cls

    return register


def is_same_class(known: type, cls: type) -> bool:
    """Whether a class is one that is known already, perhaps defined anew (a cell run twice, a module reloaded)."""
    return (known.__module__, known.__qualname__) == (cls.__module__, cls.__qualname__)


def record_type(cls: type[Record]) -> RecordType:
    """Return what is registered of a class, or what follows from its name when nothing is."""
    known = RECORD_TYPES.get(snake(cls.__name__))
    if known is not None and known.cls is cls:
        return known
    kind = snake(cls.__name__)
    return RecordType(kind, kind + "s", cls, Text(kind.replace("_", " "), kind))


def kind_label(kind: str) -> Text:
    """Return the word for a kind in both languages; the kind itself where nothing is registered."""
    known = RECORD_TYPES.get(kind)
    return known.label if known else Text(kind.replace("_", " "), kind)


def _once_per_class(make: Callable[[type[Record]], T]) -> Callable[[type[Record]], T]:
    """Keep what a function says of a class; `functools.cache` loses the types of classes."""
    known: dict[type[Record], T] = {}

    @functools.wraps(make)
    def of(cls: type[Record]) -> T:
        found = known.get(cls)
        if found is None:
            found = known[cls] = make(cls)
        return found

    return of


@_once_per_class
def kinds_of(cls: type[Record]) -> frozenset[str]:
    """Return the kinds that a class answers to: its own and those of its bases, such as ``street`` and ``unit``."""
    return frozenset(snake(base.__name__) for base in cls.__mro__ if issubclass(base, Record))


@functools.lru_cache(maxsize=4096)
def answering_to(kind: str, present: tuple[type[Record], ...]) -> tuple[type[Record], ...]:
    """Return the classes that answer to a kind, among those given and those registered."""
    classes = dict.fromkeys((*present, *(known.cls for known in RECORD_TYPES.values())))
    return tuple(cls for cls in classes if kind in kinds_of(cls))


@_once_per_class
def field_specs(cls: type[Record]) -> tuple[FieldSpec, ...]:
    """Return the specification of every field of a record class, in the order of the class.

    Raises
    ------
    TypeError
        When a type in the class cannot be found, such as one imported under ``if TYPE_CHECKING`` alone.
    """
    try:
        hints = typing.get_type_hints(cls, include_extras=True)
    except NameError as error:
        words = f"{cls.__qualname__}: {error}; the types of its fields must be importable where it is defined"
        raise TypeError(words) from error
    return tuple(_spec(attribute, hints[attribute.name]) for attribute in attrs.fields(cls))


def _spec(attribute: Any, hint: Any) -> FieldSpec:
    found = next(_refs_in(hint), None)
    plain = _without_extras(hint)
    return FieldSpec(
        attribute.name,
        plain,
        None if found is None else found.kinds,
        any(get_origin(part) is tuple for part in (plain, *get_args(plain))),
        attribute.default is attrs.NOTHING,
    )


def _refs_in(hint: Any) -> Iterator[Ref]:
    if get_origin(hint) is typing.Annotated:
        yield from (extra for extra in hint.__metadata__ if isinstance(extra, Ref))
        yield from _refs_in(hint.__origin__)
    else:
        for part in get_args(hint):
            yield from _refs_in(part)


def _without_extras(hint: Any) -> Any:
    if get_origin(hint) is typing.Annotated:
        return _without_extras(hint.__origin__)
    if get_origin(hint) in (Union, types.UnionType):
        return functools.reduce(lambda a, b: a | b, [_without_extras(part) for part in get_args(hint)])
    return hint


@_once_per_class
def ref_fields(cls: type[Record]) -> tuple[FieldSpec, ...]:
    """Return the fields of a class that hold ids of nodes."""
    return tuple(spec for spec in field_specs(cls) if spec.is_ref)


@_once_per_class
def expected_types(cls: type[Record]) -> tuple[tuple[str, tuple[type, ...]], ...]:
    """Return for every field of a class the types that its value may have; a field that takes anything is left out."""
    found = ((spec.name, _runtime_types(spec.type)) for spec in field_specs(cls))
    return tuple((name, types_) for name, types_ in found if types_)


def _runtime_types(hint: Any) -> tuple[type, ...]:
    """Return the classes of which a value may be; none where the hint says nothing that can be asked of a value."""
    if get_origin(hint) in (Union, types.UnionType):
        parts = [_runtime_types(part) for part in get_args(hint)]
        return tuple(cls for part in parts for cls in part) if all(parts) else ()
    cls = get_origin(hint) or hint
    if cls is None:
        return (types.NoneType,)
    return (cls,) if isinstance(cls, type) and cls is not object else ()


@_once_per_class
def key_field_names(cls: type[Record]) -> tuple[str, ...]:
    """Return the names of the fields that identify a relation."""
    return cls.key_fields or tuple(spec.name for spec in ref_fields(cls))


def targets(record: Record, spec: FieldSpec) -> tuple[str, ...]:
    """Return the ids that a reference field of a record holds; none while it is not stated."""
    value = getattr(record, spec.name)
    if value is None or value is NOT_STATED:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
