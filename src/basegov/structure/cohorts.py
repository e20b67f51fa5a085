"""Cohorts: people who keep the treatment of their time while new rules hold for those who come later (老人老办法)."""

from __future__ import annotations

from typing import Annotated

import attrs

from basegov.dates import Date
from basegov.quantities import Count
from basegov.structure.records import Node, Ref, record
from basegov.values import NOT_STATED, NotStated


@record("cohorts", en="cohort", zh="老办法群体")
@attrs.frozen(kw_only=True)
class Cohort(Node):
    """People whose status is settled as it was and whose treatment stays; nobody enters once it is closed.

    Parameters
    ----------
    members : tuple of str
        The persons and groups in it, as far as they are listed.
    size : Count, optional
        How many people it has.
    status : str, optional
        The status in which they are settled, such as ``organ_employed`` (机关聘用人员).
    origins : tuple of str, optional
        From where they came.
    closed : bool, optional
        Whether it takes nobody in any more.
    since : Date, optional
        From when it is closed.
    """

    members: Annotated[tuple[str, ...], Ref("staff", "staff_group")] = ()
    size: Count | NotStated = NOT_STATED
    status: str | NotStated = NOT_STATED
    origins: tuple[str, ...] | NotStated = NOT_STATED
    closed: bool | NotStated = NOT_STATED
    since: Date | NotStated = NOT_STATED
