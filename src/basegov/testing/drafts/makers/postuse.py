"""Making leadership posts within the total of their unit."""

from __future__ import annotations

from basegov.quantities import Count
from basegov.rules.postuse import LeadersWithinTotal
from basegov.structure.posts import LeadershipPosts
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import makes


@makes(LeadersWithinTotal)
def leaders_within_total(rule: LeadersWithinTotal, draft: Draft) -> None:
    """Let the leaders of a body be as many as its unit may have, or fewer; for a miss one more."""
    for unit in draft.need(rule.units):
        draft.close("leadership_posts", unit.id)
        body = draft.need("internal_body", within=unit.id)[0]
        total = draft.whole((rule, unit.id, "total"), 1, 5)
        held = total + 1 if draft.misses(rule, unit.id) else draft.whole((rule, unit.id, "held"), 0, total)
        own = draft.link(LeadershipPosts(holder=unit.id), name_of(rule))
        theirs = draft.link(LeadershipPosts(holder=body.id), name_of(rule))
        draft.within(own, "posts", Count(total), rule)
        draft.within(theirs, "posts", Count(held), rule)
    draft.close(rule.units.kind)
