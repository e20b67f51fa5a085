"""Strategies of structures: valid by construction, small, and readable when they shrink."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any, Final, Literal

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn, SearchStrategy

from basegov.quantities import Share
from basegov.sources import Document
from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.assessments import AssessmentIndicator
from basegov.structure.casework import ClassHandler, Ordering, ServiceLevel
from basegov.structure.cobuilding import CoBuilding
from basegov.structure.forces import ProfessionalForce
from basegov.structure.grids import Grid
from basegov.structure.party import GridPairing
from basegov.structure.records import RECORD_TYPES, Node, Record, Relation, kinds_of, record_type, ref_fields, snake
from basegov.structure.roles import Leadership, Positioning
from basegov.structure.services import SystemLink
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import StaffGroup
from basegov.structure.units import Community, District, Inventory, Street
from basegov.testing.strategies.checks import Known, check_known, check_sizes, record_classes
from basegov.testing.strategies.hints import Style, field_sets
from basegov.testing.strategies.records import build, can_refer, candidates, index, is_pair, pick, references
from basegov.testing.strategies.values import DOCUMENT, dates
from basegov.testing.strategies.vectors import draw_shares
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated

COMMON: Final = (
    "grid_layer", "grid", "department", "dispatched_agency", "staff", "staff_group",
    "appraisal", "management", "service", "right", "adjacency", "assignment", "inventory", "post_pool", "funding",
)  # fmt: skip
"""The kinds that a generated structure has beside its units when none are named."""

NOTICE: Final = Document(DOCUMENT, Text("A made-up notice", "虚构通知"))
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_SHORT: Final = {"district": "d", "street": "s", "community": "c", "grid": "g", "staff": "p", "department": "b"}
_PLAIN_WORDS: Final = st.sampled_from(("a", "b", "c"))
_UNITS: Final = (District, Street, Community)


def structures(
    *,
    min_streets: int = 1,
    max_streets: int = 2,
    min_communities: int = 0,
    max_communities: int = 4,
    kinds: Iterable[str | type[Record]] | Literal["all"] = COMMON,
    min_of_each: int = 0,
    max_of_each: int = 2,
    known: Known = "partly",
    words: SearchStrategy[str] | None = None,
    sourced: bool = False,
) -> SearchStrategy[Structure]:
    """Generate valid structures: one district with streets and communities, and records of other kinds on them.

    Parameters
    ----------
    min_streets, max_streets : int
        Bounds on the number of streets in the district.
    min_communities, max_communities : int
        Bounds on the number of communities in all streets together.
    kinds : iterable of str or type, or ``all``
        Which other kinds of records there are; a base kind such as ``body`` stands for every kind below it, ``all``
        for every registered kind. Kinds that records must refer to (the layer of a grid) are added.
    min_of_each, max_of_each : int
        Bounds on the number of records of each of these kinds. A relation of which fewer are possible has fewer; that
        of two grids, for one, needs two layers.
    known : str
        ``fully``: every fact is stated exactly; ``partly``: some are not stated, or only as a bound.
    words : SearchStrategy of str, optional
        What free texts are drawn from, names and notes among them. Left out, names are made up from the kind (甲街道),
        there are no notes, and other texts are one letter.
    sourced : bool
        Whether records and fields may carry sources.

    Raises
    ------
    InvalidArgument
        For bounds that cross, or a kind that is none.

    Notes
    -----
    Examples shrink to ``d`` (甲区) with ``s1`` (甲街道). Invariants hold by construction; nothing is filtered out.
    """
    check_sizes(min_streets, max_streets, "streets")
    check_sizes(min_communities, max_communities, "communities")
    check_sizes(min_of_each, max_of_each, "of_each")
    check_known(known)
    if kinds != "all" and isinstance(kinds, str):
        raise InvalidArgument(f"kinds={kinds!r} must be several kinds, such as ({kinds!r},), or 'all'")
    classes = tuple(t.cls for t in RECORD_TYPES.values()) if kinds == "all" else record_classes(kinds)
    style = Style(known, _PLAIN_WORDS if words is None else words, (DOCUMENT,) if sourced else ())
    sizes = (min_streets, max_streets, min_communities, max_communities, min_of_each, max_of_each)
    return _structures(*_in_order(classes), style, words is not None, *sizes)


def _in_order(classes: Iterable[type[Record]]) -> tuple[tuple[type[Node], ...], tuple[type[Relation], ...]]:
    """Return classes of nodes, those they refer to first and with those they cannot do without, and of relations."""
    wanted = dict.fromkeys(cls for cls in classes if cls not in _UNITS)
    nodes: dict[type[Node], None] = {}
    pending: set[type[Record]] = set()

    def add(cls: type[Record]) -> None:
        if cls in nodes or cls in pending or cls in _UNITS:
            return
        pending.add(cls)
        for spec in ref_fields(cls):
            targets = [c for c in wanted if issubclass(c, Node) and not kinds_of(c).isdisjoint(spec.kinds or ())]
            if spec.required and spec.kinds and not targets and not any(kinds_of(u) & set(spec.kinds) for u in _UNITS):
                targets = [
                    t.cls for kind, t in RECORD_TYPES.items() if kind == spec.kinds[0] and issubclass(t.cls, Node)
                ]
            for target in targets:
                add(target)
        if issubclass(cls, Node):
            nodes[cls] = None

    for cls in wanted:
        add(cls)
    return tuple(nodes), tuple(cls for cls in wanted if issubclass(cls, Relation))


class _Draft:
    """A structure in the making: its records by key, and the nodes to refer to."""

    def __init__(self, draw: DrawFn, style: Style, *, noted: bool) -> None:
        self.draw = draw
        self.style = style
        self.noted = noted
        self.records: dict[Any, Record] = {}
        self.by_kind: dict[str, tuple[str, ...]] = {}
        self.nodes: dict[str, Node] = {}

    def put(self, record: Record) -> None:
        """Add a record, unless one of its key is there."""
        if record.key in self.records:
            return
        self.records[record.key] = record
        if isinstance(record, Node):
            self.nodes[record.id] = record
            for kind in kinds_of(type(record)):
                self.by_kind[kind] = (*self.by_kind.get(kind, ()), record.id)

    def fields(self, cls: type[Record], *left: str) -> dict[str, Any]:
        """Draw the fields of a record that are no references."""
        made: type = cls
        plain = _plain(made, self.style, self.noted, left)
        return dict(self.draw(plain))

    def node(self, cls: type[Node], number: int) -> None:
        """Add a node that refers only to those before it, so that nothing goes round."""
        fields = self.fields(cls, "id") if self.noted else self.fields(cls, "id", "name", "aliases")
        specs = tuple(spec for spec in ref_fields(cls) if spec.name != "parent")
        fields |= references(self.draw, specs, self.by_kind, self.style.known)
        fields["id"] = _id(cls, number)
        if not self.noted and (self.style.known == "fully" or not self.draw(st.booleans())):
            fields["name"] = _name(cls, number)
        parents = self._parents(cls)
        if parents and (self.style.known == "fully" or cls in _UNITS or self.draw(st.booleans())):
            fields["parent"] = pick(self.draw, parents)
        if cls is Grid and not getattr(self.nodes[fields["layer"]], "may_span", False):
            fields.pop("also_covers", None)
            fields.pop("cells", None)
        if issubclass(cls, ProfessionalForce) and isinstance(fields.get("part_of"), str):
            whole = self.nodes[fields["part_of"]]
            if isinstance(whole, StaffGroup) and whole.count is not NOT_STATED:
                del fields["part_of"]  # so that parts never contradict their whole
        self.put(build(cls, fields))

    def _parents(self, cls: type[Node]) -> tuple[str, ...]:
        if cls is Street:
            return self.by_kind["district"]
        if cls is Community:
            return self.by_kind.get("street") or self.by_kind["district"]
        if cls is Grid:
            return self.by_kind.get("community", ()) or self.by_kind.get("street", ())
        return () if cls is District else self.by_kind["unit"]

    def relation(self, cls: type[Relation]) -> None:
        """Add a relation, where there is something that it can link."""
        if cls is Appraisal:
            self._appraisals()
            return
        if cls in _PAIRS:
            self._pair(cls)
            return
        if not can_refer(cls, self.by_kind):
            return
        fields = self.fields(cls)
        fields |= references(self.draw, ref_fields(cls), self.by_kind, self.style.known)
        if cls is Inventory and fields["of"] == "appraisal":
            fields["of"] = "community"
        if cls is AssessmentIndicator and isinstance(fields.get("weight"), Share):
            self._within_one(fields)
        if _needs_item(cls) and not isinstance(fields.get("item"), str) and not isinstance(fields.get("request"), str):
            items = self.by_kind.get("work_item", ())
            if not items:
                return
            fields["item"] = pick(self.draw, items)
        if cls in _STAGES:
            self._at_a_stage(cls, fields)
        self._apart(cls, fields)
        if cls is SystemLink and fields["system"] == fields["platform"]:
            return  # the only body there is
        self.put(build(cls, fields))

    def _apart(self, cls: type[Relation], fields: dict[str, Any]) -> None:
        """Let a relation link two nodes rather than one with itself, where there are two."""
        ends = cls.ends
        if ends is None or cls in (Leadership, Positioning):
            return
        first, second = (fields.get(end) for end in ends)
        if first is not None and first == second:
            spec = next(spec for spec in ref_fields(cls) if spec.name == ends[1])
            others = tuple(id_ for id_ in candidates(spec, self.by_kind) if id_ != first)
            if others:
                fields[ends[1]] = pick(self.draw, others)

    def _at_a_stage(self, cls: type[Relation], fields: dict[str, Any]) -> None:
        """Let a deadline or a handler be for a responder, state or class that its order has."""
        of, stage = _STAGES[cls]
        ordering = self.nodes[fields[of]]
        if isinstance(ordering, Ordering) and not isinstance(ordering.order, NotStated):
            fields[stage] = pick(self.draw, ordering.order)

    def _within_one(self, fields: dict[str, Any]) -> None:
        subject, period = fields["subject"], fields.get("period", NOT_STATED)
        total = sum(
            record.weight.low or 0
            for record in self.records.values()
            if isinstance(record, AssessmentIndicator)
            and (record.subject, record.period) == (subject, period)
            and isinstance(record.weight, Share)
        )
        weight = fields["weight"]
        if total + (weight.low or 0) >= 1 and not (total == 0 and not weight.low_open):
            fields["weight"] = Share(0) if self.style.known == "fully" else Share("<= 50%")

    def _appraisals(self) -> None:
        """Add the shares of one subject, and perhaps that nobody else has a voice."""
        ids = tuple(self.nodes)
        taken = {r.subject for r in self.records.values() if isinstance(r, Appraisal)}
        subjects = tuple(id_ for id_ in (*self.by_kind.get("body", ()), *self.by_kind.get("staff_group", ()), *ids))
        subjects = tuple(dict.fromkeys(id_ for id_ in subjects if id_ not in taken))
        if not subjects or len(ids) < 2:
            return
        subject = pick(self.draw, subjects)
        others = tuple(id_ for id_ in ids if id_ != subject)
        count = 1 + self.draw(index(min(3, len(others))))
        evaluators = tuple(dict.fromkeys(pick(self.draw, others) for _ in range(count)))
        shares = draw_shares(self.draw, len(evaluators), self.style.known)
        period = self.draw(_PERIODS[self.style.known])
        for evaluator, share in zip(evaluators, shares, strict=True):
            stated = NOT_STATED if share.says_nothing else share
            self.put(Appraisal(subject=subject, evaluator=evaluator, period=period, share=stated))
        if self.draw(st.booleans()):
            self.put(Inventory(scope=subject, of="appraisal", complete=True))

    def _pair(self, cls: type[Relation]) -> None:
        spec = next(spec for spec in ref_fields(cls) if is_pair(spec))
        ids = candidates(spec, self.by_kind)
        pairs = tuple((a, b) for n, a in enumerate(ids) for b in ids[n + 1 :] if self._may_pair(cls, a, b))
        if pairs:
            self.put(build(cls, {**self.fields(cls), spec.name: pick(self.draw, pairs)}))

    def _may_pair(self, cls: type[Relation], a: str, b: str) -> bool:
        if cls is GridPairing:
            return getattr(self.nodes[a], "layer", None) != getattr(self.nodes[b], "layer", None)
        return b not in self._above(a) and a not in self._above(b)

    def _above(self, id_: str) -> set[str]:
        found: set[str] = set()
        at: Any = self.nodes[id_].parent
        while isinstance(at, str):
            found.add(at)
            at = self.nodes[at].parent
        return found


_STAGES: Final[dict[type[Relation], tuple[str, str]]] = {
    ClassHandler: ("scale", "event_class"), ServiceLevel: ("of", "stage"),
}  # fmt: skip
_PAIRS: Final = (GridPairing, CoBuilding)
_PERIODS: Final[dict[Known, SearchStrategy[Any]]] = {
    "fully": st.sampled_from(Period),
    "partly": st.just(NOT_STATED) | st.sampled_from(Period),
}


def _needs_item(cls: type[Record]) -> bool:
    return cls.__name__ == "Approval"


@functools.lru_cache(maxsize=4096)
def _plain(cls: type, style: Style, noted: bool, left: tuple[str, ...]) -> SearchStrategy[dict[str, Any]]:
    skipped = {*left, *(spec.name for spec in ref_fields(cls)), *(() if noted else ("note",))}
    return field_sets(cls, style, frozenset(skipped))


def _id(cls: type[Node], number: int) -> str:
    kind = snake(cls.__name__)
    short = _SHORT.get(kind) if record_type(cls).cls.__module__.startswith("basegov.") else None
    return short if short == "d" and number == 1 else f"{short or kind}{number}"


def _name(cls: type[Node], number: int) -> str:
    word = {District: "区", Street: "街道"}.get(cls) or record_type(cls).label.zh
    return f"{_STEMS[number - 1] if number <= len(_STEMS) else number}{word}"


@st.composite
def _structures(
    draw: DrawFn, nodes: tuple[type[Node], ...], relations: tuple[type[Relation], ...], style: Style, noted: bool,
    min_streets: int, max_streets: int, min_communities: int, max_communities: int, least: int, most: int,
) -> Structure:  # fmt: skip
    draft = _Draft(draw, style, noted=noted)
    draft.node(District, 1)
    for cls, low, high in ((Street, min_streets, max_streets), (Community, min_communities, max_communities)):
        for number in range(1, draw(st.integers(low, high)) + 1):
            draft.node(cls, number)
    how_many = st.integers(least, most)
    for kind in nodes:
        for number in range(1, draw(how_many) + 1):
            if can_refer(kind, draft.by_kind):
                draft.node(kind, number)
    for link in relations:
        for _ in range(draw(how_many)):
            draft.relation(link)
    date = draw(dates(known=style.known)) if style.known == "fully" else draw(_DATES)
    return Structure.build(
        draft.records.values(), id="d", name=Text("District A", "甲区"), date=date, documents=(NOTICE,)
    )


_DATES: Final = st.just(NOT_STATED) | dates()
