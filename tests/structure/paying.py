"""Pay rules, scales and facts that tests of pay share; all made up."""

from basegov.structure import GradeScale, PayComponent, PayRule, PointsPart
from basegov.values import NOT_STATED

CELLS = [f"{level}/{grade}" for level in range(1, 5) for grade in range(1, 7)]
WORDS = {
    "post": ("dual", "principal", "deputy", "general"),
    "level": ("1", "2", "3", "4"),
    "grade": ("1", "2", "3", "4", "5", "6"),
    "qualification": ("none", "junior", "intermediate"),
    "years": ("0", "3", "20", "41"),
    "appraisal": ("excellent", "good"),
    "payer": ("east", "west"),
}
RULE = PayRule(
    id="rule",
    payer="district",
    components=(
        PayComponent(name="post", by="post", amounts={"dual": 3200, "principal": 2800, "deputy": "2400.50", "*": 2000}),
        PayComponent(
            name="rank", by=("level", "grade"), amounts={c: 400 + 70 * n for n, c in enumerate(CELLS)},
            complete=True, at_least=400, at_most=2000,
        ),
        PayComponent(name="qualification", by="qualification", amounts={"none": 0, "junior": 200}),
        PayComponent(name="seniority", each="33.3", times="years", at_most=900),
        PayComponent(name="performance", share="1/3", of=("post", "rank"), at_most=1500),
        PayComponent(name="year_end", by="appraisal", amounts={"excellent": 6000}, otherwise=0, paid="year"),
        PayComponent(name="other", at_least=100, at_most=300),
    ),
)  # fmt: skip
SCALE = GradeScale(
    id="scale", levels=4, grades=6, grades_per="level", direction="up",
    categories=("dual", "principal", "deputy", "general"),
    points=(
        PointsPart(name="years", by="years", points={"0 .. 9": 10, "10 .. 19": 20, ">= 20": 40}, complete=True),
        PointsPart(name="appraisal", by="appraisal", points={"excellent": 10}, otherwise=0),
    ),
    thresholds={"1/1": 10, "1/2": 20, "2/1": 30, "4/6": 50},
)  # fmt: skip


def cells(draws):
    """Return columns of a roster from rows of drawn words."""
    return {name: [row[n] for row in draws] for n, name in enumerate(WORDS)}


__all__ = ["CELLS", "NOT_STATED", "RULE", "SCALE", "WORDS", "cells"]
