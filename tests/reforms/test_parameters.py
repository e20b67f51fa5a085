"""Parameters with which steps are made: a lone word is one word, and what does not fit together is said with a code."""

import pytest

from basegov.errors import InputError
from basegov.reforms import (
    AdoptList,
    ApportionQuota,
    CreateCommittee,
    DistributePool,
    RaisePay,
    RefuseItem,
    SetLeadership,
    SinkForce,
    SinkStaff,
)
from basegov.rules import BundleHasOneRole


@pytest.mark.parametrize(
    ("made", "field"),
    [
        (CreateCommittee(units="street", key="c", classes="resident"), "classes"),
        (SetLeadership(leaders="party_organ", led="committee"), "led"),
        (AdoptList(list_="work", without="off"), "without"),
        (BundleHasOneRole(roles="grid_head"), "roles"),
        (RefuseItem(request="r", grounds="off_list"), "grounds"),
        (SinkStaff(staff="staff", units="street", stay=1, keep_roles="secretary"), "keep_roles"),
    ],
)
def test_a_lone_word_is_not_split_into_letters(made, field):
    (word,) = getattr(made, field)
    assert len(word) > 1


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: RaisePay(pay_rule="p", component="basic"), "either amount or share"),
        (lambda: RaisePay(pay_rule="p", component="basic", amount=1, share="1%"), "either amount or share"),
        (lambda: SinkStaff(staff="staff", units="street"), "either share or stay"),
        (lambda: SinkStaff(staff="staff", units="street", share=">= 80%"), "no exact share"),
        (lambda: SinkStaff(staff="staff", units="street", stay=-1), "-1 people cannot stay"),
        (lambda: SinkStaff(staff="staff", units="street", stay=1, scope="all"), "scope takes one of each, together"),
        (lambda: SinkForce(force="f", to="street", distribution="lots"), "no distribution"),
        (
            lambda: ApportionQuota(units="street", category="c", weights={"area": 1}, ties="last"),
            "ties takes one of refuse, first, and 'last' is none of them",
        ),
        (lambda: DistributePool(pool="p", by="lot"), "by takes one of equal, weights, amounts"),
    ],
)
def test_parameters_that_do_not_fit_are_refused_with_a_code(make, words):
    with pytest.raises(InputError, match=f"BG705.*{words}"):
        make()
