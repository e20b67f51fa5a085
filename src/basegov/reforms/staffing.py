"""Moving staff from one place to another, and letting them go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from basegov.diagnostics.devolution import FORCE_DIVIDED_ALREADY
from basegov.diagnostics.mergers import GROUP_ID_TAKEN, NOT_COUNTED_THERE, NOT_STAFF, PERSON_IS_ONE, TOO_MANY_TO_MOVE
from basegov.quantities import Count, Difference
from basegov.reforms.accounts import Carried, Imbalance
from basegov.reforms.events import Event
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.forces import parts_of
from basegov.structure.management import Dimension, Management
from basegov.structure.records import Node, Record, record_type
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.texts import Text
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated


@attrs.frozen(kw_only=True)
class StaffTransferred(Event):
    """People moved from one place to another.

    Parameters
    ----------
    who : str
        The person or group they were counted in.
    became : str
        The person or group they are counted in now.
    from_, to : str
        Where they were and are counted.
    count : Count
        How many they are.
    """

    who: str
    became: str
    from_: str | NotStated
    to: str
    count: Count

    @property
    def words(self) -> Text:
        """The event in words."""
        origin = self.from_ if isinstance(self.from_, str) else None
        en = f"{self.who}: {self.count.text('en')} transferred" + (f" from {origin}" if origin else "")
        zh = f"{self.who}：{self.count.text('zh')}人" + (f"从 {origin} " if origin else "")
        return Text(f"{en} to {self.to}", f"{zh}调往 {self.to}")


@attrs.frozen(kw_only=True)
class StaffReleased(Event):
    """People left.

    Parameters
    ----------
    who : str
        The person, or the group they were counted in.
    place : str
        Where they were counted.
    count : Count
        How many they are.
    voluntary : bool, optional
        Whether they left of their own will.
    with_them : tuple of str
        What else is no longer recorded, for it was about them: a motion, a part of a force.
    """

    who: str
    place: str
    count: Count
    voluntary: bool | NotStated = NOT_STATED
    with_them: tuple[str, ...] = ()

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.count.text('en')} of {self.who} left", f"{self.who} 有 {self.count.text('zh')} 人离开")


def _as_count(value: Any) -> Count | None:
    return None if value is None else Count(value)


def _as_managers(value: Mapping[Any, str]) -> FrozenMap[Dimension, str]:
    return FrozenMap({Dimension(dimension): manager for dimension, manager in value.items()})


def _staff(structure: Structure, name: str) -> Staff | StaffGroup:
    node = structure[name]
    if not isinstance(node, Staff | StaffGroup):
        raise refuse(NOT_STAFF(who=node.label, found=record_type(type(node)).label))
    return node


def _head_count(node: Staff | StaffGroup) -> Count:
    if isinstance(node, Staff):
        return Count(1)
    return Count.unknown() if isinstance(node.count, NotStated) else node.count


def _remaining(structure: Structure, node: Staff | StaffGroup, count: Count) -> StaffGroup:
    """Return a group without some of its people; refuse when it is one person, has not so many, or has parts."""
    if isinstance(node, Staff):
        raise refuse(PERSON_IS_ONE(who=node.label, count=count))
    if parts_of(structure, node.id):
        raise refuse(FORCE_DIVIDED_ALREADY(force=node.label))
    return _less(node, count)


def _less(node: StaffGroup, count: Count) -> StaffGroup:
    held = _head_count(node)
    if held.high is not None and (count.low or 0) > held.high:
        raise refuse(TOO_MANY_TO_MOVE(who=node.label, count=count, held=held))
    left = held.minus(count)
    high = None if left.high is None else max(0, left.high)
    rest = Count.between(max(0, left.low or 0), high)
    return attrs.evolve(node, count=NOT_STATED if rest.says_nothing else rest)


def _wholes(structure: Structure, node: Staff | StaffGroup) -> Iterator[StaffGroup]:
    """Yield the groups in whose number the people of a group are counted."""
    whole = structure.get(str(getattr(node, "part_of", "")))
    if isinstance(whole, StaffGroup):
        yield whole
        yield from _wholes(structure, whole)


@step(en="transfer staff", zh="调动人员")
@attrs.frozen(kw_only=True)
class TransferStaff(Step):
    """Move a person, a group, or a number of people of a group to another place. Nobody is lost.

    Where the people come to a group of theirs that is there already (`new_id`), they are added to it.

    Parameters
    ----------
    who : str
        A person or a group.
    to : str
        Where they are counted from now on.
    from_ : str, optional
        Where they must have been counted; the step is refused when they were not.
    count : Count, optional
        How many of a group; left out, all of them. The others stay, as a group of their own.
    new_id : str, optional
        Id of the group that those form who leave; the group's id with that of the place where it is left out.
    employer : str, optional
        Who employs them from now on; left out, that stays.
    managers : mapping of Dimension to str
        Who manages them from now on, dimension by dimension; what is left out stays.
    """

    who: str
    to: str
    from_: str | NotStated = NOT_STATED
    count: Count | None = attrs.field(default=None, converter=_as_count)
    new_id: str | NotStated = NOT_STATED
    employer: str | NotStated = NOT_STATED
    managers: FrozenMap[Dimension, str] = attrs.field(default=EMPTY, converter=_as_managers)

    def effect(self, structure: Structure) -> Effect:
        """Move them, with their assignment and their managers."""
        node, to = _staff(structure, self.who), structure[self.to].id
        at = structure.parent_ids(node.id)
        if isinstance(self.from_, str) and structure[self.from_].id not in at:
            found = structure.node(at[0]).label if at else NOT_STATED
            raise refuse(NOT_COUNTED_THERE(who=node.label, found=found, expected=structure[self.from_].label))
        whole = self.count is None or (self.count.is_exact and self.count == _head_count(node))
        moved, put, drop, carried = self._whole(structure, node, to) if whole else self._some(structure, node, to)
        for dimension, manager in self.managers.items():
            put.append(
                Management(subject=moved.id, dimension=dimension, manager=structure[manager].id, source=self.source)
            )
        origin = at[0] if at else NOT_STATED
        count = self.count or _head_count(node)
        event = StaffTransferred(who=node.id, became=moved.id, from_=origin, to=to, count=count)
        return Effect(put=tuple(put), drop=tuple(drop), events=(event,), carried=carried)

    def _whole(
        self, structure: Structure, node: Staff | StaffGroup, to: str
    ) -> tuple[Node, list[Record], list[Record], tuple[Carried, ...]]:
        moved = self._at(structure, node, to)
        put: list[Record] = [moved]
        drop: list[Record] = []
        for place in structure.parent_ids(node.id):
            for assignment in structure.where(Assignment, staff=node.id, place=place):
                drop.append(assignment)
                put.append(attrs.evolve(assignment, place=to, source=self.source))
        return moved, put, drop, ()

    def _some(
        self, structure: Structure, node: Staff | StaffGroup, to: str
    ) -> tuple[Node, list[Record], list[Record], tuple[Carried, ...]]:
        count = self.count or Count(0)
        rest = _remaining(structure, node, count)
        id_ = self.new_id if isinstance(self.new_id, str) else f"{node.id}@{to}"
        here = structure.get(id_)
        same = isinstance(here, StaffGroup) and here.parent == to and here.category == rest.category
        if here is not None and not (same and here.id != node.id):
            raise refuse(GROUP_ID_TAKEN(who=node.label, id=id_, to=structure.node(to).label))
        if isinstance(here, StaffGroup):
            joined = _head_count(here) + count
            moved = attrs.evolve(here, count=joined)
            before: tuple[Record, ...] = (node, here)
        else:
            moved = self._at(structure, attrs.evolve(rest, id=id_, count=count, aliases=()), to)
            before = (node,)
        return moved, [rest, moved], [], (Carried(before=before, after=(rest, moved)),)

    def _at(self, structure: Structure, node: Any, to: str) -> Any:
        employer = node.employer if isinstance(self.employer, NotStated) else structure[self.employer].id
        sources = {} if isinstance(self.source, NotStated) else {**node.sources, "parent": self.source}
        return attrs.evolve(node, parent=to, employer=employer, sources=sources or node.sources)


@step(en="release staff", zh="人员离开")
@attrs.frozen(kw_only=True)
class ReleaseStaff(Step):
    """Let people go. The step says whether they left of their own will, since a guarantee may hang on it.

    People who are counted in a wider group, as those of a part of a force are, leave its number too.

    Parameters
    ----------
    who : str
        A person or a group.
    count : Count, optional
        How many of a group; left out, all of them.
    voluntary : bool, optional
        Whether they left of their own will.
    """

    who: str
    count: Count | None = attrs.field(default=None, converter=_as_count)
    voluntary: bool | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Take them out, with what is recorded of them when nobody is left."""
        node = _staff(structure, self.who)
        place = next(iter(structure.parent_ids(node.id)), node.id)
        gone = self.count or _head_count(node)
        put: tuple[Record, ...] = ()
        drop: tuple[Record, ...] = ()
        if self.count is None or (self.count.is_exact and self.count == _head_count(node)):
            drop = (node, *dict.fromkeys(record for record, _ in structure.references_to(node.id)))
        else:
            put = (_remaining(structure, node, self.count),)
        wholes = tuple(_wholes(structure, node))
        put += tuple(_less(whole, gone) for whole in wholes if isinstance(whole.count, Count))
        change = Difference.build(
            None if gone.high is None else -gone.high, -(gone.low or 0), kind=Count
        )  # fmt: skip
        left = Text("left of their own will", "自愿离开") if self.voluntary is True else Text("left", "离开")
        unsure = not all(_head_count(one).is_exact for one in (node, *wholes))
        imbalance = Imbalance("staff", NOT_STATED if unsure else change, left)
        went = tuple(record.id for record in drop if isinstance(record, Node) and record.id != node.id)
        event = StaffReleased(who=node.id, place=place, count=gone, voluntary=self.voluntary, with_them=went)
        return Effect(put=put, drop=drop, events=(event,), imbalances=(imbalance,))
