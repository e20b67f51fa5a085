"""What makes the fields of one record, rule or step fit each other, so that no drawn object is thrown away."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.quantities import Number, Quantity, Share
from basegov.reforms.apportionment import ApportionQuota
from basegov.reforms.forces import SinkForce
from basegov.reforms.pay import RaisePay
from basegov.reforms.pools import DistributePool
from basegov.reforms.sinking import SinkStaff
from basegov.rules.agencies import PrimaryManager
from basegov.rules.apportionment import Band, QuotaByBands, QuotaFollowsFigures
from basegov.rules.assessments import NoticeFeedsAssessment
from basegov.rules.composition import CompositionShare
from basegov.rules.evaluators import DecidesAlone
from basegov.rules.likeness import MergerSimilarity
from basegov.rules.motions import MotionAnswered
from basegov.rules.posts import PostsChange
from basegov.rules.rule import Rule
from basegov.structure.appraisal import Period
from basegov.structure.assessments import NoticeCadence
from basegov.structure.bindings import ResponsibilityBinding
from basegov.structure.careers import CareerRecord, Schooling
from basegov.structure.figures import UnitFigure
from basegov.structure.forums import CommunityDecision
from basegov.structure.funds import Funding
from basegov.structure.items import Approval, ItemRequest, ListEntry, WorkItem
from basegov.structure.memberships import Membership
from basegov.structure.mergers import RuleException
from basegov.structure.motions import Motion, MotionKind
from basegov.structure.outcomes import ReportedOutcome
from basegov.structure.pay import PayRule
from basegov.structure.posts import PostLoan
from basegov.structure.primacy import PRIMACY
from basegov.structure.roles import Leadership
from basegov.structure.scales import GradeScale
from basegov.structure.selection import Selector
from basegov.structure.staffing import Staff
from basegov.terms import Strength
from basegov.testing.strategies.hints import FIELDS, KINDS, MOST, SHAPES, Style
from basegov.testing.strategies.values import counts, quantities, shares, yuan
from basegov.values import NOT_STATED, FrozenMap, NotStated

_ROUNDS = {
    p: n for n, p in enumerate((Period.DAILY, Period.MONTHLY, Period.QUARTERLY, Period.SEMIANNUAL, Period.ANNUAL))
}


# records


def _rounds(fields: dict[str, Any]) -> None:
    """Let notices enter no round that is shorter than the time from one to the next."""
    every, into = fields.get("every"), fields.get("into")
    if isinstance(every, Period) and isinstance(into, Period):
        fields["every"], fields["into"] = sorted((every, into), key=_ROUNDS.__getitem__)


def _motion(fields: dict[str, Any]) -> None:
    """Leave a veto without answer, and make no answer older than its motion."""
    if fields.get("kind") is MotionKind.VETO:
        fields.pop("answer", None)
    made, answered = fields.get("date"), fields.get("answer_date")
    if isinstance(made, Date) and isinstance(answered, Date):
        fields["date"], fields["answer_date"] = sorted((made, answered))


def _membership(fields: dict[str, Any]) -> None:
    """Name somebody: a member, an office or a class."""
    if all(fields.get(name, NOT_STATED) is NOT_STATED for name in ("member", "office", "source_class")):
        fields["source_class"] = "resident"


def _leadership(fields: dict[str, Any]) -> None:
    """Let either an organisation or a class be led."""
    if fields.get("led") is not None:
        fields["class_"] = None
    elif fields.get("class_") is None:
        fields["class_"] = Selector(kind="street")


def _entry(fields: dict[str, Any]) -> None:
    """Name a kind only where no node is named, and nobody as responsible only where none is."""
    for part in ("finder", "handler", "responsible", "cooperating", "takes_over"):
        if isinstance(fields.get(part), str):
            fields.pop(f"{part}_kind", None)
    if isinstance(fields.get("responsible"), str) or isinstance(fields.get("responsible_kind"), str):
        fields["responsible_named"] = True


def _request(fields: dict[str, Any]) -> None:
    """Let nobody ask itself."""
    if fields.get("sender") == fields["receiver"]:
        fields.pop("sender", None)


def _exception(fields: dict[str, Any]) -> None:
    """Give the exception a reason."""
    fields["reason"] = fields["reason"].strip() or "reason"


def _approval(fields: dict[str, Any]) -> None:
    """Let a request or an item be approved."""
    if fields.get("request", NOT_STATED) is NOT_STATED and fields.get("item", NOT_STATED) is NOT_STATED:
        fields["item"] = "item"


def _funding(fields: dict[str, Any]) -> None:
    """Let nobody pay itself."""
    if fields.get("payer") == fields["unit"]:
        fields.pop("payer", None)


def _uncounted(fields: dict[str, Any]) -> None:
    """Say of a whole group what could be said of no more people than it has."""
    fields.pop("count", None)


def _loan(fields: dict[str, Any]) -> None:
    """Leave open how many posts are lent: no more than the owner has been allotted."""
    fields["posts"] = NOT_STATED


def _scale(fields: dict[str, Any]) -> None:
    """Leave the tables of points out, whose rows hang together."""
    fields.pop("points", None)
    fields.pop("thresholds", None)


def _pay_rule(fields: dict[str, Any]) -> None:
    """Leave the components out, each of which has just one formula."""
    fields["components"] = ()


def _binding(fields: dict[str, Any]) -> None:
    """Let nobody be bound to himself."""
    if fields.get("holder") == fields["subject"]:
        fields.pop("holder", None)


def _outcome(fields: dict[str, Any]) -> None:
    """Quantify an outcome that has a figure."""
    if isinstance(fields.get("value"), Quantity):
        fields["quantified"] = True


def _decision(fields: dict[str, Any]) -> None:
    """Leave open where a matter was deliberated: in no forum of another unit."""
    fields.pop("forum", None)


SHAPES.update({
    ResponsibilityBinding: _binding, ReportedOutcome: _outcome, CommunityDecision: _decision,
    Funding: _funding, CareerRecord: _uncounted, Schooling: _uncounted, PostLoan: _loan, GradeScale: _scale,
    PayRule: _pay_rule, NoticeCadence: _rounds, Motion: _motion, Membership: _membership, Leadership: _leadership,
    ListEntry: _entry, ItemRequest: _request, RuleException: _exception, Approval: _approval,
})  # fmt: skip
FIELDS[Funding, "amount"] = FIELDS[Staff, "monthly_pay"] = lambda cls, style: _stated(
    style, yuan(min_value=0, max_value=MOST, exact=True if style.known == "fully" else None)
)
FIELDS[UnitFigure, "amount"] = lambda cls, style: _stated(
    style, quantities(Number, min_value=0, max_value=MOST, exact=True if style.known == "fully" else None)
)
FIELDS[WorkItem, "needs"] = lambda cls, style: st.lists(KINDS, max_size=2, unique=True).map(tuple)


# rules and steps


def _limits(fields: dict[str, Any]) -> None:
    """Give one number alone, or a lower end that is not above the upper one."""
    if fields.get("exactly") is not None:
        fields.pop("at_least", None)
        fields.pop("at_most", None)
    low, high = fields.get("at_least"), fields.get("at_most")
    if isinstance(low, Quantity) and isinstance(high, Quantity) and low.low is not None and high.low is not None:
        fields["at_least"], fields["at_most"] = (low, high) if low.low <= high.low else (high, low)
    elif isinstance(low, int) and isinstance(high, int):
        fields["at_least"], fields["at_most"] = sorted((low, high))


def _similarity(fields: dict[str, Any]) -> None:
    """Name at least one feature."""
    fields["features"] = fields["features"] or FrozenMap({"homogeneity": Number(1)})


SHAPES.update({Rule: _limits, NoticeFeedsAssessment: _rounds,
               MergerSimilarity: _similarity})  # fmt: skip


def _stated(style: Style, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return values if style.known == "fully" else values | st.just(NOT_STATED)


FIELDS[MotionAnswered, "obliges_from"] = lambda cls, style: (
    st.none()
    | st.sampled_from(
        [strength for strength in Strength if strength is not Strength.NONE]  # `none` in a file is no strength at all
    )
)
FIELDS[PrimaryManager, "definition"] = lambda cls, style: _stated(style, st.sampled_from(sorted(PRIMACY)))
FIELDS[DecidesAlone, "threshold"] = lambda cls, style: _stated(style, shares(min_value="1%", exact=True))
FIELDS[MergerSimilarity, "features"] = lambda cls, style: st.dictionaries(
    style.words,
    _stated(style, quantities(Number, min_value="1/60", max_value=MOST, exact=True)),
    min_size=1,
    max_size=2,
).map(FrozenMap)
FIELDS[SinkForce, "distribution"] = lambda cls, style: _stated(
    style,
    st.just("equal") | st.dictionaries(style.words, counts(max_value=MOST, exact=True), max_size=2).map(FrozenMap),
)


# posts, pay and money


def _figures(fields: dict[str, Any]) -> None:
    """Let some figure count."""
    if not isinstance(fields.get("weights", NOT_STATED), NotStated):
        fields["weights"] = {"population": 1}


def _quota_bands(fields: dict[str, Any]) -> None:
    """Keep one band, which is open above."""
    fields["bands"] = [attrs.evolve(band, up_to=None) for band in fields["bands"][:1]] or [Band(posts=1)]


def _composition(fields: dict[str, Any]) -> None:
    """Ask for posts or for an education."""
    if fields.get("education") is not None:
        fields.pop("posts", None)
    elif not fields.get("posts"):
        fields["posts"] = ("secretary",)


def _raise(fields: dict[str, Any]) -> None:
    """Raise by an amount or by a share."""
    if isinstance(fields.get("amount", NOT_STATED), NotStated):
        fields["share"] = Share("10%")
        fields.pop("amount", None)
    else:
        fields.pop("share", None)


def _sink(fields: dict[str, Any]) -> None:
    """Send a share down, or all but some."""
    share = fields.get("share", NOT_STATED)
    if isinstance(share, Share) and share.is_exact:
        fields.pop("stay", None)
    else:
        fields.pop("share", None)
        fields["stay"] = 3


SHAPES.update({
    QuotaFollowsFigures: _figures, QuotaByBands: _quota_bands, CompositionShare: _composition, RaisePay: _raise,
    SinkStaff: _sink, ApportionQuota: _figures,
})  # fmt: skip
FIELDS[QuotaFollowsFigures, "tolerance"] = lambda cls, style: _stated(
    style, quantities(Number, min_value=0, max_value=MOST, exact=True)
)
FIELDS[ApportionQuota, "ties"] = lambda cls, style: st.sampled_from(["refuse", "first"])
FIELDS[DistributePool, "by"] = lambda cls, style: st.just("equal")
FIELDS[SinkStaff, "strategy"] = lambda cls, style: st.sampled_from(["equal", "households"])
FIELDS[SinkStaff, "scope"] = lambda cls, style: st.sampled_from(["each", "together"])
for _limit in ("exactly", "at_least", "at_most"):
    FIELDS[PostsChange, _limit] = lambda cls, style: st.none()
