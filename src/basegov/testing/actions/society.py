"""Draws of steps on arrangements, forums, bindings, estates and social organisations."""

from __future__ import annotations

from hypothesis import strategies as st

from basegov.dates import Date
from basegov.quantities import Count, Number, Yuan
from basegov.reforms.arrangements import AdoptArrangements
from basegov.reforms.bindings import Bind, ListResponsibilities, ManageEstates
from basegov.reforms.forums import CreateForums, DecideMatter, DeliberateMatter
from basegov.reforms.social import PurchaseServices, ReachFigure, RegisterOrganisations
from basegov.reforms.steps import Step
from basegov.structure.bindings import BindingStep, KeySector, ResponsibleCategory
from basegov.structure.cobuilding import LocalOrganisation
from basegov.structure.estates import Estate
from basegov.structure.forums import CommunityDecision, Forum
from basegov.structure.organisations import Body
from basegov.structure.snapshot import Structure
from basegov.structure.social import RegistrationTrack, SocialOrganisation
from basegov.structure.units import Unit
from basegov.testing.actions.draws import chosen, draws, free_id, optional, pick, pick_some, selected, word

_TOPICS = ("public_facilities", "public_affairs_management")
_DAYS = st.sampled_from((Date("2026-01-05"), Date("2026-02"), Date("2026")))


@draws(AdoptArrangements)
def adopt_arrangements(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Bring arrangements into force in units."""
    holders = selected(draw, structure, Unit)
    if holders is None:
        return None
    terms = optional(
        draw,
        parts=st.just(("selection", "assessment")),
        for_whom=st.just(("community_worker",)),
        periodic=st.booleans(),
        since=_DAYS,
    )
    kinds = pick_some(draw, ("continuing_education", "registration", "medical_checkup"), most=2)
    return AdoptArrangements(holders=holders, kinds=kinds, **terms)


@draws(CreateForums)
def create_forums(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Set up a forum for units that have none of the kind."""
    kind = draw(word("deliberation", "mediation"))
    free = [unit for unit in structure.records(Unit) if f"{unit.id}-{kind}" not in structure]
    places = chosen(draw, free, "unit")
    if places is None:
        return None
    terms = optional(
        draw,
        topics=st.just(_TOPICS),
        participants=st.just(("residents",)),
        all_parties=st.booleans(),
        channels=st.just(("meeting", "online")),
        venue_kind=st.just("party_mass_service_centre"),
    )
    return CreateForums(places=places, kind=kind, **terms)


@draws(DeliberateMatter)
def deliberate_matter(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Deliberate a new matter in a forum, or one of it that is open."""
    forum = pick(draw, structure.records(Forum))
    if forum is None:
        return None
    topics = forum.topics if isinstance(forum.topics, tuple) and forum.topics else _TOPICS
    matters = [
        d.id
        for d in structure.records(CommunityDecision)
        if d.decided is None and d.parent == forum.parent and (d.topic in topics or d.topic is None)
    ]
    matter = pick(draw, [free_id(structure, "matter"), *matters])
    assert matter is not None
    return DeliberateMatter(matter=matter, forum=forum.id, date=draw(_DAYS), topic=draw(st.sampled_from(topics)))


@draws(DecideMatter)
def decide_matter(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Decide a matter that is not decided yet."""
    matter = pick(draw, [d for d in structure.records(CommunityDecision) if not isinstance(d.decided, Date)])
    return None if matter is None else DecideMatter(matter=matter.id, date=draw(_DAYS))


@draws(RegisterOrganisations)
def register_organisations(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Register social organisations that are not registered yet."""
    waiting = [o for o in structure.records(SocialOrganisation) if not isinstance(o.registration, RegistrationTrack)]
    organisations = chosen(draw, waiting, "social_organisation")
    if organisations is None:
        return None
    track = draw(st.sampled_from(RegistrationTrack))
    return RegisterOrganisations(
        organisations=organisations, track=track, **optional(draw, lower_threshold=st.booleans())
    )


@draws(PurchaseServices)
def purchase_services(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Let units buy services, from an organisation or from nobody who is named."""
    buyers = selected(draw, structure, Unit)
    if buyers is None:
        return None
    providers = [organisation.id for organisation in structure.records(LocalOrganisation)]
    terms = optional(draw, year=st.just(2026), amount=st.integers(0, 9).map(lambda n: Yuan(n * 1000)))
    if draw(st.booleans()) and providers:
        terms["provider"] = draw(st.sampled_from(providers))
    return PurchaseServices(buyers=buyers, services=pick_some(draw, ("training", "projects"), most=2), **terms)


@draws(ReachFigure)
def reach_figure(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Bring a figure of units to an amount."""
    units = selected(draw, structure, Unit)
    if units is None:
        return None
    figure = draw(word("supported_projects", "charity_funds"))
    return ReachFigure(units=units, figure=figure, amount=Number(draw(st.integers(0, 120))))


@draws(ListResponsibilities)
def list_responsibilities(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Draw up the duties of a new category, in a sector that is there or is new."""
    unit = pick(draw, structure.records(Unit))
    if unit is None:
        return None
    sectors = [free_id(structure, "sector"), *(sector.id for sector in structure.records(KeySector))]
    terms = optional(draw, sector=st.sampled_from(sectors), aspects=st.just(("public_order", "fire")))
    return ListResponsibilities(within=unit.id, category=free_id(structure, "category"), **terms)


@draws(Bind)
def bind(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Bind organisations as responsible persons of a category."""
    subjects = selected(draw, structure, LocalOrganisation)
    if subjects is None:
        return None
    categories = [category.id for category in structure.records(ResponsibleCategory)]
    meant = {node.id for node in subjects.select(structure).sure}
    holders = [body.id for body in structure.records(Body) if body.id not in meant]
    terms = optional(draw, since=_DAYS, steps=st.just(pick_some(draw, BindingStep)))
    if draw(st.booleans()) and categories:
        terms["category"] = draw(st.sampled_from(categories))
    if draw(st.booleans()) and holders:
        terms["holder"] = draw(st.sampled_from(holders))
    return Bind(subjects=subjects, **terms)


@draws(ManageEstates)
def manage_estates(draw: st.DrawFn, structure: Structure) -> Step | None:
    """Settle the management of estates."""
    estates = selected(draw, structure, Estate)
    firm = pick(draw, structure.records(LocalOrganisation))
    if estates is None:
        return None
    terms = optional(draw, stars=st.integers(0, 5).map(Count), convention=st.booleans())
    if firm is not None and draw(st.booleans()):
        terms["manager"] = firm.id
    return ManageEstates(estates=estates, **terms)
