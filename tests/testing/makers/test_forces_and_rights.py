"""Makers of forces, motions, transfers and leadership: origins and sums that several rules bound, ways to miss."""

from hypothesis import given, settings
from hypothesis import strategies as st

from basegov.rules import ForceCount, ForceHeadcount, TransferComplete, VetoRespected
from basegov.rules.verdicts import Outcome
from basegov.testing.generated import valid_structures, violating_structures

FEW = settings(max_examples=6)


def outcomes(rule, structure):
    return {verdict.outcome for verdict in rule.check(structure)} - {Outcome.NOT_APPLICABLE}


@FEW
@given(st.data())
def test_forces_of_each_origin_are_among_all_forces_and_share_their_people(data):
    rules = [
        ForceCount(id="all", exactly=4),
        ForceCount(id="street", origin="street", exactly=2),
        ForceCount(id="district", origin="district", at_least=1),
        ForceHeadcount(id="people", exactly=101),
    ]
    structure = data.draw(valid_structures(rules))
    assert [outcomes(rule, structure) for rule in rules] == [{Outcome.MET}] * 4
    missed = data.draw(violating_structures(rules[1], rules))
    assert [outcomes(rule, missed) == {Outcome.MET} for rule in rules] == [True, False, True, True]


@FEW
@given(st.data())
def test_a_veto_binds_when_it_came_before(data):
    rule = VetoRespected(id="veto")
    met, missed = data.draw(valid_structures(rule)), data.draw(violating_structures(rule))
    assert (outcomes(rule, met), outcomes(rule, missed)) == ({Outcome.MET}, {Outcome.VIOLATED})


@FEW
@given(st.data())
def test_people_of_one_field_stay_behind(data):
    staff = {"kind": "professional_force", "where": {"category": "auxiliary"}}
    every = TransferComplete(id="every", staff=staff, manager="street", at_least="60%")
    fields = TransferComplete(id="fields", staff=staff, manager="street", fields=("ecology", "labour"))
    structure = data.draw(valid_structures([every, fields]))
    assert outcomes(every, structure) == outcomes(fields, structure) == {Outcome.MET}
    assert Outcome.VIOLATED in outcomes(every, data.draw(violating_structures(every)))
    assert Outcome.VIOLATED in outcomes(fields, data.draw(violating_structures(fields)))
