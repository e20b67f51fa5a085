"""Social organisations, how they are registered, and the services that are bought from them."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.quantities import Yuan
from basegov.structure.cobuilding import LocalKind, LocalOrganisation
from basegov.structure.functions import lists_all_about
from basegov.structure.records import Ref, Relation, record
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


class RegistrationTrack(enum.Enum):
    """By which way an organisation is registered."""

    ORDINARY = "ordinary"
    SIMPLIFIED = "simplified"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the way."""
        return {"ordinary": "一般登记", "simplified": "简化登记"}[self.value] if lang == "zh" else self.value


@record("social_organisations", en="social organisation", zh="社会组织")
@attrs.frozen(kw_only=True)
class SocialOrganisation(LocalOrganisation):
    """A social organisation, with what it does and how it was admitted.

    Parameters
    ----------
    classes : tuple of str, optional
        To which classes it belongs: ``life_service``, ``public_welfare``, ``charity_mutual_aid``.
    activities : tuple of str, optional
        What it does: ``people_service``, ``public_welfare``, ``charity``.
    in_community : bool, optional
        Whether it does that in a community.
    registration : RegistrationTrack, optional
        By which way it is registered; None while it is not.
    lower_threshold : bool, optional
        Whether it was admitted by a threshold below the ordinary one.
    """

    kind: LocalKind | NotStated = LocalKind.SOCIAL_ORGANISATION
    classes: tuple[str, ...] | NotStated = NOT_STATED
    activities: tuple[str, ...] | NotStated = NOT_STATED
    in_community: bool | NotStated = NOT_STATED
    registration: RegistrationTrack | NotStated | None = NOT_STATED
    lower_threshold: bool | NotStated = NOT_STATED


@record("service_purchases", en="purchase of a service", zh="购买服务")
@attrs.frozen(kw_only=True)
class ServicePurchase(Relation):
    """A government buys a service, and an organisation carries it out.

    Parameters
    ----------
    buyer : str
        Who buys: a unit or a body.
    service : str
        What, as a word for data: ``training``, ``posts``, ``projects``.
    year : int, optional
        In which year.
    provider : str, optional
        Who carries it out.
    amount : Yuan, optional
        For how much in that year.
    """

    buyer: Annotated[str, Ref("unit", "body")]
    service: str
    year: int | NotStated = NOT_STATED
    provider: Annotated[str | NotStated, Ref("body", "unit_group")] = NOT_STATED
    amount: Yuan | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("buyer", "service", "year", "provider")
    ends: ClassVar[tuple[str, str] | None] = ("buyer", "provider")


def all_purchases_listed(structure: Structure, buyer: str) -> bool:
    """Whether every purchase of a buyer is recorded: an inventory says so."""
    return lists_all_about(structure, buyer, "service_purchase")


def purchased(structure: Structure, buyer: str, year: int) -> Yuan:
    """Return for how much a buyer bought services in a year; open upwards while purchases may be missing."""
    some = Yuan.between(0, None)
    found = structure.where(ServicePurchase, buyer=buyer)
    sure = [p.amount for p in found if p.year == year]
    perhaps = [p.amount for p in found if isinstance(p.year, NotStated)]
    low = Yuan.total(some if isinstance(amount, NotStated) else amount for amount in sure)
    high = low + Yuan.total(some if isinstance(amount, NotStated) else amount for amount in perhaps)
    closed = all_purchases_listed(structure, buyer)
    return Yuan.between(low.low, high.high if closed else None)


def last_purchase_year(structure: Structure, buyer: str) -> int | None:
    """Return the last year of which a purchase is recorded."""
    years = (p.year for p in structure.where(ServicePurchase, buyer=buyer))
    return max((year for year in years if isinstance(year, int)), default=None)
