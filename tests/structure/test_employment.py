"""Service without a break: exactly so many years, through mergers, with dates known in part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.quantities import Count
from basegov.structure import Community, District, Inventory, ServiceSpell, Staff, Structure, service_years
from basegov.values import NOT_STATED

LISTED = Inventory(scope="d", of="service_spell", complete=True)


def years(spells, on, *, listed=True):
    records = [
        District(id="d"),
        Community(id="a", parent="d"),
        Community(id="b", parent="d"),
        Staff(id="p", parent="a"),
    ]
    rows = [ServiceSpell(staff="p", since=Date(since), until=_end(until), unit=unit) for since, until, unit in spells]
    here = Structure.build([*records, *rows, *([LISTED] if listed else [])])
    return service_years(here, "p", on if on is NOT_STATED else Date(on))


def _end(until):
    return until if until is None or until is NOT_STATED else Date(until)


@pytest.mark.parametrize(
    ("spells", "on", "expected"),
    [
        ([("2000-03-09", None, "a")], "2020-03-09", "20"),  # WH-040: exactly 20
        ([("2000-03-09", None, "a")], "2020-03-08", "19"),
        ([("1990-03-09", None, "a")], "2020-03-09", "30"),  # WH-041: exactly 30
        ([("2000-03-09", "2010-01-01", "a"), ("2010-01-01", None, "b")], "2020-03-09", "20"),
        ([("2000-03-09", "2010-01-01", "a"), ("2010-01-02", None, "b")], "2020-03-09", "10"),  # one day of a break
        ([("2000-03-09", "2010-01-01", "a"), ("2005-01-01", None, "b")], "2020-03-09", "20"),  # they overlap
        ([("1990-01-01", "2012-01-01", "a"), ("2013-01-01", None, "b")], "2020-03-09", "22"),  # the longest counts
        ([("2000-03", None, "a")], "2020-03-09", "19 .. 20"),
        ([("2000", None, "a")], "2020", "19 .. 20"),
        ([("2000-03-09", NOT_STATED, "a")], "2020-03-09", "0 .. 20"),
        ([("2000-03-09", "2010-01", "a"), ("2010-01-15", None, "b")], "2020-03-09", "10 .. 20"),
        ([("2030-01-01", None, "a")], "2020-03-09", "0"),
        ([], "2020-03-09", "0"),
    ],
)  # fmt: skip
def test_full_years_without_a_break(spells, on, expected):
    assert years(spells, on) == Count(expected)


def test_spells_that_may_not_be_listed_leave_it_open_upwards():
    assert years([("2000-03-09", None, "a")], "2020-03-09", listed=False) == Count(">= 20")
    assert years([], "2020-03-09", listed=False) == Count.unknown()
    assert years([("2000-03-09", None, "a")], NOT_STATED) == Count.unknown()


@given(st.dates().filter(lambda d: d.year < 9000), st.integers(0, 60))
def test_a_date_known_in_part_leaves_bounds_that_hold(since, later):
    on = f"{since.year + later:04}-06-15"
    exact = years([(since.isoformat(), None, "a")], on)
    for known in (since.isoformat()[:7], since.isoformat()[:4]):
        assert exact.exact in years([(known, None, "a")], on)
