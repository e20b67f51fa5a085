"""Drafts: wishes are merged, what clashes is named in both languages, and makers of one's own take part."""

import pickle

import attrs
import pytest
from hypothesis import given, settings

from basegov.quantities import Count, Share
from basegov.rules import AppraisalShare, ManagedBy, MergedSize, UnitSize
from basegov.rules.requirements import Bound
from basegov.rules.rule import Measure, Rule, Scope, subject_of
from basegov.rules.verdicts import Measurement, Outcome
from basegov.structure.records import Node, record
from basegov.structure.selection import Selector
from basegov.testing.drafts.chooser import Simplest, value_in
from basegov.testing.drafts.draft import CannotMissError, Draft
from basegov.testing.drafts.makers import makes
from basegov.testing.drafts.wishes import ClashError, Members, OneOf, Slot, Within
from basegov.testing.generated import NotAsWishedError, valid_structures, violating_changes, violating_structures
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated

STREET = {"subject": "dispatched_agency", "evaluator": "street", "role": "host", "period": "annual"}
WHAT = Text("the thing", "某物")


def share(id, **bounds):
    return AppraisalShare(id=id, **STREET, **bounds)


def messages(error):
    return [diagnostic.text(lang) for diagnostic in error.diagnostics for lang in ("en", "zh")]


def test_rules_that_leave_nothing_are_named_with_what_they_want():
    with pytest.raises(ClashError) as raised:
        valid_structures([share("floor", at_least="60%"), share("cap", at_most="40%"), share("any", at_least="1%")])
    assert raised.value.rules == ("floor", "cap")
    assert messages(raised.value) == [
        "BG701 nothing keeps all of floor, cap (the appraisal of 甲所): floor wants >= 60% for 甲街道; "
        "cap wants <= 40% for 甲街道\n"
        "  mend: change one of these clauses, or leave one of them out of the policy that is generated for",
        "BG701 没有任何结构能同时符合 floor、cap（甲所的考核）：floor 要求甲街道 >= 60%；cap 要求甲街道 <= 40%\n"
        "  改法：修改其中一条，或在生成所用的政策中去掉其中一条",
    ]
    again = pickle.loads(pickle.dumps(raised.value))
    assert (again.rules, messages(again)) == (raised.value.rules, messages(raised.value))


def test_of_three_that_clash_no_one_is_named_who_does_not_take_part():
    slot = Slot(WHAT)
    slot.wish("a", OneOf((1, 2)))
    slot.wish("b", OneOf((2, 3)))
    slot.wish("bystander", OneOf((1, 2, 3)))
    with pytest.raises(ClashError) as raised:
        slot.wish("c", OneOf((1, 3)))
    assert raised.value.rules == ("a", "b", "c")


def test_members_are_joined_and_what_one_excludes_the_other_cannot_have():
    joined = Members(must=("x",)).merged(Members(must=("y",), without=("z",)))
    assert joined == Members(must=("x", "y"), without=("z",))
    assert joined.merged(Members(must=("z",))) is None
    assert Members(must=("x",)).merged(Members(only=("y",))) is None
    assert Members(must=("x",), only=("x", "y")).words.en == "x, nothing but x, y"
    assert Members(without=("z",)).words.zh == "不含z"


def test_a_range_is_merged_and_drawn_inside():
    both = Within(Count(">= 3")).merged(Within(Count("<= 3")))
    assert both.drawn(Simplest()) == Count(3)
    assert value_in(Simplest(), Share("> 1/3, < 34%")).within(Share("> 1/3, < 34%")).value == "true"


def test_nothing_violates_a_rule_without_a_number():
    with pytest.raises(CannotMissError) as raised:
        violating_structures(share("open"))
    assert messages(raised.value) == [
        "BG702 nothing violates open: it requires not stated\n"
        "  mend: generate violations only for rules that state what something can miss",
        "BG702 没有任何结构会违反 open：其要求为未载明\n  改法：仅为载明了可违反要求的规则生成违反情形",
    ]


def test_a_miss_that_breaks_another_rule_names_both():
    whole, half = share("whole", exactly="60%"), share("half", at_least="60%")
    with pytest.raises(ClashError) as raised:
        violating_structures(half, [whole])
    assert set(raised.value.rules) == {"whole", "half"}


def test_of_two_ways_to_miss_the_one_that_another_rule_leaves_is_taken():
    target = share("between", at_least="40%", at_most="60%")

    @settings(max_examples=10)
    @given(violating_structures(target, [share("cap", at_most="70%"), share("floor", at_least="40%")]))
    def above(structure):
        (verdict,) = target.check(structure)
        assert verdict.measured.low > Share("60%").low

    above()


def test_two_rules_over_one_manager_are_merged():
    one = ManagedBy(id="a", subject="dispatched_agency", dimensions=["finance"], manager="street", role="host")
    other = ManagedBy(id="b", subject="dispatched_agency", dimensions=["finance"], manager="department")
    with pytest.raises(ClashError, match="a wants"):
        valid_structures([one, other])


# rules of one's own


@record("kit_clinics", en="clinic", zh="卫生站")
@attrs.frozen(kw_only=True)
class KitClinic(Node):
    """A clinic."""

    doctors: Count | NotStated = NOT_STATED


@attrs.frozen(kw_only=True)
class Doctors(Rule):
    """Every clinic has some doctors."""

    wanted: Count = attrs.field(default=Count(">= 2"), converter=Count)

    @property
    def scope(self):
        return Scope(Selector(kind="kit_clinic"), Text("clinic", "卫生站"))

    @property
    def measure(self):
        return Measure("doctors", "count", Text("doctors", "医生数"))

    @property
    def requirement(self):
        return Bound(self.wanted)

    def measurements(self, world):
        for clinic in world.records("kit_clinic"):
            yield subject_of(clinic), Measurement(value=clinic.doctors)


def test_a_rule_without_a_maker_is_refused_and_one_with_a_maker_takes_part():
    with pytest.raises(LookupError) as raised:
        valid_structures(Doctors(id="doctors"))
    english, chinese = messages(raised.value)
    assert english.startswith("BG703 nothing is known of how to make what rules of the kind doctors judge; ")
    assert english.endswith("mend: register a maker for the class with basegov.testing.makes, or leave the rule out")
    assert chinese.startswith("BG703 尚不知如何为 doctors 类规则生成对象；")

    @makes(Doctors)
    def doctors(rule, draft):
        for clinic in draft.need("kit_clinic"):
            draft.within(clinic, "doctors", draft.aim(rule, rule.wanted, clinic.id), rule)
        draft.close("kit_clinic")

    rule = Doctors(id="doctors")
    assert list(outcomes(valid_structures(rule), rule)) == [Outcome.MET]
    assert list(outcomes(violating_structures(rule), rule)) == [Outcome.VIOLATED]


def outcomes(strategy, rule):
    found = set()

    @settings(max_examples=5)
    @given(strategy)
    def look(world):
        found.update(verdict.outcome for verdict in rule.check(world))

    look()
    return found


def test_a_maker_that_does_not_keep_its_promise_is_found_out():
    @attrs.frozen(kw_only=True)
    class Stubborn(Doctors):
        """The same, with a maker that gives one doctor."""

    @makes(Stubborn)
    def stubborn(rule, draft):
        for clinic in draft.need("kit_clinic"):
            draft.within(clinic, "doctors", Count(1), rule)

    with pytest.raises(NotAsWishedError) as raised:
        valid_structures(Stubborn(id="stubborn"))
    english, chinese = messages(raised.value)
    assert english.startswith(
        "BG704 what was made for stubborn is judged violated where met was wished: 甲卫生站: it is below the minimum"
    )
    assert chinese.startswith("BG704 为 stubborn 生成的对象被判为违反，而应为符合：")


def test_choices_are_made_once_so_that_makers_can_be_called_again():
    draft = Draft((UnitSize(of="population", at_least=1),), Simplest())
    assert draft.whole("n", 1, 5) == draft.whole("n", 3, 9) == 1
    assert draft.need("community") == draft.need("community")
    assert [c.name for c in draft.need("community", 2)] == ["甲社区", "乙社区"]


def test_structures_and_changes_do_not_take_each_others_rules():
    merged = MergedSize(id="merged", of="population", at_least=1)
    with pytest.raises(TypeError, match="violating_changes"):
        violating_structures(merged)
    with pytest.raises(TypeError, match="violating_structures"):
        violating_changes(share("s", at_least="60%"))
