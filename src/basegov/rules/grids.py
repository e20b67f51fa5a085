"""Rules over grid layers as systems."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.grids import GridLayer
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.terms import LEVELS, Level
from basegov.texts import Text, say
from basegov.values import NotStated


def _levels(value: Iterable[Level | str]) -> tuple[Level, ...]:
    return tuple(one if isinstance(one, Level) else LEVELS[one] for one in value)


@rule(en="levels of a grid system", zh="网格体系层级")
@attrs.frozen(kw_only=True)
class LayerLevels(NodeRule):
    """The system of a grid layer must stand at certain levels, and at no other.

    Predicate: ``levels(layer) = levels``. *Undetermined* while the levels of the layer are not stated.

    Parameters
    ----------
    levels : tuple of Level
        The levels.
    layers : Selector
        Which layers.

    Notes
    -----
    Used by XZ-043 (a grid system of three levels: district, street, community).
    """

    levels: tuple[Level, ...] = attrs.field(converter=_levels)
    layers: Selector = attrs.field(default=Selector(kind="grid_layer"), converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The layers."""
        return self.layers

    @property
    def measure(self) -> Measure:
        """The levels that are lacking or too many."""
        return Measure("levels_amiss", "set", Text("levels lacking or in excess", "缺少或多余的层级"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        en, zh = say(self.levels, "en"), say(self.levels, "zh")
        return NoneOf(Text(f"level lacking or in excess of {en}", f"相对于{zh}缺少或多余的层级"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the levels of a layer that differ from those required."""
        levels = node.levels if isinstance(node, GridLayer) else ()
        if isinstance(levels, NotStated):
            words = Text(f"the levels of {node.label}", f"{node.label}的层级")
            wanted = tuple(Text(level.text("en"), level.text("zh")) for level in self.levels)
            return Measurement(value=SetValue((), wanted), missing=(Missing(node.id, "levels", words),))
        wrong = [level for level in (*self.levels, *levels) if (level in self.levels) is not (level in levels)]
        words = Text(say(levels, "en"), say(levels, "zh"))
        return Measurement(
            value=SetValue(tuple(Text(level.text("en"), level.text("zh")) for level in wrong)),
            evidence=(Evidence(words, node.source_of("levels")),),
        )
