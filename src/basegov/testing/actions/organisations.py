"""Draws of steps that reorganise bodies."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.reforms.organisations import HangPlates, MergeBodies, PlannedBody, SetBodies
from basegov.reforms.steps import Step
from basegov.structure.organisations import Body, BodyKind, Department, Government, InternalBody
from basegov.structure.records import Node
from basegov.structure.snapshot import Structure
from basegov.structure.units import Street
from basegov.testing.actions.draws import draws, free_id, optional, pick, pick_some, selected, word
from basegov.values import NotStated

_PLATES = st.lists(word("党群服务中心", "综治中心", "便民服务中心"), min_size=1, max_size=2, unique=True).map(tuple)


@draws(MergeBodies)
def merge_bodies(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Make one body of several that stand in one place: bodies of one class, or an internal body of different ones."""
    families: dict[tuple[str | NotStated, type[Node]], list[Node]] = {}
    for body in structure.records(Body):
        line = type(body) if isinstance(body, Department | Government) else Body
        families.setdefault((body.parent, line), []).append(body)
    family = pick(draw, [bodies for bodies in families.values() if len(bodies) > 1])
    if family is None:
        return None
    parts = pick_some(draw, family, least=2, most=3)
    terms = optional(draw, name=st.just("综合办公室"), plates=_PLATES, keep_names=st.booleans())
    if len({type(part) for part in parts}) > 1 or (type(parts[0]) is InternalBody and draw(st.booleans())):
        terms["as_"] = "internal_body"
        terms |= optional(draw, kind=st.sampled_from(BodyKind))
    into = parts[0].id if draw(st.booleans()) else free_id(structure, "body")
    return MergeBodies(parts=tuple(part.id for part in parts), into=into, **terms)


@draws(SetBodies)
def set_bodies(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Give streets the bodies of a small template."""
    units = selected(draw, structure, Street)
    if units is None:
        return None
    names = pick_some(draw, ["党建工作办公室", "综合治理办公室", "便民服务中心"], most=2)
    kind = st.sampled_from(BodyKind)
    planned = [
        PlannedBody(key=free_id(structure, f"b{index}"), kind=draw(kind), name=name, **optional(draw, plates=_PLATES))
        for index, name in enumerate(names)
    ]
    return SetBodies(units=units, bodies=tuple(planned))


@draws(HangPlates)
def hang_plates(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Hang name plates on bodies."""
    bodies = selected(draw, structure, InternalBody)
    return None if bodies is None else HangPlates(bodies=bodies, plates=draw(_PLATES))
