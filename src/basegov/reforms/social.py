"""Steps on social organisations: they are registered, and services are bought from them."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.diagnostics.society import ALREADY_REGISTERED
from basegov.quantities import Number, Yuan
from basegov.reforms.events import Event
from basegov.reforms.funds import selected
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.figures import UnitFigure
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.social import RegistrationTrack, ServicePurchase, SocialOrganisation
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, as_words


@attrs.frozen(kw_only=True)
class OrganisationRegistered(Event):
    """A social organisation was registered."""

    organisation: str
    track: RegistrationTrack

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.organisation} was registered ({self.track.text('en')})",
            f"{self.organisation} 完成登记（{self.track.text('zh')}）",
        )


@attrs.frozen(kw_only=True)
class ServicePurchased(Event):
    """A service was bought."""

    buyer: str
    service: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.buyer} bought {self.service}", f"{self.buyer} 购买 {self.service} 服务")


@attrs.frozen(kw_only=True)
class FigureSet(Event):
    """A figure of a unit was brought to an amount."""

    unit: str
    figure: str
    amount: Number

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.figure} of {self.unit} came to {self.amount.text('en')}",
            f"{self.unit} 的 {self.figure} 达到 {self.amount.text('zh')}",
        )


@step(en="register organisations", zh="登记社会组织")
@attrs.frozen(kw_only=True)
class RegisterOrganisations(Step):
    """Register social organisations by one of the two ways; refused for one that is registered already.

    Parameters
    ----------
    organisations : Selector
        Which.
    track : RegistrationTrack
        By which way: ``ordinary`` or ``simplified``.
    lower_threshold : bool, optional
        Whether by a threshold below the ordinary one; left out: as was stated before.

    Notes
    -----
    Used by HZ-068.
    """

    organisations: Selector = attrs.field(converter=as_selector)
    track: RegistrationTrack = attrs.field(converter=RegistrationTrack)
    lower_threshold: bool | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write the way of registration of each of them."""
        put = []
        for node in selected(structure, self.organisations):
            if not isinstance(node, SocialOrganisation):
                continue
            if isinstance(node.registration, RegistrationTrack):
                track = Text(node.registration.text("en"), node.registration.text("zh"))
                raise refuse(ALREADY_REGISTERED(organisation=node.label, track=track))
            fields: dict[str, Any] = {"registration": self.track}
            if not isinstance(self.lower_threshold, NotStated):
                fields["lower_threshold"] = self.lower_threshold
            given = {} if isinstance(self.source, NotStated) else dict.fromkeys(fields, self.source)
            put.append(attrs.evolve(node, **fields, sources={**node.sources, **given}))
        events = tuple(OrganisationRegistered(organisation=node.id, track=self.track) for node in put)
        return Effect(put=tuple(put), events=events)


def _yuan(value: Any) -> Yuan | NotStated:
    return value if isinstance(value, NotStated) else Yuan(value)


@step(en="purchase services", zh="购买服务")
@attrs.frozen(kw_only=True)
class PurchaseServices(Step):
    """Buy services; one and the same of the same year and provider is replaced.

    Parameters
    ----------
    buyers : Selector
        Who buys.
    services : tuple of str
        What, as words for data.
    year : int, optional
        In which year.
    provider : str, optional
        Who carries them out.
    amount : Yuan, optional
        For how much each of them, in that year.

    Notes
    -----
    Used by HZ-067 and WH-060.
    """

    buyers: Selector = attrs.field(converter=as_selector)
    services: tuple[str, ...] = attrs.field(converter=as_words)
    year: int | NotStated = NOT_STATED
    provider: str | NotStated = NOT_STATED
    amount: Yuan | NotStated = attrs.field(default=NOT_STATED, converter=_yuan)

    def effect(self, structure: Structure) -> Effect:
        """Write a purchase for every buyer and service."""
        provider = self.provider if isinstance(self.provider, NotStated) else structure[self.provider].id
        pairs = [(node.id, service) for node in selected(structure, self.buyers) for service in self.services]
        put = tuple(
            ServicePurchase(
                buyer=buyer, service=service, year=self.year, provider=provider, amount=self.amount, source=self.source
            )
            for buyer, service in pairs
        )
        return Effect(put=put, events=tuple(ServicePurchased(buyer=b, service=s) for b, s in pairs))


@step(en="reach a figure", zh="达成指标")
@attrs.frozen(kw_only=True)
class ReachFigure(Step):
    """Bring a figure of units to an amount: supported projects carried out, funds set up.

    Parameters
    ----------
    units : Selector
        Whose figure.
    figure : str
        Which, as a word for data.
    amount : Number
        How much it comes to.

    Notes
    -----
    Used by BA-122 and BA-123, whose targets are reached by it.
    """

    units: Selector = attrs.field(converter=as_selector)
    figure: str
    amount: Number = attrs.field(converter=Number)

    def effect(self, structure: Structure) -> Effect:
        """Write the figure of each unit."""
        nodes = selected(structure, self.units)
        put = tuple(UnitFigure(unit=n.id, figure=self.figure, amount=self.amount, source=self.source) for n in nodes)
        return Effect(
            put=put, events=tuple(FigureSet(unit=n.id, figure=self.figure, amount=self.amount) for n in nodes)
        )  # fmt: skip
