"""What staff cost in a year, by payer and component."""

import attrs

from basegov.quantities import Count, Difference, Yuan
from basegov.structure import Career, District, PayComponent, PayRule, Staff, StaffGroup, Structure, annual_cost
from basegov.values import NOT_STATED

RULE = PayRule(
    id="rule", category="worker", payer="d",
    components=(
        PayComponent(name="basic", by="post", amounts={"general": 3000}),
        PayComponent(name="year_end", amount=5000, paid="year"),
    ),
)  # fmt: skip
RECORDS = [
    District(id="d"), District(id="e"),
    Staff(id="a", parent="d", category="worker"), Career(staff="a", post="general"),
    Staff(id="b", parent="d", category="worker"), Career(staff="b", post="general", payer="e"),
    Staff(id="c", parent="d", category="worker"),
    Staff(id="x", parent="d", category="clerk", monthly_pay=Yuan(4000)),
    StaffGroup(id="g", parent="d", category="worker", count=Count("10 .. 12")), Career(staff="g", post="general"),
]  # fmt: skip


def test_cost_by_payer_and_component_with_what_is_open():
    cost = annual_cost(Structure.build([*RECORDS, RULE]))
    assert dict(cost.lines) == {
        ("d", "basic"): Yuan.between(36_000 + 10 * 36_000, None),  # of c the post is not stated
        ("d", "year_end"): Yuan.between(2 * 5_000 + 50_000, 2 * 5_000 + 60_000),
        ("e", "basic"): Yuan(36_000),
        ("e", "year_end"): Yuan(5_000),
        (NOT_STATED, "pay"): Yuan(48_000),
    }
    assert cost.people == Count("14 .. 16")
    assert {id_: [lack.field for lack in lacks] for id_, lacks in cost.open.items()} == {"c": ["post"], "g": ["count"]}
    assert cost.by_payer["e"] == Yuan(41_000)
    assert cost.by_component["year_end"] == Yuan("65000 .. 75000")
    assert cost.total.low == 36_000 + 360_000 + 60_000 + 41_000 + 48_000


def test_what_a_reform_adds_is_the_difference_line_by_line():
    before = Structure.build([*RECORDS[:4], RULE])
    richer = attrs.evolve(RULE.components[0], amounts={"general": 5000})  # GL-074: 2,000 a month are 24,000 a year
    after = before.evolve(put=[attrs.evolve(RULE, components=(richer, RULE.components[1]))])
    added = annual_cost(after).added_to(annual_cost(before))
    assert added == {("d", "basic"): Difference.build(24_000, 24_000, kind=Yuan),
                     ("d", "year_end"): Difference.build(0, 0, kind=Yuan)}  # fmt: skip


def test_people_of_whom_nothing_is_known_are_open_and_not_free():
    cost = annual_cost(Structure.build([District(id="d"), Staff(id="a", parent="d")]))
    assert cost.total == Yuan.between(0, None)
    assert list(cost.open) == ["a"]
