"""Records of every registered type, and of a class of one's own."""

import attrs
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from basegov.quantities import Count, Quantity
from basegov.structure import Community, Node, Staff
from basegov.structure.checks import unusable
from basegov.structure.records import RECORD_TYPES, Ref, Relation, record, ref_fields, targets
from basegov.testing import strategies as bst
from basegov.values import NOT_STATED, NotStated


@pytest.mark.parametrize("kind", RECORD_TYPES)
@given(data=st.data())
@settings(max_examples=3)
def test_every_kind_is_drawn_with_values_of_the_right_types(kind, data):
    for known in ("fully", "partly"):
        drawn = data.draw(bst.records(kind, known=known))
        assert type(drawn) is RECORD_TYPES[kind].cls
        assert not list(unusable(drawn, None))
        if known == "fully":
            values = [getattr(drawn, a.name) for a in attrs.fields(type(drawn))]
            assert all(value.is_exact for value in values if isinstance(value, Quantity))


@given(data=st.data())
def test_what_is_fully_known_is_stated(data):
    drawn = data.draw(bst.communities(known="fully"))
    stated = ("name", "code", "level", "population", "households", "area", "kind")
    assert NOT_STATED not in [getattr(drawn, name) for name in stated]


@given(data=st.data())
def test_references_are_drawn_from_the_ids_that_are_given(data):
    kind = data.draw(st.sampled_from(sorted(RECORD_TYPES)))
    drawn = data.draw(bst.records(kind, ids=("x", "y")))
    held = {target for spec in ref_fields(type(drawn)) for target in targets(drawn, spec)}
    assert held <= {"x", "y"}


@given(data=st.data())
@settings(max_examples=15)
def test_references_to_a_structure_are_to_the_right_kinds(data):
    structure = data.draw(bst.structures(min_communities=2, kinds=("staff",), min_of_each=1))
    assignment = data.draw(bst.assignments(ids=structure))
    assert assignment.staff in {node.id for node in structure.records(Staff)}
    assert structure.evolve(put=[assignment]).has(assignment)


@given(bst.records(Community, parent="s1", population=bst.counts(min_value=5, max_value=9, exact=True)))
def test_fixed_fields_are_as_they_were_given(community):
    assert community.parent == "s1"
    assert 5 <= community.population.exact <= 9


def test_a_class_of_ones_own_is_drawn_from_its_fields():
    @attrs.frozen(kw_only=True)
    class Garden(Node):
        beds: Count
        gardener: str | NotStated = NOT_STATED

    @attrs.frozen(kw_only=True)
    class Tends(Relation):
        who: str = attrs.field()
        what: str = "garden"

    @given(bst.records(Garden, known="fully"), bst.records(Tends, who="p1"))
    def look(garden, tends):
        assert garden.beds.is_exact
        assert isinstance(garden.gardener, str)
        assert tends.who == "p1"

    look()


def test_a_kind_of_ones_own_has_its_strategy_and_stands_in_structures():
    @record("ponds", en="pond", zh="池塘")
    @attrs.frozen(kw_only=True)
    class Pond(Node):
        owner: str | NotStated = NOT_STATED

    try:
        found = find(bst.ponds(), lambda pond: True, settings=settings(database=None, derandomize=True))
        assert type(found) is Pond
        full = bst.structures(kinds=("pond",), min_of_each=1, max_of_each=1, max_communities=0)
        structure = find(full, lambda s: bool(s.records(Pond)), settings=settings(database=None, derandomize=True))
        assert structure.records(Pond)[0].id == "pond1"
    finally:
        del RECORD_TYPES["pond"]


@pytest.mark.parametrize(("ask", "words"), [
    (lambda: bst.records("comunity"), "did you mean 'community'?"),
    (lambda: bst.records(int), "is no kind of record"),
    (lambda: bst.records("street", popluation=1), "did you mean 'population'?"),
    (lambda: bst.records("street", known="no"), "give known='fully'"),
    (lambda: bst.records("assignment", ids={"staff": ["p1"]}), "give ids of a unit or grid or body"),
    (lambda: bst.records("adjacency", ids=["c1"]), "too few to refer to in Adjacency.units"),
    (lambda: bst.records("street", ids="d"), "must be several ids"),
])  # fmt: skip
def test_what_cannot_be_is_refused_at_once_and_says_the_next_step(ask, words):
    with pytest.raises(InvalidArgument, match=words.replace("?", r"\?")):
        ask()


def test_a_name_that_is_no_section_is_no_strategy():
    with pytest.raises(AttributeError, match="comunities"):
        bst.comunities  # noqa: B018
    assert "communities" in dir(bst)
    assert Ref("unit").kinds == ("unit",)
