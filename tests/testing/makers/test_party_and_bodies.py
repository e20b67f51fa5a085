"""Makers of members, bodies and organs: bounds of several rules on the same things, and parameters of other places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from basegov.rules import (
    BodyCount,
    BodyTemplate,
    CoBuilds,
    HeadedBy,
    MemberClasses,
    MemberCount,
    MemberSources,
    OneBody,
)
from basegov.rules.verdicts import Outcome
from basegov.testing.drafts.wishes import ClashError
from basegov.testing.generated import valid_structures, violating_structures

BODY = {"kind": "party_organ", "where": {"kind": "working committee"}}
FEW = settings(max_examples=6)


def outcomes(rule, structure):
    return {verdict.outcome for verdict in rule.check(structure)}


@FEW
@given(st.data())
def test_members_of_two_seats_and_an_office_come_to_one_number(data):
    rules = [
        MemberCount(id="all", body=BODY, at_least=6, at_most=6),
        MemberClasses(id="classes", body=BODY, classes=("social", "public", "party")),
        HeadedBy(id="head", body=BODY, capacity="chair", office="street_secretary"),
    ]
    structure = data.draw(valid_structures(rules))
    assert [outcomes(rule, structure) for rule in rules] == [{Outcome.MET}] * 3
    assert len(structure.records("membership")) == 4


@FEW
@given(st.data())
def test_all_classes_from_a_closed_list_are_missed_in_each_way(data):
    rule = MemberSources(id="sources", body=BODY, classes=("a", "b"), all_classes=True, party_members=True)
    assert outcomes(rule, data.draw(valid_structures(rule))) == {Outcome.MET}
    assert Outcome.VIOLATED in outcomes(rule, data.draw(violating_structures(rule)))


def test_five_members_and_three_at_most_clash():
    rules = [MemberCount(id="few", body=BODY, at_most=3), MemberCount(id="many", body=BODY, at_least=5)]
    with pytest.raises(ClashError) as raised:
        valid_structures(rules)
    assert raised.value.rules == ("few", "many")


@FEW
@given(st.data())
def test_one_body_serves_a_template_a_count_and_its_plates(data):
    rules = [
        BodyCount(id="centre", unit="street", body="internal_body", called="服务中心", at_least=1, at_most=1),
        BodyTemplate(
            id="template", unit="street", counts={"office": 1, "centre": 1}, called=("服务中心", "办公室"), closed=True
        ),
        OneBody(id="plates", unit="street", names=("党群中心", "服务中心"), body="internal_body"),
    ]
    structure = data.draw(valid_structures(rules))
    assert [outcomes(rule, structure) for rule in rules] == [{Outcome.MET}] * 3
    assert len(structure.records("internal_body")) == 2 * len(structure.records("street"))
    missed = data.draw(violating_structures(rules[2], rules))
    assert [outcomes(rule, missed) for rule in rules] == [{Outcome.MET}, {Outcome.MET}, {Outcome.VIOLATED}]


@FEW
@given(st.data())
def test_a_partner_in_fewer_forms_counts_for_the_rule_without_forms_alone(data):
    of = {"kind": "party_organ", "where": {"kind": "community committee"}}
    partner = {"kind": "local_organisation", "where": {"kind": "resident unit"}}
    plain = CoBuilds(id="plain", of=of, partner=partner)
    forms = CoBuilds(id="forms", of=of, partner=partner, forms=("joint_work", "joint_activities"))
    structure = data.draw(valid_structures([plain, forms]))
    assert outcomes(plain, structure) == outcomes(forms, structure) == {Outcome.MET}
    missed = data.draw(violating_structures(forms, [plain]))
    assert (outcomes(plain, missed), outcomes(forms, missed)) == ({Outcome.MET}, {Outcome.VIOLATED})
