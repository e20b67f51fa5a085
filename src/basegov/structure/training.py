"""Training of staff: what kind, in which year, for how many days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.quantities import Number
from basegov.structure.functions import lists_all_about
from basegov.structure.records import Ref, Relation, record
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


@record("trainings", en="training", zh="培训")
@attrs.frozen(kw_only=True)
class Training(Relation):
    """A person, or everyone in a group, took part in a training.

    Parameters
    ----------
    who : str
        A person, or a group.
    kind : str
        Which, such as ``induction`` (入职培训) or ``concentrated`` (集中培训).
    year : int, optional
        In which year.
    days : Number, optional
        For how many days in that year.
    """

    who: Annotated[str, Ref("staff", "staff_group")]
    kind: str
    year: int | NotStated = NOT_STATED
    days: Number | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("who", "kind", "year")


def training_days(structure: Structure, who: str, kind: str, year: int | None = None) -> Number:
    """Return for how many days somebody was trained; open upwards unless an inventory lists every training."""
    found = [t for t in structure.where(Training, who=who) if t.kind == kind]
    sure = [t for t in found if year is None or t.year == year]
    perhaps = [t for t in found if year is not None and isinstance(t.year, NotStated)]
    some = Number.between(0, None)
    low = Number.total(some if isinstance(t.days, NotStated) else t.days for t in sure)
    high = low + Number.total(some if isinstance(t.days, NotStated) else t.days for t in perhaps)
    closed = lists_all_about(structure, who, "training")
    return Number.between(low.low, high.high if closed else None)


def was_trained(structure: Structure, who: str, kind: str) -> bool | NotStated:
    """Say whether somebody took part in a kind of training; no record means no only where all are listed."""
    if any(t.kind == kind for t in structure.where(Training, who=who)):
        return True
    return False if lists_all_about(structure, who, "training") else NOT_STATED
