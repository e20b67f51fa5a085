"""The machine over all steps: it applies every one of them, and finds and shrinks faults that are put in on purpose."""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from typing import ClassVar

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, run_state_machine_as_test

from basegov.io import reform_from_text, to_yaml
from basegov.quantities import Count
from basegov.reforms.changes import Change
from basegov.reforms.mergers import MergeCommunities
from basegov.reforms.steps import STEP_TYPES, Effect, Step, step, step_name
from basegov.structure.estates import Building
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.items import WorkItem
from basegov.structure.mergers import Adjacency
from basegov.structure.posts import PostPool
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff
from basegov.structure.units import Community, District, Street
from basegov.testing import ReformMachine, draws
from basegov.testing.actions import DRAWS, drawable, reform_of, steps
from basegov.testing.actions.mergers import merge_communities
from basegov.testing.laws import copy_of
from basegov.testing.starts import small_district, small_districts
from basegov.values import NOT_STATED

OWN = {name: known.cls for name, known in STEP_TYPES.items() if known.cls.__module__.startswith("basegov.")}
SHORT = [HealthCheck.too_slow]
SETTINGS = settings(
    derandomize=True, database=None, deadline=None, max_examples=10, stateful_step_count=8,
    suppress_health_check=SHORT, phases=[Phase.explicit, Phase.generate, Phase.shrink],
    report_multiple_bugs=False, print_blob=False,
)  # fmt: skip
SMALL = Structure.build(  # no more of the small district than the faults below need: shrinking runs over it often
    [
        record
        for record in small_district(3, amounts={(PostPool, "posts"): itertools.repeat(Count(3))})
        if isinstance(record, District | Street | Community | GridLayer | Building | Staff | Adjacency)
        or (isinstance(record, Grid) and record.cells is NOT_STATED)
        or (isinstance(record, PostPool) and record.unit.startswith("s1-c"))
    ],
    id="small",
)


@functools.cache
def some_districts():
    """Return small districts that are drawn once: to draw one takes longer than to reform it."""
    drawn: list[Structure] = []

    @settings(SETTINGS, max_examples=16, phases=[Phase.generate])
    @given(small_districts())
    def keep(structure):
        drawn.append(structure)

    keep()
    return tuple(drawn)


class LibraryMachine(ReformMachine):
    """The machine over the steps of the library alone."""

    step_types = tuple(OWN.values())


TestLibrary = LibraryMachine.TestCase
TestLibrary.settings = SETTINGS


class ShiliMachine(LibraryMachine):
    """The same from the fictional district that is shipped."""

    start = "shili"


TestShili = ShiliMachine.TestCase
TestShili.settings = settings(SETTINGS, max_examples=3, stateful_step_count=5)


def test_a_seeded_run_applies_every_step_of_the_library():
    """A step that is new without a draw, or whose draw gives nothing that applies, is named here."""
    applied: Counter[str] = Counter()

    class Counting(ReformMachine):
        def take(self, reform):
            attempt = super().take(reform)
            if attempt.change is not None:
                applied.update(step_name(one) for one in reform.steps)
            return attempt

    unshrunk = settings(SETTINGS, phases=[Phase.generate])  # to shrink a run over many steps takes minutes
    for examples in range(4, 40):  # each run draws from what was not applied before: else the last would come late
        rest = tuple(cls for name, cls in OWN.items() if cls in DRAWS and not applied[name])
        if not rest:
            break
        machine = type("Rest", (Counting,), {"step_types": rest, "start": st.sampled_from(some_districts())})
        run_state_machine_as_test(machine, settings=settings(unshrunk, max_examples=examples, stateful_step_count=6))
    assert not set(OWN) - set(applied), f"never applied: {set(OWN) - set(applied)}"


# the draws


def test_every_step_class_has_a_draw():
    lacking = [name for name, cls in OWN.items() if cls not in DRAWS]
    assert not lacking, f"register a draw with @draws(...) in basegov/testing/actions for: {lacking}"
    assert set(OWN.values()) <= set(drawable())


@pytest.mark.parametrize("name", OWN)
def test_every_step_class_is_applied_and_seldom_refused(name):
    done: Counter[bool] = Counter()
    starts = st.sampled_from(some_districts())

    @settings(SETTINGS, max_examples=25)
    @given(st.data())
    def run(data):
        structure = data.draw(starts)
        drawn = DRAWS[OWN[name]](data.draw, structure)
        if drawn is not None:
            assert type(drawn) is OWN[name]
            done[reform_of(drawn).dry_run(structure).change is not None] += 1

    run()
    assert done[True], f"the draw of {name} gives no step that applies to a small district"
    assert done[True] >= 2 * done[False], f"of the steps that the draw of {name} gives {done[False]} are refused"


class Undrawn(Step):
    """A step without a draw."""

    def effect(self, structure):
        return Effect()


def test_a_step_class_without_a_draw_is_named():
    @settings(SETTINGS, max_examples=1)
    @given(st.data())
    def run(data):
        data.draw(steps(Structure.build(), [Undrawn]))

    with pytest.raises(LookupError, match=re.escape("Undrawn has no draw; register one with @draws(Undrawn)")):
        run()


@settings(SETTINGS, max_examples=2)
@given(st.data())
def test_where_no_step_has_anything_to_do_a_phase_is_held_that_changes_nothing(data):
    empty = Structure.build()
    change = reform_of(data.draw(steps(empty, [MergeCommunities]))).apply(empty)
    assert [*change.after] == []
    assert change.events[0].text("en").startswith("phase nothing to do held")


@settings(SETTINGS, max_examples=10)
@given(small_districts())
def test_a_copy_is_equal_and_shares_no_record(structure):
    copy = copy_of(structure)
    assert copy == structure
    assert not {id(record) for record in copy} & {id(record) for record in structure}


# faults put in on purpose


def failure_of(machine, **changes):
    """Return why a machine fails, and the steps of the shortest run that it found."""
    with pytest.raises(AssertionError) as caught:
        run_state_machine_as_test(machine, settings=settings(SETTINGS, stateful_step_count=4, **changes))
    told = "\n".join(getattr(caught.value, "__notes__", ()))
    return str(caught.value), re.findall(r"^state\.(\w+)\((?=step|\))", told, re.MULTILINE), told


def machine_of(cls, draw):
    """Return a machine that takes the steps of one class beside mergers of communities."""
    draws(cls)(draw)
    return type("Machine", (ReformMachine,), {"step_types": (MergeCommunities, cls), "start": SMALL})


@pytest.fixture(autouse=True)
def registries():
    """Leave the registries as they were."""
    known, drawn = dict(STEP_TYPES), dict(DRAWS)
    yield
    for registry, kept in ((STEP_TYPES, known), (DRAWS, drawn)):
        registry.clear()
        registry.update(kept)


@attrs.frozen(kw_only=True)
class LosingMerger(MergeCommunities):
    """Merge communities and lose a grid of one part."""

    def effect(self, structure):
        done = super().effect(structure)
        grid = next(node for node in structure.children(self.parts[-1], Grid) if not structure.child_ids(node.id))
        lost = [record for record in (*done.put, *done.drop) if record.key == grid.id]
        put = tuple(record for record in done.put if record not in lost)
        return attrs.evolve(done, put=put, drop=(*done.drop, grid))


def merge_only(cls):
    def draw(draw, structure):
        merger = merge_communities(draw, structure)
        if merger is None or not isinstance(structure.node(merger.parts[0]), Community):
            return None
        return cls(parts=merger.parts, into=merger.into)

    return draw


def test_a_merger_that_loses_a_grid_is_found_and_shrunk_to_one_step():
    step(en="merge and lose", zh="合并且遗失")(LosingMerger)
    why, run, told = failure_of(machine_of(LosingMerger, merge_only(LosingMerger)))
    assert "broken: nothing is lost, by the step losing_merger: LosingMerger(parts=" in why
    assert re.search(r"- the grid s1-c\d-p is gone: no event names it, and it became nothing else", why)
    assert [name for name in run if name != "laws_hold"] == ["apply_step", "teardown"], told
    assert "MergeCommunities(" not in told.replace("LosingMerger(", "")


@attrs.frozen(kw_only=True)
class Taking(Step):
    """Take a post from a community."""

    unit: str

    def effect(self, structure):
        (pool,) = structure.where(PostPool, unit=self.unit)
        return Effect(put=(attrs.evolve(pool, posts=Count(pool.posts.low - 1)),))


def take_post(draw, structure):
    pools = [pool for pool in structure.records(PostPool) if getattr(pool.posts, "exact", None)]
    return Taking(unit=draw(st.sampled_from(pools)).unit) if pools else None


def test_a_step_that_takes_a_post_and_names_no_source_is_found():
    step(en="take a post", zh="减少编制")(Taking)
    why, run, _ = failure_of(machine_of(Taking, take_post))
    assert "broken: a step names the source of what it adds or takes" in why
    assert "BG502 the step changes the account of posts by -1" in why
    assert run.count("apply_step") == 1


def test_an_account_that_balanced_passes_over_is_found_all_the_same(monkeypatch):
    monkeypatch.setattr("basegov.reforms.reform.balanced", lambda structure, effect: None)
    step(en="take a post", zh="减少编制")(Taking)
    why, run, _ = failure_of(machine_of(Taking, take_post))
    assert "broken: accounts balance, by the step taking: Taking(unit=" in why
    assert "posts changed by -1, and 0 is declared" in why
    assert run.count("apply_step") == 1


@attrs.frozen(kw_only=True)
class Meddling(MergeCommunities):
    """Merge communities, and rename what is not merged."""

    def effect(self, structure):
        done = super().effect(structure)
        others = [one for one in structure.records(Community) if one.id not in (*self.parts, self.into)]
        return attrs.evolve(done, put=(*done.put, *(attrs.evolve(one, name="改名") for one in others[:1])))


def test_a_step_that_changes_a_neighbour_is_found():
    step(en="merge and meddle", zh="合并且干扰")(Meddling)
    why, run, _ = failure_of(machine_of(Meddling, merge_only(Meddling)))
    assert "broken: only what events name changes, by the step meddling" in why
    assert re.search(r"- the community s\d-c\d has another name, and no event names it", why)
    assert run.count("apply_step") == 1


@attrs.frozen(kw_only=True)
class Mutating(Step):
    """Write into a record that is there."""

    who: str

    def effect(self, structure):
        object.__setattr__(structure.node(self.who), "category", "other")
        return Effect()


def write_into(draw, structure):
    people = [one for one in structure.records(Staff) if one.category != "other"]
    return Mutating(who=draw(st.sampled_from(people)).id) if people else None


def test_a_step_that_writes_into_a_record_is_found():
    step(en="write", zh="改写")(Mutating)
    why, run, _ = failure_of(machine_of(Mutating, write_into))
    assert "broken: before stays as it was" in why
    assert "category='other'" in why
    assert run.count("apply_step") == 1


def test_an_undoing_that_does_not_restore_is_found(monkeypatch):
    monkeypatch.setattr(Change, "undo", lambda self: self.after)
    why, run, _ = failure_of(type("Machine", (ReformMachine,), {"step_types": (MergeCommunities,), "start": SMALL}))
    assert "broken: undo restores" in why
    assert run.count("apply_step") == 1


class Forgetful(Step):
    """A step that does something else each time."""

    times: ClassVar[list[int]] = []

    def effect(self, structure):
        self.times.append(1)
        return Effect(put=(WorkItem(id=f"item-{len(self.times)}"),))


def test_a_step_that_does_something_else_each_time_is_found():
    step(en="do something else", zh="每次不同")(Forgetful)

    class Machine(ReformMachine):
        step_types = (Forgetful,)
        start = SMALL
        laws = ("replay_is_the_same",)

    draws(Forgetful)(lambda draw, structure: Forgetful())
    why, _, _ = failure_of(Machine, phases=[Phase.generate])
    assert "broken: replay gives the same, by the reform of 1 steps: forgetful" in why


# machines of one's own


def test_a_user_adds_an_invariant():
    class Machine(ReformMachine):
        step_types = (MergeCommunities,)
        start = small_district(2)

        @invariant()
        def there_are_two_communities(self):
            self.hold("two communities", ["only one"] if len(self.structure.records(Community)) < 2 else [])

    why, run, _ = failure_of(Machine)
    assert why == "broken: two communities:\n  - only one"
    assert run.count("apply_step") == 1


def test_what_is_refused_leaves_everything_and_says_why():
    taken: list[str] = []

    class Machine(ReformMachine):
        step_types = (MergeCommunities,)
        start = Structure.build([Community(id="a"), Community(id="b", parent="a"), Community(id="c", parent="a")])

        def take(self, reform):
            attempt = super().take(reform)
            taken.extend(d.code for d in attempt.diagnostics)
            return attempt

    draws(MergeCommunities)(lambda draw, structure: MergeCommunities(parts=("a", "b"), into="x"))
    run_state_machine_as_test(Machine, settings=settings(SETTINGS, max_examples=3, stateful_step_count=2))
    assert {"BG501", "BG505"} & set(taken)


@settings(SETTINGS, max_examples=20)
@given(st.data())
def test_a_drawn_step_reads_as_it_prints(data):
    """What a failing example shows can be read from a file again."""
    drawn = reform_of(data.draw(steps(data.draw(small_districts()), tuple(OWN.values()))))
    assert reform_from_text(to_yaml(drawn)) == drawn
