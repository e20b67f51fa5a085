"""Steps on appraisal shares: who gains, who gives, and what is then known (GL-034, XZ-018, HZ-036)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from basegov.errors import ReformError
from basegov.quantities import Share
from basegov.reforms.appraisal import AppraisalShareRaised, AppraisalShareSet, RaiseAppraisalShare, SetAppraisalShare
from basegov.reforms.reform import Reform
from basegov.sources import Source
from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.management import Service
from basegov.structure.organisations import Department, DispatchedAgency
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Inventory, Street
from basegov.values import NOT_STATED

OLD, NEW = Source("before", "GL-001"), Source("yz-2021", "GL-034")
NODES = (
    District(id="d"),
    Street(id="east", name="东街道", parent="d"),
    Community(id="c1", parent="east"),
    Community(id="c2", parent="east"),
    Department(id="bureau"),
    Department(id="other"),
    DispatchedAgency(id="office", principal="bureau", host="east"),
)


def structure(*more, complete=False, **shares):
    rows = [
        Appraisal(
            subject="office", evaluator=e, period=Period.ANNUAL, share=NOT_STATED if s is None else Share(s),
            source=OLD, sources={"share": OLD},
        )
        for e, s in shares.items()
    ]  # fmt: skip
    listed = [Inventory(scope="office", of="appraisal", complete=True)] if complete else []
    return Structure.build([*NODES, *rows, *listed, *more])


def shares_of(world, subject="office"):
    found = world.where(Appraisal, subject=subject)
    return {a.evaluator: None if a.share is NOT_STATED else str(a.share) for a in found}


def to(share, from_="not stated", evaluator="street", **fields):
    return SetAppraisalShare(
        subjects="dispatched_agency",
        evaluator=evaluator,
        period="annual",
        share=share,
        from_=from_,
        source=NEW,
        **fields,
    )


def by(amount, from_="not stated", evaluator="street"):
    return RaiseAppraisalShare(
        subjects="dispatched_agency", evaluator=evaluator, period="annual", by=amount, from_=from_, source=NEW
    )


def after(world, *steps):
    return shares_of(Reform(id="r", steps=steps).apply(world).after)


@pytest.mark.parametrize(
    ("before", "step", "expected"),
    [
        ({"bureau": "100%"}, to("60%"), {"bureau": None, "east": "60%"}),
        ({"bureau": "100%"}, to("60%", "bureau"), {"bureau": "40%", "east": "60%"}),
        ({"bureau": "100%"}, to("60%", "proportionally"), {"bureau": "40%", "east": "60%"}),
        ({"bureau": "100%"}, to(">= 60%", "bureau"), {"bureau": "<= 40%", "east": ">= 60%"}),
        ({"bureau": "100%"}, to(">= 60%", "proportionally"), {"bureau": None, "east": ">= 60%"}),
        (
            {"east": "20%", "bureau": "50%", "other": "30%"},
            to("60%", "bureau"),
            {"east": "60%", "bureau": "10%", "other": "30%"},
        ),
        (
            {"east": "20%", "bureau": "60%", "other": "20%"},
            to("60%", "proportionally"),
            {"east": "60%", "bureau": "30%", "other": "10%"},
        ),
        # others who are not named hold 30% and keep it, or give their part
        ({"east": "20%", "bureau": "50%"}, to("60%", "bureau"), {"east": "60%", "bureau": "10%"}),
        ({"east": "20%", "bureau": "40%"}, to("60%", "proportionally"), {"east": "60%", "bureau": "20%"}),
        ({"bureau": "60%"}, to("30%", "bureau"), {"bureau": "30% .. 70%", "east": "30%"}),
        ({"bureau": "60%"}, to("30%", "proportionally"), {"bureau": None, "east": "30%"}),
        ({}, to("60%"), {"east": "60%"}),
        ({"east": "20%", "bureau": "80%"}, by("> 0%"), {"east": "> 20%", "bureau": None}),
        ({"east": "20%", "bureau": "80%"}, by("> 0%", "bureau"), {"east": "> 20%", "bureau": "< 80%"}),
        ({"east": "20%", "bureau": "80%"}, by("5%", "proportionally"), {"east": "25%", "bureau": "75%"}),
        ({"east": None, "bureau": None}, by("> 0%"), {"east": "> 0%", "bureau": None}),
        ({"bureau": "90%"}, by("5%"), {"bureau": None, "east": "5% .. 15%"}),
    ],
)
def test_who_gains_and_who_gives(before, step, expected):
    assert after(structure(**before), step) == expected


@pytest.mark.parametrize(
    ("before", "step", "code"),
    [
        ({"bureau": "100%"}, to("60%", "other"), "BG505"),
        ({"east": "20%", "bureau": "30%", "other": "50%"}, to("60%", "bureau"), "BG506"),
        ({"bureau": "100%"}, to("60%", "burau"), "BG310"),
        ({"east": "100%"}, by("> 0%"), "BG506"),
        ({"east": "60%"}, by("50%"), "BG506"),
        ({}, to("60%", evaluator="served"), "BG504"),
        ({}, SetAppraisalShare(subjects="team", evaluator="street", share="60%"), "BG503"),
    ],
)
def test_what_cannot_be_given_is_refused(before, step, code):
    with pytest.raises(ReformError, match=rf"(?s)BG501.*{code}"):
        after(structure(**before), step)


SERVICES = (Service(provider="office", served="c1"), Service(provider="office", served="c2"))


def test_each_served_community_gets_its_share_and_one_does_not_undo_the_other():
    """XZ-018."""
    world = structure(*SERVICES, bureau="100%")
    assert after(world, to("30%", "bureau", "served")) == {"bureau": "40%", "c1": "30%", "c2": "30%"}
    raised = structure(*SERVICES, bureau="80%", c1="10%", c2="10%")
    assert after(raised, by("5%", "bureau", "served")) == {"bureau": "70%", "c1": "15%", "c2": "15%"}
    assert after(raised, by("> 0%", evaluator="served")) == {"bureau": None, "c1": "> 10%", "c2": "> 10%"}
    with pytest.raises(ReformError, match="BG506"):
        after(world, to("60%", "bureau", "served"))


def test_what_a_step_writes_carries_its_source_and_says_what_happened():
    change = Reform(id="r", steps=[to("60%", "bureau")]).apply(structure(bureau="100%"))
    assert {a.source_of("share") for a in change.after.records(Appraisal)} == {NEW}
    (event,) = change.events
    assert isinstance(event, AppraisalShareSet)
    assert event.source == NEW
    assert event.text("en") == "east now holds 60% in the appraisal of office"
    assert event.text("zh") == "east 在 office 考核中占 60%"
    (raised,) = Reform(id="r", steps=[by("> 0%")]).apply(structure()).events
    assert isinstance(raised, AppraisalShareRaised)


def test_a_complete_appraisal_stays_complete():
    world = structure(complete=True, bureau="100%")
    assert after(world, to("60%", "bureau")) == {"bureau": "40%", "east": "60%"}
    assert after(world, to("60%", "not stated")) == {"bureau": None, "east": "60%"}


@given(
    st.lists(st.integers(0, 8), min_size=3, max_size=3),
    st.integers(0, 8),
    st.sampled_from(["proportionally", "bureau", "other"]),
    st.booleans(),
)
def test_shares_known_exactly_stay_exact_and_whole(parts, new, giver, complete):
    """When every evaluator is recorded, whoever gives, the shares come to one again."""
    assume(sum(parts) > 0)
    shares = {e: Fraction(n, sum(parts)) for e, n in zip(("east", "bureau", "other"), parts, strict=True)}
    target = Fraction(new, 8)
    world = structure(complete=complete, **shares)
    trial = Reform(id="r", steps=[to(target, giver)]).dry_run(world)
    others = {e: s for e, s in shares.items() if e != "east"}
    if giver != "proportionally" and shares[giver] + shares["east"] < target:
        assert not trial
        return
    if giver == "proportionally" and sum(others.values()) == 0:
        return  # nobody has anything in proportion to which it could give or take
    assert trial, trial.diagnostics
    found = {a.evaluator: a.share.exact for a in trial.change.after.records(Appraisal)}
    assert found["east"] == target
    assert sum(found.values()) == 1
    if giver != "proportionally":
        assert all(found[e] == s for e, s in others.items() if e != giver)
