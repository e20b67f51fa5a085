"""Rules over how layers of grids lie: how many there are, what they cut, and how they lie to each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

import attrs

from basegov.quantities import Count
from basegov.reforms.changes import Change
from basegov.rules.functions import Findings, named
from basegov.rules.items import CountRule
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, NoneOf, Requirement
from basegov.rules.rule import Measure, Rule, Scope, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, Subject
from basegov.structure.cells import (
    LayerRelation,
    Partition,
    cells_below,
    partition_of,
    same_cells,
    sticking_out,
    straddling,
)
from basegov.structure.grids import Grid, GridLayer, communities_of
from basegov.structure.party import GridPairing
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, UnitGroup
from basegov.texts import Text
from basegov.values import NotStated, Truth, as_words

ANY_LAYER = Selector(kind="grid_layer")
_ANY_GRID = Selector(kind="grid")


def _whole(structure: Structure) -> Subject:
    return Subject(structure.id, structure.name.in_("zh"))


@rule(en="number of grid layers", zh="网格层数")
@attrs.frozen(kw_only=True)
class LayerCount(CountRule):
    """There must be a certain number of grid layers: one, where several nets are to be made one.

    Predicate: the number of layers lies in the range. Recorded layers, and those that a group says there are, are the
    least; an `Inventory` of grid layers that is complete makes them all. *Undetermined* while more could exist and that
    matters, or while a field that the selector asks for is not stated.

    Parameters
    ----------
    layers : Selector
        Which layers count.

    Notes
    -----
    Used by HZ-070 and BA-116 (several nets become one comprehensive net), GL-049 (one net manages all).
    """

    layers: Selector = attrs.field(default=ANY_LAYER, converter=as_selector)

    @property
    def scope(self) -> Scope:
        """The structure as a whole."""
        return Scope(None, Text("the structure as a whole", "整个结构"))

    @property
    def measure(self) -> Measure:
        """The number of layers."""
        en, zh = self.layers.text("en"), self.layers.text("zh")
        return Measure("grid_layers", "count", Text(f"number of layers ({en})", f"网格层数（{zh}）"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield how many there are, as far as the structure tells."""
        structure = world if isinstance(world, Structure) else world.after
        found = self.layers.select(structure)
        sure, possible = Count(len(found.sure)), Count.between(0, len(found.unsure))
        missing = [
            Missing(node.id, field, Text(f"the {field} of {node.label}", f"{node.label}的 {field}"))
            for node, fields in found.unsure for field in fields
        ]  # fmt: skip
        evidence = [Evidence(Text(node.label, node.label), node.source) for node in found.sure]
        for group in () if self.layers.ids else structure.where(UnitGroup, of="grid_layer"):
            number = Count.unknown() if isinstance(group.count, NotStated) else group.count
            listed = len(group.members)  # these are counted where they are recorded
            high = None if number.high is None else max(0, number.high - listed)
            more = Count.between(max(0, (number.low or 0) - listed), high)
            inside = self._stands_inside(structure, group)
            if inside is Truth.FALSE:
                continue
            if self.layers.where or inside is Truth.UNKNOWN:  # of what sort they are, or where, is not told
                possible = possible + Count.between(0, more.high)
            else:
                sure = sure + more
            text = Text(f"{group.label}: {number.text('en')}", f"{group.label}：{number.text('zh')}")
            evidence.append(Evidence(text, group.source))
        if self.layers.most_unlisted(structure).high != 0:
            possible = Count.between(0, None)
            missing.append(
                Missing(structure.id, "grid_layer", Text("which further layers there are", "是否另有网格层"))
            )
        value = sure + possible
        yield _whole(structure), Measurement(value=value, missing=tuple(missing), evidence=tuple(evidence))

    def _stands_inside(self, structure: Structure, group: UnitGroup) -> Truth:
        """Say whether the layers of a group stand in the place whose layers count."""
        if self.layers.within is None:
            return Truth.TRUE
        scope = structure[self.layers.within].id
        if isinstance(group.parent, NotStated) or structure.lies_within(scope, group.parent):
            return Truth.TRUE if group.parent == scope else Truth.UNKNOWN
        return Truth.of(structure.lies_within(group.parent, scope))


@rule(en="nets made one", zh="多网融合")
@attrs.frozen(kw_only=True)
class LayersFused(Rule):
    """Certain grid layers must have become one and the same layer.

    Predicate: by the lineage of the change there is one layer that each of them became. *Undetermined* for a layer of
    which nothing was recorded before.

    Parameters
    ----------
    layers : tuple of str
        The layers before, by id.

    Notes
    -----
    Used by GL-049 (party-building, social-building and police nets are fused).
    """

    layers: tuple[str, ...] = attrs.field(converter=as_words)

    judges: ClassVar = "change"

    @property
    def scope(self) -> Scope:
        """The change."""
        return Scope(None, Text("the layers named", "所列各网"))

    @property
    def measure(self) -> Measure:
        """The layers that stayed apart."""
        return Measure("layers_apart", "set", Text("layers that stayed apart", "未融合的网格层"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("layer that stayed apart", "未融合的网格层"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what became of the layers."""
        if isinstance(world, Structure):
            return
        found, became = Findings(), dict[str, str]()
        for layer in self.layers:
            now = [id_ for id_ in world.lineage.after(layer) if id_ in world.after]
            if layer not in world.before:
                what = Text(f"what the layer {layer} was", f"网格层 {layer} 的原有情况")
                found.add(Truth.UNKNOWN, Text(layer, layer), Missing(layer, "grid_layer", what))
            elif len(now) == 1:
                became[layer] = now[0]
            else:
                found.add(Truth.TRUE, named(world.before, layer))
        common = Counter(became.values()).most_common(1)
        for layer, now_ in became.items():
            apart = Truth.of(len(self.layers) > 1 and (now_ != common[0][0] or (common[0][1] == 1 and len(became) > 1)))
            found.add(apart, named(world.before, layer))
        yield _whole(world.after), found.measurement


@rule(en="cells in exactly one grid", zh="网格全覆盖、不重叠")
@attrs.frozen(kw_only=True)
class GridsPartition(NodeRule):
    """Every cell must lie in exactly one grid of a layer.

    Predicate: ``for all cells c: |{g in layer: c in g}| = 1``. Where no buildings are listed, the households of the
    grids are compared with those of their communities: a difference shows that somebody is in no grid, or in two.
    *Undetermined* while cells, grids or what belongs to them are not all stated; equal numbers prove nothing unless
    `counts_suffice`.

    Parameters
    ----------
    layers : Selector
        Which layers.
    counts_suffice : bool
        Whether equal numbers of households are taken for a partition.

    Notes
    -----
    Used by the fictional district; HZ-M13 reads the comprehensive grid as one that covers every community.
    """

    layers: Selector = attrs.field(default=ANY_LAYER, converter=as_selector)
    counts_suffice: bool = False

    @property
    def selector(self) -> Selector:
        """The layers."""
        return self.layers

    @property
    def measure(self) -> Measure:
        """What lies in no grid, or in several."""
        return Measure("cells_amiss", "set", Text("cells in no grid or in several", "未入格或重复入格的单元"))

    @property
    def requirement(self) -> Requirement:
        """There must be nothing."""
        return NoneOf(Text("cell in no grid or in several", "未入格或重复入格的单元"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the cells that lie in no grid of a layer, or in several."""
        partition = partition_of(structure, node.id)
        scope = next(iter(structure.parent_ids(node.id)), None)
        cells, listed = cells_below(structure, scope)
        found = Findings()
        if not cells and not listed:
            self._by_counts(structure, node, partition, found)
            return found.measurement
        holders = partition.holders()
        outside = Truth.TRUE if partition.is_known else Truth.UNKNOWN
        lacking = Missing(node.id, "cells", Text(f"the cells of {node.label}", f"{node.label}各网格的单元"))
        for cell in dict.fromkeys((*cells, *holders)):
            held = holders.get(cell, ())
            if len(held) != 1:
                found.add(Truth.TRUE if held else outside, named(structure, cell), lacking)
        if not listed:
            what = Text("which buildings there are", "楼栋清册")
            unrecorded = Text("buildings that are not recorded", "未载明的楼栋")
            found.add(Truth.UNKNOWN, unrecorded, Missing(scope or structure.id, "building", what))
        return found.measurement

    def _by_counts(self, structure: Structure, node: Node, partition: Partition, found: Findings) -> None:
        """Compare the households of the grids in each community with those of the community."""
        by_place: dict[str, list[Grid]] = {}
        unplaced: list[Grid] = []
        spans = False
        for id_ in partition.grids:
            grid = structure.node(id_)
            assert isinstance(grid, Grid)
            spans |= bool(grid.also_covers)
            home = structure.ancestor(grid.id, Community)
            (unplaced if home is None else by_place.setdefault(home.id, [])).append(grid)
        perhaps = Count.total(
            Count.unknown() if isinstance(g.households, NotStated) else g.households for g in unplaced
        )
        scope = next(iter(structure.parent_ids(node.id)), None)
        places = [c for c in structure.records(Community) if scope is None or structure.lies_within(c.id, scope)]
        for place in () if spans else places:
            grids = by_place.get(place.id, [])
            some = [Count.unknown() if isinstance(g.households, NotStated) else g.households for g in grids]
            total = Count.total(some)
            if unplaced or not partition.listed:
                total = Count.between(total.low, (total + perhaps).high if partition.listed else None)
            has = Count.unknown() if isinstance(place.households, NotStated) else place.households
            same = total.intersect(has)
            sure = total.is_exact and total == has and self.counts_suffice
            answer = Truth.TRUE if same is None else Truth.FALSE if sure else Truth.UNKNOWN
            text = Text(
                f"{place.label}: {total.text('en')} of {has.text('en')} households in grids",
                f"{place.label}：{has.text('zh')} 户中 {total.text('zh')} 户入格",
            )
            what = Text(f"which households of {place.label} lie in which grid", f"{place.label}各户所属网格")
            found.add(answer, text, Missing(place.id, "households", what))
        itself = scope is not None and isinstance(structure.node(scope), Community)
        if not itself and not Selector(kind="community", within=scope).lists_all(structure):
            what = Text("which further communities there are", "是否另有社区")
            unrecorded = Text("communities that are not recorded", "未载明的社区")
            found.add(Truth.UNKNOWN, unrecorded, Missing(scope or structure.id, "community", what))
        if spans or not places or unplaced:
            what = Text(f"the cells of {node.label}", f"{node.label}各网格的单元")
            found.add(
                Truth.UNKNOWN, Text("cells that are not recorded", "未载明的单元"), Missing(node.id, "cells", what)
            )


@rule(en="how layers lie to each other", zh="网格层对应关系")
@attrs.frozen(kw_only=True)
class LayersRelate(NodeRule):
    """A layer must be equal to a reference layer, refine it, or coarsen it.

    Predicate: every grid of the finer layer lies inside one grid of the other; equal layers refine each other.
    *Undetermined* while cells or grids are not all stated; a pairing that says that two grids cover the same ground
    stands for their cells.

    Parameters
    ----------
    layer : str
        The layer, by id.
    reference : str
        The reference layer, by id.
    relation : LayerRelation
        ``equal``, ``refines``, ``coarsens``.

    Notes
    -----
    Used by the fictional district; XZ-046 (social grids coincide with party grids) is asked grid by grid.
    """

    layer: str
    reference: str
    relation: LayerRelation = attrs.field(default=LayerRelation.EQUAL, converter=LayerRelation)

    @property
    def selector(self) -> Selector:
        """The layer."""
        return Selector(kind="grid_layer", ids=(self.layer,))

    @property
    def measure(self) -> Measure:
        """The grids that do not fit."""
        return Measure("grids_that_do_not_fit", "set", Text("grids that do not fit", "不相对应的网格"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        en, zh = self.relation.text("en"), self.relation.text("zh")
        en = f"grid that does not fit ({en} {self.reference})"
        return NoneOf(Text(en, f"不相对应的网格（与 {self.reference} {zh}）"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the grids that do not fit, or perhaps do not."""
        found = Findings()
        other = structure[self.reference].id
        pairs = {
            LayerRelation.REFINES: [(node.id, other)],
            LayerRelation.COARSENS: [(other, node.id)],
            LayerRelation.EQUAL: [(node.id, other), (other, node.id)],
        }[self.relation]
        for finer, coarser in pairs:
            self._refines(structure, finer, coarser, found)
        return found.measurement

    @staticmethod
    def _refines(structure: Structure, finer: str, coarser: str, found: Findings) -> None:
        one, other = partition_of(structure, finer), partition_of(structure, coarser)
        crossing, outside = straddling(one, other), sticking_out(one, other)
        for grid in one.grids:
            paired = any(
                same_cells(structure, structure.node(grid), mate) is Truth.TRUE  # type: ignore[arg-type]
                for pairing in structure.where(GridPairing, grids=grid)
                for mate in (structure.node(id_) for id_ in pairing.grids if id_ != grid)
                if isinstance(mate, Grid) and mate.layer == coarser
            )
            answer = Truth.FALSE
            if grid in crossing:
                answer = Truth.TRUE
            elif grid in outside:
                answer = Truth.TRUE if other.is_known else Truth.UNKNOWN
            elif grid in one.open_grids and not paired:
                answer = Truth.UNKNOWN
            label = structure.node(grid).label
            what = Text(f"the cells of {label}", f"{label}的单元")
            found.add(answer, Text(label, label), Missing(grid, "cells", what))
        if not one.listed:
            label = structure.node(finer).label
            what = Text(f"the further grids of {label}", f"{label}的其他网格")
            found.add(Truth.UNKNOWN, Text("grids that are not recorded", "未载明的网格"), Missing(finer, "grid", what))


@rule(en="grids based on communities", zh="依托社区划分网格")
@attrs.frozen(kw_only=True)
class GridsInOneCommunity(NodeRule):
    """Every selected grid must lie in exactly one community.

    Predicate: the number of communities in which the grid, or one of its cells, lies is one. A grid directly below a
    street lies in none. *Undetermined* while where it lies, or one of its cells, is not stated and that matters.

    Parameters
    ----------
    grids : Selector
        Which grids.

    Notes
    -----
    Used by HZ-071 (basic grid units are divided on the basis of communities).
    """

    grids: Selector = attrs.field(default=_ANY_GRID, converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The grids."""
        return self.grids

    @property
    def measure(self) -> Measure:
        """In how many communities a grid lies."""
        return Measure("communities_of_grid", "count", Text("number of communities in which it lies", "网格所涉社区数"))

    @property
    def requirement(self) -> Requirement:
        """Exactly one."""
        return Bound(Count(1))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return in how many communities a grid lies."""
        if not isinstance(node, Grid):
            return Measurement(value=Count.unknown(), applies=Truth.FALSE)
        places = [id_ for id_ in communities_of(structure, node) if isinstance(structure.node(id_), Community)]
        evidence = tuple(Evidence(named(structure, id_), node.source_of("parent")) for id_ in places)
        if isinstance(node.parent, NotStated) and not node.cells:
            what = Text(f"where {node.label} lies", f"{node.label}所在社区")
            value = Count.between(len(places), None)
            return Measurement(value=value, missing=(Missing(node.id, "parent", what),), evidence=evidence)
        cells = node.cells if isinstance(node.cells, tuple) else ()
        unplaced = [cell for cell in cells if structure.ancestor(cell, Community) is None]
        layer = structure.node(node.layer)
        spans = isinstance(layer, GridLayer) and layer.may_span
        high = len(places) + len(unplaced) if spans else max(len(places), min(1, len(unplaced)))
        missing = tuple(Missing(cell, "parent", _community_of(structure, cell)) for cell in unplaced)
        value = Count.between(len(places), high)
        return Measurement(value=value, missing=() if value.is_exact else missing, evidence=evidence)


def _community_of(structure: Structure, cell: str) -> Text:
    label = structure.node(cell).label
    return Text(f"in which community {label} stands", f"{label}所在社区")
