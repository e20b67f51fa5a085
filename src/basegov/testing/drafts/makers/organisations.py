"""Making the bodies of units: as many as a rule asks for, under its names, of the kinds of its template."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.quantities import Count
from basegov.rules.organisations import BodyCount, BodyTemplate, OneBody
from basegov.structure.bodies import bearing, bodies_of
from basegov.structure.organisations import BodyKind
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.testing.drafts.counts import aim_count, crowded, hold_to_most, how_many, waits
from basegov.testing.drafts.draft import Draft
from basegov.testing.drafts.kinds import class_of
from basegov.testing.drafts.makers.registry import makes
from basegov.texts import Text
from basegov.values import NotStated


def add_body(draft: Draft, unit: Node, body: Selector, name: str | None = None, **fields: Any) -> Node:
    """Make a further body in a unit; a name is put after that of the unit."""
    if name is not None:
        fields["name"] = f"{unit.label}{name}"
        spoken = [kind for kind in BodyKind if name.endswith(kind.text("zh"))]
        if spoken and "kind" not in body.where and draft.mentions(class_of(body.kind), "kind"):
            fields.setdefault("kind", spoken[0])  # else it would be of any kind that no selector names
    before = draft.found(body, within=unit.id)
    found = draft.need(body, len(before) + 1, within=unit.id, **fields)
    new: Node = next(node for node in found if node not in before)
    return new


@makes(OneBody)
def one_body(rule: OneBody, draft: Draft) -> None:
    """Let one body bear every name; for a miss let one be lacking, or a second body bear it."""
    if not rule.names:
        return
    for unit in draft.need(rule.unit):
        way = draft.way_of((_LACKING, _FIRST, _SECOND)) if draft.misses(rule, unit.id) else None
        names = {_LACKING: rule.names[:-1], _FIRST: rule.names[1:]}.get(way or "", rule.names)
        bodies = _bearers(draft, unit, rule.body, rule.names)
        if not bodies and names:
            bodies = (add_body(draft, unit, rule.body, names[0]),)
        if len(bodies) > 1 and way is None:
            raise crowded(draft, rule, rule.body.kind, Count(1), len(bodies))
        lacking = [name for name in names if bodies and not bearing(draft.structure, (bodies[0].id,), name)]
        if lacking and way != _SECOND:
            draft.put(attrs.evolve(bodies[0], plates=(*bodies[0].plates, *lacking)))  # type: ignore[attr-defined, call-arg]
        if way == _SECOND and len(bodies) < 2:
            add_body(draft, unit, rule.body, names[-1])
    draft.close(rule.body.kind)
    draft.close(rule.unit.kind)


_LACKING, _FIRST, _SECOND = "last lacking", "first lacking", "second body"


def _bearers(draft: Draft, unit: Node, body: Selector, names: tuple[str, ...]) -> tuple[Node, ...]:
    bodies = bodies_of(draft.structure, unit.id, body).sure
    return tuple(node for node in bodies if any(bearing(draft.structure, (node.id,), name) for name in names))


@makes(BodyCount)
def body_count(rule: BodyCount, draft: Draft) -> None:
    """Make as many bodies as lie in the range, after rules that ask for several names on one body have had theirs."""
    for unit in draft.need(rule.unit):
        wanted = aim_count(draft, rule, unit.id)
        what = ("bodies", unit.id, rule.body, rule.called, rule.body.kind)
        least = 0 if draft.misses(rule, unit.id) else 1
        number = how_many(draft, what, rule, wanted, least=least, spare=0)
        if waits(draft, (rule, unit.id), 2 if rule.called is None else 1):
            continue
        while len(bodies_of(draft.structure, unit.id, rule.body, rule.called).sure) < number:
            add_body(draft, unit, rule.body, rule.called)
        there = len(bodies_of(draft.structure, unit.id, rule.body, rule.called).sure)
        hold_to_most(draft, rule, rule.body.kind, wanted, there)
    draft.close(rule.body.kind)
    draft.close(rule.unit.kind)


@makes(BodyTemplate)
def body_template(rule: BodyTemplate, draft: Draft) -> None:
    """Make the bodies of the template; for a miss one too few or too many of a kind, or without a name."""
    body = Selector(kind=rule.body)
    for unit in draft.need(rule.unit):
        if waits(draft, (rule, unit.id), 3):
            continue
        missed = draft.misses(rule, unit.id)
        counts, names = _deviation(rule, draft) if missed else (dict(rule.counts), rule.called)
        for name in names:
            if not _bearers(draft, unit, body, (name,)):
                add_body(draft, unit, body, name)
        if any(_bearers(draft, unit, body, (name,)) for name in rule.called if name not in names):
            raise crowded(draft, rule, rule.body, Count(0), 1)
        _state_kinds(rule, draft, unit, counts, missed=missed)
        for kind, wanted in counts.items():
            words = Text(f"number of bodies ({kind.text('en')})", f"{kind.text('zh')}的数量")
            number = how_many(draft, ("kinds of bodies", unit.id, kind, words), rule, wanted)
            while len(_of_kind(draft, unit, body, kind)) < number:
                add_body(draft, unit, body, kind=kind)
            hold_to_most(draft, rule, rule.body, wanted, len(_of_kind(draft, unit, body, kind)))
    draft.close(rule.body)
    draft.close(rule.unit.kind)


def _deviation(rule: BodyTemplate, draft: Draft) -> tuple[dict[BodyKind, Count], tuple[str, ...]]:
    """Return a template that differs from that of a rule in one respect."""
    from basegov.testing.drafts.chooser import just_beyond

    ways: list[tuple[dict[BodyKind, Count], tuple[str, ...]]] = [
        ({**rule.counts, kind: Count(beyond)}, rule.called)
        for kind, wanted in rule.counts.items()
        for beyond in just_beyond(wanted)
    ]
    ways += [(dict(rule.counts), tuple(n for n in rule.called if n != name)) for name in rule.called]
    if not ways:
        raise draft.cannot_miss(rule)
    return draft.way_of(ways)


def _of_kind(draft: Draft, unit: Node, body: Selector, kind: BodyKind | None) -> list[Node]:
    """Return the bodies of a unit of a kind; those of no stated kind where None is given."""
    every = bodies_of(draft.structure, unit.id, body).sure
    kinds = [(node, getattr(node, "kind", None)) for node in every]
    return [node for node, k in kinds if (isinstance(k, NotStated) if kind is None else k is kind)]


def _state_kinds(rule: BodyTemplate, draft: Draft, unit: Node, counts: dict[BodyKind, Count], *, missed: bool) -> None:
    """Give bodies of no stated kind one: that of which their name speaks, where the template has room for it."""
    body = Selector(kind=rule.body)
    for node in _of_kind(draft, unit, body, None):
        room = [k for k, c in counts.items() if c.high is None or len(_of_kind(draft, unit, body, k)) < c.high]
        other = [kind for kind in BodyKind if kind not in counts]
        left = [*room, *([] if rule.closed and not missed else other)]
        spoken = [kind for kind in left if node.label.endswith(kind.text("zh"))]
        found = [*spoken, *left]
        if not found:
            raise crowded(
                draft, rule, rule.body, Count.between(0, None), len(bodies_of(draft.structure, unit.id, body).sure)
            )
        draft.put(attrs.evolve(node, kind=found[0]))  # type: ignore[call-arg]
