"""Indicators of bindings, deliberation and social organisations, and of the people there are in communities."""

from __future__ import annotations

from fractions import Fraction

from basegov.quantities import Count, Share, Yuan
from basegov.rules.units import how_many
from basegov.scenarios.indicators import Measured, indicator
from basegov.scenarios.quotients import quotient
from basegov.structure.bindings import BindingStep, ResponsibilityBinding
from basegov.structure.estates import Estate
from basegov.structure.forces import ProfessionalForce, headcount
from basegov.structure.forums import CommunityDecision, Forum, deliberated_first
from basegov.structure.posts import PostPool
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.social import ServicePurchase, SocialOrganisation, last_purchase_year, purchased
from basegov.structure.staffing import StaffGroup
from basegov.structure.units import Community, District, Inventory, UnitGroup, stands_for
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth

_COMMUNITIES = Selector(kind="community")


def _share(answers: list[Truth]) -> Share:
    known = sum(answer is Truth.TRUE for answer in answers)
    possible = sum(answer is not Truth.FALSE for answer in answers)
    return Share.between(Fraction(known, len(answers)), Fraction(possible, len(answers)))


def _size(structure: Structure, id: str) -> Count:
    """Return how many a node stands for: the members of a group, one otherwise."""
    node = structure.node(id)
    if isinstance(node, UnitGroup | StaffGroup):
        return Count.unknown() if isinstance(node.count, NotStated) else node.count
    return Count(1)


@indicator(
    en="responsible persons who have signed", zh="签订责任书的责任人", unit="count",
    reads=(ResponsibilityBinding, UnitGroup),
    definition=Text(
        "Responsible persons, enterprises among them, whose paper is signed; a group counts with its members; not "
        "stated while no binding is recorded",
        "已签订责任落实书的责任人（含企业），群体按成员数计；没有绑定记录时为未载明",
    ),
)  # fmt: skip
def responsible_persons_signed(structure: Structure) -> Measured:
    """Count the responsible persons who have signed."""
    bindings = structure.records(ResponsibilityBinding)
    if not bindings:
        return NOT_STATED
    signed: dict[str, Truth] = {}
    for binding in bindings:
        signed[binding.subject] = Truth.any(
            [signed.get(binding.subject, Truth.FALSE), binding.has(BindingStep.SIGNED)]
        )  # fmt: skip
    parts = []
    for subject, answer in signed.items():
        size = _size(structure, subject)
        if answer is not Truth.FALSE:
            parts.append(size if answer is Truth.TRUE else Count.between(0, size.high))
    return Count.total(parts)


@indicator(
    en="bindings complete", zh="责任绑定完成率", unit="share", reads=(ResponsibilityBinding,),
    definition=Text(
        "Of the recorded bindings the part that is signed, published and entered in the integrity system; not stated "
        "while none is recorded",
        "登记的责任绑定中已签订、已公示并计入诚信体系的比例；没有绑定记录时为未载明",
    ),
)  # fmt: skip
def bindings_complete(structure: Structure) -> Measured:
    """Measure which part of the bindings is complete."""
    bindings = structure.records(ResponsibilityBinding)
    return _share([Truth.all(b.has(s) for s in BindingStep) for b in bindings]) if bindings else NOT_STATED


@indicator(
    en="estates under management", zh="物业管理覆盖率", unit="share", reads=(Estate,),
    definition=Text(
        "Of the recorded residential estates the part whose property somebody manages; not stated while none is "
        "recorded",
        "登记的住宅小区中有物业管理的比例；没有小区记录时为未载明",
    ),
)  # fmt: skip
def estates_under_management(structure: Structure) -> Measured:
    """Measure which part of the estates is managed."""
    managers = [estate.manager for estate in structure.records(Estate)]
    if not managers:
        return NOT_STATED
    return _share([Truth.UNKNOWN if isinstance(m, NotStated) else Truth.of(m is not None) for m in managers])


@indicator(
    en="communities with a forum", zh="设有议事平台的社区", unit="share", reads=(Forum, Community, Inventory),
    definition=Text(
        "Of the recorded communities the part with a forum of their own; open upwards unless all forums are listed; "
        "not stated while no forum or no community is recorded",
        "登记的社区中设有议事协商平台的比例；平台未全部登记时上不封顶；没有平台或社区记录时为未载明",
    ),
)  # fmt: skip
def communities_with_forum(structure: Structure) -> Measured:
    """Measure which part of the communities has a forum."""
    communities = structure.records(Community)
    if not communities or not structure.records(Forum):
        return NOT_STATED
    listed = Selector(kind="forum").lists_all(structure)
    having = {forum.parent for forum in structure.records(Forum)}
    answers = [Truth.TRUE if c.id in having else Truth.FALSE if listed else Truth.UNKNOWN for c in communities]
    return _share(answers)


@indicator(
    en="decisions deliberated before", zh="先协商后决策比例", unit="share", reads=(CommunityDecision,),
    definition=Text(
        "Of the matters that are decided the part that had been deliberated by then; not stated while none is decided",
        "已作出决定的事项中此前经过协商的比例；没有已决事项时为未载明",
    ),
)  # fmt: skip
def decisions_deliberated(structure: Structure) -> Measured:
    """Measure which part of the decisions was deliberated before."""
    decided = [d for d in structure.records(CommunityDecision) if d.decided is not None]
    sure = [d for d in decided if not isinstance(d.decided, NotStated)]
    return _share([deliberated_first(d) for d in sure]) if sure else NOT_STATED


@indicator(
    en="social organisations", zh="社会组织数", unit="count", reads=(SocialOrganisation, Inventory),
    definition=Text(
        "Social organisations, with those that an inventory counts and the structure does not list; not stated while "
        "neither says anything",
        "社会组织数，含清册载明而未列出者；均无记录时为未载明",
    ),
)  # fmt: skip
def social_organisation_count(structure: Structure) -> Measured:
    """Count the social organisations."""
    number = how_many(structure, Selector(kind="social_organisation"))
    told = any(structure.records(SocialOrganisation)) or any(structure.where(Inventory, of="social_organisation"))
    return number if told else NOT_STATED


@indicator(
    en="services bought in the last year", zh="最近年度购买服务金额", unit="yuan", reads=(ServicePurchase, Inventory),
    definition=Text(
        "What every buyer spent on services in the last year of which a purchase of it is recorded; open upwards "
        "unless all purchases are listed; not stated while none is recorded",
        "各购买方有记录的最近一年购买服务金额合计；未全部登记时上不封顶；没有购买记录时为未载明",
    ),
)  # fmt: skip
def services_bought(structure: Structure) -> Measured:
    """Add up for how much services were bought."""
    years = {buyer: last_purchase_year(structure, buyer) for buyer in _buyers(structure)}
    stated = {buyer: year for buyer, year in years.items() if year is not None}
    if not stated:
        return NOT_STATED
    return Yuan.total(purchased(structure, buyer, year) for buyer, year in stated.items())


def _buyers(structure: Structure) -> tuple[str, ...]:
    return tuple(dict.fromkeys(purchase.buyer for purchase in structure.records(ServicePurchase)))


def deployable_people(structure: Structure) -> Count | NotStated:
    """Return the posts of communities and the people of professional forces; not stated while either is not recorded.

    Posts are taken as filled, so it is the most that can be there. Forces that are parts of one total count once.
    """
    pools = [p for p in structure.records(PostPool) if stands_for(structure.node(p.unit), "community")]
    forces = structure.records(ProfessionalForce)
    if not pools or not forces:
        return NOT_STATED
    wholes = dict.fromkeys(f.part_of if isinstance(f.part_of, str) else f.id for f in forces)
    groups = [node for node in map(structure.node, wholes) if isinstance(node, StaffGroup)]
    return Count.total([*(pool.posts for pool in pools), *(headcount(structure, group) for group in groups)])


@indicator(
    en="deployable people per community", zh="社区平均可调动人数", unit="people per community",
    reads=(PostPool, ProfessionalForce, StaffGroup, Community, Inventory),
    definition=Text(
        "Posts of communities (taken as filled) and people of professional forces, divided by the number of "
        "communities; not stated while posts, forces or that number are not",
        "社区编制（按满编计）与专业力量人数之和除以社区数；编制、力量或社区数未载明时为未载明",
    ),
)  # fmt: skip
def deployable_per_community(structure: Structure) -> Measured:
    """Measure how many people there are for a community."""
    people = deployable_people(structure)
    return people if isinstance(people, NotStated) else quotient(people, how_many(structure, _COMMUNITIES))


@indicator(
    en="people in the field per square kilometre", zh="每平方公里管理服务人数", unit="people per km2",
    reads=(PostPool, ProfessionalForce, StaffGroup, District),
    definition=Text(
        "Posts of communities (taken as filled) and people of professional forces, divided by the area of the "
        "districts; not stated while posts, forces or areas are not",
        "社区编制（按满编计）与专业力量人数之和除以各区面积；编制、力量或面积未载明时为未载明",
    ),
)  # fmt: skip
def deployable_per_km2(structure: Structure) -> Measured:
    """Measure how many people there are on a square kilometre."""
    people = deployable_people(structure)
    areas = [district.area for district in structure.records(District)]
    stated = [area for area in areas if not isinstance(area, NotStated)]
    if isinstance(people, NotStated) or not stated or len(stated) < len(areas):
        return NOT_STATED
    total = stated[0]
    for area in stated[1:]:
        total = total + area
    return quotient(people, total)
