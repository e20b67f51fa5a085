"""What every change must keep, as questions put to a change: each law yields in words what breaks it.

The laws are put to the change of one step at a time. They look at the records alone, not at how a step came to them,
and so check what the step, the accounts and the structure each say of themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs
import networkx as nx

from basegov.quantities import Difference, Quantity
from basegov.reforms.accounts import ACCOUNTS, Account
from basegov.reforms.changes import Change
from basegov.reforms.events import Event
from basegov.reforms.reform import Reform
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.records import Node, Record, Relation, key_field_names, record_type, ref_fields, targets
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, Inventory, Unit, UnitGroup
from basegov.texts import Language
from basegov.values import NotStated

_NOT_CONTENT = ("source", "sources", "note")


def copy_of(structure: Structure) -> Structure:
    """Return an equal structure that shares no record and no table with this one."""
    return Structure.build(
        [attrs.evolve(record) for record in structure],
        id=structure.id,
        name=structure.name,
        date=structure.date,
        documents=structure.documents,
    )


def stages(reform: Reform, before: Structure) -> tuple[Change, ...]:
    """Apply a reform step by step, and return the change of each step."""
    found: list[Change] = []
    for step in reform.steps:
        at = found[-1].after if found else before
        found.append(attrs.evolve(reform, steps=(step,), date=at.date).apply(at))
    return tuple(found)


# nothing is lost


def lost(change: Change) -> Iterator[str]:
    """Yield every record that is gone although no event says what became of it, and every node that lost its place.

    A node may become another one (lineage), or be named by an event. A relation may say the same of what its nodes
    became; it goes with a node that is named as gone, where it would link a node with itself, or when one event names
    all by which it is identified. What became another thing is not named as gone by the event that says so.
    """
    names = [{*_words_of(event)} - {old for old, _ in event.lineage} for event in change.events]
    became = {old: change.lineage.after(old) for old, _ in change.lineage.pairs}
    gone: set[str] = set()
    for record in change.removed:
        if not isinstance(record, Node):
            continue
        if record.id not in change.after:
            where = became.get(record.id, ())
            if where and not all(one in change.after for one in where):
                yield f"{_called(record)} is said to have become {', '.join(where)}, which is not there"
            elif not where and not any(record.id in words for words in names):
                yield f"{_called(record)} is gone: no event names it, and it became nothing else"
            if not where:
                gone.add(record.id)
        elif (
            record.id not in became
            and isinstance(record.parent, str)
            and isinstance(change.after.node(record.id).parent, NotStated)
        ):
            yield f"{_called(record)} stood in {record.parent} and now stands nowhere"
    for record in change.removed:
        if isinstance(record, Relation) and change.after.find_record(type(record), record.key) is None:
            keys = key_field_names(type(record))
            ends = {t for spec in ref_fields(type(record)) if spec.name in keys for t in targets(record, spec)}
            named = any((ends or _key_words(record)) <= words for words in names)
            if not (named or ends & gone or _is_there_as(record, became, change.after)):
                yield f"{_called(record)} is gone: no event names all that it links, and nothing says the same now"


def _is_there_as(record: Relation, became: dict[str, tuple[str, ...]], after: Structure) -> bool:
    """Whether a relation holds of what its nodes became, or would now link a node with itself."""
    fields: dict[str, Any] = {}
    for spec in ref_fields(type(record)):
        value = getattr(record, spec.name)
        if isinstance(value, str):
            fields[spec.name] = became.get(value, (value,))[0]
        elif isinstance(value, tuple):
            fields[spec.name] = tuple(dict.fromkeys(one for old in value for one in became.get(old, (old,))))
            if len(value) == 2 > len(fields[spec.name]):
                return True
    tail, head = type(record).ends or ("", "")
    if tail and fields.get(tail) == fields.get(head) and getattr(record, tail) != getattr(record, head):
        return True
    return after.find_record(type(record), attrs.evolve(record, **fields).key) is not None


# only what is named changes


def unnamed(change: Change) -> Iterator[str]:
    """Yield every record that changed, came or went although it has nothing to do with what the events name.

    What an event names, what it became, and relations of it may change. Another node may change only in the field
    that holds its name, and a group in its number where its members became one. Totals of what lies around it may
    change, for they count it; what is new may bring new nodes.
    """
    named = {word for event in change.events for word in _words_of(event)}
    named |= {id_ for pair in change.lineage.pairs for id_ in pair}
    around = {node.id for side in (change.before, change.after) for id_ in named & {*side.ids()}
              for node in side.ancestors(id_)}  # fmt: skip
    brought = {t for r in change.added if isinstance(r, Relation) for s in ref_fields(type(r)) for t in targets(r, s)}
    for record in (*change.added, *change.removed):
        if isinstance(record, Node):
            old, new = change.before.get(record.id), change.after.get(record.id)
            if record.id in named or (old is None and record.id in brought) or type(old) is not type(new):
                continue
            other = _fields_that_differ(record, old, new, named)
            if other:
                yield f"{_called(record)} has another {', '.join(other)}, and no event names it"
        elif isinstance(record, Inventory) and record.scope in around | named:
            continue
        elif not named & {t for spec in ref_fields(type(record)) for t in targets(record, spec)} and not (
            named & _key_words(record)
        ):
            yield f"{_called(record)} changed, and no event names anything that it links"


def _fields_that_differ(record: Node, old: Node | None, new: Node | None, named: set[str]) -> tuple[str, ...]:
    refs = {spec.name: spec for spec in ref_fields(type(record))}
    differ = []
    for attribute in attrs.fields(type(record)):
        name = attribute.name
        if name in _NOT_CONTENT or getattr(old, name, None) == getattr(new, name, None):
            continue
        held = {t for one in (old, new) if one is not None and name in refs for t in targets(one, refs[name])}
        if not held & named:
            differ.append(name)
    if isinstance(old, UnitGroup) and isinstance(new, UnitGroup) and old.members != new.members:
        differ = [name for name in differ if name != "count"]  # members that become one are one less
    return tuple(differ)


# accounts


def unaccounted(change: Change) -> Iterator[str]:
    """Yield every account whose total after is not the total before together with what came from outside.

    Where amounts are known only in part, the two must still be able to be the same.
    """
    for account in ACCOUNTS.values():
        before, after = _total(account, change.removed), _total(account, change.added)
        outside = Difference.build(0, 0, kind=account.kind)
        for imbalance in change.imbalances:
            if imbalance.account == account.name:
                amount = imbalance.amount
                outside += Difference.build(None, None, kind=account.kind) if isinstance(amount, NotStated) else amount
        moved = after.minus(before)
        if not _can_be_same(moved, outside):
            yield f"{account.label.en} changed by {moved}, and {outside} is declared"


def _total(account: Account, records: Iterable[Record]) -> Quantity:
    amounts = (account.amount(record) for record in records)
    return account.kind.total(
        account.kind.unknown() if isinstance(a, NotStated) else a for a in amounts if a is not None
    )


def _can_be_same(one: Difference, other: Difference) -> bool:
    ends = [
        (one.low, other.high, one.low_open or other.high_open),
        (other.low, one.high, other.low_open or one.high_open),
    ]
    return not any(
        low is not None and high is not None and (low > high or (low == high and opened)) for low, high, opened in ends
    )


# places


def misplaced(structure: Structure) -> Iterator[str]:
    """Yield whatever makes the containment no forest, and every grid that lies in several communities by mistake."""
    tree: nx.DiGraph[str] = nx.DiGraph(
        (node.parent, node.id) for node in structure.nodes() if isinstance(node.parent, str)
    )
    if len(tree) and not nx.is_forest(tree):
        yield "containers contain each other"
    for grid in structure.records(Grid):
        within = {unit.id for unit in (structure.ancestor(grid.id, Unit),) if unit is not None}
        if isinstance(grid.cells, tuple) and grid.cells:
            within = {id_ for id_ in within if isinstance(structure.node(id_), Community)}
            places = (structure.ancestor(cell, Community) for cell in grid.cells)
            within |= {place.id for place in places if place is not None}
        layer = structure.node(grid.layer)
        if len(within | {*grid.also_covers}) > 1 and not (isinstance(layer, GridLayer) and layer.may_span):
            yield f"the grid {grid.id} lies in {', '.join(sorted(within | {*grid.also_covers}))}"


# references and indexes


def unlike_when_rebuilt(structure: Structure, concerned: Iterable[Record] | None = None) -> Iterator[str]:
    """Yield how a structure that went through changes differs from one that is built from the same records.

    Building checks every reference and every invariant of the structure anew, and makes every index anew. What is
    asked of the indexes are the references of some records: those concerned, else all.
    """
    anew = copy_of(structure)  # raises what is wrong with the records
    if anew != structure:
        yield "the structure differs from one that is built from its records"
    if {name: {*ids} for name, ids in anew.names.items()} != {name: {*ids} for name, ids in structure.names.items()}:
        yield "names lead elsewhere than in a structure that is built from the same records"
    asked = {
        (type(record), spec.name, target)
        for record in (structure if concerned is None else concerned)
        for spec in ref_fields(type(record))
        for target in targets(record, spec)
    }
    for cls, field, id_ in asked:
        if {*structure.where(cls, **{field: id_})} != {*anew.where(cls, **{field: id_})}:
            yield f"the {record_type(cls).label.en} whose {field} is {id_} is found otherwise when rebuilt"


# undoing


def not_restored(change: Change, before: Structure) -> Iterator[str]:
    """Yield how undoing a change misses the structure before it, of which a copy was kept."""
    if change.undo() != before:
        yield f"undo() gives {change.undo()!r}, before it was {before!r}"
    here = {(type(r), r.key) for r in change.removed}
    came = [r for r in change.added if (type(r), r.key) not in here]
    back = change.after.evolve(put=change.removed, drop=came, date=before.date)
    added, gone = back.changes_since(before)
    yield from (f"taking the records back leaves {_called(r)} otherwise than before" for r in (*added, *gone))


# words


def unspeakable(change: Change) -> Iterator[str]:
    """Yield every step or event that has no words in one of the two languages."""
    languages: tuple[Language, ...] = ("en", "zh")
    for lang in languages:
        said = [(event, event.text(lang)) for event in change.events]
        told = [(step, step.describe(lang)) for step in (change.reform.steps if change.reform else ())]
        yield from (
            f"{type(one).__name__} has no words in {lang}" for one, words in (*said, *told) if not words.strip()
        )


def _words_of(event: Event) -> Iterator[str]:
    for attribute in attrs.fields(type(event)):
        if attribute.name not in ("step", "source"):
            yield from _strings(getattr(event, attribute.name))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | frozenset):
        for one in value:
            yield from _strings(one)


def _key_words(record: Record) -> set[str]:
    return {*_strings(record.key)}


def _called(record: Record) -> str:
    words = record_type(type(record)).label.en
    if isinstance(record, Node):
        return f"the {words} {record.id}"
    key = record.key
    parts = key[1:] if isinstance(key, tuple) else (key,)
    return f"the {words} of {' / '.join(str(getattr(p, 'value', p)) for p in parts if p and p is not None)}"
