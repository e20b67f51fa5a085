"""Indicators of what was handed down: powers, functions, dispatched agencies, forces and who commands them."""

from __future__ import annotations

from fractions import Fraction

from basegov.quantities import Count, Share
from basegov.scenarios.indicators import Measured, indicator
from basegov.scenarios.measures import stands_at_street_or_below
from basegov.structure.appraisal import Appraisal
from basegov.structure.devolution import Authority, PowerHolding, PowerItem, powers_held
from basegov.structure.forces import ProfessionalForce, commanders, parts_of
from basegov.structure.functions import FunctionIncentive, Performs, performances
from basegov.structure.management import Management
from basegov.structure.organisations import Body, DispatchedAgency
from basegov.structure.powers import Right
from basegov.structure.primacy import PRIMACY
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import StaffGroup
from basegov.structure.units import Inventory, Street, Unit, UnitGroup
from basegov.texts import Text
from basegov.values import NOT_STATED, Truth

_PRIMARY = Text(
    "Of the dispatched agencies and teams listed, the part for which streets or lower levels are the primary manager, "
    "since {what}; those of which that is not known leave it open; not stated while nothing is recorded of it",
    "列出的派出机构和队伍中，以镇街及以下为主要管理者（{what}）的比例；无法判断者使其待定；均无记录时为未载明",
)


def _block_primary(structure: Structure, definition: str, evidence: type[Management | Appraisal | Right]) -> Measured:
    agencies = structure.records(DispatchedAgency)
    if not agencies or not structure.records(evidence):
        return NOT_STATED

    def side(id: str) -> Truth:
        return stands_at_street_or_below(structure, structure.node(id))

    answers = [PRIMACY[definition](structure, agency.id, side) for agency in agencies]
    known, possible = answers.count(Truth.TRUE), len(answers) - answers.count(Truth.FALSE)
    part = Share.between(Fraction(known, len(answers)), Fraction(possible, len(answers)))
    return NOT_STATED if part.says_nothing else part


@indicator(
    en="agencies managed by the block, by dimensions", zh="块管为主的机构（按管理方面）", unit="share",
    reads=(DispatchedAgency, Management, Body, Unit),
    definition=_PRIMARY.format(what=PRIMACY["majority_of_dimensions"].label),
)  # fmt: skip
def block_primary_by_dimensions(structure: Structure) -> Measured:
    """Measure the part of agencies of which streets or lower levels manage more than half of the dimensions."""
    return _block_primary(structure, "majority_of_dimensions", Management)


@indicator(
    en="agencies managed by the block, by appraisal", zh="块管为主的机构（按考核权重）", unit="share",
    reads=(DispatchedAgency, Appraisal, Inventory, Body, Unit),
    definition=_PRIMARY.format(what=PRIMACY["appraisal_share_over_half"].label),
)  # fmt: skip
def block_primary_by_appraisal(structure: Structure) -> Measured:
    """Measure the part of agencies of whose annual appraisal streets or lower levels hold more than half."""
    return _block_primary(structure, "appraisal_share_over_half", Appraisal)


@indicator(
    en="agencies managed by the block, by appointment", zh="块管为主的机构（按任免权）", unit="share",
    reads=(DispatchedAgency, Right, Inventory, Body, Unit),
    definition=_PRIMARY.format(what=PRIMACY["appointment_power"].label),
)  # fmt: skip
def block_primary_by_appointment(structure: Structure) -> Measured:
    """Measure the part of agencies in which streets or lower levels appoint and remove."""
    return _block_primary(structure, "appointment_power", Right)


_HELD = Text(
    "Powers of {kind} authority that streets and towns hold, each counted once for every street that holds it; a lower "
    "bound unless all are declared to be listed; not stated while no power is recorded",
    "各镇街行使的{kind}权力事项数之和；未声明全部列出时为下限；没有权力事项记录时为未载明",
)
_POWERS = (PowerItem, PowerHolding, Street, UnitGroup, Inventory)


def _powers_of_streets(structure: Structure, authority: Authority) -> Measured:
    streets = structure.records(Street)
    if not streets or not structure.records(PowerHolding):
        return NOT_STATED
    return Count.total(powers_held(structure, street.id, authority) for street in streets)


@indicator(
    en="approval powers of streets", zh="镇街行政审批权", unit="powers", reads=_POWERS,
    definition=_HELD.format(kind=Text("approval", "行政审批")),
)  # fmt: skip
def approval_powers_of_streets(structure: Structure) -> Measured:
    """Count the pairs of a street and an approval power that it holds."""
    return _powers_of_streets(structure, Authority.APPROVAL)


@indicator(
    en="penalty powers of streets", zh="镇街行政处罚权", unit="powers", reads=_POWERS,
    definition=_HELD.format(kind=Text("penalty", "行政处罚")),
)  # fmt: skip
def penalty_powers_of_streets(structure: Structure) -> Measured:
    """Count the pairs of a street and a penalty power that it holds."""
    return _powers_of_streets(structure, Authority.PENALTY)


@indicator(
    en="most commanders of one agency or force", zh="单个机构或力量的最多指挥主体", unit="count",
    reads=(DispatchedAgency, ProfessionalForce, Management, Right, UnitGroup, Inventory),
    definition=Text(
        "The greatest number of commanders of any agency, team or force: who manages its daily work or may decide in "
        "commanding it; open while these are not all listed; not stated while no commander is recorded",
        "任一派出机构、队伍或专业力量的指挥主体数的最大值，即管理其日常工作或对其有指挥决定权者；未全部列出时待定；没有指挥记录时为未载明",
    ),
)  # fmt: skip
def most_commanders(structure: Structure) -> Measured:
    """Count the commanders of the agency or force that has most of them."""
    subjects = [*structure.records(DispatchedAgency), *structure.records(ProfessionalForce)]
    counts = [commanders(structure, s).count for s in subjects if not parts_of(structure, s.id)]
    if not any(count.low for count in counts):
        return NOT_STATED
    highs = [count.high for count in counts]
    high = None if None in highs else max(high for high in highs if high is not None)
    return Count.between(max(count.low or 0 for count in counts), high)


@indicator(
    en="functions of streets", zh="镇街职能", unit="count", reads=(Performs, Street, UnitGroup),
    definition=Text(
        "Different functions that at least one street is recorded as performing; not stated while none is recorded",
        "至少有一个镇街履行的职能数（以记录为准）；没有记录时为未载明",
    ),
)  # fmt: skip
def functions_of_streets(structure: Structure) -> Measured:
    """Count the functions that streets are recorded as performing."""
    if not structure.records(Performs):
        return NOT_STATED
    found = {p.function for street in structure.records(Street) for p in performances(structure, street.id)}
    return Count(len(found))


@indicator(
    en="indicators and rewards for functions", zh="职能考核指标和奖励", unit="count",
    reads=(FunctionIncentive, Performs),
    definition=Text(
        "Recorded indicators and rewards for functions; not stated while neither they nor functions are recorded",
        "针对职能的考核指标和奖励的记录数；两者均无记录时为未载明",
    ),
)  # fmt: skip
def function_incentives(structure: Structure) -> Measured:
    """Count the indicators and rewards that press for functions."""
    found, functions = structure.records(FunctionIncentive), structure.records(Performs)
    return Count(len(found)) if found or functions else NOT_STATED


_FIELDS = (ProfessionalForce, PowerHolding, PowerItem, Unit, Body, UnitGroup)


def _fields_below(structure: Structure) -> tuple[set[str], set[str]]:
    """Return the fields of work of which streets or lower levels have staff, and those of which they hold powers."""
    staff = {
        force.field
        for force in structure.records(ProfessionalForce)
        if isinstance(force.field, str) and isinstance(force.parent, str) and force.count != Count(0)
        and _is_below(structure, force.parent)
    }  # fmt: skip
    held = ((h, structure.node(h.power)) for h in structure.records(PowerHolding) if _is_below(structure, h.holder))
    powers = {p.field for _, p in held if isinstance(p, PowerItem) and isinstance(p.field, str)}
    return staff, powers


def _is_below(structure: Structure, id: str) -> bool:
    node = structure.node(id)
    if isinstance(node, UnitGroup):
        return node.of in ("street", "community") or any(_is_below(structure, member) for member in node.members)
    if isinstance(node, StaffGroup):
        return isinstance(node.parent, str) and _is_below(structure, node.parent)
    return stands_at_street_or_below(structure, node) is Truth.TRUE


_APART = Text(
    "Fields of work of which streets or lower levels are recorded as having {one} and not {other}; not stated while "
    "neither staff nor powers of any field are recorded there",
    "镇街及以下有{one}记录而无{other}记录的工作领域数；两者均无记录时为未载明",
)


@indicator(
    en="fields with staff and no power", zh="有人无权的领域", unit="count", reads=_FIELDS,
    definition=_APART.format(one=Text("staff", "人员"), other=Text("powers", "权力")),
)  # fmt: skip
def staff_without_power(structure: Structure) -> Measured:
    """Count the fields of work of which streets have staff and hold no power."""
    staff, powers = _fields_below(structure)
    return Count(len(staff - powers)) if staff or powers else NOT_STATED


@indicator(
    en="fields with powers and no staff", zh="有权无人的领域", unit="count", reads=_FIELDS,
    definition=_APART.format(one=Text("powers", "权力"), other=Text("staff", "人员")),
)  # fmt: skip
def power_without_staff(structure: Structure) -> Measured:
    """Count the fields of work of which streets hold powers and have no staff."""
    staff, powers = _fields_below(structure)
    return Count(len(powers - staff)) if staff or powers else NOT_STATED
