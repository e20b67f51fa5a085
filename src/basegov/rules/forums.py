"""A rule over deliberation: what is decided has been deliberated before."""

from __future__ import annotations

import attrs

from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Holds, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.forums import CommunityDecision, deliberated_first
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text, say
from basegov.values import NotStated, Truth, as_words

ANY_DECISION = Selector(kind="community_decision")


@rule(en="deliberated before decided", zh="先协商后决策")
@attrs.frozen(kw_only=True)
class DeliberatedFirst(NodeRule):
    """What a community decides on certain topics must have been deliberated before.

    Predicate: ``deliberated(m) <= decided(m)`` for every matter m of the topics that is decided. A matter that is known
    to be open, or of another topic, is not asked. *Undetermined* while its topic or one of the dates is not stated, or
    the dates are too coarse to tell which comes first.

    Parameters
    ----------
    of : Selector
        The matters.
    topics : tuple of str
        The topics that must be deliberated; all where none is named.

    Notes
    -----
    Used by HZ-061 and HZ-062 (community affairs of three topics are deliberated).
    """

    of: Selector = attrs.field(default=ANY_DECISION, converter=as_selector)
    topics: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def selector(self) -> Selector:
        """The matters."""
        return self.of

    @property
    def measure(self) -> Measure:
        """Whether they were deliberated first."""
        return Measure("deliberated_first", "truth", Text("deliberation before the decision", "决策前是否协商"))

    @property
    def requirement(self) -> Requirement:
        """They were."""
        return Holds(Text("it was deliberated before it was decided", "决策前已经协商"), "decided_without_deliberation")

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return whether a matter was deliberated before it was decided."""
        if not isinstance(node, CommunityDecision):
            return Measurement(value=Truth.UNKNOWN, applies=Truth.FALSE)
        applies, missing = self._applies(node), []
        for field in ("topic", "deliberated", "decided"):
            if isinstance(getattr(node, field), NotStated) and (field != "topic" or self.topics):
                words = Text(f"{field} of {node.label}", f"“{node.label}”的 {field}")
                missing.append(Missing(node.id, field, words))
        value = deliberated_first(node)
        if value is Truth.UNKNOWN and not missing:
            words = Text(f"the exact days of {node.label}", f"“{node.label}”协商和决定的确切日期")
            missing.append(Missing(node.id, "deliberated", words))
        told = Text(
            f"deliberated {_day(node.deliberated, 'en')}, decided {_day(node.decided, 'en')}",
            f"协商：{_day(node.deliberated, 'zh')}，决定：{_day(node.decided, 'zh')}",
        )
        return Measurement(
            value=value, missing=tuple(missing), applies=applies, evidence=(Evidence(told, node.source),)
        )  # fmt: skip

    def _applies(self, decision: CommunityDecision) -> Truth:
        on_topic = Truth.TRUE
        if self.topics:
            topic = decision.topic
            on_topic = Truth.UNKNOWN if isinstance(topic, NotStated) else Truth.of(topic in self.topics)
        decided = decision.decided
        is_decided = Truth.UNKNOWN if isinstance(decided, NotStated) else Truth.of(decided is not None)
        return Truth.all([on_topic, is_decided])


def _day(day: object, lang: str) -> str:
    if day is None:
        return "未进行" if lang == "zh" else "not"
    return say(day, "zh" if lang == "zh" else "en")
