"""People of whom rules count some: as persons, each one, and as groups, whose numbers are open."""

from __future__ import annotations

import attrs

from basegov.structure.headcounts import is_a
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.testing.drafts.draft import TOP, Draft
from basegov.testing.drafts.makers.scales import state_categories
from basegov.testing.drafts.parts import Terms
from basegov.testing.drafts.sums import Amount, amount_in


def list_people(draft: Draft) -> None:
    """State that all people are listed, and of whom no rule has said a category that it is one that none speaks of."""
    for kind in ("staff", "staff_group"):
        draft.close(kind)
    if draft.settling:
        state_categories(draft)


def of_kinds(people: Selector) -> tuple[Selector, ...]:
    """Return selectors of persons and of groups, as far as a selector means them."""
    kinds = ("staff", "staff_group") if people.kind == "node" else (people.kind,)
    return tuple(attrs.evolve(people, kind=kind) for kind in kinds)


def people_of(draft: Draft, people: Selector, within: str | None = None) -> tuple[Staff | StaffGroup, ...]:
    """Return the persons and groups that a selector means; a part of a group that is meant too counts there."""
    found = [n for one in of_kinds(people) for n in draft.found(one, within=within)]
    ids = {node.id for node in found}
    return tuple(
        node for node in found if isinstance(node, Staff | StaffGroup) and getattr(node, "part_of", None) not in ids
    )


def counted(people: tuple[Staff | StaffGroup, ...]) -> tuple[list[tuple[Amount, int]], int]:
    """Return the open numbers of groups, and how many persons there are beside them."""
    groups = [(amount_in(node, "count"), 1) for node in people if isinstance(node, StaffGroup)]
    return groups, sum(isinstance(node, Staff) for node in people)


def people_terms(draft: Draft, category: str, within: str) -> tuple[Terms, int]:
    """Return the number of people of a category inside a node: open numbers of groups, and persons."""
    meant = Selector(kind="node", where={"category": category})
    return counted(people_of(draft, meant, None if within == TOP else within))


def new_group(draft: Draft, people: Selector, within: str | None = None) -> StaffGroup:
    """Make one more group that a selector means."""
    meant = next(one for one in of_kinds(people) if one.kind != "staff")
    before = {node.id for node in draft.found(meant)}
    draft.need(meant, len(draft.found(meant, within=within)) + 1, within=within)
    made: StaffGroup = next(node for node in draft.found(meant) if node.id not in before)
    return made


def works_at(draft: Draft, node: Node, kind: str) -> bool:
    """Whether somebody is assigned to a place of a kind so far."""
    places = (draft.structure.node(a.place) for a in draft.structure.where(Assignment, staff=node.id))
    return any(is_a(place, frozenset({kind})) for place in places)
