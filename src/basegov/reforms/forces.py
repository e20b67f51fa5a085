"""Sinking professional forces: people go down to places, with their function, under the command of the place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from basegov.diagnostics.devolution import DISTRIBUTION_DOES_NOT_FIT, FORCE_DIVIDED_ALREADY, NO_ONE_BODY
from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.quantities import Count
from basegov.reforms.events import Event
from basegov.reforms.items import one_of_kind
from basegov.reforms.powers import RightGranted
from basegov.reforms.steps import Effect, Step, bad_parameters, refuse, step
from basegov.structure.forces import COMMAND, ProfessionalForce, headcount, parts_of
from basegov.structure.functions import Performs
from basegov.structure.organisations import Body
from basegov.structure.powers import Right
from basegov.structure.records import RECORD_TYPES, Node, Record, kind_label, kinds_of
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.terms import Strength, StrengthRange
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated

EQUAL = "equal"


@attrs.frozen(kw_only=True)
class ForceSunk(Event):
    """A force, or the part of one, went down to a place.

    Parameters
    ----------
    force : str
        The force.
    part : str
        The part of it that is at the place; the force itself where it was not divided.
    to : str
        The place.
    count : Count
        How many people.
    function : str, optional
        The function that went with them; not stated when none did.
    former : str, optional
        Who performed it until then and does so no longer.
    """

    force: str
    part: str
    to: str
    count: Count
    function: str | NotStated = NOT_STATED
    former: str | NotStated = NOT_STATED

    @property
    def words(self) -> Text:
        """The event in words."""
        many = "" if self.count.says_nothing else f" ({self.count.text('en')})"
        ren = "" if self.count.says_nothing else f"（{self.count.text('zh')}人）"
        return Text(f"{self.force}{many} was sent down to {self.to}", f"{self.force}{ren}下沉至 {self.to}")


def _distribution(value: Any) -> Any:
    return FrozenMap({unit: Count(count) for unit, count in value.items()}) if isinstance(value, Mapping) else value


@step(en="sink a force", zh="下沉专业力量")
@attrs.frozen(kw_only=True)
class SinkForce(Step):
    """Send a force down to places, where it is divided into one part for each; nobody is lost.

    Parameters
    ----------
    force : str
        The force.
    to : Selector
        The places. A single one takes the force as a whole.
    distribution : str or mapping of str to Count, optional
        ``equal``, or how many people go to each place; then they must come to the whole. Left out, how they are divided
        is not stated. With ``equal``, a number that cannot be divided leaves one person more or less open.
    with_function : bool
        Whether the function of the force passes from the sender to the places.
    commander : str, optional
        Who may move and command them there: ``unit`` (the place), the kind of a body of the place such as
        ``party_organ``, or a node.
    matter : str
        The matter of that right.
    consent : bool
        Whether the sender has to consent.

    Notes
    -----
    Used by BA-044 to BA-047, BA-064 and BA-069.
    """

    force: str
    to: Selector = attrs.field(converter=as_selector)
    distribution: str | FrozenMap[str, Count] | NotStated = attrs.field(default=NOT_STATED, converter=_distribution)
    with_function: bool = True
    commander: str | NotStated = NOT_STATED
    matter: str = COMMAND
    consent: bool = False

    def __attrs_post_init__(self) -> None:
        if isinstance(self.distribution, str) and self.distribution != EQUAL:
            en = f"{self.distribution!r} is no distribution; give {EQUAL!r}, or a number for each place"
            zh = f"{self.distribution!r} 不是分配方式；请给出 {EQUAL!r}，或每处的人数"
            raise bad_parameters("sink_force", en, zh)

    def effect(self, structure: Structure) -> Effect:
        """Write the parts of the force, what they do, and who commands them."""
        force: ProfessionalForce = one_of_kind(structure, self.force, ProfessionalForce)
        places = self.to.select(structure).sure
        if not places:
            raise refuse(NOTHING_SELECTED(selector=self.to))
        if parts_of(structure, force.id):
            raise refuse(FORCE_DIVIDED_ALREADY(force=force.label))
        put: list[Record] = []
        drop: list[Performs] = []
        events: list[Event] = []
        function = force.function if self.with_function else NOT_STATED
        if isinstance(function, str) and isinstance(force.sender, str):
            kept = {place.id for place in places}
            held = structure.where(Performs, unit=force.sender, function=function)
            drop += [performed for performed in held if performed.unit not in kept]
        former = drop[0].unit if drop else NOT_STATED
        for part, place in self._parts(structure, force, places):
            put.append(part)
            count = Count.unknown() if isinstance(part.count, NotStated) else part.count
            events.append(
                ForceSunk(force=force.id, part=part.id, to=place.id, count=count, function=function, former=former)
            )
            if isinstance(function, str):
                put.append(Performs(unit=place.id, function=function, source=self.source))
            if isinstance(self.commander, str):
                right = self._command(structure, force, part, place)
                put.append(right)
                strength = StrengthRange({Strength.DECIDE})
                events.append(RightGranted(holder=right.holder, matter=self.matter, over=part.id, strength=strength))
        if part.id != force.id:
            put.append(attrs.evolve(force, sunk=True))
        return Effect(put=tuple(put), drop=tuple(drop), events=tuple(events))

    def _parts(
        self, structure: Structure, force: ProfessionalForce, places: tuple[Node, ...]
    ) -> list[tuple[ProfessionalForce, Node]]:
        counts = self._counts(structure, force, places)
        if len(places) == 1:
            return [(attrs.evolve(force, parent=places[0].id, sunk=True), places[0])]
        return [
            (
                attrs.evolve(
                    force, id=f"{force.id}@{place.id}", name=NOT_STATED, aliases=(), parent=place.id, sunk=True,
                    count=counts[place.id], part_of=force.id, source=self.source,
                ),
                place,
            )
            for place in places
        ]  # fmt: skip

    def _counts(
        self, structure: Structure, force: ProfessionalForce, places: tuple[Node, ...]
    ) -> dict[str, Count | NotStated]:
        """Return how many people go to each place, as far as that is known; refuse what does not come to the whole."""
        held = headcount(structure, force)
        counts: dict[str, Count | NotStated] = {place.id: NOT_STATED for place in places}
        if self.distribution == EQUAL:
            low = None if held.low is None else held.low // len(places)
            high = None if held.high is None else -(-held.high // len(places))
            share = Count.between(low, high)
            counts = {place.id: NOT_STATED if share.says_nothing else share for place in places}
        elif isinstance(self.distribution, FrozenMap):
            given = {structure[unit].id: count for unit, count in self.distribution.items()}
            total = Count.total(given.get(place.id, Count(0)) for place in places)
            if total.intersect(held) is None or not given.keys() <= counts.keys():
                raise refuse(DISTRIBUTION_DOES_NOT_FIT(force=force.label, total=total, count=held))
            counts = {place.id: given.get(place.id, Count(0)) for place in places}
        return counts

    def _command(self, structure: Structure, force: ProfessionalForce, part: ProfessionalForce, place: Node) -> Right:
        sender = (force.sender,) if self.consent and isinstance(force.sender, str) else ()
        return Right(
            holder=self._commander(structure, place), matter=self.matter, over=part.id,
            strength=StrengthRange({Strength.DECIDE}),
            consent_of=NOT_STATED if self.consent and not sender else sender, source=self.source,
        )  # fmt: skip

    def _commander(self, structure: Structure, place: Node) -> str:
        word = str(self.commander)
        if word == "unit":
            return place.id
        if word not in RECORD_TYPES:
            return structure[word].id
        inside = {body.id: body for body in structure.children(place.id, Body)}
        inside.update({body.id: body for body in structure.records(Body) if body.area == place.id})
        bodies = [id_ for id_, body in inside.items() if word in kinds_of(type(body))]
        if len(bodies) != 1:
            raise refuse(NO_ONE_BODY(unit=place.label, count=len(bodies), kind=kind_label(word)))
        return bodies[0]
