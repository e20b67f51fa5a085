"""Residential estates and buildings: places below the community where people live and party organs stand."""

from __future__ import annotations

from typing import Annotated

import attrs

from basegov.quantities import Count
from basegov.structure.records import Node, Ref, record
from basegov.values import NOT_STATED, NotStated


@record("estates", en="residential estate", zh="住宅小区")
@attrs.frozen(kw_only=True)
class Estate(Node):
    """A residential estate; its parent is the community (or the grid) in which it lies.

    Parameters
    ----------
    manager : str, optional
        The body that manages the property; None when it is known to have none.
    stars : Count, optional
        Stars that its property management was given; None when it is known not to be rated.
    convention : bool, optional
        Whether the owners or tenants have a convention (业主（租户）公约).
    households : Count, optional
        Households in it.
    party_members : Count, optional
        Party members who live there.
    """

    manager: Annotated[str | NotStated | None, Ref("body")] = NOT_STATED
    stars: Count | NotStated | None = NOT_STATED
    convention: bool | NotStated = NOT_STATED
    households: Count | NotStated = NOT_STATED
    party_members: Count | NotStated = NOT_STATED


@record("buildings", en="building", zh="楼栋")
@attrs.frozen(kw_only=True)
class Building(Node):
    """A residential building; its parent is the grid, the estate or the community in which it stands.

    Parameters
    ----------
    households : Count, optional
        Households in it.
    party_members : Count, optional
        Party members who live there.
    """

    households: Count | NotStated = NOT_STATED
    party_members: Count | NotStated = NOT_STATED
