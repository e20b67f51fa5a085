"""Several steps as one: what became of what is followed through them, and each of them balances by itself."""

from __future__ import annotations

import attrs
import pytest

from basegov.errors import ReformError
from basegov.quantities import Count
from basegov.reforms.accounts import Imbalance
from basegov.reforms.mergers import MergeCommunities
from basegov.reforms.reform import Reform
from basegov.reforms.staffing import ReleaseStaff
from basegov.reforms.steps import Effect, Step
from basegov.reforms.together import Together
from basegov.structure.posts import PostPool
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Community, Street
from basegov.texts import Text

BEFORE = Structure.build([
    Street(id="s"), *(Community(id=c, parent="s") for c in "abc"), Staff(id="worker", parent="a"),
    StaffGroup(id="people", parent="b"), PostPool(unit="a", posts=Count(2)), PostPool(unit="b"),
])  # fmt: skip
FIRST = MergeCommunities(parts=("a", "b"), into="ab")
SECOND = MergeCommunities(parts=("ab", "c"), into="abc")


def apply(*steps):
    return Reform(id="r", steps=steps).apply(BEFORE)


@pytest.mark.parametrize(
    "steps",
    [
        [Together(steps=(FIRST, SECOND))],
        [Together(steps=(Together(steps=(FIRST,)), SECOND))],
        [Together(steps=(Together(steps=(FIRST, SECOND)), ReleaseStaff(who="worker")))],
        [FIRST, SECOND],
    ],
)
def test_what_merges_twice_in_one_step_is_followed_to_the_end(steps):
    lineage = apply(*steps).lineage
    assert [lineage.after(one) for one in "abc"] == [("abc",)] * 3
    assert set(lineage.before("abc")) == {"a", "b", "c"}


@pytest.mark.parametrize("who", ["worker", "people"])
def test_who_leaves_after_a_merger_in_the_same_step_is_accounted_for(who):
    change = apply(Together(steps=(FIRST, ReleaseStaff(who=who))))
    assert who not in change.after
    assert [imbalance.account for imbalance in change.imbalances] == ["staff"]
    assert change.after == apply(FIRST, ReleaseStaff(who=who)).after


@attrs.frozen(kw_only=True)
class Lend(Step):
    """Give a unit other posts, of which so many are said to come from outside."""

    posts: int
    declared: int

    def effect(self, structure):
        imbalances = (
            (Imbalance("posts", Count(self.declared).minus(Count(0)), Text("lent", "借用")),) if self.declared else ()
        )
        return Effect(put=(PostPool(unit="a", posts=Count(self.posts)),), imbalances=imbalances)


def test_two_steps_that_err_in_opposite_ways_do_not_make_one_that_balances():
    with pytest.raises(ReformError) as caught:
        apply(Together(steps=(Lend(posts=5, declared=0), Lend(posts=2, declared=0))))
    assert [d.code for d in caught.value.diagnostics] == ["BG501", "BG502"]
    assert "编制" in caught.value.text("zh")
    assert apply(Together(steps=(Lend(posts=5, declared=3),))).imbalances
