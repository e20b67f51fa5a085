"""Steps on grids: several layers become one, layers are cut like another one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from basegov.diagnostics.grids import GROUND_NOT_COVERED, GROUND_NOT_STATED, STRATEGY_NOT_STATED, TOO_FEW_LAYERS
from basegov.diagnostics.lists import WRONG_KIND_FOR_STEP
from basegov.quantities import Count
from basegov.reforms.events import Event
from basegov.reforms.items import must_be_free, one_of_kind
from basegov.reforms.recounting import recounted
from basegov.reforms.redrawing import Names, Strategy, redrawn
from basegov.reforms.regridding import Piece, Rest, regrid
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.cells import Partition, partition_of, sticking_out, work_in
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.party import GridPairing
from basegov.structure.records import Record, kind_label, record_type
from basegov.structure.snapshot import Structure
from basegov.structure.units import UnitGroup
from basegov.terms import LEVELS, Level
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, as_words


@attrs.frozen(kw_only=True)
class LayersMerged(Event):
    """Several grid layers became one.

    Parameters
    ----------
    layers : tuple of str
        The layers, or groups of layers.
    into : str
        The one layer.
    grids : tuple of (str, str)
        Which grid became which.
    """

    layers: tuple[str, ...]
    into: str
    grids: tuple[tuple[str, str], ...] = ()

    @property
    def lineage(self) -> tuple[tuple[str, str], ...]:
        """Each layer became the one, and grids became grids."""
        return (*((layer, self.into) for layer in self.layers), *self.grids)

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"the layers {', '.join(self.layers)} became {self.into}",
            f"网格层 {'、'.join(self.layers)} 合为 {self.into}",
        )


@attrs.frozen(kw_only=True)
class LayerAligned(Event):
    """The grids of a layer were cut anew, along those of another one."""

    layer: str
    reference: str
    grids: tuple[tuple[str, str], ...] = ()

    @property
    def lineage(self) -> tuple[tuple[str, str], ...]:
        """Which grid became which."""
        return self.grids

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.layer} was aligned with {self.reference}", f"网格层 {self.layer} 与 {self.reference} 对齐")


def _level_tuple(value: Any) -> tuple[Level, ...] | NotStated:
    return value if isinstance(value, NotStated) else tuple(v if isinstance(v, Level) else LEVELS[v] for v in value)


def _strategy(value: Any) -> Strategy | NotStated:
    return value if isinstance(value, NotStated) else Strategy(value)


@step(en="merge grid layers", zh="多网合一")
@attrs.frozen(kw_only=True)
class MergeLayers(Step):
    """Make one layer of several, with the work of all of them; no household and no kind of work gets lost.

    What hangs on the grids follows them; a grid that has stayed on its ground keeps its id. Where no grid of the layers
    is listed, the layers alone become one, and nothing need be said of the strategy.

    Parameters
    ----------
    layers : tuple of str
        The layers, or a group of layers of which only the number is known.
    into : str
        Id of the one layer: a new one, or that of one of them.
    name, purpose : str, optional
        Its name, and for what it is.
    strategy : Strategy, optional
        How its grids come about: ``refine``, ``coarsen``, ``by community``.
    work_kinds : tuple of str
        Kinds of work that come in addition to those of the layers.
    may_span : bool
        Whether a grid of the new layer may cover several communities; if not, grids are cut at their borders.
    levels : tuple of Level, optional
        The levels at which the new system stands.
    rest : Rest
        What becomes of records that hang on a grid which is divided.

    Notes
    -----
    Used by HZ-070 and HZ-072, BA-116 and BA-117, GL-049.
    """

    layers: tuple[str, ...] = attrs.field(converter=as_words)
    into: str
    name: str | NotStated = NOT_STATED
    purpose: str | NotStated = NOT_STATED
    strategy: Strategy | NotStated = attrs.field(default=NOT_STATED, converter=_strategy)
    work_kinds: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    may_span: bool = False
    levels: tuple[Level, ...] | NotStated = attrs.field(default=NOT_STATED, converter=_level_tuple)
    rest: Rest = attrs.field(default=Rest.REFUSE, converter=Rest)

    def effect(self, structure: Structure) -> Effect:
        """Make the layer, its grids, and let the rest follow."""
        nodes = tuple(dict.fromkeys(structure[name] for name in self.layers))
        for node in nodes:
            if not (isinstance(node, GridLayer) or (isinstance(node, UnitGroup) and node.of == "grid_layer")):
                found, expected = record_type(type(node)).label, kind_label("grid_layer")
                raise refuse(WRONG_KIND_FOR_STEP(id=node.id, found=found, expected=expected))
        if len(nodes) < 2 and not any(isinstance(node, UnitGroup) for node in nodes):
            raise refuse(TOO_FEW_LAYERS(count=len(nodes)))
        layers = tuple(node for node in nodes if isinstance(node, GridLayer))
        if self.into not in {layer.id for layer in layers}:
            must_be_free(structure, self.into)
        grids = tuple(grid for layer in layers for grid in structure.where(Grid, layer=layer.id))
        if grids and isinstance(self.strategy, NotStated):
            raise refuse(STRATEGY_NOT_STATED(layers=tuple(layer.label for layer in layers), count=len(grids)))
        pieces = tuple(
            redrawn(structure, layers, self.into, self.strategy, may_span=self.may_span, source=self.source)
        ) if grids and isinstance(self.strategy, Strategy) else ()  # fmt: skip
        becomes = {node.id: self.into for node in nodes}
        changed = regrid(structure, grids, pieces, self.rest, becomes)
        put = [self._whole(structure, nodes, layers), *changed.put]
        drop = [*(node for node in nodes if node.id != self.into), *changed.drop]
        event = LayersMerged(layers=tuple(becomes), into=self.into, grids=changed.lineage)
        put = recounted(structure, put, drop)
        return Effect(put=tuple(put), drop=tuple(drop), events=(event,), carried=tuple(changed.carried))

    def _whole(self, structure: Structure, nodes: tuple[Any, ...], layers: tuple[GridLayer, ...]) -> GridLayer:
        works = [work_in(structure, node.id) for node in nodes]
        kinds = dict.fromkeys((*(kind for work in works for kind in work.kinds), *self.work_kinds))
        known = bool(kinds) or any(isinstance(layer.work_kinds, tuple) for layer in layers)
        kept = next((layer for layer in layers if layer.id == self.into), None)
        parents = {node.parent for node in nodes}
        return GridLayer(
            id=self.into, parent=parents.pop() if len(parents) == 1 else NOT_STATED, source=self.source,
            name=kept.name if kept is not None and isinstance(self.name, NotStated) else self.name,
            purpose=kept.purpose if kept is not None and isinstance(self.purpose, NotStated) else self.purpose,
            levels=kept.levels if kept is not None and isinstance(self.levels, NotStated) else self.levels,
            may_span=self.may_span, work_kinds=tuple(kinds) if known else NOT_STATED,
            work_listed=True if all(work.listed for work in works) else NOT_STATED,
        )  # fmt: skip


@step(en="align grid layers", zh="网格对齐")
@attrs.frozen(kw_only=True)
class AlignLayers(Step):
    """Cut layers anew along the grids of a reference layer; the layers stay apart, their grids are paired with it.

    Parameters
    ----------
    layers : tuple of str
        The layers that are cut anew.
    reference : str
        The layer whose grids all take over.
    rest : Rest
        What becomes of records that hang on a grid which is divided.

    Notes
    -----
    Used by XZ-046 (grids of social governance coincide with those of party building).
    """

    layers: tuple[str, ...] = attrs.field(converter=as_words)
    reference: str
    rest: Rest = attrs.field(default=Rest.REFUSE, converter=Rest)

    def effect(self, structure: Structure) -> Effect:
        """Replace the grids of each layer."""
        reference = one_of_kind(structure, self.reference, GridLayer)
        model = partition_of(structure, reference.id)
        put: list[Record] = []
        drop: list[Record] = []
        carried: list[Any] = []
        events: list[Event] = []
        for name in self.layers:
            layer = one_of_kind(structure, name, GridLayer)
            mine = partition_of(structure, layer.id)
            open_ = sorted(model.open_grids | mine.open_grids)
            if open_ or layer.id == reference.id:
                strategy = Text(f"aligning with {reference.label}", f"与{reference.label}对齐")
                raise refuse(GROUND_NOT_STATED(grids=tuple(open_[:5]), strategy=strategy))
            names, pieces = Names(structure, layer.id), []
            old = {grid.id: grid for grid in structure.where(Grid, layer=layer.id)}
            holders = mine.holders()
            _is_covered(layer, reference, mine, model, old)
            for id_, cells in model.grids.items():
                parts = tuple(dict.fromkeys(holder for cell in sorted(cells) for holder in holders.get(cell, ())))
                like = structure.node(id_)
                assert isinstance(like, Grid)
                same = next((part for part in parts if mine.grids[part] == cells), None)
                new = attrs.evolve(
                    like, id=names.next(like.parent) if same is None else same, layer=layer.id, source=self.source,
                    name=NOT_STATED if same is None else old[same].name, aliases=(), sources={},
                    cells=tuple(sorted(cells)),
                    work_kinds=tuple(dict.fromkeys(kind for part in parts for kind in old[part].work_kinds)),
                )  # fmt: skip
                if same is not None and isinstance(old[same].households, Count):
                    new = attrs.evolve(new, households=old[same].households)
                pieces.append(Piece(new, parts))
            changed = regrid(structure, old.values(), pieces, self.rest)
            pairs = [_pairing(id_, piece.grid.id, self) for id_, piece in zip(model.grids, pieces, strict=True)]
            keys = {pair.key for pair in pairs}
            put += [*(r for r in changed.put if r.key not in keys), *pairs]
            drop += [r for r in changed.drop if r.key not in keys]
            carried += changed.carried
            events.append(LayerAligned(layer=layer.id, reference=reference.id, grids=changed.lineage))
        return Effect(
            put=tuple(recounted(structure, put, drop)), drop=tuple(drop), events=tuple(events), carried=tuple(carried)
        )


def _is_covered(
    layer: GridLayer, reference: GridLayer, mine: Partition, model: Partition, old: Mapping[str, Grid]
) -> None:
    """Refuse to drop grids, or parts of them, that lie where no grid of the reference is."""
    outside = dict.fromkeys(sticking_out(mine, model))
    for id_, cells in mine.grids.items():
        if not cells and isinstance(number := old[id_].households, Count) and number.low:
            outside[id_] = None
    if outside:
        raise refuse(GROUND_NOT_COVERED(reference=reference.label, grids=tuple(outside)[:5], layer=layer.label))


def _pairing(one: str, other: str, step: Step) -> GridPairing:
    return GridPairing(grids=(one, other), same_area=True, source=step.source)
