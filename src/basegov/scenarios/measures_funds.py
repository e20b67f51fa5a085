"""Indicators of money, education and cohorts."""

from __future__ import annotations

from fractions import Fraction

from basegov.quantities import Count, Number, Share
from basegov.scenarios.indicators import Measured, indicator
from basegov.structure.careers import Education, LeadingBody, Schooling, members, people_in, with_education
from basegov.structure.cohorts import Cohort
from basegov.structure.funds import AccountKeeping, Funding
from basegov.structure.pools import FundPool
from basegov.structure.records import Node
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth


def _part_of(answers: list[Truth]) -> Measured:
    """Return which part of some answers is yes; not stated where there are none."""
    if not answers:
        return NOT_STATED
    sure = sum(answer is Truth.TRUE for answer in answers)
    possible = sum(answer is not Truth.FALSE for answer in answers)
    return Share.between(Fraction(sure, len(answers)), Fraction(possible, len(answers)))


@indicator(
    en="flows free of earmarks", zh="未戴帽经费项占比", unit="share", reads=(Funding,),
    definition=Text(
        "Of all recorded flows of money, by number and not by amount, the part that the payer ties to no use; flows of "
        "which that is not stated leave it open; not stated while no flow is recorded",
        "已登记经费项中未由支付方限定用途的比例（按项数而非金额）；未载明是否专款的使其待定；没有经费记录时为未载明",
    ),
)  # fmt: skip
def flows_free_of_earmarks(structure: Structure) -> Measured:
    """Measure the part of flows that are not earmarked."""
    return _part_of([Truth.of(flow.earmarked).negated for flow in structure.records(Funding)])


@indicator(
    en="accounts kept by oneself", zh="自行核算占比", unit="share", reads=(AccountKeeping,),
    definition=Text(
        "Of all units and bodies of which it is recorded who keeps the accounts, the part that keeps its own; a keeper "
        "that is not stated leaves it open; not stated while nothing is recorded",
        "已登记会计核算主体的单位中自行核算的比例；核算主体未载明的使其待定；没有记录时为未载明",
    ),
)  # fmt: skip
def accounts_kept_by_oneself(structure: Structure) -> Measured:
    """Measure the part of units that keep their own accounts."""
    kept = structure.records(AccountKeeping)
    return _part_of([
        Truth.UNKNOWN if isinstance(k.keeper, NotStated) else Truth.of(k.keeper == k.unit) for k in kept
    ])  # fmt: skip


@indicator(
    en="money per project", zh="项目平均金额", unit="yuan per project", reads=(FundPool,),
    definition=Text(
        "Amounts of the pools of which amount and number of projects are both stated exactly, divided by their "
        "projects; not stated while there is none",
        "金额与项目数均确切载明的资金池，其金额之和除以项目数之和；没有此类资金池时为未载明",
    ),
)  # fmt: skip
def money_per_project(structure: Structure) -> Measured:
    """Measure the mean amount of a project, in yuan."""
    money, projects = Fraction(0), 0
    for pool in structure.records(FundPool):
        if isinstance(pool.amount, NotStated) or isinstance(pool.projects, NotStated):
            continue
        if pool.amount.exact is not None and pool.projects.exact:
            money, projects = money + Fraction(pool.amount.exact), projects + int(pool.projects.exact)
    return Number(money / projects) if projects else NOT_STATED


@indicator(
    en="members of leading bodies", zh="班子成员数", unit="people", reads=(LeadingBody, Staff, StaffGroup),
    definition=Text(
        "People recorded in leading bodies; open upwards while members of one may be missing; not stated while no "
        "leading body is recorded",
        "已登记领导班子的成员人数；成员可能未列全的上不封顶；没有领导班子记录时为未载明",
    ),
)  # fmt: skip
def leading_body_members(structure: Structure) -> Measured:
    """Count the people in leading bodies."""
    bodies = structure.records(LeadingBody)
    if not bodies:
        return NOT_STATED
    total = Count.total(people_in(node) for body in bodies for node in members(structure, body.id))
    return total if all(body.complete is True for body in bodies) else Count.between(total.low, None)


@indicator(
    en="junior college or higher", zh="大专以上学历占比", unit="share", reads=(Schooling, Staff, StaffGroup),
    definition=Text(
        "Of all people of whom some schooling is recorded, the part with junior-college education or higher; not "
        "stated while there is none, or their number is not known",
        "已登记学历的人员中大专及以上学历的比例；没有学历记录或人数不明时为未载明",
    ),
)  # fmt: skip
def junior_college_or_higher(structure: Structure) -> Measured:
    """Measure the part of people with junior-college education or higher."""
    nodes: list[Node] = [structure.node(id_) for id_ in dict.fromkeys(s.who for s in structure.records(Schooling))]
    people = Count.total(people_in(node) for node in nodes).exact
    if not people:
        return NOT_STATED
    having = Count.total(with_education(structure, node, Education.JUNIOR_COLLEGE) for node in nodes)
    return Share.between(Fraction(having.low or 0) / people, Fraction(having.high or 0) / people)


@indicator(
    en="people under old rules", zh="老办法人员数", unit="people", reads=(Cohort,),
    definition=Text(
        "People in recorded cohorts; one without a stated size leaves it open upwards; not stated while none is "
        "recorded",
        "已登记老办法群体的人数；人数未载明的使其上不封顶；没有记录时为未载明",
    ),
)  # fmt: skip
def people_under_old_rules(structure: Structure) -> Measured:
    """Count the people in cohorts."""
    cohorts = structure.records(Cohort)
    return Count.total(cohort.size for cohort in cohorts) if cohorts else NOT_STATED
