"""Mergers as they are proposed: which units are to become which, before anything is done.

The rules that judge a finished change judge a proposal too, so a plan can be checked before it is carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import accumulate, chain
from typing import ClassVar

import attrs

from basegov.diagnostics.mergers import UNIT_IN_TWO_MERGERS
from basegov.errors import Diagnostic, InputError, NotFoundError
from basegov.reforms.changes import Change
from basegov.sources import Source
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated


def _as_parts(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(parts)))


def as_reasons(value: Mapping[str, str]) -> FrozenMap[str, str]:
    """Return reasons of exceptions by rule (the converter of fields)."""
    return FrozenMap(value)


@attrs.frozen(kw_only=True, cache_hash=True)
class Merger:
    """Units that are to become one, or have become one.

    Parameters
    ----------
    parts : tuple of str
        The units by id, code or name; order and repetition do not matter.
    into : str, optional
        Id of the unit that they become.
    exceptions : mapping of str to str
        Recorded exceptions made for this merger: rule (by id or kind) and the reason.
    """

    parts: tuple[str, ...] = attrs.field(converter=_as_parts)
    into: str | NotStated = NOT_STATED
    exceptions: FrozenMap[str, str] = attrs.field(default=EMPTY, converter=as_reasons)

    @property
    def id(self) -> str:
        """The id of the new unit, or the parts while that is not stated."""
        return "+".join(self.parts) if isinstance(self.into, NotStated) else self.into


NO_TITLE = Text("", "")


def _as_mergers(mergers: Iterable[Merger]) -> tuple[Merger, ...]:
    return tuple(mergers)


@attrs.frozen(kw_only=True, repr=False)
class MergerPlan:
    """Mergers that are proposed together.

    Parameters
    ----------
    id : str
        Name of the plan.
    mergers : tuple of Merger
        The groups; no unit is in two of them.
    name : Text
        Its title.
    source : Source, optional
        On what it rests.
    """

    id: str = "plan"
    mergers: tuple[Merger, ...] = attrs.field(default=(), converter=_as_mergers)
    name: Text = NO_TITLE
    source: Source | NotStated = NOT_STATED

    @classmethod
    def from_assignment(cls, groups: Mapping[str, str], *, id: str = "plan") -> MergerPlan:
        """Build a plan from the group of every unit; units that are alone in their group stay what they are."""
        parts: dict[str, list[str]] = {}
        for unit, group in groups.items():
            parts.setdefault(group, []).append(unit)
        return cls(id=id, mergers=tuple(Merger(parts=p, into=g) for g, p in parts.items() if len(p) > 1))

    def on(self, structure: Structure) -> Proposal:
        """Return the plan as a proposal for a structure, with every unit found.

        Raises
        ------
        NotFoundError
            For units that the structure does not have; near misses are suggested.
        InputError
            For a unit that is part of two mergers.
        """
        proposal = Proposal(structure, structure, plan=self, mergers=self.mergers)
        layout = proposal.layout
        if layout is not None and len(set(layout.flat)) == len(layout.flat):
            return proposal
        return Proposal(structure, structure, plan=self, mergers=self._found(structure))

    def _found(self, structure: Structure) -> tuple[Merger, ...]:
        """Return the mergers with their units by id, or raise what is wrong with them."""
        wrong: list[Diagnostic] = []
        taken: dict[str, Merger] = {}
        found = []
        for merger in self.mergers:
            ids, lost = _resolved(structure, merger.parts)
            wrong += lost
            at_home = attrs.evolve(merger, parts=ids)
            for part in at_home.parts:
                other = taken.setdefault(part, merger)
                if other is not merger:
                    unit = structure.node(part).label
                    wrong.append(UNIT_IN_TWO_MERGERS(unit=unit, first=other.id, second=merger.id))
            found.append(at_home)
        if wrong:
            lost_only = all(d.kind is not UNIT_IN_TWO_MERGERS for d in wrong)
            raise (NotFoundError if lost_only else InputError)(wrong)
        return tuple(found)

    def __repr__(self) -> str:
        return f"<MergerPlan {self.id}: {len(self.mergers)} mergers>"


@attrs.frozen
class Layout:
    """Groups of nodes as numbers, one group after the other.

    Parameters
    ----------
    flat : list of int
        The numbers of the nodes (:func:`numbers`).
    ends : list of int
        Where each group ends.
    """

    flat: list[int]
    ends: list[int]

    @classmethod
    def build(cls, structure: Structure, mergers: Iterable[Merger]) -> Layout | None:
        """Lay out the parts of mergers; None when one of them is no id of a node."""
        groups = [merger.parts for merger in mergers]
        known = structure.cached("numbers", numbers)
        try:
            flat = list(map(known.__getitem__, chain.from_iterable(groups)))
        except KeyError:
            return None
        return cls(flat, list(accumulate(map(len, groups))))


def numbers(structure: Structure) -> dict[str, int]:
    """Return a number for every node of a structure, by its id."""
    return {id_: number for number, id_ in enumerate(structure.ids())}


def _resolved(structure: Structure, names: Iterable[str]) -> tuple[tuple[str, ...], list[Diagnostic]]:
    ids: list[str] = []
    wrong: list[Diagnostic] = []
    for name in names:
        try:
            ids.append(structure[name].id)
        except NotFoundError as error:
            wrong += error.diagnostics
    return tuple(ids), wrong


@attrs.define(frozen=True, slots=False, eq=False, repr=False)
class Proposal(Change):
    """A merger plan for a structure: a change of which nothing is done yet.

    Rules over mergers judge its mergers; rules over a structure judge the structure as it stands; rules that compare
    a before with an after do not apply yet.

    Parameters
    ----------
    plan : MergerPlan
        The plan.
    mergers : tuple of Merger
        Its mergers, with units by id.
    """

    plan: MergerPlan = attrs.field(kw_only=True)
    mergers: tuple[Merger, ...] = attrs.field(kw_only=True)

    is_proposal: ClassVar[bool] = True

    @cached_property
    def layout(self) -> Layout | None:
        """The mergers as numbers of nodes; None while a unit is not found by its id."""
        return Layout.build(self.before, self.mergers)

    @property
    def words(self) -> Text:
        """The proposal as a part of a title."""
        return Text(f"with {self.plan.id} proposed", f"拟议 {self.plan.id}")

    def __repr__(self) -> str:
        return f"<Proposal {self.plan.id} for {self.before.id}: {len(self.mergers)} mergers>"
