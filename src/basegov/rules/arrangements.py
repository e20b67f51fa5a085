"""A rule over arrangements: that somebody has certain systems, plans, policies or books of records in force."""

from __future__ import annotations

import attrs

from basegov.rules.functions import Findings
from basegov.rules.nodes import SilenceRule
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.arrangements import Arrangement, all_arrangements_listed, arrangements_of, extends_to
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text, say
from basegov.values import Truth, as_words


@rule(en="arrangements in force", zh="制度机制健全")
@attrs.frozen(kw_only=True)
class HasArrangements(SilenceRule):
    """Whoever is selected must have certain arrangements in force.

    Predicate: for each kind, there is an arrangement of it that extends to all parts, serves all whom the clause names,
    and, where the clause says so, comes round periodically. *Undetermined* while none is recorded and arrangements are
    not all listed (an `Inventory` of ``arrangement``), or while what it extends to is not stated. It says that there is
    such an arrangement, not how well it works. Nodes of which nothing is recorded are answered together.

    Parameters
    ----------
    of : Selector
        Who.
    kinds : tuple of str
        Which arrangements.
    parts : tuple of str
        What each of them must extend to.
    for_whom : tuple of str
        Whom each of them must serve.
    periodic : bool
        Whether they must come round again and again.

    Notes
    -----
    Used by WH-039 (welfare and assessment), WH-052 (periodic check-ups), WH-058 (four kinds of posts), WH-059 (four
    professional systems), WH-065 (forms of practice), WH-066 (the district's training plan), WH-069 (a book for each
    community, a file for each person), HZ-069 (incentive policies), HZ-080 (market and society encouraged), BA-040 (how
    recruitment is held), BA-105 (four links of management), BA-108 (authority of three levels), BA-141 (how property
    firms are supervised), XZ-035 (treatment and promotion), GL-060 (village self-rule).
    """

    of: Selector = attrs.field(converter=as_selector)
    kinds: tuple[str, ...] = attrs.field(converter=as_words)
    parts: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    for_whom: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    periodic: bool = False

    @property
    def selector(self) -> Selector:
        """Who must have them."""
        return self.of

    @property
    def measure(self) -> Measure:
        """The arrangements that are lacking."""
        return Measure("arrangements_lacking", "set", Text("arrangements that are lacking", "缺少的制度机制"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(
            Text(f"arrangement lacking ({say(self.kinds, 'en')})", f"缺失的制度机制（{say(self.kinds, 'zh')}）")
        )

    def is_silent(self, structure: Structure, node: Node) -> bool:
        """Whether no arrangement of these kinds is recorded, and nothing says that there is none."""
        recorded = any(arrangements_of(structure, node.id, kind) for kind in self.kinds)
        return not recorded and not all_arrangements_listed(structure, node.id)

    def silence(self, structure: Structure, nodes: tuple[Node, ...]) -> Measurement:
        """Return that it is not known which arrangements some nodes have."""
        words = Text(
            f"which arrangements {len(nodes)} nodes ({self.of.text('en')}) have",
            f"{len(nodes)} 个{self.of.text('zh')}有哪些制度机制",
        )
        value = SetValue((), tuple(Text(kind, kind) for kind in self.kinds))
        return Measurement(value=value, missing=(Missing(structure.id, "arrangements", words),))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the arrangements that a node lacks, or of which it lacks a part."""
        found = Findings()
        for kind in self.kinds:
            recorded = arrangements_of(structure, node.id, kind)
            has = Truth.any(self.serves(arrangement) for arrangement in recorded)
            if not recorded and not all_arrangements_listed(structure, node.id):
                has = Truth.UNKNOWN
            words = Text(f"whether {node.label} has {kind} as asked", f"{node.label}是否有符合要求的 {kind}")
            found.add(has.negated, self._named(kind, recorded), Missing(node.id, "arrangements", words))
            found.evidence += [Evidence(arrangement_words(node, one), one.source) for one in recorded]
        return found.measurement

    def _named(self, kind: str, recorded: tuple[Arrangement, ...]) -> Text:
        """Return a kind with the parts, and those served, of which it is known that no recorded one has them."""
        asked = [("parts", part) for part in self.parts] + [("for_whom", whom) for whom in self.for_whom]
        without = [
            word for field, word in asked
            if recorded and all(extends_to(getattr(one, field), (word,)) is Truth.FALSE for one in recorded)
        ]  # fmt: skip
        if not without:
            return Text(kind, kind)
        return Text(f"{kind} ({say(tuple(without), 'en')})", f"{kind}（{say(tuple(without), 'zh')}）")

    def serves(self, arrangement: Arrangement) -> Truth:
        """Say whether an arrangement of the kind is as the clause asks."""
        periodic = Truth.of(arrangement.periodic) if self.periodic else Truth.TRUE
        return Truth.all(
            [extends_to(arrangement.parts, self.parts), extends_to(arrangement.for_whom, self.for_whom), periodic]
        )


def arrangement_words(node: Node, arrangement: Arrangement) -> Text:
    """Return an arrangement in words, with what is stated of its parts."""
    parts = arrangement.parts if isinstance(arrangement.parts, tuple) and arrangement.parts else None
    en = "" if parts is None else f" ({say(parts, 'en')})"
    zh = "" if parts is None else f"（{say(parts, 'zh')}）"
    return Text(f"{node.label} has {arrangement.kind}{en}", f"{node.label}有 {arrangement.kind}{zh}")
