"""The roster as columns, and as records."""

import pytest

from basegov.errors import NotFoundError
from basegov.quantities import Count, Yuan
from basegov.structure import Career, Community, District, GradePlacement, Roster, Staff, Structure, pay_by, pay_of
from basegov.values import NOT_STATED
from tests.structure.paying import RULE, SCALE

COLUMNS = {
    "unit": ["c1", NOT_STATED], "post": ["dual", NOT_STATED], "years": ["20", ">= 3"], "level": ["2", NOT_STATED],
    "grade": ["1", NOT_STATED], "shift": ["night", NOT_STATED], "monthly_pay": ["5000", NOT_STATED],
}  # fmt: skip


def test_columns_are_read_by_row_and_counted():
    people = Roster.build(["a", "b"], COLUMNS)
    assert (people.facts(0)("post"), people.facts(1)("post"), people.facts(0)("title")) == (
        "dual",
        NOT_STATED,
        NOT_STATED,
    )
    assert people.column("post").counts() == {"dual": 1, NOT_STATED: 1}
    assert repr(people) == "<Roster of 2: unit, post, years, level, grade, shift, monthly_pay>"
    with pytest.raises(NotFoundError) as caught:
        people.column("pots")
    assert caught.value.diagnostics[0].message("en") == "the roster has no column pots; did you mean post?"
    assert caught.value.diagnostics[0].message("zh") == "名册没有 pots 列；是否想写 post？"
    with pytest.raises(ValueError, match="one length"):
        Roster.build(["a"], COLUMNS)


def test_a_roster_makes_records_from_which_the_same_pay_follows():
    people = Roster.build(["a", "b"], COLUMNS)
    records = [*people.to_records(parent="d", scale="scale")]
    rule = [District(id="district"), District(id="d"), Community(id="c1", parent="d"), SCALE, RULE]
    here = Structure.build([*rule, *records])
    assert here.node("a") == Staff(id="a", parent="c1", monthly_pay=Yuan(5000))
    assert here.node("b").parent == "d"
    assert here.find_record(Career, (Career, "a")).other == {"shift": "night"}
    assert here.find_record(GradePlacement, (GradePlacement, "a", "scale")).level == Count(2)
    for row, id_ in enumerate(people.ids):
        assert pay_of(here, here.node(id_)) == pay_by(RULE, people.facts(row))
