"""Making nodes whose fields say what a rule asks for."""

from __future__ import annotations

from basegov.rules.properties import HasProperties
from basegov.structure.records import field_specs
from basegov.testing.drafts.draft import Draft
from basegov.testing.drafts.kinds import example_value
from basegov.testing.drafts.makers.registry import makes


@makes(HasProperties)
def has_properties(rule: HasProperties, draft: Draft) -> None:
    """Give every node something in each field; for a miss nothing in the first of them that can be empty."""
    for node in draft.need(rule.of):
        misses = draft.misses(rule, node.id)
        specs = {spec.name: spec for spec in field_specs(type(node))}
        for field in rule.fields:
            full, empty = example_value(specs[field])
            if misses and empty is not None:
                draft.one_of(node, field, empty, rule)
                misses = False
            else:
                draft.one_of(node, field, full, rule)
        if misses:
            raise draft.cannot_miss(rule)
    draft.close(rule.of.kind)
