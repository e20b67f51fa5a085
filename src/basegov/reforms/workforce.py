"""Making one force of several categories of staff: names, grades and standards change; nobody is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from basegov.diagnostics.posts import NO_SUCH_STAFF
from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.quantities import Count
from basegov.reforms.accounts import Carried
from basegov.reforms.events import Event
from basegov.reforms.items import one_of_kind
from basegov.reforms.posts import number_of, optional_count, stated
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.headcounts import people_in
from basegov.structure.merging import redirect
from basegov.structure.posts import PostPool
from basegov.structure.records import Record
from basegov.structure.selection import Selector, as_selector, has_one_of
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Inventory
from basegov.structure.workforce import Enrolment, StaffCategory, StaffStandard, Unification
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated, Truth, as_words


@attrs.frozen(kw_only=True)
class CategoryConsolidated(Event):
    """A category of staff became part of another one.

    Parameters
    ----------
    category, into : str
        The category that there was, and the one that there is.
    count : Count
        How many people were in it.
    people : tuple of str
        Who was in it: people and groups.
    holders : tuple of str
        Who had posts of it.
    """

    category: str
    into: str
    count: Count
    people: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()

    @property
    def lineage(self) -> tuple[tuple[str, str], ...]:
        """The category became the other one."""
        return ((self.category, self.into),)

    @property
    def words(self) -> Text:
        """The event in words."""
        many = "" if self.count.says_nothing else f" ({self.count.text('en')} people)"
        ren = "" if self.count.says_nothing else f"（{self.count.text('zh')}人）"
        return Text(f"{self.category}{many} became {self.into}", f"{self.category}{ren}并入{self.into}")


@attrs.frozen(kw_only=True)
class StandardsEnded(Event):
    """Standards of a category of staff ended with it.

    Parameters
    ----------
    category : str
        The category.
    respects : tuple of Text
        In which respects there were any.
    """

    category: str
    respects: tuple[Text, ...]

    @property
    def words(self) -> Text:
        """The event in words."""
        en, zh = ", ".join(one.en for one in self.respects), "、".join(one.zh for one in self.respects)
        return Text(f"the standards of {self.category} ended ({en})", f"{self.category}的标准（{zh}）终止")


@attrs.frozen(kw_only=True)
class StaffCategorySet(Event):
    """What holds for a category of staff was laid down.

    Parameters
    ----------
    category : str
        The category.
    fixed : tuple of Text
        What was laid down.
    people : tuple of str
        Of whom something else was laid down on their own before.
    """

    category: str
    fixed: tuple[Text, ...]
    people: tuple[str, ...] = ()

    @property
    def words(self) -> Text:
        """The event in words."""
        en, zh = ", ".join(one.en for one in self.fixed), "、".join(one.zh for one in self.fixed)
        return Text(f"{self.category}: {en} laid down", f"{self.category}：明确{zh}")


def _several(value: Mapping[str, Any]) -> FrozenMap[str, tuple[str | int, ...]]:
    return FrozenMap({f: tuple(v) if isinstance(v, list | tuple) else (v,) for f, v in value.items()})


@attrs.frozen(kw_only=True)
class Placement:
    """One line of a placement rule: who fulfils it is placed in its grade.

    Parameters
    ----------
    grade : str
        The grade.
    where : mapping
        For fields of an `Enrolment` (``original``, ``education``, ``years``, ``professional_level``) the values one of
        which must hold, or a bound of years. Empty: everybody.
    """

    grade: str
    where: FrozenMap[str, tuple[str | int, ...]] = attrs.field(factory=FrozenMap, converter=_several)

    def fits(self, enrolment: Enrolment) -> Truth:
        """Say whether somebody fulfils the line; unknown while a fact that decides is not stated."""
        return Truth.all(has_one_of(getattr(enrolment, field), values) for field, values in self.where.items())


def place(enrolment: Enrolment, lines: Iterable[Placement]) -> str | NotStated:
    """Return the grade of the first line that somebody fulfils; not stated while an earlier line may be fulfilled."""
    for line in lines:
        answer = line.fits(enrolment)
        if answer is not Truth.FALSE:
            return line.grade if answer is Truth.TRUE else NOT_STATED
    return NOT_STATED


@step(en="consolidate categories of staff", zh="归并人员类别")
@attrs.frozen(kw_only=True)
class ConsolidateCategories(Step):
    """Make one category of several: their people, and the posts allotted to them, belong to it from now on.

    Everybody is enrolled with the category from which they came, and placed in a grade by the first line of `placement`
    that fits; whom no line surely fits has no stated grade.

    Parameters
    ----------
    categories : tuple of str
        The categories that there were.
    into : str
        The category that there is from now on; it may be one of them.
    name : str, optional
        Its name.
    post_approved : bool, optional
        Whether the posts of those who are enrolled are approved.
    placement : tuple of Placement
        The placement rule, its lines in order.

    Notes
    -----
    Used by XZ-023 and XZ-028 (eleven categories of co-administrators, and full-time community workers).
    """

    categories: tuple[str, ...] = attrs.field(converter=as_words)
    into: str
    name: str | NotStated = NOT_STATED
    post_approved: bool | NotStated = NOT_STATED
    placement: tuple[Placement, ...] = attrs.field(default=(), converter=tuple)

    def effect(self, structure: Structure) -> Effect:
        """Write people, enrolments and pools with the new category."""
        put: dict[object, Record] = {}
        drop: list[Record] = []
        events: list[Event] = []
        carried: list[Carried] = []
        if self.into not in structure:
            put[self.into] = StaffCategory(id=self.into, name=self.name, source=self.source)
        elif isinstance(self.name, str):
            known: StaffCategory = one_of_kind(structure, self.into, StaffCategory)
            put[self.into] = attrs.evolve(known, name=self.name)
        pools: list[PostPool] = []
        for category in dict.fromkeys(self.categories):
            staff: list[Any] = [
                *structure.where(Staff, category=category), *structure.where(StaffGroup, category=category)
            ]  # fmt: skip
            if not staff and not isinstance(structure.get(category), StaffCategory):
                raise refuse(NO_SUCH_STAFF(category=category))
            for person in staff:
                put[person.id] = attrs.evolve(person, category=self.into)
                drop += structure.where(Enrolment, staff=person.id)
                enrolment = self._enrolment(structure, person, category)
                put[enrolment.key] = enrolment
            held = structure.where(PostPool, category=category)
            pools += held
            count = Count.total(
                people_in(structure, p) for p in staff if not isinstance(getattr(p, "part_of", NOT_STATED), str)
            )
            events.append(
                CategoryConsolidated(
                    category=category, into=self.into, count=count, people=tuple(person.id for person in staff),
                    holders=tuple(dict.fromkeys(pool.unit for pool in held)),
                )
            )  # fmt: skip
            if category != self.into and category in structure:
                self._end(structure, category, put, drop)
                ended = structure.where(StaffStandard, of=category)
                if ended:
                    respects = tuple(Text(row.respect.text("en"), row.respect.text("zh")) for row in ended)
                    events.append(StandardsEnded(category=category, respects=respects))
        self._pool(structure, pools, put, drop, carried)
        return Effect(
            put=tuple(put.values()), drop=tuple(dict.fromkeys(drop)), events=tuple(events), carried=tuple(carried)
        )

    def _enrolment(self, structure: Structure, person: Staff | StaffGroup, category: str) -> Enrolment:
        known = structure.where(Enrolment, staff=person.id)
        base = known[0] if known else Enrolment(staff=person.id, category=self.into, source=self.source)
        approved = base.post_approved if isinstance(self.post_approved, NotStated) else self.post_approved
        new = attrs.evolve(base, category=self.into, original=category, post_approved=approved)
        grade = place(new, self.placement) if self.placement else new.grade
        return attrs.evolve(new, grade=grade)

    def _end(self, structure: Structure, category: str, put: dict[object, Record], drop: list[Record]) -> None:
        """End a category; what speaks of it speaks of the new one, and its standards and counts end with it."""
        drop.append(structure.node(category))
        for record, _ in structure.references_to(category):
            drop.append(record)
            ends = isinstance(record, StaffCategory) and record.id in self.categories and record.id != self.into
            if not ends and not isinstance(record, StaffStandard | Inventory):
                moved = redirect(record, {category: self.into})
                if moved is not None:
                    put[moved.key] = moved

    def _pool(
        self, structure: Structure, pools: list[PostPool], put: dict[object, Record], drop: list[Record],
        carried: list[Carried],
    ) -> None:  # fmt: skip
        """Let the posts of the categories be posts of the new one, lot by lot."""
        by_key: dict[tuple[str, str | None], list[PostPool]] = {}
        for pool in pools:
            by_key.setdefault((pool.unit, pool.lot), []).append(pool)
        for (unit, lot), parts in by_key.items():
            there = structure.find_record(PostPool, (PostPool, unit, self.into, lot))
            before = list(dict.fromkeys([*parts, *([there] if there is not None else [])]))
            posts = stated(Count.total(number_of(pool) for pool in before))
            new = attrs.evolve(parts[0], category=self.into, posts=posts)
            put[new.key] = new
            drop += before
            carried.append(Carried(before=tuple(before), after=(new,)))


FIXED: Final = {
    "name": Text("name", "名称"), "entry_channel": Text("entry channel", "入职渠道"),
    "payer": Text("payer", "经费来源"),
    "commander": Text("commander", "指挥主体"), "scope": Text("scope", "人员范围"),
    "quota_managed": Text("management by quota", "员额管理"), "duties": Text("duties", "岗位职责"),
    "duty_count": Text("number of duties", "岗位职责项数"),
}  # fmt: skip
"""What a step may lay down of a category of staff, in words."""


@step(en="define a category of staff", zh="明确人员类别")
@attrs.frozen(kw_only=True)
class DefineStaffCategory(Step):
    """Lay down what holds for a category of staff: who belongs to it, how people get in, their duties.

    Parameters
    ----------
    category : str
        Its id, which is the word that staff write as their category.
    name, entry_channel, payer, commander, scope, quota_managed, duties, duty_count
        As for `StaffCategory`; what is left out stays as it was.

    Notes
    -----
    Used by WH-036 and WH-037.
    """

    category: str
    name: str | NotStated = NOT_STATED
    entry_channel: str | NotStated = NOT_STATED
    payer: str | NotStated = NOT_STATED
    commander: str | NotStated = NOT_STATED
    scope: str | NotStated = NOT_STATED
    quota_managed: bool | NotStated = NOT_STATED
    duties: tuple[str, ...] | NotStated = NOT_STATED
    duty_count: Count | NotStated = attrs.field(default=NOT_STATED, converter=optional_count)

    def effect(self, structure: Structure) -> Effect:
        """Write the category."""
        there = self.category in structure
        old: StaffCategory = (
            one_of_kind(structure, self.category, StaffCategory) if there else StaffCategory(id=self.category)
        )
        given: dict[str, Any] = {n: v for n in FIXED if not isinstance(v := getattr(self, n), NotStated)}
        for reference in ("payer", "commander"):
            if reference in given:
                given[reference] = structure[given[reference]].id
        if not isinstance(self.source, NotStated):
            given["source"] = self.source
        new = attrs.evolve(old, **given)
        fixed = tuple(words for name, words in FIXED.items() if name in given)
        return Effect(put=(new,), events=(StaffCategorySet(category=new.id, fixed=fixed),))


def _standards(value: Mapping[Any, str]) -> FrozenMap[Unification, str]:
    return FrozenMap({Unification(respect): standard for respect, standard in value.items()})


@step(en="set standards for staff", zh="统一人员管理标准")
@attrs.frozen(kw_only=True)
class SetStaffStandards(Step):
    """Set which standard applies to categories of staff, or to people and groups of their own.

    Parameters
    ----------
    of : Selector
        The categories, people or groups.
    standards : mapping of Unification to str
        Which standard in which respect. What people of a category had of their own in that respect ends.

    Notes
    -----
    Used by XZ-025 (six unifications) and XZ-026 (one strengthening).
    """

    of: Selector = attrs.field(converter=as_selector)
    standards: FrozenMap[Unification, str] = attrs.field(converter=_standards)

    def effect(self, structure: Structure) -> Effect:
        """Write the standards."""
        meant = self.of.select(structure).sure
        if not meant:
            raise refuse(NOTHING_SELECTED(selector=self.of))
        put: list[Record] = []
        drop: list[Record] = []
        events: list[Event] = []
        for node in meant:
            own_before: list[StaffStandard] = []
            for respect, standard in self.standards.items():
                put.append(StaffStandard(of=node.id, respect=respect, standard=standard, source=self.source))
                if isinstance(node, StaffCategory):
                    own_before += [
                        own for own in structure.where(StaffStandard, respect=respect)
                        if getattr(structure.node(own.of), "category", None) == node.id
                    ]  # fmt: skip
            fixed = tuple(Text(respect.text("en"), respect.text("zh")) for respect in self.standards)
            drop += own_before
            people = tuple(dict.fromkeys(own.of for own in own_before))
            events.append(StaffCategorySet(category=node.id, fixed=fixed, people=people))
        return Effect(put=tuple(put), drop=tuple(dict.fromkeys(drop)), events=tuple(events))
