"""Indicators of rights and of the say in assessments."""

from __future__ import annotations

from fractions import Fraction

from basegov.quantities import Number, Share
from basegov.scenarios.indicators import Measured, indicator
from basegov.structure.appraisal import Appraisal, ShareVector, share_vector
from basegov.structure.powers import Right
from basegov.structure.rights import reaches
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory, Street, UnitGroup, stands_for
from basegov.structure.voting import voting_power
from basegov.terms import Strength
from basegov.texts import Text
from basegov.values import NOT_STATED, Truth

MAJORITY = Share("> 50%")
"""What it takes to win where a document states no quota: more than half of the shares."""

_REACHED = Text(
    "Of all pairs of a street (or a group of streets) and a matter in which a right of it is recorded, the part in "
    "which one of its rights, whatever its conditions, is at least {strength}; a strength that is not stated leaves it "
    "open; not stated while streets have no recorded right",
    "镇街（或镇街组）与其有权利记录的事项的全部组合中，至少一项权利（不论行使条件）强度达到“{strength}”的比例；"
    "未载明强度的使其待定；镇街没有权利记录时为未载明",
)


def rights_reaching(structure: Structure, kind: str, strength: Strength) -> Measured:
    """Return in which part of the matters a kind of holder has a right of at least a strength."""
    answers: dict[tuple[str, str], list[Truth]] = {}
    for right in structure.records(Right):
        if stands_for(structure.node(right.holder), kind):
            reached = reaches(right, strength)
            answers.setdefault((right.holder, right.matter), []).append(reached)
    if not answers:
        return NOT_STATED
    found = [Truth.any(pair) for pair in answers.values()]
    sure = sum(answer is Truth.TRUE for answer in found)
    possible = sum(answer is not Truth.FALSE for answer in found)
    return Share.between(Fraction(sure, len(found)), Fraction(possible, len(found)))


@indicator(
    en="matters on which streets may recommend", zh="镇街享有建议权的事项", unit="share",
    reads=(Right, Street, UnitGroup), definition=_REACHED.format(strength=Strength.RECOMMEND),
)  # fmt: skip
def street_matters_recommend(structure: Structure) -> Measured:
    """Measure the part of matters in which streets may at least recommend."""
    return rights_reaching(structure, "street", Strength.RECOMMEND)


@indicator(
    en="matters on which streets may propose decisively", zh="镇街享有决定性建议权的事项", unit="share",
    reads=(Right, Street, UnitGroup), definition=_REACHED.format(strength=Strength.DECISIVE_PROPOSAL),
)  # fmt: skip
def street_matters_decisive_proposal(structure: Structure) -> Measured:
    """Measure the part of matters in which streets may at least make a decisive proposal."""
    return rights_reaching(structure, "street", Strength.DECISIVE_PROPOSAL)


@indicator(
    en="matters on which streets have a veto", zh="镇街享有否决权的事项", unit="share",
    reads=(Right, Street, UnitGroup), definition=_REACHED.format(strength=Strength.VETO),
)  # fmt: skip
def street_matters_veto(structure: Structure) -> Measured:
    """Measure the part of matters in which streets have at least a veto."""
    return rights_reaching(structure, "street", Strength.VETO)


@indicator(
    en="matters that streets decide", zh="镇街享有决定权的事项", unit="share",
    reads=(Right, Street, UnitGroup), definition=_REACHED.format(strength=Strength.DECIDE),
)  # fmt: skip
def street_matters_decide(structure: Structure) -> Measured:
    """Measure the part of matters that streets decide."""
    return rights_reaching(structure, "street", Strength.DECIDE)


def _rounds(structure: Structure) -> list[ShareVector]:
    rounds = dict.fromkeys((a.subject, a.period) for a in structure.records(Appraisal))
    return [share_vector(structure, subject, period) for subject, period in rounds]


@indicator(
    en="smallest voting power of streets", zh="镇街考核表决权力最低值", unit="share",
    reads=(Appraisal, Street, UnitGroup, Inventory),
    definition=Text(
        "The least voting power (Banzhaf) that a street has in any appraisal in which it has a voice, where more than "
        "half of the shares wins: of all constellations of the other evaluators, the part in which the street turns "
        "the result; shares that are not known leave it open; not stated while no street has a voice",
        "在镇街参与的各项考核中，以权重过半为胜，镇街表决权力（班扎夫指数）的最低值，"
        "即其他考核主体各种表态组合中镇街能改变结果的比例；权重不明的使其待定；没有此类考核记录时为未载明",
    ),
)  # fmt: skip
def smallest_street_voting_power(structure: Structure) -> Measured:
    """Measure the least voting power of streets in the appraisals in which they have a voice."""
    powers = [
        power
        for vector in _rounds(structure)
        for evaluator, share in vector.shares
        if stands_for(structure.node(evaluator), "street") and share.high != 0
        and (power := voting_power(vector, evaluator, MAJORITY)) is not None
    ]  # fmt: skip
    if not powers:
        return NOT_STATED
    lows = [Fraction(power.low or 0) for power in powers]
    return Share.between(min(lows), min(Fraction(1 if p.high is None else p.high) for p in powers))


@indicator(
    en="evaluators per assessment", zh="每项考核的考核主体数", unit="evaluators per assessment",
    reads=(Appraisal, Inventory, UnitGroup),
    definition=Text(
        "Named evaluators with a share that is not exactly nothing, divided by the number of pairs of a subject and a "
        "round; open upwards while evaluators may be missing; a group counts once; not stated while no appraisal is "
        "recorded",
        "权重不确为零的已载明考核主体数，除以考核对象与轮次的组合数；考核主体可能未列全的上不封顶；主体组计为一个；"
        "没有考核记录时为未载明",
    ),
)  # fmt: skip
def evaluators_per_assessment(structure: Structure) -> Measured:
    """Measure the mean number of evaluators of an assessment."""
    vectors = _rounds(structure)
    if not vectors:
        return NOT_STATED
    named = sum(share.high != 0 for vector in vectors for _, share in vector.shares)
    mean = Fraction(named, len(vectors))
    # where the named shares come to the whole, nobody else has a part of it
    full = all(vector.complete or vector.lowest == 1 for vector in vectors)
    return Number.between(mean, mean if full else None)
