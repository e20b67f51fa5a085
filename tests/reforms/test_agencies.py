"""Absorbing agencies: what ends with the agency is told."""

from __future__ import annotations

from basegov.reforms.agencies import AbsorbAgencies, AgencyAbsorbed, ManagementEnded
from basegov.reforms.reform import Reform
from basegov.structure.management import Dimension, Management
from basegov.structure.organisations import Department, DispatchedAgency, InternalBody
from basegov.structure.snapshot import Structure
from basegov.structure.units import Street


def test_the_managements_of_an_absorbed_agency_are_told_to_end():
    """HZ-046."""
    before = Structure.build([
        Street(id="s"), Department(id="line"), DispatchedAgency(id="office", host="s"), InternalBody(id="body"),
        Management(subject="office", dimension=Dimension.PERSONNEL, manager="line"),
    ])  # fmt: skip
    change = Reform(id="r", steps=[AbsorbAgencies(agencies="dispatched_agency", into="body")]).apply(before)
    absorbed, ended = change.events
    assert absorbed == AgencyAbsorbed(step=1, agency="office", into="body")
    assert ended == ManagementEnded(step=1, subject="office", dimension=Dimension.PERSONNEL, former="line")
    assert ended.text("en") == "personnel of office no longer lies with line"
    assert ended.text("zh") == "office 的人事管理不再归 line"
    assert not change.after.records(Management)
