"""Values lie where they are said to lie; what cannot be is refused when it is asked for."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from basegov.dates import Date
from basegov.quantities import Count, Metres, Number, Share, SquareKilometres, Yuan
from basegov.testing import strategies as bst
from basegov.values import Truth

KINDS = (Count, Metres, Number, Share, SquareKilometres, Yuan)


@given(data=st.data(), kind=st.sampled_from(KINDS), exact=st.sampled_from((None, True, False)))
def test_a_quantity_is_known_as_it_is_asked_for(data, kind, exact):
    drawn = data.draw(bst.quantities(kind, exact=exact))
    assert type(drawn) is kind
    if exact is not None:
        assert drawn.is_exact is exact


@given(data=st.data(), kind=st.sampled_from(KINDS), exact=st.sampled_from((None, True, False)))
def test_every_value_a_quantity_may_have_lies_between_the_bounds(data, kind, exact):
    whole = st.integers(0, 40) if kind.integral else st.fractions(0, 1, max_denominator=12)
    low, high = sorted(data.draw(st.tuples(whole, whole).filter(lambda ends: ends[0] != ends[1])))
    drawn = data.draw(bst.quantities(kind, min_value=low, max_value=high, exact=exact))
    assert low <= drawn.low <= drawn.high <= high


@pytest.mark.parametrize(("named", "kind"), [
    (bst.shares, Share), (bst.counts, Count), (bst.yuan, Yuan), (bst.square_kilometres, SquareKilometres),
    (bst.metres, Metres), (bst.numbers, Number),
])  # fmt: skip
@given(data=st.data())
def test_each_kind_has_its_own_strategy(named, kind, data):
    drawn = data.draw(named(min_value="0", max_value="1", exact=True))
    assert type(drawn) is kind
    assert 0 <= drawn.exact <= 1


@given(bst.dates(min_value="2020-02", max_value=dt.date(2021, 3, 9)))
def test_no_date_reaches_beyond_the_bounds(date):
    assert dt.date(2020, 2, 1) <= date.first <= date.last <= dt.date(2021, 3, 9)


@given(bst.dates(known="fully"), bst.truths(known="fully"), bst.strengths(known="fully"))
def test_what_is_fully_known_is_one_value(date, truth, strength):
    assert date.exact is not None
    assert truth is not Truth.UNKNOWN
    assert len(strength.possible) == 1


@given(bst.date_ranges())
def test_some_day_may_lie_in_a_range(span):
    ends = [end for end in (span.start, span.end) if isinstance(end, Date)]
    assert len(ends) < 2 or ends[0].first < ends[1].last


@given(bst.words(min_size=1), bst.documents(keys=("a", "b")), bst.sources(documents=("a",)), bst.texts())
def test_texts_are_such_as_a_file_can_hold(word, document, source, text):
    assert word not in ("", "not stated", "none")
    assert {text.en, text.zh}.isdisjoint({"not stated", "none"})
    assert document.key in ("a", "b")
    assert source.document == "a"


@given(st.data())
@settings(max_examples=15)
def test_a_selector_of_a_structure_finds_its_ids(data):
    structure = data.draw(bst.structures(min_communities=2))
    selector = data.draw(bst.selectors(kinds=("unit", "community"), structure=structure))
    selection = selector.select(structure)
    assert selection.sure
    assert {node.id for node in selection.sure} <= set(structure.ids())


@pytest.mark.parametrize(("ask", "words"), [
    (lambda: bst.quantities(int), "is no kind of quantity"),
    (lambda: bst.shares(min_value=0.5), "must be an exact number"),
    (lambda: bst.shares(max_value="150%"), "is outside 0% .. 100%"),
    (lambda: bst.shares(min_value=">= 50%"), "is a bound; give one number"),
    (lambda: bst.counts(min_value=3, max_value=2), "no Count lies between min_value=3 and max_value=2"),
    (lambda: bst.counts(min_value=3, max_value=3, exact=False), "widen them, or leave out exact=False"),
    (lambda: bst.counts(exact="yes"), "must be True, False, or None for both"),
    (lambda: bst.dates(min_value="2021", max_value="2020"), "is after max_value"),
    (lambda: bst.dates(min_value="soon"), "is not a date such as"),
    (lambda: bst.dates(known="mostly"), "give known='fully' or known='partly'"),
    (lambda: bst.words(min_size=3, max_size=2), "lower it, or raise max_size"),
    (lambda: bst.words(min_size=-1), "must be a whole number from 0"),
    (lambda: bst.sources(documents=()), "name at least one document"),
    (lambda: bst.documents(keys=()), "give at least one key"),
    (lambda: bst.selectors(kinds=("comunity",)), "did you mean 'community'?"),
    (lambda: bst.selectors(structure="d"), "must be a Structure; draw one first"),
])  # fmt: skip
def test_what_cannot_be_is_refused_at_once_and_says_the_next_step(ask, words):
    with pytest.raises(InvalidArgument, match=words.replace("?", r"\?")):
        ask()


def test_shares_are_percentages_and_other_fractions():
    assert Share(Fraction(1, 3)).exact == Fraction(1, 3)
    seen = set()

    @given(bst.shares(exact=True))
    def look(share):
        seen.add(Fraction(share.exact * 100).denominator == 1)

    look()
    assert seen == {True, False}
