"""Making nodes whose fields say what a rule asks for, and as much of it as it asks."""

from __future__ import annotations

from typing import Any

from basegov.rules.properties import ClassesPresent, HasProperties, HasValues, ValueCount
from basegov.structure.records import FieldSpec, Node, field_specs
from basegov.structure.selection import Selector
from basegov.testing.drafts.counts import aim_count
from basegov.testing.drafts.draft import Draft
from basegov.testing.drafts.kinds import another_value, example_value, read_plain
from basegov.testing.drafts.makers.registry import makes


@makes(HasProperties)
def has_properties(rule: HasProperties, draft: Draft) -> None:
    """Give every node something in each field; for a miss nothing in the first of them that can be empty."""
    for node in draft.need(rule.of):
        misses = draft.misses(rule, node.id)
        specs = {spec.name: spec for spec in field_specs(type(node))}
        for field in rule.fields:
            full, empty = _fillings(draft, specs[field])
            if misses and empty is not None:
                draft.one_of(node, field, empty, rule)
                misses = False
            else:
                draft.one_of(node, field, full, rule)
        if misses:
            raise draft.cannot_miss(rule)
    draft.close(rule.of.kind)


def _fillings(draft: Draft, spec: FieldSpec) -> tuple[tuple[Any, ...], tuple[Any, ...] | None]:
    """Return what fills a field, and what says that there is nothing; a field that names a node needs one."""
    full, empty = example_value(spec)
    if spec.is_ref and not spec.many:
        full = (draft.need(next(iter(spec.kinds or ("community",))))[0].id,)
    return full, empty


def _is_many(node: Node, field: str) -> bool:
    return next(spec.many for spec in field_specs(type(node)) if spec.name == field)


@makes(HasValues)
def has_values(rule: HasValues, draft: Draft) -> None:
    """Give every node the values; for a miss the first value of one of the fields is lacking, or is another one."""
    fields = tuple(rule.values)
    for node in draft.need(rule.of):
        missed = draft.way_of(fields) if draft.misses(rule, node.id) else ""
        for field, wanted in rule.values.items():
            if _is_many(node, field):
                lacking = wanted[:1] if field == missed else ()
                draft.members(node, field, rule, must=wanted[len(lacking) :], without=lacking)
                continue
            cls = type(node)
            values: tuple[Any, ...] = tuple(read_plain(cls, field, value) for value in wanted)
            if field == missed:
                values = (another_value(cls, field, wanted),)
                if values == (None,):
                    raise draft.cannot_miss(rule)
            draft.one_of(node, field, values, rule)
    draft.close(rule.of.kind)


@makes(ValueCount)
def value_count(rule: ValueCount, draft: Draft) -> None:
    """Put as many values into the field of every node as lie in the range."""
    for node in draft.need(rule.of):
        wanted = aim_count(draft, rule, node.id)
        if not _is_many(node, rule.field):
            draft.within(node, rule.field, wanted, rule)
            continue
        low = 0 if wanted is None or wanted.low is None else int(wanted.low)
        high = low + 2 if wanted is None or wanted.high is None else min(low + 2, int(wanted.high))
        number = draft.whole(("values", rule.id, node.id), low, high)
        names = [f"{rule.field}-{n}" for n in range(1, number + 1)]
        within = wanted is not None and wanted.high is not None
        draft.members(node, rule.field, rule, must=names, only=names if within else None)
    draft.close(rule.of.kind)


@makes(ClassesPresent)
def classes_present(rule: ClassesPresent, draft: Draft) -> None:
    """Put a node of each class into every container; for a miss there is none of the first."""
    for place in draft.need(rule.within):
        lacking = rule.values[:1] if draft.misses(rule, place.id) else ()
        for value in rule.values[len(lacking) :]:
            where = {**rule.of.where, rule.field: (value,)}
            draft.need(Selector(kind=rule.of.kind, where=where), within=place.id)
        for node in draft.found(rule.of, within=place.id):
            if _is_many(node, rule.field):
                draft.members(node, rule.field, rule, without=lacking)
    draft.close(rule.of.kind)
    draft.close(rule.within.kind)
