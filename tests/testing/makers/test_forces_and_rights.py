"""Makers of forces, rights and motions: origins and sums that several rules bound, and who decides."""

from hypothesis import given, settings
from hypothesis import strategies as st

from basegov.rules import (
    VetoRespected,
)
from basegov.rules.verdicts import Outcome
from basegov.testing.generated import valid_structures, violating_structures

FEW = settings(max_examples=6)


def outcomes(rule, structure):
    return {verdict.outcome for verdict in rule.check(structure)} - {Outcome.NOT_APPLICABLE}


@FEW
@given(st.data())
def test_a_veto_binds_when_it_came_before(data):
    rule = VetoRespected(id="veto")
    met, missed = data.draw(valid_structures(rule)), data.draw(violating_structures(rule))
    assert (outcomes(rule, met), outcomes(rule, missed)) == ({Outcome.MET}, {Outcome.VIOLATED})
