"""The reform: whole or not at all, undone, replayed, tried, balanced; and what became of what."""

from __future__ import annotations

import pickle

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.errors import ReformError
from basegov.quantities import Count, Difference
from basegov.reforms.accounts import ACCOUNTS, Carried, Imbalance, account, difference
from basegov.reforms.changes import Change, Lineage
from basegov.reforms.events import Event
from basegov.reforms.reform import Reform
from basegov.reforms.steps import STEP_TYPES, Effect, Step, step, step_name
from basegov.sources import Document, Source
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import Community, District, Street
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated


@attrs.frozen(kw_only=True)
class Became(Event):
    """One node became another one."""

    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def lineage(self):
        return self.pairs


@attrs.frozen(kw_only=True)
class Edit(Step):
    """Put and drop whatever is given (a step for tests)."""

    put: tuple = ()
    drop: tuple = ()
    pairs: tuple = ()
    amount: Difference | NotStated | None = None
    account: str = "staff"
    carried: tuple = ()

    def effect(self, structure):
        imbalances = () if self.amount is None else (Imbalance(self.account, self.amount, Text("province", "省")),)
        events = (Became(pairs=self.pairs),) if self.pairs else ()
        return Effect(put=self.put, drop=self.drop, events=events, imbalances=imbalances, carried=self.carried)


NEW = Community(id="c3", parent="s", households=Count(0), population=Count(0))
GROUP = StaffGroup(id="g", parent="c1", count=Count(10))
UNKNOWN = StaffGroup(id="u", parent="c1")


@pytest.fixture
def before():
    return Structure.build(
        [
            District(id="d"),
            Street(id="s", parent="d"),
            Community(id="c1", parent="s"),
            Community(id="c2", parent="s"),
            GROUP,
            UNKNOWN,
            Staff(id="p", parent="c2"),
        ],
        id="x",
        date="2020-05",
    )


def codes(trial):
    return [d.code for d in trial.diagnostics]


def test_a_reform_applies_whole_and_leaves_the_structure_before_as_it_was(before):
    records = tuple(before)
    reform = Reform(
        id="r",
        date=Date("2021"),
        documents=[Document("doc", Text("Doc", "文"))],
        steps=[
            Edit(put=(NEW,), source=Source("doc", "WH-019")),
            Edit(put=(attrs.evolve(GROUP, parent="c3"),), pairs=(("c1", "c3"),)),
        ],
    )
    change = reform.apply(before)
    assert tuple(before) == records
    assert change.undo() is before
    assert [type(e).__name__ for e in change.events] == ["Became"]
    assert change.events[0].step == 2
    assert change.after.date == Date("2021")
    assert [d.key for d in change.after.documents] == ["doc"]
    assert set(change.added) == {NEW, attrs.evolve(GROUP, parent="c3")}
    assert change.removed == (GROUP,)
    assert change.accounts["staff"] == Difference.build(0, 0, kind=Count)
    assert change.lineage.after("c1") == ("c3",)
    assert reform.apply(before).after == change.after  # replayed
    assert before.date == Date("2020-05")
    assert Reform(id="r").apply(before).after.date == Date("2020-05")


def test_a_reform_that_fails_says_at_which_step_and_applies_nothing(before):
    reform = Reform(id="r", steps=[Edit(put=(NEW,)), Edit(drop=(before["s"],))])
    with pytest.raises(ReformError, match=r"(?s)BG501 step 2 \(edit\) of reform r.*BG305"):
        reform.apply(before)
    trial = reform.dry_run(before)
    assert not trial
    assert trial.change is None
    assert codes(trial) == ["BG501", "BG305", "BG305", "BG305"]
    assert "c3" not in before
    assert Reform(id="r", steps=reform.steps[:1]).dry_run(before)


@pytest.mark.parametrize(
    ("fields", "balanced"),
    [
        ({"put": (attrs.evolve(GROUP, parent="c2"),)}, True),
        ({"put": (attrs.evolve(UNKNOWN, parent="c2"),)}, True),
        ({"put": (attrs.evolve(GROUP, count=Count(12)),)}, False),
        ({"put": (attrs.evolve(GROUP, count=Count(12)),), "amount": Difference.build(2, 2, kind=Count)}, True),
        ({"put": (attrs.evolve(GROUP, count=Count(12)),), "amount": Difference.build(1, 5)}, True),
        ({"put": (attrs.evolve(GROUP, count=Count(12)),), "amount": Difference.build(3, 3, kind=Count)}, False),
        ({"put": (attrs.evolve(GROUP, count=Count(12)),), "amount": NOT_STATED}, True),
        ({"put": (attrs.evolve(GROUP, count=Count(12)),), "amount": NOT_STATED, "account": "funds"}, False),
        ({"put": (attrs.evolve(GROUP, count=NOT_STATED),)}, False),
        ({"put": (attrs.evolve(UNKNOWN, count=Count(5)),)}, False),
        ({"put": (attrs.evolve(UNKNOWN, count=Count(5)),), "amount": Difference.build(None, 5)}, True),
        ({"drop": (GROUP,)}, False),
        ({"drop": (GROUP,), "put": (Staff(id="g"),)}, False),
        ({"drop": (GROUP,), "put": (Staff(id="g"),), "amount": Difference.build(-9, -9)}, True),
        ({"drop": (attrs.evolve(GROUP, count=Count(1)),), "put": (Staff(id="q"),)}, False),
        ({"amount": Difference.build(1, 1, kind=Count)}, False),
        ({"put": (StaffGroup(id="h", count=Count(4)), attrs.evolve(GROUP, count=Count(6)))}, True),
    ],
)
def test_people_are_conserved_unless_the_outside_is_named(before, fields, balanced):
    trial = Reform(id="r", steps=[Edit(**fields)]).dry_run(before)
    assert bool(trial) == balanced
    if not balanced:
        assert codes(trial) == ["BG501", "BG502"]


def test_what_holds_an_amount_afterwards_has_to_be_put_and_once():
    old, new = (StaffGroup(id=id_, count=Count(n)) for id_, n in (("o", 6), ("n", 3)))
    other = attrs.evolve(new, id="p")
    before = Structure.build([old], id="s")
    for put, after in (((new,), (new, other)), ((new,), (new, new)), ((new, other), (new, other))):
        step = Edit(put=put, drop=(old,), carried=(Carried(before=(old,), after=after),))
        assert bool(Reform(id="r", steps=[step]).dry_run(before)) == (len(put) == 2)


def test_an_unknown_amount_that_stays_is_no_difference():
    people = ACCOUNTS["staff"]
    assert difference(people, [UNKNOWN], [attrs.evolve(UNKNOWN, parent="c2")]).exact == 0
    assert difference(people, [UNKNOWN], []).text() == "<= 0"
    assert difference(people, [], [StaffGroup(id="n", count=Count("> 3"))]).text() == ">= 4"


def test_an_account_is_named_once():
    with pytest.raises(ValueError, match="'staff' is taken"):
        account("staff", Text("people", "人员"), Count)(lambda record: None)


# lineage


@pytest.mark.parametrize(
    ("stages", "after", "before"),
    [
        ([], {"a": "a"}, {"a": "a"}),
        ([[("a", "m"), ("b", "m")]], {"a": "m", "b": "m", "c": "c"}, {"m": "ab", "c": "c"}),
        ([[("b", "a"), ("a", "a")], [("a", "w")]], {"a": "w", "b": "w"}, {"w": "ba"}),
        ([[("a", "b")], [("b", "c"), ("b", "d")]], {"a": "cd", "b": "cd"}, {"c": "a", "d": "a"}),
        ([[("a", "b"), ("b", "a")]], {"a": "b", "b": "a"}, {"a": "b", "b": "a"}),
        ([[("a", "m"), ("b", "m")], [("m", "x"), ("m", "y")]], {"a": "xy", "b": "xy"}, {"x": "ab", "y": "ab"}),
    ],
)
def test_what_became_of_what(stages, after, before):
    lineage = Lineage(tuple(map(tuple, stages)))
    assert {id_: "".join(lineage.after(id_)) for id_ in after} == after
    assert {id_: "".join(lineage.before(id_)) for id_ in before} == before


@given(st.lists(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=3), max_size=4))
def test_lineage_is_followed_stage_by_stage(stages):
    """Each stage is a relation; what is in no pair of it stays. The slow way: compose the relations."""
    lineage = Lineage.from_events([Became(step=n, pairs=tuple(pairs)) for n, pairs in enumerate(stages)])
    for start in "abcde":
        at = {start}
        for pairs in stages:
            at = {new for old in at for new in ({n for o, n in pairs if o == old} or {old})}
        assert set(lineage.after(start)) == at
    assert lineage.pairs == tuple(pair for pairs in stages for pair in pairs)


def test_events_of_one_step_hold_at_the_same_time():
    swap = [Became(step=1, pairs=(("a", "b"),)), Became(step=1, pairs=(("b", "a"),))]
    assert Lineage.from_events(swap).after("a") == ("b",)


# steps as data


def test_steps_are_registered_under_their_name_once():
    known = dict(STEP_TYPES)
    try:
        step(en="edit", zh="编辑")(Edit)
        assert STEP_TYPES["edit"].cls is Edit
        assert step(en="edit", zh="编辑")(Edit) is Edit
        assert Edit().describe("zh") == "编辑"

        class SetAppraisalShare(Edit):
            """Another one."""

        with pytest.raises(ValueError, match="taken"):
            step(en="x", zh="x")(SetAppraisalShare)
    finally:
        STEP_TYPES.clear()
        STEP_TYPES.update(known)
    assert Edit().describe() == "edit"
    assert step_name(Edit) == "edit"


def test_changes_and_reforms_survive_a_pickle(before):
    reform = Reform(id="r", steps=[Edit(put=(NEW,))])
    change = reform.apply(before)
    again = pickle.loads(pickle.dumps(change))
    assert isinstance(again, Change)
    assert (again.before, again.after, again.reform) == (change.before, change.after, reform)
    assert repr(change) == "<Change r of x: 0 events>"
    assert repr(reform) == "<Reform r: 1 steps>"
