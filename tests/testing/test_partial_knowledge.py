"""Less knowledge never turns an answer round: with some facts taken out, a verdict is the old one or undetermined."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from basegov.catalog import load_policy
from basegov.errors import StructureError
from basegov.rules import LayerLevels
from basegov.rules.verdicts import Measurement, Outcome, SetValue
from basegov.testing.drafts.draft import CannotMissError
from basegov.testing.drafts.makers import MAKERS
from basegov.testing.generated import valid_structures, violating_structures
from basegov.values import NOT_STATED, NotStated

RULES = [
    rule for rule in load_policy("shili-2026").rules_in_force()
    if rule.judges == "structure" and any(cls in MAKERS for cls in type(rule).__mro__)
]  # fmt: skip
KNOWN = {"parent", "supersedes", "sources"}
"""Fields that say where a record stands, and not what is known of it: a node without a container is the top."""


def facts(structure):
    """Return every record of a structure with the fields that are stated and need not be."""
    return [
        (record, field.name)
        for record in structure
        for field in attrs.fields(type(record))
        if field.name not in KNOWN
        and isinstance(field.default, NotStated)
        and not isinstance(getattr(record, field.name), NotStated)
    ]


def without(structure, taken):
    """Return a structure without some facts, or None where it would be none without them."""
    left = {}
    for record, field in taken:
        left[record] = attrs.evolve(left.get(record, record), **{field: NOT_STATED})
    gone = [record for record, new in left.items() if new.key != record.key]
    try:
        return structure.evolve(put=left.values(), drop=gone)
    except StructureError:
        return None


def turned_round(rule, structure, less):
    """Return the verdicts on what is known less of that are neither undetermined nor what they were."""
    before = {(v.subject.id, v.subject.parts): v.outcome for v in rule.check(structure)}
    found = [(v, before.get((v.subject.id, v.subject.parts))) for v in rule.check(less)]
    return [(v, old) for v, old in found if v.outcome not in (Outcome.UNDETERMINED, old)]


@st.composite
def known_and_known_less(draw, made):
    """Draw a structure, and the same with up to three facts less."""
    structure = draw(made)
    stated = facts(structure)
    taken = draw(st.lists(st.sampled_from(stated), min_size=1, max_size=3, unique=True)) if stated else []
    return structure, without(structure, taken)


def met_or_missed(rule):
    """Return a strategy for structures that meet a rule and, where it can be missed, for those that miss it."""
    try:
        return st.one_of(valid_structures(rule), violating_structures(rule))
    except CannotMissError:
        return valid_structures(rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_with_fewer_facts_a_verdict_is_what_it_was_or_undetermined(rule):
    @settings(max_examples=10)
    @given(known_and_known_less(met_or_missed(rule)))
    def holds(pair):
        structure, less = pair
        if less is not None:
            assert turned_round(rule, structure, less) == []

    holds()


@attrs.frozen(kw_only=True)
class Credulous(LayerLevels):
    """Takes a layer of which no levels are stated to stand at the right ones."""

    def found(self, structure, node):
        return Measurement(value=SetValue()) if isinstance(node.levels, NotStated) else super().found(structure, node)


@given(st.data())
def test_a_rule_that_takes_silence_for_an_answer_is_found_out(data):
    rule = Credulous(id="credulous", levels=("district", "street"))
    structure = data.draw(violating_structures(rule))
    (layer,) = structure.records("grid_layer")
    ((verdict, old),) = turned_round(rule, structure, without(structure, [(layer, "levels")]))
    assert (verdict.outcome, old) == (Outcome.MET, Outcome.VIOLATED)
