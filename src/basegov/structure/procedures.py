"""How a unit comes to be changed: the proposal to change it, what that states, and the stages it goes through.

Who proposes, who has to agree and who decides differs by law and date; a stage only records who did what and when.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.dates import Date
from basegov.quantities import Count
from basegov.structure.organisations import CommitteeKind
from basegov.structure.records import Node, Ref, Relation, record
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


class AdjustmentKind(enum.Enum):
    """What is to be done to units."""

    SET_UP = "set up"
    ABOLISH = "abolish"
    MERGE = "merge"
    SPLIT = "split"
    BOUNDARY = "boundary"
    CONVERT = "convert"
    OPTIMISE = "optimise"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the kind."""
        zh = {
            "set up": "设立", "abolish": "撤销", "merge": "合并", "split": "分设", "boundary": "区域调整",
            "convert": "村改居", "optimise": "优化设置",
        }  # fmt: skip
        return zh[self.value] if lang == "zh" else self.value


@record("adjustment_proposals", en="proposal of an adjustment", zh="调整方案")
@attrs.frozen(kw_only=True)
class AdjustmentProposal(Node):
    """A proposal to set up, abolish, merge, split, convert or resize units, or to optimise those of an area.

    Parameters
    ----------
    kind : AdjustmentKind, optional
        What is to be done.
    units : tuple of str
        The units concerned: the parts of a merger, the unit that is split, the communities of an area.
    committees : tuple of CommitteeKind, optional
        The kinds of self-governing committee that it sets up, abolishes or resizes; both where a village becomes urban.
    means : tuple of str, optional
        By which means, such as ``adjust_boundary``.
    factors : tuple of str, optional
        What was considered in making it, such as ``population``.
    principles : tuple of str, optional
        The principles that it says it follows.
    arranges : tuple of str, optional
        What it arranges with the change, such as ``premises``.
    improves : tuple of str, optional
        What it improves alongside, such as ``service_area``.
    """

    kind: AdjustmentKind | NotStated = NOT_STATED
    units: Annotated[tuple[str, ...], Ref("unit")] = ()
    committees: tuple[CommitteeKind, ...] | NotStated = NOT_STATED
    means: tuple[str, ...] | NotStated = NOT_STATED
    factors: tuple[str, ...] | NotStated = NOT_STATED
    principles: tuple[str, ...] | NotStated = NOT_STATED
    arranges: tuple[str, ...] | NotStated = NOT_STATED
    improves: tuple[str, ...] | NotStated = NOT_STATED


STATEMENTS = ("means", "factors", "principles", "arranges", "improves")
"""The fields in which a proposal states something."""


@record("procedure_stages", en="stage of a procedure", zh="程序环节")
@attrs.frozen(kw_only=True)
class ProcedureStage(Relation):
    """A stage that a proposal has gone through. That there was no other one, only an `Inventory` says.

    Parameters
    ----------
    of : str
        The proposal.
    stage : str
        Which stage, as a word for data: ``survey``, ``propose``, ``agree``, ``approve``, ``implement``.
    number : Count, optional
        Its place in the order in which the stages were gone through.
    on : Date, optional
        On which day; where both stages have one, the days say the order.
    by : str, optional
        Who went through it: who surveyed, proposed, agreed or approved.
    led_by : str, optional
        Under whose leadership.
    """

    of: Annotated[str, Ref("adjustment_proposal")]
    stage: str
    number: Count | NotStated = NOT_STATED
    on: Date | NotStated = NOT_STATED
    by: Annotated[str | NotStated, Ref("body", "unit")] = NOT_STATED
    led_by: Annotated[str | NotStated, Ref("body")] = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("of", "stage")


def proposals_for(structure: Structure, units: tuple[str, ...]) -> tuple[AdjustmentProposal, ...]:
    """Return the proposals that concern exactly these units."""
    if not units:
        return ()
    wanted = frozenset(units)
    found = structure.where(AdjustmentProposal, units=units[0])
    return tuple(proposal for proposal in found if frozenset(proposal.units) == wanted)
