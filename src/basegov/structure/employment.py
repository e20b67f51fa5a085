"""What pay, grade and honours of a person hang on: post, years, education, certificates, unbroken service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

import attrs

from basegov.dates import Date
from basegov.quantities import Count
from basegov.structure.factors import Fact
from basegov.structure.functions import lists_all_about
from basegov.structure.records import Ref, Relation, record
from basegov.structure.staffing import Staff, StaffGroup
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


def _words(value: Mapping[str, str]) -> FrozenMap[str, str]:
    return FrozenMap(value)


@record("careers", en="career", zh="任职情况")
@attrs.frozen(kw_only=True)
class Career(Relation):
    """What placement and pay of a person hang on; of a group where it is the same for everyone in it.

    Parameters
    ----------
    staff : str
        The person or group.
    post : str, optional
        The post held: ``principal``, ``deputy``, ``general``.
    identity : str, optional
        The identity before the scale was adopted (原身份).
    education : str, optional
        Highest education: ``junior_college``, ``bachelor``.
    qualification : str, optional
        Professional certificate: ``junior``, ``intermediate``, ``senior``; ``none`` where there is none.
    title : str, optional
        Professional title.
    appraisal : str, optional
        Result of last year's assessment.
    years : Count, optional
        Full years of work that count.
    payer : str, optional
        Who pays the person.
    other : mapping of str to str
        Further factors by name.
    """

    staff: Annotated[str, Ref("staff", "staff_group")]
    post: str | NotStated = NOT_STATED
    identity: str | NotStated = NOT_STATED
    education: str | NotStated = NOT_STATED
    qualification: str | NotStated = NOT_STATED
    title: str | NotStated = NOT_STATED
    appraisal: str | NotStated = NOT_STATED
    years: Count | NotStated = NOT_STATED
    payer: Annotated[str | NotStated, Ref()] = NOT_STATED
    other: FrozenMap[str, str] = attrs.field(default=EMPTY, converter=_words)

    key_fields: ClassVar[tuple[str, ...]] = ("staff",)


CAREER_FACTORS: Final = ("post", "identity", "education", "qualification", "title", "appraisal", "years")
"""Factors that a career states under a name of their own."""


@record("service_spells", en="spell of service", zh="连续任职期间")
@attrs.frozen(kw_only=True)
class ServiceSpell(Relation):
    """A time for which a person worked in one place. A place that is merged keeps the spells of its parts.

    Parameters
    ----------
    staff : str
        The person.
    since : Date
        The first day.
    until : Date, None or not stated
        The first day after it; none while it lasts.
    unit : str, optional
        Where.
    """

    staff: Annotated[str, Ref("staff")]
    since: Date
    until: Date | NotStated | None = None
    unit: Annotated[str | NotStated, Ref()] = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("staff", "since", "unit")


def career_of(structure: Structure, staff: str) -> Career | None:
    """Return what is recorded of a person's career, or None."""
    return structure.find_record(Career, (Career, staff))


def career_fact(structure: Structure, node: Staff | StaffGroup, factor: str) -> Fact:
    """Return one factor of a person: what the career states, the category, or ``service_years``."""
    if factor == "category":
        return node.category
    if factor == "service_years":
        return service_years(structure, node.id, structure.date)
    career = career_of(structure, node.id)
    if career is None:
        return NOT_STATED
    if factor in CAREER_FACTORS:
        value: Fact = getattr(career, factor)
        return value
    return career.other.get(factor, NOT_STATED)


def full_years(since: dt.date, day: dt.date) -> int:
    """Return the full years from one day to another; 20 on the day twenty years later, 19 on the day before."""
    years = day.year - since.year - ((day.month, day.day) < (since.month, since.day))
    return max(0, years)


def service_years(structure: Structure, staff: str, on: Date | NotStated) -> Count:
    """Return the full years of the longest service without a break that a person has on a day.

    A spell goes on in the next one where that begins on the day on which it ends, or before, wherever either is; so a
    merger of places breaks nothing. Dates that are known by month or year leave bounds; spells that may not be listed
    leave the number open upwards.
    """
    if isinstance(on, NotStated):
        return Count.unknown()
    spells = sorted(structure.where(ServiceSpell, staff=staff), key=lambda s: (s.since.first, s.since.last))
    low = _longest(spells, on, sure=True)
    if not lists_all_about(structure, staff, "service_spell"):
        return Count.between(low, None)
    return Count.between(low, _longest(spells, on, sure=False))


def _longest(spells: list[ServiceSpell], on: Date, *, sure: bool) -> int:
    """Return the years of the longest run that there is for sure, or that there can be."""
    best = 0
    start = end = None
    today = on.first if sure else on.last
    for spell in spells:
        since = spell.since.last if sure else spell.since.first
        until = _end(spell, since, today, sure=sure)
        if since > today:
            continue
        if start is None or end is None or since > end:
            start, end = since, until
        else:
            end = max(end, until)
        best = max(best, full_years(start, min(end, today)))
    return best


def _end(spell: ServiceSpell, since: dt.date, today: dt.date, *, sure: bool) -> dt.date:
    if spell.until is None:
        return today
    if isinstance(spell.until, NotStated):
        return since if sure else today
    return spell.until.first if sure else spell.until.last
