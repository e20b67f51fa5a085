"""Strategies of records: of every registered type, and of classes of your own."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn, SearchStrategy

from basegov.structure.items import Approval
from basegov.structure.records import FieldSpec, Record, kinds_of, ref_fields
from basegov.structure.snapshot import Structure
from basegov.testing.strategies.checks import Known, check_known, near, record_class
from basegov.testing.strategies.hints import Style, field_sets, plain_style, shape

Ids = Structure | Mapping[str, Iterable[str]] | Iterable[str]
"""Nodes to refer to: a structure, ids by kind, or ids that stand for any kind."""


def records(
    kind: str | type[Record], *, ids: Ids | None = None, known: Known = "partly",
    words: SearchStrategy[str] | None = None, **fixed: Any,
) -> SearchStrategy[Any]:  # fmt: skip
    """Generate records of one type.

    Parameters
    ----------
    kind : str or type of Record
        A registered kind such as ``community``, or a frozen attrs class below `Node` or `Relation`.
    ids : Structure, mapping or iterable of str, optional
        What references are drawn from: a structure, ids by kind, or ids for every kind. Left out, ids are made up, so
        that a record stands for itself.
    known : str
        ``fully``: every fact is stated exactly; ``partly``: some are not stated, or only as a bound.
    words : SearchStrategy of str, optional
        What free texts are drawn from; any characters when left out.
    **fixed
        Fields with a value, or a strategy of values, of their own.

    Raises
    ------
    InvalidArgument
        For a kind that is none, a field that the type does not have, or ids that leave a reference without a target.

    Examples
    --------
    >>> from basegov.testing import strategies as bst
    >>> streets = bst.records("street", parent="d", known="fully")
    >>> groups = bst.records("staff_group", count=bst.counts(min_value=1, max_value=9))
    """
    cls = record_class(kind)
    check_known(known)
    names = {attribute.name for attribute in attrs.fields(cls)}
    for name in fixed:
        if name not in names:
            raise InvalidArgument(f"a {cls.__name__} has no field {name!r}{near(name, names)}")
    nodes = None if ids is None else _by_kind(ids)
    specs = tuple(spec for spec in ref_fields(cls) if spec.name not in fixed)
    for spec in specs:
        if nodes is not None and _least(spec) > len(candidates(spec, nodes)):
            wanted = " or ".join(spec.kinds or ()) or "node"
            raise InvalidArgument(f"ids has too few to refer to in {cls.__name__}.{spec.name}: give ids of a {wanted}")
    style = plain_style(known) if words is None else Style(known, words)
    made: type = cls
    plain = field_sets(made, style, frozenset({*fixed, *(spec.name for spec in ref_fields(cls))}))
    return _records(cls, plain, nodes, specs, known, tuple(fixed.items()))


@st.composite
def _records(
    draw: DrawFn, cls: type[Record], plain: SearchStrategy[dict[str, Any]], nodes: Mapping[str, tuple[str, ...]] | None,
    specs: tuple[FieldSpec, ...], known: Known, fixed: tuple[tuple[str, Any], ...],
) -> Any:  # fmt: skip
    fields = {**draw(plain), **references(draw, specs, _invented if nodes is None else nodes, known)}
    if cls is Approval and not any(isinstance(fields.get(name), str) for name in ("request", "item")):
        item = next((spec for spec in specs if spec.name == "item"), None)  # something has to be approved
        some = () if item is None else candidates(item, _invented if nodes is None else nodes)
        if some:
            fields["item"] = draw(st.sampled_from(some))
    for name, value in fixed:
        fields[name] = draw(value) if isinstance(value, SearchStrategy) else value
    return build(cls, fields, dict(fixed))


def build(cls: type[Record], fields: dict[str, Any], fixed: Mapping[str, Any] | None = None) -> Any:
    """Return the record of fields that are made to fit each other, except for those that are fixed."""
    given = {name: fields[name] for name in fixed or ()}
    return cls(**{**shape(cls, fields), **given})


# references


def _invented(spec: FieldSpec) -> tuple[str, ...]:
    kind = (spec.kinds or ("node",))[0]
    return tuple(f"{kind}{number}" for number in (1, 2, 3))


def _by_kind(ids: Ids) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    if isinstance(ids, Structure):
        for node in ids.nodes():
            for kind in kinds_of(type(node)):
                found.setdefault(kind, []).append(node.id)
    elif isinstance(ids, Mapping):
        for kind, some in ids.items():
            found[kind] = list(some)
        found.setdefault("node", list(dict.fromkeys(id_ for some in found.values() for id_ in some)))
    else:
        if isinstance(ids, str):
            raise InvalidArgument(f"ids={ids!r} must be several ids, such as [{ids!r}], or a structure")
        found["*"] = list(ids)
    return {kind: tuple(some) for kind, some in found.items()}


Nodes = Mapping[str, tuple[str, ...]] | Callable[[FieldSpec], tuple[str, ...]]


def candidates(spec: FieldSpec, nodes: Nodes) -> tuple[str, ...]:
    """Return the ids to which a field may refer."""
    if callable(nodes):
        return nodes(spec)
    if "*" in nodes:
        return nodes["*"]
    kinds = spec.kinds or ("node",)
    if len(kinds) == 1:
        return nodes.get(kinds[0], ())
    return tuple(dict.fromkeys(id_ for kind in kinds for id_ in nodes.get(kind, ())))


def is_pair(spec: FieldSpec) -> bool:
    """Whether a field holds exactly two ids."""
    args = getattr(spec.type, "__args__", ())
    return spec.many and getattr(spec.type, "__origin__", None) is tuple and args[1:] == (str,)


def _least(spec: FieldSpec) -> int:
    return (2 if is_pair(spec) else 1) if spec.required else 0


def can_refer(cls: type[Record], nodes: Nodes) -> bool:
    """Whether there is something for every reference that a record must have."""
    return all(_least(spec) <= len(candidates(spec, nodes)) for spec in ref_fields(cls))


@functools.cache
def index(size: int) -> SearchStrategy[int]:
    """Return the numbers from 0 below a size; the strategy is made once."""
    return st.integers(0, size - 1)


def pick(draw: DrawFn, options: tuple[Any, ...]) -> Any:
    """Draw one of some options, the first where that will do."""
    return options[draw(index(len(options)))] if len(options) > 1 else options[0]


def references(draw: DrawFn, specs: Iterable[FieldSpec], nodes: Nodes, known: Known) -> dict[str, Any]:
    """Draw what fields of references hold; those to nothing that is there are left out."""
    drawn: dict[str, Any] = {}
    for spec in specs:
        options = candidates(spec, nodes)
        if not options:
            continue
        if is_pair(spec):
            first = draw(index(len(options)))
            other = draw(index(len(options) - 1))
            drawn[spec.name] = (options[first], options[other + (other >= first)])
        elif spec.many:
            count = 1 if spec.required else draw(index(3))
            if count or known == "fully":
                drawn[spec.name] = tuple(dict.fromkeys(pick(draw, options) for _ in range(count)))
        elif spec.required or (known == "fully" and "NotStated" in str(spec.type)):
            drawn[spec.name] = pick(draw, options)
        elif chosen := draw(index(len(options) + 1)):
            drawn[spec.name] = options[chosen - 1]
    return drawn
