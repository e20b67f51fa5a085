"""Who sits in a body: named members, or the class from which members come."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Annotated, ClassVar

import attrs

from basegov.diagnostics.organisations import MEMBER_NOT_NAMED
from basegov.errors import Diagnostic
from basegov.quantities import Count
from basegov.structure.functions import lists_all_about
from basegov.structure.invariants import invariant
from basegov.structure.records import Ref, Relation, record
from basegov.structure.snapshot import Structure
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated


class Capacity(enum.Enum):
    """As what a member sits in a body."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    COMMANDER = "commander"
    DEPUTY = "deputy"
    MEMBER = "member"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the capacity."""
        zh = {
            "chair": "组长（主任）", "secretary": "书记", "commander": "指挥者", "deputy": "副职", "member": "成员",
        }  # fmt: skip
        return zh[self.value] if lang == "zh" else self.value


@record("memberships", en="membership", zh="成员关系")
@attrs.frozen(kw_only=True)
class Membership(Relation):
    """A member of a body, by id, by office, or only by the class from which it comes.

    Parameters
    ----------
    body : str
        The body: a committee, a party organ, a leading group.
    member : str, optional
        The person, body or unit that is a member; not stated where only office or class is.
    office : str, optional
        The office that brings the membership with it, such as ``district_party_secretary``; it stands for a person
        without a name.
    source_class : str, optional
        The class from which the member comes, such as ``social_organisation`` or ``resident_unit``.
    capacity : Capacity
        As what: ``chair``, ``secretary``, ``commander``, ``deputy``, ``member``.
    count : Count, optional
        How many members this is; one where it names one, otherwise at least one while it is not stated.
    part_time : bool, optional
        Whether the member sits part-time (兼职委员).
    party_head : bool, optional
        Whether the member heads a party organisation.
    party_member : bool, optional
        Whether the member belongs to the party.
    """

    body: Annotated[str, Ref("body")]
    member: Annotated[str | NotStated, Ref()] = NOT_STATED
    office: str | NotStated = NOT_STATED
    source_class: str | NotStated = NOT_STATED
    capacity: Capacity = Capacity.MEMBER
    count: Count | NotStated = NOT_STATED
    part_time: bool | NotStated = NOT_STATED
    party_head: bool | NotStated = NOT_STATED
    party_member: bool | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("body", "member", "office", "source_class", "capacity")
    ends: ClassVar[tuple[str, str] | None] = ("body", "member")

    @property
    def number(self) -> Count:
        """How many members it stands for."""
        if isinstance(self.count, Count):
            return self.count
        one = isinstance(self.member, str) or isinstance(self.office, str)
        return Count(1) if one else Count.between(1, None)


def members_of(structure: Structure, body: str) -> tuple[Membership, ...]:
    """Return the recorded memberships of a body."""
    return structure.where(Membership, body=body)


def all_members_listed(structure: Structure, body: str) -> bool:
    """Whether every membership of a body is recorded: an inventory of memberships says so."""
    return lists_all_about(structure, body, "membership")


@invariant(Membership)
def memberships_name_somebody(structure: Structure, new: tuple[Membership, ...]) -> Iterator[Diagnostic]:
    """Fail because a membership names neither member, office nor class."""
    for held in new:
        if all(isinstance(one, NotStated) for one in (held.member, held.office, held.source_class)):
            yield MEMBER_NOT_NAMED(structure.location(held), body=held.body)
