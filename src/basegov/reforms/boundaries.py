"""Moving boundaries: parts of units go over to others, many at once, and the accounts balance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from typing import Any

import attrs

from basegov.diagnostics.grids import CELL_LOSES_ITS_GRID, NOT_IN_UNIT, PARTS_DO_NOT_ADD_UP
from basegov.quantities import Count, Quantity, Share, SquareKilometres
from basegov.reforms.accounts import Carried
from basegov.reforms.events import Event, Passage
from basegov.reforms.items import once, one_of_kind
from basegov.reforms.recounting import recounted
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.cells import households_in, partition_of
from basegov.structure.estates import Building, Estate
from basegov.structure.functions import lists_all_about
from basegov.structure.grids import Grid, GridLayer, communities_of
from basegov.structure.mergers import Adjacency
from basegov.structure.records import Key, Node, Record
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory, Unit
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, as_words, show

SIZES: dict[str, type[Quantity]] = {"population": Count, "households": Count, "area": SquareKilometres}
"""The fields of a unit that are shared out with its ground."""


def count_or_not(value: Any) -> Count | NotStated:
    """Return a number from how it is written; it may be not stated."""
    return value if isinstance(value, NotStated) else Count(value)


def area_or_not(value: Any) -> SquareKilometres | NotStated:
    """Return an area from how it is written; it may be not stated."""
    return value if isinstance(value, NotStated) else SquareKilometres(value)


@attrs.frozen(kw_only=True)
class Transfer:
    """A part of one unit that goes over to another.

    Parameters
    ----------
    from_, to : str
        The two units.
    households, population : Count, optional
        How many go over; where they are left out, those of the units that go, and the households of the buildings.
    area : SquareKilometres, optional
        How much ground goes over.
    cells : tuple of str
        Buildings that go over.
    nodes : tuple of str
        Whole grids, estates and other things that go over with everything in them.
    into_grids : tuple of str
        Grids of the unit that receives, which take in the buildings; one for each layer.
    """

    from_: str
    to: str
    households: Count | NotStated = attrs.field(default=NOT_STATED, converter=count_or_not)
    population: Count | NotStated = attrs.field(default=NOT_STATED, converter=count_or_not)
    area: SquareKilometres | NotStated = attrs.field(default=NOT_STATED, converter=area_or_not)
    cells: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    nodes: tuple[str, ...] = attrs.field(default=(), converter=as_words)
    into_grids: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    _repr_pretty_ = show


@attrs.frozen(kw_only=True)
class BoundariesAdjusted(Event):
    """Parts of units went over to others. Every unit stayed what it was.

    Parameters
    ----------
    moves : tuple of (str, str)
        From which unit to which.
    flows : tuple of Passage
        Which part of which unit went where, the part that stayed included.
    moved : tuple of str
        What went over with its ground, and the grids that gave up or took in buildings.
    around : tuple of str
        The units, and their neighbours, of which it is not known any more whom they touch.
    """

    moves: tuple[tuple[str, str], ...]
    flows: tuple[Passage, ...] = ()
    moved: tuple[str, ...] = ()
    around: tuple[str, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What went over, and what stayed."""
        return self.flows

    @property
    def words(self) -> Text:
        """The event in words."""
        en = ", ".join(f"{a} gave a part to {b}" for a, b in self.moves)
        return Text(en, "，".join(f"{a} 部分区域划入 {b}" for a, b in self.moves))


def _transfers(value: Iterable[Transfer]) -> tuple[Transfer, ...]:
    return tuple(value)


@step(en="adjust boundaries", zh="调整区域界线")
@attrs.frozen(kw_only=True)
class AdjustBoundaries(Step):
    """Let parts of units go over to others, all at the same time.

    Households, people and ground are taken from the one unit, and from what contains only that one, and added to the
    other; together they stay what they were. Buildings, grids and estates that are named follow. Borders of the units
    are not known any more where they were measured.

    Parameters
    ----------
    transfers : tuple of Transfer
        What goes over.

    Notes
    -----
    Used by BA-113 (adjusting boundaries is a means of optimising communities).
    """

    transfers: tuple[Transfer, ...] = attrs.field(converter=_transfers)

    def effect(self, structure: Structure) -> Effect:
        """Move everything, and settle the figures of every unit once."""
        moves = tuple(_Move.build(structure, transfer) for transfer in self.transfers)
        once((id_ for move in moves for id_ in move.goes(structure)), "transfers")
        changed: dict[tuple[type[Record], Key], Record] = {}
        for move in moves:
            for node in move.moved(structure, changed):
                changed[type(node), node.key] = node
        moved = tuple(str(key) for _, key in changed)
        before, after = settled(structure, moves)
        changed.update({(type(unit), unit.key): unit for unit in after})
        borders = open_borders(structure, {id_ for m in moves for id_ in (m.source, m.target)})
        put = [*changed.values(), *borders]
        event = BoundariesAdjusted(
            moves=tuple(dict.fromkeys((m.source, m.target) for m in moves)), flows=_flows(structure, moves, after),
            moved=moved, around=touched_by(borders),
        )  # fmt: skip
        carried = (Carried(before=before, after=after),)
        return Effect(put=tuple(recounted(structure, put, ())), events=(event,), carried=carried)


@attrs.frozen
class _Move:
    """A transfer with its units and nodes found, and its amounts."""

    transfer: Transfer
    source: str
    target: str
    cells: tuple[str, ...]
    nodes: tuple[str, ...]
    amounts: dict[str, Quantity | NotStated]

    @classmethod
    def build(cls, structure: Structure, transfer: Transfer) -> _Move:
        source = one_of_kind(structure, transfer.from_, Unit)
        target = one_of_kind(structure, transfer.to, Unit)
        named = [tuple(structure[name].id for name in names) for names in (transfer.cells, transfer.nodes)]
        for id_ in (*named[0], *named[1]):
            if id_ == source.id or not structure.lies_within(id_, source.id):
                raise refuse(NOT_IN_UNIT(node=structure.node(id_).label, unit=source.label))
        cells, nodes = named
        inside = {d.id for id_ in nodes for d in structure.descendants(id_, Node)}
        for id_ in (*nodes, *sorted(inside)):  # a grid takes its buildings along, wherever they are recorded
            cells += tuple(
                c for c in sorted(_cells_of(structure, id_)) if c not in (*cells, *nodes) and c not in inside
            )
        amounts: dict[str, Quantity | NotStated] = {name: getattr(transfer, name) for name in SIZES}
        moved = [node for id_ in nodes if isinstance(node := structure.node(id_), Unit)]
        if moved and len(moved) == len(nodes) and not transfer.cells:  # whole units go with all they count
            for name, kind in SIZES.items():
                if isinstance(amounts[name], NotStated):
                    amounts[name] = kind.total(_or_some(kind, getattr(unit, name)) for unit in moved)
        if isinstance(amounts["households"], NotStated):
            amounts["households"] = households_of(structure, nodes, cells)
        return cls(transfer, source.id, target.id, cells, nodes, amounts)

    def goes(self, structure: Structure) -> dict[str, None]:
        """Return everything that goes over, and what stands in it."""
        return dict.fromkeys(
            inside for id_ in (*self.nodes, *self.cells)
            for inside in (id_, *(node.id for node in structure.descendants(id_, Node)))
        )  # fmt: skip

    def moved(self, structure: Structure, changed: dict[tuple[type[Record], Key], Record]) -> Iterator[Node]:
        """Yield the nodes that go over, and the grids that give and take buildings."""
        follows = {d.id for id_ in self.nodes for d in structure.descendants(id_, Node)} | {*self.nodes}
        for id_ in self.nodes:
            node = _latest(structure, changed, id_)
            grid = isinstance(node, Grid)
            also: Any = {"also_covers": tuple(u for u in node.also_covers if u != self.target)} if grid else {}  # type: ignore[attr-defined]
            yield attrs.evolve(node, parent=self.target, **also)
        grids = {structure[name].id for name in self.transfer.into_grids}
        for cell in self.cells:
            yield from self._cell(structure, changed, cell, grids, follows)
        for cell in sorted(id_ for id_ in follows if isinstance(structure.node(id_), Building)):
            yield from self._out_of_grids(structure, changed, cell, grids, follows)

    def _cell(
        self, structure: Structure, changed: dict[tuple[type[Record], Key], Record], cell: str, grids: set[str],
        follows: set[str],
    ) -> Iterator[Node]:  # fmt: skip
        building = _latest(structure, changed, cell)
        home: str = self.target
        parent = building.parent
        if isinstance(parent, str) and parent not in follows and isinstance(structure.node(parent), Grid):
            home = self._taker(structure, cell, structure.node(parent), grids)
        if parent not in follows:
            yield attrs.evolve(building, parent=home)
        yield from self._out_of_grids(structure, changed, cell, grids, follows)

    def _out_of_grids(
        self, structure: Structure, changed: dict[tuple[type[Record], Key], Record], cell: str, grids: set[str],
        follows: set[str],
    ) -> Iterator[Node]:  # fmt: skip
        """Take a building out of the grids that stay behind, and put it into those that take it in."""
        for old in structure.where(Grid, cells=cell):
            if old.id in follows:
                continue
            layer = structure.node(old.layer)
            taker = next((g for g in sorted(grids) if getattr(structure.node(g), "layer", "") == old.layer), None)
            if taker is None and isinstance(layer, GridLayer) and layer.may_span:
                covers = tuple(dict.fromkeys((*communities_of(structure, old), self.target)))
                grid = _latest(structure, changed, old.id)
                yield attrs.evolve(grid, also_covers=tuple(u for u in covers if u != grid.parent))  # type: ignore[call-arg]
                continue
            new = self._taker(structure, cell, old, grids)
            for id_, come in ((old.id, False), (new, True)):
                grid = _latest(structure, changed, id_)
                assert isinstance(grid, Grid)
                fresh = _with_cell(structure, grid, cell, come=come)
                changed[Grid, fresh.id] = fresh
                yield fresh

    def _taker(self, structure: Structure, cell: str, old: Node, grids: set[str]) -> str:
        layer = getattr(old, "layer", "")
        for id_ in sorted(grids):
            if getattr(structure.node(id_), "layer", "") == layer:
                if not structure.lies_within(id_, self.target):
                    raise refuse(NOT_IN_UNIT(node=id_, unit=structure.node(self.target).label))
                return id_
        unit, label = structure.node(self.source).label, structure.node(cell).label
        raise refuse(CELL_LOSES_ITS_GRID(cell=label, unit=unit, grid=old.id, layer=layer))


def _or_some(kind: type[Quantity], value: Any) -> Quantity:
    return kind.between(0, None) if isinstance(value, NotStated) else value


def households_of(structure: Structure, nodes: Collection[str], cells: Iterable[str]) -> Count | NotStated:
    """Return how many households live in nodes and cells together; not stated where none of them is any ground.

    A unit, an estate or a grid has the households that are stated of it, else those of its buildings, and perhaps more
    where these are not all listed. Grids may share ground with estates, buildings and grids of other layers.
    """
    tops = [structure.node(id_) for id_ in nodes if not any(up.id in nodes for up in structure.ancestors(id_))]
    held = {top.id: _held(structure, top) for top in tops}
    apart: list[Count] = []  # what shares no ground
    layers: dict[str, list[Count]] = {}
    listed, known = True, {cell for top in tops for cell in held[top.id] if isinstance(top, Unit | Estate | Grid)}
    loose = {*cells, *(cell for top in tops for cell in held[top.id])} - known
    for top in tops:
        if isinstance(top, Unit | Estate | Grid):
            all_ = _lists_its_buildings(structure, top)
            listed &= all_
            some = households_in(structure, held[top.id])
            some = some if all_ else Count.between(some.low, None)
            own = top.households if isinstance(top.households, Count) else some
            (layers.setdefault(top.layer, []) if isinstance(top, Grid) else apart).append(own.intersect(some) or own)
    if loose:
        apart.append(households_in(structure, loose))
    totals = [Count.total(each) for each in (apart, *layers.values()) if each]
    if len(totals) < 2:
        return totals[0] if totals else NOT_STATED
    if listed:
        return households_in(structure, known | loose)
    return Count.between(max(total.low or 0 for total in totals), Count.total(totals).high)


def _held(structure: Structure, node: Node) -> frozenset[str]:
    """Return the buildings that are known to stand in a node, with the cells of the grids in it."""
    inside = (node, *structure.descendants(node.id, Node))
    cells = frozenset(cell for each in inside for cell in _cells_of(structure, each.id))
    return cells | {each.id for each in inside if isinstance(each, Building)}


def _lists_its_buildings(structure: Structure, node: Node) -> bool:
    if isinstance(node, Grid):
        return node.id not in partition_of(structure, node.layer).open_grids
    return lists_all_about(structure, node.id, "building")


def _cells_of(structure: Structure, id_: str) -> frozenset[str]:
    node = structure.node(id_)
    return partition_of(structure, node.layer).grids[id_] if isinstance(node, Grid) else frozenset()


def _latest(structure: Structure, changed: dict[tuple[type[Record], Key], Record], id_: str) -> Node:
    node = structure.node(id_)
    found = changed.get((type(node), id_), node)
    assert isinstance(found, Node)
    return found


def _with_cell(structure: Structure, grid: Grid, cell: str, *, come: bool) -> Grid:
    """Return a grid with a building more or less, and its households counted anew."""
    households = households_in(structure, (cell,))
    total = grid.households
    if isinstance(total, Count):
        total = shifted(total, [] if come else [households], [households] if come else [])
    cells = grid.cells
    if isinstance(cells, tuple):
        cells = tuple(sorted({*cells, cell})) if come else tuple(c for c in cells if c != cell)
    return attrs.evolve(grid, cells=cells, households=total)


# figures


def shifted(value: Any, outs: Iterable[Quantity], ins: Iterable[Quantity]) -> Any:
    """Return a quantity that is never negative after something went out of it and came in."""
    kind, outs, ins = type(value), tuple(outs), tuple(ins)
    low: Any = None
    if value.low is not None and all(q.high is not None for q in outs):
        low = max(0, value.low - sum(q.high for q in outs if q.high is not None))
    low = (low or 0) + sum(q.low or 0 for q in ins)
    high: Any = None
    if value.high is not None and all(q.high is not None for q in ins):
        high = max(0, value.high - sum(q.low or 0 for q in outs)) + sum(q.high for q in ins if q.high is not None)
    return NOT_STATED if low == 0 and high is None else kind.between(low, high)


def settled(structure: Structure, moves: Iterable[_Move]) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """Return the units whose figures change, before and after; those that contain both ends of a move stay."""
    outs: dict[str, list[_Move]] = {}
    ins: dict[str, list[_Move]] = {}
    for move in moves:
        source, target = (
            [id_, *(u.id for u in structure.ancestors(id_) if isinstance(u, Unit))]
            for id_ in (move.source, move.target)
        )
        for name in source:
            if name not in target:
                outs.setdefault(name, []).append(move)
        for name in target:
            if name not in source:
                ins.setdefault(name, []).append(move)
    before, after = [], []
    for id_ in dict.fromkeys((*outs, *ins)):
        unit: Node = structure.node(id_)
        assert isinstance(unit, Unit)
        fields: dict[str, Any] = {}
        for name, kind in SIZES.items():
            value = getattr(unit, name)
            some = kind.between(0, None)
            gone, come = (
                [some if isinstance(m.amounts[name], NotStated) else m.amounts[name] for m in found.get(id_, ())]
                for found in (outs, ins)
            )
            if isinstance(value, NotStated):
                continue
            least = sum((q.low or 0 for q in gone if isinstance(q, Quantity)), Fraction(0))
            if value.high is not None and least > value.high:
                given = kind.between(int(least) if least.denominator == 1 else least, None)
                raise refuse(PARTS_DO_NOT_ADD_UP(unit=unit.label, field=name, whole=value, parts=given))
            new = shifted(value, gone, come)  # type: ignore[arg-type]
            if new != value:
                fields[name] = new
        before.append(unit)
        after.append(attrs.evolve(unit, **fields))
    return tuple(before), tuple(after)


def _flows(structure: Structure, moves: tuple[_Move, ...], after: tuple[Unit, ...]) -> tuple[Passage, ...]:
    """Return which part of each unit went to which one, and which part of each came from which one."""
    now = {unit.id: unit for unit in after}
    pairs: dict[tuple[str, str], Count | None] = {}
    for move in moves:
        amount = move.amounts["households"]
        had = pairs.get((move.source, move.target), Count(0))
        pairs[move.source, move.target] = had + amount if isinstance(amount, Count) and had is not None else None
    units = dict.fromkeys(id_ for pair in pairs for id_ in pair)
    flows = [
        Passage(a, b, _part(n, structure.node(a)), _part(n, now.get(b))) for (a, b), n in pairs.items()
    ]  # fmt: skip
    for id_ in units:
        out = [n for (a, _), n in pairs.items() if a == id_]
        gone = None if None in out else Count.total(n for n in out if n is not None)
        old = structure.node(id_)
        total = getattr(old, "households", NOT_STATED)
        kept = shifted(total, [gone], []) if isinstance(total, Count) and gone is not None else NOT_STATED
        flows.append(Passage(id_, id_, _part(kept, old), _part(kept, now.get(id_))))
    return tuple(flows)


def _part(amount: Any, whole: Any) -> Share:
    total = getattr(whole, "households", NOT_STATED)
    if not isinstance(amount, Count) or not isinstance(total, Count) or not total.exact or amount.exact is None:
        return Share.unknown()
    return Share(Fraction(amount.exact, total.exact)) if amount.exact <= total.exact else Share.unknown()


def touched_by(borders: Iterable[Record]) -> tuple[str, ...]:
    """Return the units of which some records of borders speak."""
    found: dict[str, None] = {}
    for record in borders:
        found.update(dict.fromkeys(record.units if isinstance(record, Adjacency) else ()))
        found.update(dict.fromkeys((record.scope,) if isinstance(record, Inventory) else ()))
    return tuple(found)


def open_borders(structure: Structure, units: Iterable[str]) -> list[Record]:
    """Return what is still known of the borders of units whose ground changes.

    That two units touch may have ended, and how long a border is is not known any more; and neighbours of the one may
    have become those of the other, so no list of borders is complete there.
    """
    changed, around = set(units), set(units)
    found: list[Record] = []
    for id_ in sorted(changed):
        for border in structure.where(Adjacency, units=id_):
            around.update(border.units)
            found.append(attrs.evolve(border, shared_length=NOT_STATED, barrier=NOT_STATED))
    for id_ in sorted(around):
        if lists_all_about(structure, id_, "adjacency"):
            own = structure.find_record(Inventory, (Inventory, id_, "adjacency"))
            found.append(attrs.evolve(own or Inventory(scope=id_, of="adjacency"), complete=False))
    return list(dict.fromkeys(found))
