"""Staff, as individual persons and as counted groups, and where they work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.diagnostics.pay import NEGATIVE_PAY
from basegov.errors import Diagnostic
from basegov.quantities import Count, Yuan
from basegov.structure.invariants import invariant
from basegov.structure.records import Node, Ref, Relation, record
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


@record("staff", en="member of staff", zh="人员")
@attrs.frozen(kw_only=True)
class Staff(Node):
    """One person, known by id.

    Parameters
    ----------
    category : str, optional
        Category of staff, such as ``community_worker``.
    employer : str, optional
        Who employs the person; the parent is where the person is counted.
    sunk : bool, optional
        Whether the person has been sent down from a department to a street or community (下沉人员).
    monthly_pay : Yuan, optional
        Pay in yuan per month; not negative.
    """

    category: str | NotStated = NOT_STATED
    employer: Annotated[str | NotStated, Ref()] = NOT_STATED
    sunk: bool | NotStated = NOT_STATED
    monthly_pay: Yuan | NotStated = NOT_STATED


@invariant(Staff)
def pay_is_not_negative(structure: Structure, new: tuple[Staff, ...]) -> Iterator[Diagnostic]:
    """Fail because somebody is paid less than nothing."""
    for person in new:
        pay = person.monthly_pay
        if isinstance(pay, Yuan) and pay.high is not None and pay.high < 0:
            yield NEGATIVE_PAY(structure.location(person), staff=person.id, amount=pay)


@record("staff_groups", en="staff group", zh="人员群体")
@attrs.frozen(kw_only=True)
class StaffGroup(Node):
    """People of one kind of whom only the number counts, or not even that is stated.

    Parameters
    ----------
    count : Count, optional
        Number of people.
    category, employer, sunk
        As for `Staff`.
    """

    count: Count | NotStated = NOT_STATED
    category: str | NotStated = NOT_STATED
    employer: Annotated[str | NotStated, Ref()] = NOT_STATED
    sunk: bool | NotStated = NOT_STATED


@record("assignments", en="assignment", zh="派任")
@attrs.frozen(kw_only=True)
class Assignment(Relation):
    """Who works where. Being assigned is not being present, and does not change the employer.

    Parameters
    ----------
    staff : str
        A person or a group.
    place : str
        The unit, grid or body.
    role : str, optional
        In which role.
    part_time : bool, optional
        Whether they do it beside other work, as a building head does who helps in a grid (兼职网格员).
    """

    staff: Annotated[str, Ref("staff", "staff_group")]
    place: Annotated[str, Ref("unit", "grid", "body")]
    role: str | NotStated = NOT_STATED
    part_time: bool | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("staff", "place", "role")
