"""Draws of steps that make one force of several categories of staff."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.reforms.steps import Step
from basegov.reforms.workforce import ConsolidateCategories, DefineStaffCategory, Placement, SetStaffStandards
from basegov.structure.organisations import Department
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.workforce import StaffCategory, Unification
from basegov.testing.actions.draws import draws, free_id, optional, pick, pick_some, selected, word


def _categories(structure: Structure) -> list[str]:
    """Return the categories that there are: those that staff write, and those that are laid down."""
    people: list[Any] = [*structure.records(Staff), *structure.records(StaffGroup)]
    written = [person.category for person in people if isinstance(person.category, str)]
    return [*dict.fromkeys([*written, *(category.id for category in structure.records(StaffCategory))])]


@draws(ConsolidateCategories)
def consolidate_categories(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Make a new category, or one of those that there are, of one or two of them."""
    some = pick_some(draw, _categories(structure), most=2)
    if not some:
        return None
    lines = (Placement(grade="senior", where={"years": ">= 10"}), Placement(grade="junior"))
    terms = optional(
        draw, name=word("Community workers"), post_approved=st.booleans(), placement=st.sampled_from([lines, lines[1:]])
    )  # fmt: skip
    into = draw(st.sampled_from([free_id(structure, "force"), some[0]]))
    return ConsolidateCategories(categories=some, into=into, **terms)


@draws(DefineStaffCategory)
def define_staff_category(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Lay something down of a category that there is, or of a new one."""
    category = draw(st.sampled_from([free_id(structure, "force"), *_categories(structure)]))
    terms: dict[str, st.SearchStrategy[Any]] = {
        "entry_channel": word("open_recruitment", "secondment"),
        "quota_managed": st.booleans(),
        "duties": st.sampled_from([("visits",), ("visits", "surveys")]),
        "duty_count": st.integers(1, 9).map(Count),
    }
    departments = [department.id for department in structure.records(Department)]
    if departments:
        terms |= {"payer": st.sampled_from(departments), "commander": st.sampled_from(departments)}
    return DefineStaffCategory(category=category, scope="everybody there", **optional(draw, **terms))


@draws(SetStaffStandards)
def set_staff_standards(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Set which standards apply to categories, people or groups."""
    classes = [cls for cls in (Staff, StaffGroup, StaffCategory) if structure.records(cls)]
    cls = pick(draw, classes)
    of = None if cls is None else selected(draw, structure, cls)
    if of is None:
        return None
    words = st.dictionaries(st.sampled_from(Unification), word("town", "district"), min_size=1, max_size=3)
    return SetStaffStandards(of=of, standards=draw(words))
