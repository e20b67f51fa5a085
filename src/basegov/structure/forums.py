"""Forums in which people deliberate and mediate, and what is decided after it (议事协商、说事评理)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import attrs

from basegov.dates import Date
from basegov.diagnostics.society import DECIDED_ELSEWHERE
from basegov.errors import Diagnostic
from basegov.structure.invariants import invariant
from basegov.structure.records import Node, Ref, record
from basegov.values import NOT_STATED, NotStated, Truth

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


@record("forums", en="forum", zh="议事协商平台")
@attrs.frozen(kw_only=True)
class Forum(Node):
    """A standing forum of a unit; its parent is the unit.

    Parameters
    ----------
    kind : str, optional
        Which, as a word for data: ``deliberation`` (议事协商), ``residents_council`` (居民议事会), ``mediation``
        (说事评理).
    topics : tuple of str, optional
        What it deliberates: ``public_facilities``, ``public_resource_allocation``, ``public_affairs_management``.
    participants : tuple of str, optional
        The classes of those who take part.
    all_parties : bool, optional
        Whether it is open to all parties of the unit, whoever is named.
    channels : tuple of str, optional
        The channels through which it collects opinions.
    venue : str, optional
        The body in whose rooms it meets.
    venue_kind : str, optional
        What kind of place that is, where no body is named: ``party_mass_service_centre``.
    """

    kind: str | NotStated = NOT_STATED
    topics: tuple[str, ...] | NotStated = NOT_STATED
    participants: tuple[str, ...] | NotStated = NOT_STATED
    all_parties: bool | NotStated = NOT_STATED
    channels: tuple[str, ...] | NotStated = NOT_STATED
    venue: Annotated[str | NotStated, Ref("body", "unit_group")] = NOT_STATED
    venue_kind: str | NotStated = NOT_STATED


@record("community_decisions", en="decision of a community", zh="社区决策事项")
@attrs.frozen(kw_only=True)
class CommunityDecision(Node):
    """A matter of a community that is deliberated and decided; its parent is the community.

    Parameters
    ----------
    topic : str, optional
        To which topic it belongs.
    forum : str, optional
        Where it was deliberated.
    deliberated : Date, optional
        When; None while it is known not to have been.
    decided : Date, optional
        When it was decided; None while it is known to be open.
    """

    topic: str | NotStated = NOT_STATED
    forum: Annotated[str | NotStated, Ref("forum")] = NOT_STATED
    deliberated: Date | NotStated | None = NOT_STATED
    decided: Date | NotStated | None = NOT_STATED


@invariant(CommunityDecision)
def decisions_are_deliberated_at_home(structure: Structure, new: tuple[CommunityDecision, ...]) -> Iterator[Diagnostic]:
    """Fail because a matter was deliberated in the forum of another unit."""
    for decision in new:
        forum = structure.get(decision.forum) if isinstance(decision.forum, str) else None
        if forum is None or isinstance(forum.parent, NotStated) or isinstance(decision.parent, NotStated):
            continue
        if not structure.lies_within(decision.parent, forum.parent):
            unit = structure.node(decision.parent).label
            yield DECIDED_ELSEWHERE(
                structure.location(decision), decision=decision.label, forum=forum.label, unit=unit
            )  # fmt: skip


def not_after(first: Date, second: Date) -> Truth:
    """Say whether one day is not after another; unknown while their dates are too coarse to tell."""
    if first.last <= second.first:
        return Truth.TRUE
    return Truth.FALSE if first.first > second.last else Truth.UNKNOWN


def deliberated_first(decision: CommunityDecision) -> Truth:
    """Say whether a matter that was decided had been deliberated by then."""
    if decision.deliberated is None:
        return Truth.FALSE
    if not isinstance(decision.deliberated, Date) or not isinstance(decision.decided, Date):
        return Truth.UNKNOWN
    return not_after(decision.deliberated, decision.decided)
