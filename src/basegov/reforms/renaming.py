"""New names, new codes, new kinds: a unit stays the same one through all of them."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.diagnostics.mergers import NOT_MERGEABLE
from basegov.reforms.events import Event
from basegov.reforms.items import must_be_free, one_of_kind
from basegov.reforms.mergers import redirected
from basegov.reforms.recounting import recounted
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.organisations import Committee, CommitteeKind
from basegov.structure.records import Record
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, CommunityKind, Unit
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated


@attrs.frozen(kw_only=True)
class UnitRenamed(Event):
    """A unit was given another name, another code, or both. It stayed the same unit.

    Parameters
    ----------
    unit : str
        The unit.
    was, is_ : str
        Name or code before and after.
    """

    unit: str
    was: str
    is_: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.unit}: {self.was} is now {self.is_}", f"{self.unit}：{self.was} 改为 {self.is_}")


@attrs.frozen(kw_only=True)
class VillageConverted(Event):
    """A village became an urban community. It stayed the same place.

    Parameters
    ----------
    unit : str
        The village.
    """

    unit: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"the village {self.unit} became urban", f"{self.unit} 村改居")


def renamed(unit: Unit, name: str | NotStated, code: str | NotStated) -> tuple[Unit, tuple[UnitRenamed, ...]]:
    """Return a unit under another name and code, which are remembered, with what happened."""
    fields: dict[str, Any] = {}
    events = []
    if isinstance(name, str) and name != unit.name:
        former = () if isinstance(unit.name, NotStated) else (unit.name,)
        fields |= {"name": name, "aliases": tuple(a for a in dict.fromkeys((*unit.aliases, *former)) if a != name)}
        events.append(UnitRenamed(unit=unit.id, was=unit.label, is_=name))
    if isinstance(code, str) and code != unit.code:
        former = () if isinstance(unit.code, NotStated) else (unit.code,)
        codes = tuple(c for c in dict.fromkeys((*unit.former_codes, *former)) if c != code)
        fields |= {"code": code, "former_codes": codes}
        events.append(UnitRenamed(unit=unit.id, was=NOT_STATED.value if not former else former[0], is_=code))
    return attrs.evolve(unit, **fields), tuple(events)


@step(en="rename a unit", zh="更名、变更代码")
@attrs.frozen(kw_only=True)
class RenameUnit(Step):
    """Give a unit another name or another code. Its id stays; what it was called and coded is remembered.

    Parameters
    ----------
    unit : str
        The unit, by id, code or name.
    name : str, optional
        The new name.
    code : str, optional
        The new code.

    Notes
    -----
    Used by the fictional district.
    """

    unit: str
    name: str | NotStated = NOT_STATED
    code: str | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write name and code."""
        unit, events = renamed(one_of_kind(structure, self.unit, Unit), self.name, self.code)
        own = (
            {}
            if isinstance(self.source, NotStated)
            else {f: self.source for f in ("name", "code") if isinstance(getattr(self, f), str)}
        )
        return Effect(put=(attrs.evolve(unit, sources={**unit.sources, **own}),), events=events)


@step(en="convert a village", zh="村改居")
@attrs.frozen(kw_only=True)
class ConvertVillage(Step):
    """Let a village become an urban community, with a residents' committee in the place of the villagers' committee.

    The place keeps its id; the villagers' committee goes, and the residents' committee takes over what names it.

    Parameters
    ----------
    unit : str
        The village.
    name, code : str, optional
        Its new name and code.
    committee : str, optional
        Id of the residents' committee; where there is a villagers' committee it becomes this one.

    Notes
    -----
    Used by the fictional district.
    """

    unit: str
    name: str | NotStated = NOT_STATED
    code: str | NotStated = NOT_STATED
    committee: str | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write the kind, and let the committee become another one."""
        village: Community = one_of_kind(structure, self.unit, Community)
        if village.kind is not CommunityKind.VILLAGE:
            found, expected = (Text(k.text("en"), k.text("zh")) for k in (village.kind, CommunityKind.VILLAGE))
            raise refuse(NOT_MERGEABLE(unit=village.label, found=found, expected=expected))
        unit, events = renamed(village, self.name, self.code)
        put: list[Record] = [attrs.evolve(unit, kind=CommunityKind.CONVERTED_VILLAGE)]  # type: ignore[call-arg]
        drop: list[Record] = []
        committees = [
            c for c in structure.where(Committee, kind=CommitteeKind.VILLAGERS) if village.id in (c.area, c.parent)
        ]
        lineage: tuple[tuple[str, str], ...] = ()
        if isinstance(self.committee, str):
            must_be_free(structure, self.committee)
            becomes = {c.id: self.committee for c in committees}
            put.append(
                Committee(
                    id=self.committee, kind=CommitteeKind.RESIDENTS, parent=village.id, area=village.id,
                    level=committees[0].level if committees else NOT_STATED, source=self.source,
                )
            )  # fmt: skip
            drop += committees
            for before, after, _ in redirected(structure, becomes):
                drop += [r for r in before if after is None or r.key != after.key]
                put += [] if after is None else [after]
            lineage = tuple(becomes.items())
        converted = VillageConverted(unit=village.id)
        return Effect(
            put=tuple(recounted(structure, put, drop)), drop=tuple(drop),
            events=(*events, converted, *(CommitteeReplaced(old=a, new=b) for a, b in lineage)),
        )  # fmt: skip


@attrs.frozen(kw_only=True)
class CommitteeReplaced(Event):
    """A residents' committee took the place of a villagers' committee.

    Parameters
    ----------
    old, new : str
        The committees.
    """

    old: str
    new: str

    @property
    def lineage(self) -> tuple[tuple[str, str], ...]:
        """The one became the other."""
        return ((self.old, self.new),)

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.new} took the place of {self.old}", f"{self.new} 接替 {self.old}")
