"""Sinking forces: who loses the function is told."""

from __future__ import annotations

import pytest

from basegov.reforms.forces import SinkForce
from basegov.reforms.reform import Reform
from basegov.structure.forces import ProfessionalForce
from basegov.structure.functions import Function, Performs
from basegov.structure.organisations import Department
from basegov.structure.snapshot import Structure
from basegov.structure.units import Street
from basegov.values import NOT_STATED


@pytest.mark.parametrize(("with_function", "former"), [(True, "line"), (False, NOT_STATED)])
def test_the_event_says_who_performs_the_function_no_longer(with_function, former):
    """BA-044."""
    before = Structure.build([
        Street(id="s"), Street(id="t"), Department(id="line"), Function(id="patrol"),
        Performs(unit="line", function="patrol"), ProfessionalForce(id="force", sender="line", function="patrol"),
    ])  # fmt: skip
    change = Reform(id="r", steps=[SinkForce(force="force", to="street", with_function=with_function)]).apply(before)
    assert {event.former for event in change.events} == {former}
    assert bool(change.after.where(Performs, unit="line")) is not with_function
