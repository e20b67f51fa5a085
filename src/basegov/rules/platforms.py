"""The rule over platforms: which systems a platform or centre takes in, and what the links bridge."""

from __future__ import annotations

import attrs

from basegov.rules.functions import Findings, named
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.functions import lists_all_about
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.services import SystemLink
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NotStated, Truth, as_words


@rule(en="systems linked by a platform", zh="平台系统打通")
@attrs.frozen(kw_only=True)
class SystemsLinked(NodeRule):
    """Each platform or centre must take in certain systems, and its links must bridge certain gaps.

    Predicate: for each system s, ``link(platform, s)``; for each word of `across`, every link to one of the systems
    (any link, where none is named) bridges it. *Undetermined* while links may not be recorded (an `Inventory` of
    ``system_link``), or what one bridges is not stated.

    Parameters
    ----------
    platform : Selector
        The platforms or centres.
    systems : tuple of str
        Ids of the systems; an open list, so others may be taken in too.
    across : tuple of str
        What the links bridge: ``department``, ``business``, ``system``.

    Notes
    -----
    Used by BA-142 (one platform over departments, businesses and systems) and GL-039 (four platforms in one centre).
    """

    platform: Selector = attrs.field(converter=as_selector)
    systems: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    across: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def selector(self) -> Selector:
        """The platforms."""
        return self.platform

    @property
    def measure(self) -> Measure:
        """What is not linked."""
        return Measure("systems_apart", "set", Text("what is not linked", "未打通之处"))

    @property
    def requirement(self) -> Requirement:
        """Nothing."""
        return NoneOf(Text("system or gap that the platform does not bridge", "平台未打通的系统或环节"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the systems that a platform does not take in, and what its links do not bridge."""
        found = Findings()
        links = {link.system: link for link in structure.where(SystemLink, platform=node.id)}
        listed = lists_all_about(structure, node.id, "system_link")
        absent = Truth.TRUE if listed else Truth.UNKNOWN
        for system in self.systems:
            words = named(structure, system)
            what = Text(f"whether {node.label} takes in {words.en}", f"{node.label}是否接入{words.zh}")
            answer = Truth.FALSE if system in links else absent
            found.add(answer, words, Missing(node.id, "system_links", what))
        bridged = [links[s] for s in self.systems if s in links] if self.systems else list(links.values())
        for link in bridged:
            words = named(structure, link.system)
            found.evidence.append(Evidence(words, link.source))
        for gap in self.across:
            answers = [
                Truth.UNKNOWN if isinstance(link.across, NotStated) else Truth.of(gap not in link.across)
                for link in bridged
            ]
            if not self.systems or not bridged:  # a link that is not recorded may fail to bridge it
                answers.append(Truth.FALSE if bridged and listed else absent)
            answer = Truth.any(answers)
            what = Text(f"what the links of {node.label} bridge", f"{node.label}的接入跨越何种界限")
            found.add(answer, Text(f"across {gap}", f"跨 {gap}"), Missing(node.id, "across", what))
        return found.measurement
