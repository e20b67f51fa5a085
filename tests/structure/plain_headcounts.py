"""The plain version of counting people, which asks everything anew of everybody; the library's is compared with it."""

from __future__ import annotations

import attrs

from basegov.quantities import Count
from basegov.structure.forces import parts_are_listed, parts_of
from basegov.structure.headcounts import Tally, less, people_in
from basegov.structure.records import Node, kinds_of
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.units import Inventory
from basegov.values import NOT_STATED, NotStated, Truth


def plain_lists_all_about(structure, id_, kind):
    for scope in (id_, *(node.id for node in structure.ancestors(id_))):
        for inventory in structure.where(Inventory, scope=scope, of=kind):
            if not isinstance(inventory.complete, NotStated):
                return inventory.complete
    return False


def plain_works_in(structure, kinds, role=None):
    def asked(node):
        answers = [Truth.FALSE if plain_lists_all_about(structure, node.id, "assignment") else Truth.UNKNOWN]
        for assignment in structure.where(Assignment, staff=node.id):
            if not frozenset(kinds).isdisjoint(kinds_of(type(structure.node(assignment.place)))):
                same = NOT_STATED if isinstance(assignment.role, NotStated) else assignment.role == role
                answers.append(Truth.TRUE if role is None else Truth.of(same))
        return Truth.all(answer.negated for answer in answers).negated

    return asked


def plain_tally(structure, staff, asked):
    kinds = ("staff", "staff_group") if staff.kind == "node" else (staff.kind,)
    selectors = [attrs.evolve(staff, kind=kind) for kind in kinds]
    meant = {
        node.id: (node, answer)
        for selector in selectors
        for node in structure.records(Node)
        if isinstance(node, Staff | StaffGroup) and (answer := selector.match(structure, node)[0]) is not Truth.FALSE
    }
    unlisted = not all(selector.ids or selector.lists_all(structure) for selector in selectors)
    found, open_ = [], []
    for node, sure in meant.values():
        if getattr(node, "part_of", None) in meant:
            continue
        for part, answer, count in _leaves(structure, node, asked, meant):
            if count.high != 0:
                found.append((sure, answer, count))
                open_ += [(part, "count")] if not count.is_exact else []
                open_ += [(part, "answer")] if answer is Truth.UNKNOWN else []
                open_ += [(part, "category")] if sure is Truth.UNKNOWN else []

    def those(wanted):
        total = Count(0)
        for sure, answer, count in found:
            if answer is wanted and sure is Truth.TRUE:
                total = total + count
            elif answer in (wanted, Truth.UNKNOWN):
                total = total + Count.between(0, count.high)
        return Count.between(total.low, None) if unlisted else total

    return Tally(those(Truth.TRUE), those(Truth.FALSE), tuple(open_), unlisted)


def _leaves(structure, node, asked, chosen):
    parts = parts_of(structure, node.id) if isinstance(node, StaffGroup) else ()
    if not parts or not all(part.id in chosen for part in parts):
        return [(node, asked(node), people_in(structure, node))]
    answers = {asked(part) for part in parts}
    if len(answers) == 1 and parts_are_listed(structure, node):
        return [(node, answers.pop(), people_in(structure, node))]
    found = [leaf for part in parts for leaf in _leaves(structure, part, asked, chosen)]
    if not parts_are_listed(structure, node):
        named = Count.total(count for _, _, count in found)
        found.append((node, Truth.UNKNOWN, less(people_in(structure, node), named)))
    return found
