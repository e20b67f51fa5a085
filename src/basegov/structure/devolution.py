"""Powers: of which kind of authority they are, whether they can be handed down, and who holds them."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.dates import Date
from basegov.diagnostics.devolution import MORE_POWERS_THAN_COUNTED
from basegov.errors import Diagnostic
from basegov.quantities import Count
from basegov.structure.functions import about, lists_all_about
from basegov.structure.invariants import invariant
from basegov.structure.items import WorkItem
from basegov.structure.records import Ref, Relation, record
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated, Truth

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure

_ZH = {
    "approval": "行政审批", "penalty": "行政处罚", "coercion": "行政强制", "inspection": "行政检查",
    "confirmation": "行政确认", "levy": "行政征收", "payment": "行政给付", "ruling": "行政裁决",
    "reward": "行政奖励", "other": "其他行政权力",
}  # fmt: skip
_CRITERIA_ZH = {
    "high_volume": "量大面广", "urgently_needed": "基层急需", "absorbable": "能有效承接", "assessed": "已评估承接能力",
}  # fmt: skip


class Authority(enum.Enum):
    """The kind of authority of a power, as lists of powers class them; approval includes licences and services."""

    APPROVAL = "approval"
    PENALTY = "penalty"
    COERCION = "coercion"
    INSPECTION = "inspection"
    CONFIRMATION = "confirmation"
    LEVY = "levy"
    PAYMENT = "payment"
    RULING = "ruling"
    REWARD = "reward"
    OTHER = "other"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the kind."""
        return _ZH[self.value] if lang == "zh" else self.value


class Criterion(enum.Enum):
    """What a power must be for it to be handed down."""

    HIGH_VOLUME = "high_volume"
    URGENTLY_NEEDED = "urgently_needed"
    ABSORBABLE = "absorbable"
    ASSESSED = "assessed"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the criterion."""
        return _CRITERIA_ZH[self.value] if lang == "zh" else self.value.replace("_", " ")


@record("power_items", en="power", zh="权力事项")
@attrs.frozen(kw_only=True)
class PowerItem(WorkItem):
    """A power by name, or a bundle of powers of which only the number is stated. Named powers of a bundle lie in it.

    Parameters
    ----------
    authority : Authority, optional
        Of which kind it is.
    count : Count, optional
        How many powers it stands for where it is a bundle; left out for a single power.
    field : str, optional
        Field of work, such as ``work_safety``.
    high_volume, urgently_needed, absorbable, assessed : bool, optional
        Whether it is large in number, urgently needed below, can be taken on there, and whether that was assessed.
    legal_basis : str, optional
        The law or decision by which it may be handed down; None when there is known to be none.
    lawful_from : Date, optional
        From when that basis is in effect.
    """

    authority: Authority | NotStated = NOT_STATED
    count: Count | NotStated | None = None
    field: str | NotStated = NOT_STATED
    high_volume: bool | NotStated = NOT_STATED
    urgently_needed: bool | NotStated = NOT_STATED
    absorbable: bool | NotStated = NOT_STATED
    assessed: bool | NotStated = NOT_STATED
    legal_basis: str | NotStated | None = NOT_STATED
    lawful_from: Date | NotStated = NOT_STATED


@record("power_holdings", en="power held", zh="权力行使主体")
@attrs.frozen(kw_only=True)
class PowerHolding(Relation):
    """A unit, body or group of them holds a power. A group means that each of its members holds it.

    That somebody holds no other power is known only from an `Inventory` (of ``power_holding``, about it or what
    contains it); that nobody else holds a power, from one about the power.

    Parameters
    ----------
    holder : str
        Who holds it.
    power : str
        The power or bundle.
    devolved : bool, optional
        Whether it was handed down to the holder, and not its own from the start.
    devolved_from : str, optional
        Who held it before.
    batch : int, optional
        In which batch it was handed down, counted from 1.
    since : Date, optional
        From when it is held.
    """

    holder: Annotated[str, Ref()]
    power: Annotated[str, Ref("power_item")]
    devolved: bool | NotStated = NOT_STATED
    devolved_from: Annotated[str | NotStated, Ref()] = NOT_STATED
    batch: int | NotStated = NOT_STATED
    since: Date | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("holder", "power")
    ends: ClassVar[tuple[str, str] | None] = ("holder", "power")


@invariant(PowerItem)
def bundles_hold_what_they_count(structure: Structure, new: tuple[PowerItem, ...]) -> Iterator[Diagnostic]:
    """Fail because more powers are named in a bundle than it stands for."""
    concerned = {power.id: power for power in new}
    for power in new:
        above = structure.get(power.parent) if isinstance(power.parent, str) else None
        if isinstance(above, PowerItem):
            concerned[above.id] = above
    for bundle in concerned.values():
        named = Count.total(stands_for_powers(part) for part in structure.children(bundle.id, PowerItem))
        most = bundle.count.high if isinstance(bundle.count, Count) else None
        if most is not None and (named.low or 0) > most:
            yield MORE_POWERS_THAN_COUNTED(
                structure.location(bundle), bundle=bundle.id, count=bundle.count, named=named
            )


def holdings(structure: Structure, id: str) -> tuple[PowerHolding, ...]:
    """Return what is recorded of the powers that a unit or body holds, by itself or with its group."""
    found = about(structure, PowerHolding, "holder", id)
    return tuple(r for r in found if isinstance(r, PowerHolding))


def stands_for_powers(power: PowerItem) -> Count:
    """Return for how many powers an item stands by its own word: one, unless it is a bundle."""
    if power.count is None:
        return Count(1)
    return Count.unknown() if isinstance(power.count, NotStated) else power.count


def power_count(structure: Structure, power: PowerItem) -> Count:
    """Return for how many powers one stands: what is stated, and no fewer than are named in it."""
    own = stands_for_powers(power)
    parts = structure.children(power.id, PowerItem)
    named = sum((power_count(structure, part).low or 0) for part in parts)
    return Count.between(max(int(own.low or 0), int(named)), own.high)


def powers_held(structure: Structure, id: str, authority: Authority | None = None) -> Count:
    """Return how many powers (of a kind of authority) a unit or body holds; a lower bound unless all are listed."""
    held = {h.power: structure.node(h.power) for h in holdings(structure, id)}
    total = Count(0)
    for power in held.values():
        if not isinstance(power, PowerItem) or any(above.id in held for above in structure.ancestors(power.id)):
            continue  # what is named in a bundle that is held too counts there
        count = power_count(structure, power)
        if authority is not None and isinstance(power.authority, NotStated):
            count = Count.between(0, count.high)
        if authority is None or isinstance(power.authority, NotStated) or power.authority is authority:
            total = total + count
    return total if lists_all_about(structure, id, "power_holding") else Count.between(total.low, None)


def is_devolved(holding: PowerHolding) -> Truth:
    """Say whether a power was handed down to its holder: it says so, or says from whom it came."""
    return Truth.TRUE if isinstance(holding.devolved_from, str) else Truth.of(holding.devolved)


def was_devolved(structure: Structure, power: PowerItem) -> Truth:
    """Say whether a power, or a bundle that it lies in, is held by somebody to whom it was handed down."""
    scopes = (power.id, *(above.id for above in structure.ancestors(power.id)))
    found = [h for scope in scopes for h in structure.where(PowerHolding, power=scope)]
    listed = lists_all_about(structure, power.id, "power_holding")
    return Truth.any([*map(is_devolved, found), Truth.FALSE if listed else Truth.UNKNOWN])
