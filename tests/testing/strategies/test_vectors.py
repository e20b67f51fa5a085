"""Shares of one subject come, or can come, to exactly one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from basegov.structure import Appraisal, District, Inventory, Street, Structure
from basegov.testing import strategies as bst

NAMES = ("s1", "s2", "s3")


@given(bst.appraisal_vectors(NAMES, known="fully"))
def test_fully_known_shares_come_to_exactly_one(vector):
    assert vector.lowest == vector.highest == 1
    assert all(share.is_exact for _, share in vector.shares)


@given(st.integers(1, 3).flatmap(lambda n: bst.appraisal_vectors(NAMES[:n])))
def test_partly_known_shares_can_come_to_one(vector):
    assert not vector.exceeds_one
    assert not vector.falls_short
    subject, streets = District(id="d"), [Street(id=name, parent="d") for name in NAMES]
    rows = [Appraisal(subject="d", evaluator=evaluator, share=share) for evaluator, share in vector.shares]
    assert Structure.build([subject, *streets, *rows, Inventory(scope="d", of="appraisal", complete=True)])


@pytest.mark.parametrize(("evaluators", "words"), [
    ((), "at least one id"), ("s1", "at least one id"), (("s1", "s1"), "names one of them twice"),
])  # fmt: skip
def test_what_cannot_be_is_refused_at_once(evaluators, words):
    with pytest.raises(InvalidArgument, match=words):
        bst.appraisal_vectors(evaluators)
