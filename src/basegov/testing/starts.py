"""Structures from which a machine starts: a small fictional district in which every step has something to do."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.quantities import Count, Share, SquareKilometres, Yuan
from basegov.structure.appraisal import Appraisal
from basegov.structure.assets import Asset
from basegov.structure.bundles import GridRole
from basegov.structure.casework import ResponseChain
from basegov.structure.cobuilding import LocalOrganisation
from basegov.structure.devolution import PowerHolding, PowerItem
from basegov.structure.employment import ServiceSpell
from basegov.structure.estates import Building, Estate
from basegov.structure.forces import ProfessionalForce
from basegov.structure.forums import CommunityDecision, Forum
from basegov.structure.functions import Function, FunctionIncentive, Performs
from basegov.structure.funds import Funding
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.income import IncomeStream
from basegov.structure.items import ItemAssignment, ItemList, ItemRequest, ListEntry, RequestStatus, WorkItem
from basegov.structure.management import Dimension, Management, Service
from basegov.structure.mergers import Adjacency
from basegov.structure.motions import Motion, MotionAnswer, MotionKind
from basegov.structure.organisations import (
    CommandCentre,
    Committee,
    Department,
    DispatchedAgency,
    Government,
    InternalBody,
    PartyOrgan,
    PartyOrganKind,
    Platform,
    ServiceSite,
    Team,
)
from basegov.structure.pay import PayComponent, PayRule
from basegov.structure.pools import FundPool
from basegov.structure.posts import PostPool
from basegov.structure.powers import Right
from basegov.structure.procedures import AdjustmentProposal
from basegov.structure.records import Record
from basegov.structure.roles import Positioning
from basegov.structure.scales import GradeScale
from basegov.structure.services import ServiceItem
from basegov.structure.snapshot import Structure
from basegov.structure.social import SocialOrganisation
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.units import Community, CommunityKind, District, Inventory, Street, UnitGroup
from basegov.terms import LEVELS, StrengthRange
from basegov.testing.actions.draws import maybe
from basegov.texts import Text
from basegov.values import NOT_STATED

_NAME = Text("small fictional district", "虚构小区")


def _counts(most: int) -> st.SearchStrategy[Any]:
    """Return a strategy of counts that are exact, known from below, or not stated."""
    return st.integers(0, most).map(Count) | maybe(st.integers(1, most).map(lambda n: Count.between(n, None)))


@st.composite
def small_districts(draw: st.DrawFn) -> Structure:
    """Draw a small district: one or two streets with two or three communities each, and something of everything.

    Amounts are exact, bounds or not stated; what stands where is the same in every such district of the same size.
    """
    shape = draw(st.lists(st.integers(2, 3), min_size=1, max_size=2))
    drawn = {at: itertools.cycle(draw(st.lists(values, min_size=1, max_size=3))) for at, values in _AMOUNTS.items()}
    return small_district(*shape, amounts=drawn)


def small_district(*shape: int, amounts: Mapping[tuple[type[Record], str], Iterator[Any]] | None = None) -> Structure:
    """Return a small district with so many communities in each street.

    Parameters
    ----------
    *shape : int
        How many communities there are in the first street, the second, and so on.
    amounts : mapping of (record class, field) to iterator, optional
        Amounts that the records of a class are given one after the other; without, they are not stated.
    """
    records = [*_district(shape), *(record for index, size in enumerate(shape, 1) for record in _street(index, size))]
    filled = []
    for record in records:
        given = {field: next(values) for (cls, field), values in (amounts or {}).items() if type(record) is cls}
        filled.append(attrs.evolve(record, **given) if given else record)
    return Structure.build(filled, id="small", name=_NAME, date="2026-01-01")


_AMOUNTS: dict[tuple[type[Record], str], st.SearchStrategy[Any]] = {
    (Community, "population"): _counts(3000),
    (StaffGroup, "count"): _counts(12),
    (ProfessionalForce, "count"): _counts(9),
    (PostPool, "posts"): _counts(6),
    (Funding, "amount"): maybe(st.integers(0, 90).map(lambda n: Yuan(n * 1000))),
    (FundPool, "amount"): maybe(st.integers(0, 90).map(lambda n: Yuan(n * 1000))),
    (Asset, "value"): maybe(st.integers(0, 50).map(lambda n: Yuan(n * 10_000))),
    (Inventory, "total"): maybe(st.integers(3, 9).map(Count)),
}


def _district(shape: tuple[int, ...]) -> Iterator[Record]:
    """Yield what the district has once."""
    streets = tuple(f"s{index}" for index in range(1, len(shape) + 1))
    yield District(id="d", name="小例区", level=LEVELS["district"])
    yield UnitGroup(id="all-streets", of="street", count=Count(len(streets)), members=streets, parent="d")
    yield Government(id="d-government", name="小例区政府", parent="d", area="d", level=LEVELS["district"])
    yield Department(id="bureau", name="小例区城管局", parent="d", level=LEVELS["district"])
    yield Department(id="market-bureau", name="小例区市场监管局", parent="d", level=LEVELS["district"])
    yield GridLayer(id="governance", name="治理网格")
    yield GridLayer(id="party", name="党建网格", may_span=True)
    for layer, cut in (("police", (1, 2)), ("fire", (2, 1))):  # along buildings, so that layers can be aligned
        yield GridLayer(id=layer, parent="d")
        yield from (Grid(id=f"{layer}-{n}", layer=layer, parent="s1-c1", cells=(f"house-{n}",)) for n in cut)
    yield from (Building(id=f"house-{number}", parent="s1-c1", households=Count(9)) for number in (1, 2))
    yield AdjustmentProposal(id="proposal", parent="d", units=("s1-c1",))
    yield GridRole(id="grid-officer", name="网格员")
    yield from (Function(id="service", name="公共服务", branch_of=None), Function(id="investment", branch_of=None))
    yield ProfessionalForce(id="patrol", parent="d", sender="bureau", function="service", field="sanitation")
    yield Performs(unit="bureau", function="service")
    yield FunctionIncentive(id="investment-target", function="investment", subject="s1")
    yield PowerItem(id="penalty", name="占道经营处罚", field="urban_management")
    yield PowerHolding(holder="bureau", power="penalty")
    yield Positioning(level=LEVELS["district"], role="headquarters")
    yield from (WorkItem(id="visits", name="入户走访"), WorkItem(id="surveys", name="问卷调查"))
    yield ItemList(id="work-list", name="工作清单", role="work", holder_kind="community")
    yield from (ListEntry(list_="work-list", item="visits"), ListEntry(list_="work-list", item="surveys"))
    yield ItemRequest(id="asked", item="surveys", receiver="s1-c1", sender="bureau", status=RequestStatus.SUBMITTED)
    yield ItemAssignment(item="visits", unit="s1-c1")
    yield ResponseChain(id="chain", responders=("community", "street"))
    yield from (ServiceItem(id="permit", name="占道许可"), ServiceItem(id="subsidy", count=Count(">= 1")))
    yield ServiceSite(id="hall", parent="d")
    yield from (Platform(id="hotline", parent="d"), CommandCentre(id="command", parent="d"))
    yield GradeScale(id="scale", grades=6, grades_per="scale")
    yield PayRule(id="pay", category="community_worker", components=(PayComponent(name="basic", amount=3000),))
    yield FundPool(id="bonuses", name="考核奖金", holder="d", payer="d-government", purpose="bonus")
    yield IncomeStream(id="tax-income", name="综合治税收入", function="service")
    yield Inventory(scope="d", of="community")
    yield Inventory(scope="d", of="adjacency", complete=True)
    yield Motion(
        id="call", kind=MotionKind.CALL, matter="dismiss", about="s1-officers", proposer="s1", addressee="bureau",
        date=Date("2026-01-01"), answer=MotionAnswer.PENDING,
    )  # fmt: skip


def _street(index: int, size: int) -> Iterator[Record]:
    """Yield a street with its bodies and communities."""
    s = f"s{index}"
    communities = [f"{s}-c{number}" for number in range(1, size + 1)]
    yield Street(id=s, name=f"小例{index}街道", parent="d", level=LEVELS["street"], code=f"99020100{index}")
    yield from (InternalBody(id=f"{s}-{key}", name=f"{s}{key}", parent=s, area=s) for key in ("office", "station"))
    yield Committee(id=f"{s}-group", parent=s, area=s)
    yield PartyOrgan(id=f"{s}-party", parent=s, area=s, kind=PartyOrganKind.WORKING_COMMITTEE)
    yield DispatchedAgency(id=f"{s}-market", parent=s, host=s, principal="market-bureau", field="market_supervision")
    yield Team(id=f"{s}-team", parent="bureau", host=s, principal="bureau", field="sanitation")
    yield Service(provider=f"{s}-team", served=communities[0])
    for agency, line in ((f"{s}-market", "market-bureau"), (f"{s}-team", "bureau")):
        yield Management(subject=agency, dimension=Dimension.PERSONNEL, manager=line)
        yield Appraisal(subject=agency, evaluator=line, share=Share("80%"))
        yield Appraisal(subject=agency, evaluator=s, share=Share("20%"))
    yield Right(holder=s, matter="daily_work", over=f"{s}-team", strength=StrengthRange.parse("decide"), consent_of=())
    yield Performs(unit=s, function="service")
    yield Performs(unit=s, function="investment")
    yield Inventory(scope=s, of="assignment", complete=True)
    yield StaffGroup(id=f"{s}-officers", parent=s, employer="bureau", category="officer")
    yield PostPool(unit=f"{s}-office", category="officer")
    yield PostPool(unit=f"{s}-market", category="officer")
    yield Asset(id=f"{s}-hall", unit=s, owner=s)
    yield LocalOrganisation(id=f"{s}-school", name=f"{s}学校", host=s, area=s)
    yield SocialOrganisation(id=f"{s}-club", name=f"{s}棋社", host=s, area=s, registration=None)
    yield Forum(id=f"{s}-forum", name=f"{s}议事会", parent=s, kind="deliberation", topics=("public_facilities",))
    yield CommunityDecision(id=f"{s}-lamps", name=f"{s}路灯", parent=s, topic="public_facilities", decided=None)
    yield from (Adjacency(units=pair) for pair in itertools.pairwise(communities))
    for community in communities:
        yield from _community(community, s)


def _community(c: str, street: str) -> Iterator[Record]:
    """Yield a community with its grids, people, posts, funds and assets."""
    kind = CommunityKind.VILLAGE if c.endswith("-c2") else NOT_STATED
    yield Community(id=c, parent=street, level=LEVELS["community"], area=SquareKilometres("0.5"), kind=kind)
    yield Grid(id=f"{c}-g", parent=c, layer="governance")
    yield Grid(id=f"{c}-p", parent=c, layer="party")
    yield Building(id=f"{c}-b", parent=f"{c}-g")
    yield Estate(id=f"{c}-e", parent=c)
    yield Staff(id=f"{c}-worker", parent=c, employer=c, category="community_worker")
    yield ServiceSpell(staff=f"{c}-worker", since=Date("2001-07-01"), unit=c)
    yield Assignment(staff=f"{c}-worker", place=f"{c}-g", role="grid-officer")
    yield PostPool(unit=c, category="community_worker")
    yield Funding(unit=c, year=2026, payer=street)
    yield Asset(id=f"{c}-rooms", unit=c, owner=street)
