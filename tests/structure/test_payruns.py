"""Pay of a whole roster: the plain way, the arrays and the person by person reference give the same amounts."""

import sys

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basegov.errors import InputError
from basegov.quantities import Yuan
from basegov.structure import PayComponent, PayRule, Roster, pay_by, run_pay
from basegov.structure.pay import annual_amount
from basegov.values import NOT_STATED
from tests.structure.paying import RULE, WORDS, cells

WAYS = [False, True]
rows = st.lists(
    st.tuples(*(st.sampled_from((*words, NOT_STATED)) for words in WORDS.values())), min_size=1, max_size=12
)
kept = st.sets(st.sampled_from(list(WORDS)))


def roster(draws, columns=None):
    table = {name: column for name, column in cells(draws).items() if columns is None or name in columns}
    return Roster.build([f"p{n}" for n in range(len(draws))], table)


def slowly(rule, people):
    """Return lines, lacks and open people by one call of `pay_by` for each person."""
    lines, lacks, open_people = {}, {}, 0
    for row in range(len(people)):
        payer = people.columns["payer"][row] if "payer" in people.columns else NOT_STATED
        pay = pay_by(rule, people.facts(row))
        for part in pay.parts:
            line = (rule.payer if payer is NOT_STATED else payer, part.component.name)
            lines[line] = lines.get(line, Yuan(0)) + part.amount
            for lack in part.lacks:
                lacks[line[1], lack] = lacks.get((line[1], lack), 0) + 1
        open_people += not pay.monthly.is_exact
    return lines, lacks, open_people


@pytest.mark.parametrize("fast", WAYS)
@given(draws=rows, columns=kept)
def test_a_run_is_what_paying_everyone_one_by_one_comes_to(fast, draws, columns):
    people = roster(draws, columns)
    run = run_pay(RULE, people, fast=fast)
    assert (run.lines, run.lacks, run.open_people) == slowly(RULE, people)
    assert list(run.open_rows()) == [r for r in range(len(people)) if not run.monthly(r).is_exact]
    for row in range(len(people)):
        pay = pay_by(RULE, people.facts(row))
        assert run.monthly(row) == pay.monthly
        for part in pay.parts:
            assert run.part(row, part.component.name) == part.amount


A = PayComponent(name="a", amount=1)


@pytest.mark.parametrize(
    ("components", "code"),
    [
        ((A, PayComponent(name="a", amount=2)), "BG374"),
        ((PayComponent(name="b", share="10%", of="nope"),), "BG373"),
        ((PayComponent(name="b", share="10%", of="a"), A), "BG373"),
        ((PayComponent(name="b", by="post", amounts={"principal/1": 5}),), "BG370"),
        ((PayComponent(name="b", amount=1, by="post", amounts={"principal": 5}),), "BG372"),
    ],
)
def test_a_pay_rule_in_no_structure_that_cannot_be_worked_out_is_refused(components, code):
    rule = PayRule(id="bare", components=components)
    people = roster([[words[0] for words in WORDS.values()]])
    for pay in (lambda: run_pay(rule, people, fast=False), lambda: run_pay(rule, people), lambda: pay_by(rule, {}.get)):
        with pytest.raises(InputError, match=f"{code} bare"):
            pay()


EXACT = attrs.evolve(RULE, components=RULE.components[:2] + RULE.components[3:6])


@given(draws=st.lists(st.tuples(*(st.sampled_from(words) for words in WORDS.values())), min_size=1, max_size=12))
def test_nothing_is_open_where_all_is_stated_and_the_sums_agree(draws):
    plain, fast = (run_pay(EXACT, roster(draws), fast=way) for way in WAYS)
    assert plain.lines == fast.lines
    assert plain.open_people == fast.open_people == 0
    assert plain.total == Yuan.total(plain.by_payer.values()) == Yuan.total(map(fast.monthly, range(len(draws))))
    yearly = {c.name: annual_amount(c, plain.by_component[c.name]) for c in EXACT.components}
    assert Yuan.total(plain.annual_by_payer.values()) == Yuan.total(yearly.values())


@pytest.mark.parametrize("fast", WAYS)
def test_what_is_not_known_is_counted_and_named_and_never_nothing(fast):
    people = Roster.build(["a", "b", "c"], {"level": ["1", "2", NOT_STATED], "grade": ["1", NOT_STATED, "6"]})
    rank = PayRule(id="r", components=(RULE.component("rank"),))
    run = run_pay(rank, people, fast=fast)
    assert [str(run.monthly(row)) for row in range(3)] == [
        "400 yuan",
        "820 yuan .. 1,170 yuan",
        "750 yuan .. 2,000 yuan",
    ]
    assert run.open_people == 2
    assert {(name, lack.field): n for (name, lack), n in run.lacks.items()} == {
        ("rank", "grade"): 1,
        ("rank", "level"): 1,
    }
    assert [people.ids[row] for row in run.open_rows()] == ["b", "c"]
    assert repr(run) == "<PayRun r of 3: 1,970 yuan .. 3,570 yuan a month, 2 open>"


@pytest.mark.parametrize("fast", WAYS)
def test_a_rule_without_factors_and_a_roster_without_people(fast):
    flat = PayRule(id="flat", payer="d", components=(PayComponent(name="a", amount="0.5"), PayComponent(name="b")))
    assert run_pay(flat, Roster.build(["x", "y"], {}), fast=fast).by_payer == {"d": Yuan(">= 1")}
    nobody = run_pay(flat, Roster.build([], {}), fast=fast)
    assert (nobody.total, nobody.open_people, dict(nobody.lines)) == (Yuan(0), 0, {})


@pytest.mark.parametrize("fast", WAYS)
def test_tables_too_large_to_be_full_hold_the_rows_that_occur(fast):
    many = [str(n) for n in range(60)]
    by = ("years", "age")
    rule = PayRule(id="r", components=(PayComponent(name="a", by=by, amounts={"0 .. 29/*": 10, "*/*": 7}),))
    people = Roster.build(many, {"years": many, "age": many[::-1]})
    run = run_pay(rule, people, fast=fast)
    assert run.total == Yuan(30 * 10 + 30 * 7)
    assert [run.monthly(row) for row in (0, 29, 30)] == [Yuan(10), Yuan(10), Yuan(7)]


def test_amounts_that_do_not_fit_into_64_bits_go_the_plain_way():
    huge = PayRule(id="r", components=(PayComponent(name="a", amount=10**30), PayComponent(name="b", amount="1/7")))
    people = Roster.build(["x", "y", "z"], {})
    assert run_pay(huge, people).total == Yuan(3 * 10**30) + Yuan("3/7")
    with pytest.raises(OverflowError):
        run_pay(huge, people, fast=True)


def test_without_numpy_a_run_is_plain(monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy", None)
    monkeypatch.delitem(sys.modules, "basegov.structure.payarrays", raising=False)
    monkeypatch.delattr("basegov.structure.payarrays", raising=False)
    people = Roster.build(["x"], {"post": ["dual"]})
    assert run_pay(EXACT, people).part(0, "post") == Yuan(3200)
    with pytest.raises(ImportError):
        run_pay(EXACT, people, fast=True)
