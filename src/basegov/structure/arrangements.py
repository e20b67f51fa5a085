"""Arrangements in force: systems, plans, policies, record books and channels that somebody keeps up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.dates import Date
from basegov.structure.functions import about, lists_all_about
from basegov.structure.records import Ref, Relation, record
from basegov.values import NOT_STATED, NotStated, Truth

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


@record("arrangements", en="arrangement", zh="制度机制")
@attrs.frozen(kw_only=True)
class Arrangement(Relation):
    """Somebody has an arrangement in force: a system, a plan, a policy, a book of records, a channel.

    It says that there is one and what it extends to, not how well it works. That somebody has no other is known only
    from an `Inventory` (of ``arrangement``, about it or what contains it).

    Parameters
    ----------
    holder : str
        Who keeps it up: a unit, a body, a person, a group of them.
    kind : str
        Which, as a word for data: ``incentive_policy``, ``continuing_education``, ``medical_checkup``.
    parts : tuple of str, optional
        What it extends to: its parts, links, levels or contents, as words for data.
    for_whom : tuple of str, optional
        Whom it serves, as words for data: ``community_worker``, ``volunteer``.
    periodic : bool, optional
        Whether it comes round again and again.
    document : str, optional
        The document that sets it up.
    since : Date, optional
        From when.
    """

    holder: Annotated[str, Ref()]
    kind: str
    parts: tuple[str, ...] | NotStated = NOT_STATED
    for_whom: tuple[str, ...] | NotStated = NOT_STATED
    periodic: bool | NotStated = NOT_STATED
    document: str | NotStated = NOT_STATED
    since: Date | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("holder", "kind")


def arrangements_of(structure: Structure, id: str, kind: str | None = None) -> tuple[Arrangement, ...]:
    """Return what is recorded of the arrangements of a node, its own and those of groups that list it."""
    found = about(structure, Arrangement, "holder", id)
    return tuple(a for a in found if isinstance(a, Arrangement) and kind in (None, a.kind))


def all_arrangements_listed(structure: Structure, id: str) -> bool:
    """Whether every arrangement of a node is recorded: an inventory says so."""
    return lists_all_about(structure, id, "arrangement")


def extends_to(stated: tuple[str, ...] | NotStated, wanted: tuple[str, ...]) -> Truth:
    """Say whether everything wanted is among what is stated; of nothing wanted that is so whatever is stated."""
    if not wanted:
        return Truth.TRUE
    return Truth.UNKNOWN if isinstance(stated, NotStated) else Truth.of(set(wanted) <= set(stated))
