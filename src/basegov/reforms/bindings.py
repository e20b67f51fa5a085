"""Steps on responsible persons and estates: lists of duties, bindings, the management of property."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from basegov.dates import Date
from basegov.diagnostics.society import NOTHING_LISTED
from basegov.quantities import Count
from basegov.reforms.events import Event
from basegov.reforms.funds import selected
from basegov.reforms.items import as_date, must_be_free, one_of_kind
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.bindings import BindingStep, KeySector, ResponsibilityBinding, ResponsibleCategory
from basegov.structure.estates import Estate
from basegov.structure.records import Node, Record, kind_label
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, stated_words


@attrs.frozen(kw_only=True)
class DutiesListed(Event):
    """A list of duties was drawn up for a category of responsible persons."""

    category: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"the duties of {self.category} were listed", f"为 {self.category} 制定责任清单")


@attrs.frozen(kw_only=True)
class ListsCounted(Event):
    """It was stated for how many sectors or categories there are lists of duties."""

    of: str
    total: Count

    @property
    def words(self) -> Text:
        """The event in words."""
        what = kind_label(self.of)
        return Text(
            f"duties were listed for {self.total.text('en')} ({what.en})",
            f"责任清单覆盖 {self.total.text('zh')} 个{what.zh}",
        )


@attrs.frozen(kw_only=True)
class PersonBound(Event):
    """A responsible person was bound."""

    subject: str
    steps: tuple[BindingStep, ...]

    @property
    def words(self) -> Text:
        """The event in words."""
        en = ", ".join(step.text("en") for step in self.steps)
        zh = "、".join(step.text("zh") for step in self.steps)
        return Text(f"{self.subject} was bound: {en}", f"{self.subject} 完成责任绑定：{zh}")


@attrs.frozen(kw_only=True)
class EstateManaged(Event):
    """The property of an estate was put under management, or rated."""

    estate: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"the management of {self.estate} was settled", f"{self.estate} 落实物业管理")


def _count(value: Any) -> Count | NotStated:
    return value if isinstance(value, NotStated) else Count(value)


@step(en="list duties of responsible persons", zh="制定责任清单")
@attrs.frozen(kw_only=True)
class ListResponsibilities(Step):
    """Draw up lists of duties of responsible persons: of a category in a sector, or of so many of both.

    Parameters
    ----------
    within : str
        The unit in which they hold.
    category : str, optional
        Id of a new category; left out where only their number is stated.
    name : str, optional
        Its name.
    sector : str, optional
        The key sector: one that is there, or the id of a new one.
    sector_name : str, optional
        The name of a new sector.
    aspects : tuple of str, optional
        On which aspects the list lays duties.
    sectors, categories : Count, optional
        How many sectors and categories have lists in all, whether they are named or not.

    Notes
    -----
    Used by BA-074 to BA-076.
    """

    within: str
    category: str | NotStated = NOT_STATED
    name: str | NotStated = NOT_STATED
    sector: str | NotStated = NOT_STATED
    sector_name: str | NotStated = NOT_STATED
    aspects: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=stated_words)
    sectors: Count | NotStated = attrs.field(default=NOT_STATED, converter=_count)
    categories: Count | NotStated = attrs.field(default=NOT_STATED, converter=_count)

    def effect(self, structure: Structure) -> Effect:
        """Write the category, the sector where it is new, and how many there are in all."""
        unit = structure[self.within]
        numbers = {"key_sector": self.sectors, "responsible_category": self.categories}
        put: list[Record] = []
        events: list[Event] = []
        if isinstance(self.category, str):
            put += self._list(structure, unit, self.category)
            events.append(DutiesListed(category=self.category))
        for kind, number in numbers.items():
            if isinstance(number, Count):
                put.append(self._number(structure, unit, kind, number))
                events.append(ListsCounted(of=kind, total=number))
        if not put:
            raise refuse(NOTHING_LISTED(unit=unit.label))
        return Effect(put=tuple(put), events=tuple(events))

    def _number(self, structure: Structure, unit: Node, kind: str, number: Count) -> Inventory:
        standing = structure.find_record(Inventory, (Inventory, unit.id, kind)) or Inventory(scope=unit.id, of=kind)
        return attrs.evolve(standing, total=number, source=self.source)

    def _list(self, structure: Structure, unit: Node, category: str) -> list[Record]:
        must_be_free(structure, category)
        put: list[Record] = []
        sector = self.sector
        if isinstance(sector, str):
            if sector in structure or sector in structure.names:
                sector = str(one_of_kind(structure, sector, KeySector).id)
            else:
                put.append(KeySector(id=sector, name=self.sector_name, parent=unit.id, source=self.source))
        put.append(
            ResponsibleCategory(
                id=category, name=self.name, parent=unit.id, sector=sector, aspects=self.aspects,
                source=self.source,
            )
        )  # fmt: skip
        return put


def _steps(value: str | Iterable[Any]) -> tuple[BindingStep, ...]:
    return tuple(BindingStep(one) for one in ((value,) if isinstance(value, str) else value))


@step(en="bind responsible persons", zh="绑定主体责任")
@attrs.frozen(kw_only=True)
class Bind(Step):
    """Bind responsible persons: they sign, their performance is published, and it is entered in the integrity system.

    Steps that are done already stay done; what is not named stays as it is.

    Parameters
    ----------
    subjects : Selector
        Who is bound.
    category : str, optional
        As responsible persons of which category.
    holder : str, optional
        With whom the paper is signed.
    steps : tuple of BindingStep
        What is done: all three where it is left out.
    since : Date, optional
        From when.

    Notes
    -----
    Used by BA-077.
    """

    subjects: Selector = attrs.field(converter=as_selector)
    category: str | NotStated = NOT_STATED
    holder: str | NotStated = NOT_STATED
    steps: tuple[BindingStep, ...] = attrs.field(default=tuple(BindingStep), converter=_steps)
    since: Date | NotStated = attrs.field(default=NOT_STATED, converter=as_date)

    def effect(self, structure: Structure) -> Effect:
        """Write one binding for each of them."""
        category = self.category
        if isinstance(category, str):
            category = str(one_of_kind(structure, category, ResponsibleCategory).id)
        nodes = selected(structure, self.subjects)
        put = tuple(self._binding(structure, node, category) for node in nodes)
        return Effect(put=put, events=tuple(PersonBound(subject=node.id, steps=self.steps) for node in nodes))

    def _binding(self, structure: Structure, node: Node, category: str | NotStated) -> ResponsibilityBinding:
        new = ResponsibilityBinding(subject=node.id, category=category)
        standing = structure.find_record(ResponsibilityBinding, new.key) or new
        done: dict[str, Any] = {one.value: True for one in self.steps}
        holder = standing.holder if isinstance(self.holder, NotStated) else structure[self.holder].id
        since = standing.since if isinstance(self.since, NotStated) else self.since
        return attrs.evolve(standing, holder=holder, since=since, source=self.source, **done)


@step(en="settle the management of estates", zh="落实小区物业管理")
@attrs.frozen(kw_only=True)
class ManageEstates(Step):
    """Put estates under a manager, give them a convention, rate their management; what is left out stays.

    Parameters
    ----------
    estates : Selector
        Which.
    manager : str, optional
        The body that manages the property from now on.
    stars : Count, optional
        How many stars its management is given.
    convention : bool, optional
        Whether the owners or tenants have a convention.

    Notes
    -----
    Used by BA-080.
    """

    estates: Selector = attrs.field(converter=as_selector)
    manager: str | NotStated = NOT_STATED
    stars: Count | NotStated = attrs.field(default=NOT_STATED, converter=_count)
    convention: bool | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write what is settled for each of them."""
        manager = self.manager if isinstance(self.manager, NotStated) else structure[self.manager].id
        settled = {"manager": manager, "stars": self.stars, "convention": self.convention}
        given: dict[str, Any] = {field: value for field, value in settled.items() if not isinstance(value, NotStated)}
        estates = [node for node in selected(structure, self.estates) if isinstance(node, Estate)]
        put = tuple(
            attrs.evolve(e, **given, sources={**e.sources, **self._sources(given)}) for e in estates
        )  # fmt: skip
        return Effect(put=put, events=tuple(EstateManaged(estate=estate.id) for estate in estates))

    def _sources(self, given: dict[str, Any]) -> dict[str, Any]:
        return {} if isinstance(self.source, NotStated) else dict.fromkeys(given, self.source)
