"""The structure: an immutable snapshot of records on one date."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from basegov.dates import Date
from basegov.diagnostics.structures import NO_SUCH_KIND
from basegov.errors import Diagnostic, Location, NotFoundError, StructureError, Suggestion
from basegov.sources import Document
from basegov.structure import checks, graphs, lookup
from basegov.structure.invariants import broken_invariants
from basegov.structure.records import (
    RECORD_TYPES,
    Key,
    Node,
    Record,
    Relation,
    answering_to,
    kinds_of,
    record_type,
    ref_fields,
)
from basegov.structure.table import Table, reader
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    import networkx as nx

R = TypeVar("R", bound=Record)
N = TypeVar("N", bound=Node)
V = TypeVar("V")
Locate = Callable[[Key], Location | None]


class Structure:
    """An immutable snapshot of records, with NetworkX views of it.

    Build one with :meth:`build`, or load one from a file. A change gives a new structure (:meth:`evolve`) that shares
    every record and every table it does not touch.

    Parameters
    ----------
    id : str
        The structure's own name, such as ``guangling``.
    name : Text
        Its title in both languages.
    date : Date, optional
        The day of which it speaks.
    documents : iterable of Document
        What its sources cite.
    """

    __slots__ = ("_cache", "_locate", "_tables", "date", "documents", "id", "name")

    id: str
    name: Text
    date: Date | NotStated
    documents: tuple[Document, ...]
    _tables: dict[type[Record], Table]
    _cache: dict[Any, Any]
    _locate: Locate | None

    def __init__(self) -> None:
        raise TypeError("use Structure.build(records, ...) or basegov.load_structure(...)")

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a structure does not change: {name!r} was to be set; use evolve()")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a structure does not change: {name!r} was to be deleted; use evolve()")

    # making

    @classmethod
    def build(
        cls,
        records: Iterable[Record] = (),
        *,
        id: str = "structure",
        name: Text | str | None = None,
        date: Date | str | NotStated = NOT_STATED,
        documents: Iterable[Document] = (),
        locate: Locate | None = None,
    ) -> Structure:
        """Build a structure and check it as a whole.

        Parameters
        ----------
        records : iterable of Record
            Nodes and relations in any order.
        id, name, date, documents
            See the class.
        locate : callable, optional
            Gives the place in a file from which a record of a given key was read; diagnostics then carry it.

        Raises
        ------
        StructureError
            With every diagnostic: a key that stands twice, a reference that dangles or points at the wrong kind, a
            circle of containers, or a broken invariant of a record type.
        """
        title = name if isinstance(name, Text) else Text(name or id, name or id)
        day = date if isinstance(date, NotStated) else Date(date)
        rows: dict[type[Record], dict[Key, Record]] = {}
        ids: dict[str, Node] = {}
        wrong: list[Diagnostic] = []
        spoilt: set[str] = set()
        for record in records:
            unusable = tuple(checks.unusable(record, locate))
            if unusable:
                wrong += unusable
                spoilt.add(getattr(record, "id", ""))
                continue
            table = rows.setdefault(type(record), {})
            key = record.key
            if key in table or (isinstance(record, Node) and record.id in ids):
                wrong.append(checks.stands_twice(record, locate))
                continue
            if isinstance(record, Node):
                ids[record.id] = record
            table[key] = record
        tables = {cls: Table(cls, table) for cls, table in rows.items()}
        new = cls._make(id, title, day, tuple(documents), tables, ids, locate)
        new._check([record for table in rows.values() for record in table.values()], wrong, spoilt=spoilt)
        return new

    @classmethod
    def _make(
        cls,
        id_: str,
        name: Text,
        date: Date | NotStated,
        documents: tuple[Document, ...],
        tables: dict[type[Record], Table],
        ids: dict[str, Node],
        locate: Locate | None,
    ) -> Structure:
        new = object.__new__(cls)
        put = object.__setattr__
        put(new, "id", id_)
        put(new, "name", name)
        put(new, "date", date)
        put(new, "documents", documents)
        put(new, "_tables", tables)
        put(new, "_cache", {"ids": ids})
        put(new, "_locate", locate)
        return new

    def evolve(
        self,
        *,
        put: Iterable[Record] = (),
        drop: Iterable[Record] = (),
        date: Date | NotStated | None = None,
        documents: Iterable[Document] = (),
    ) -> Structure:
        """Return the structure with some records put in (new ones, or in place of those of the same key) and some out.

        Raises
        ------
        StructureError
            When the result would not be a structure; this one stays as it is in any case.
        """
        put, drop = tuple(put), tuple(drop)
        wrong = [diagnostic for record in put for diagnostic in checks.unusable(record, None)]
        wrong += checks.not_here(self, drop)
        if wrong:
            raise StructureError(wrong)
        changed: dict[type[Record], tuple[dict[Key, Record], list[Key]]] = {}
        for record in drop:
            changed.setdefault(type(record), ({}, []))[1].append(record.key)
        for record in put:
            added = changed.setdefault(type(record), ({}, []))[0]
            if added.setdefault(record.key, record) != record:
                wrong.append(checks.stands_twice(record, None))
        ids = self._ids
        nodes = tuple(record for record in put if isinstance(record, Node))
        lost = tuple(self._ids[record.id] for record in drop if isinstance(record, Node))
        if nodes or lost:
            ids = dict(ids)
            for node in lost:
                del ids[node.id]
            for node in nodes:
                if type(ids.setdefault(node.id, node)) is not type(node):
                    wrong.append(checks.stands_twice(node, None))
                ids[node.id] = node
        tables = dict(self._tables)
        for cls, (added, gone) in changed.items():
            tables[cls] = (tables.get(cls) or Table(cls, {})).replaced(added.values(), gone)
            if not tables[cls].rows:
                del tables[cls]
        known = {document.key for document in self.documents}
        cited = (*self.documents, *(d for d in documents if d.key not in known))
        day = self.date if date is None else date
        new = self._make(self.id, self.name, day, cited, tables, ids, self._locate)
        if "names" in self._cache:
            former = {node.id: self._ids[node.id] for node in (*nodes, *lost) if node.id in self._ids}
            new._cache["names"] = lookup.renamed(self._cache["names"], former.values(), nodes)
        new._check(put, wrong, gone=[self._present(record) for record in drop])
        return new

    def _present(self, record: Record) -> Record:
        """Return the record that stands here under the key of another one."""
        found: Record = self._tables[type(record)].rows[record.key]
        return found

    def _check(
        self,
        new: Iterable[Record],
        wrong: list[Diagnostic],
        gone: Iterable[Record] = (),
        spoilt: Iterable[str] = (),
    ) -> None:
        new, gone = tuple(new), tuple(gone)
        lost = [record for record in gone if isinstance(record, Node)]
        retyped = [node.id for node in lost if node.id in self._ids and type(self._ids[node.id]) is not type(node)]
        concerned = dict.fromkeys((*new, *(record for id_ in retyped for record, _ in self.references_to(id_))))
        wrong += checks.bad_references(self, concerned, spoilt)
        wrong += checks.circles(self, new)
        wrong += checks.left_behind(self, [node for node in lost if node.id not in self._ids], new)
        if not wrong:
            wrong.extend(broken_invariants(self, new, gone))
        if wrong:
            raise StructureError(sorted(wrong, key=lambda d: d.location or Location("")))

    # looking

    @property
    def _ids(self) -> dict[str, Node]:
        found: dict[str, Node] = self._cache["ids"]
        return found

    @property
    def node_count(self) -> int:
        """Number of nodes."""
        return len(self._ids)

    def ids(self) -> Iterator[str]:
        """Iterate over the ids of all nodes, type by type."""
        return (node.id for node in self.nodes())

    def nodes(self) -> Iterator[Node]:
        """Iterate over all nodes, type by type."""
        for cls, table in self._tables.items():
            if issubclass(cls, Node):
                yield from table.rows.values()

    def get(self, id: str) -> Node | None:
        """Return the node with an id, or None."""
        return self._ids.get(id)

    def node(self, id: str) -> Node:
        """Return the node with an id that is known to be there; raise KeyError otherwise."""
        return self._ids[id]

    def __getitem__(self, text: str) -> Node:
        """Return the node with this id, code, unambiguous name or path; see :func:`basegov.structure.lookup.find`."""
        return lookup.find(self, text)

    def __contains__(self, id: object) -> bool:
        return self.has(id) if isinstance(id, Record) else id in self._ids

    def __iter__(self) -> Iterator[Record]:
        for table in self._tables.values():
            yield from table.rows.values()

    def __len__(self) -> int:
        return sum(len(table.rows) for table in self._tables.values())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Structure):
            return NotImplemented
        mine = (self.id, self.name, self.date, self.documents, {cls: t.rows for cls, t in self._tables.items()})
        return mine == (
            other.id,
            other.name,
            other.date,
            other.documents,
            {c: t.rows for c, t in other._tables.items()},
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(table.rows)} {record_type(cls).section}" for cls, table in self._tables.items())
        date = "" if isinstance(self.date, NotStated) else f" {self.date}"
        return f"<Structure {self.id}{date}: {counts or 'empty'}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.id, self.name, self.date, self.documents, tuple(self))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    @property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Ids by every name, alias and code by which a node is called."""
        return self.cached("names", lambda s: lookup.renamed({}, (), s.nodes()))

    def location(self, record: Record) -> Location | None:
        """Return the place in a file from which a record was read, if it was."""
        return None if self._locate is None else self._locate(record.key)

    # records by type

    @overload
    def records(self, kind: type[R]) -> tuple[R, ...]: ...
    @overload
    def records(self, kind: str) -> tuple[Record, ...]: ...
    def records(self, kind: type[R] | str) -> tuple[R, ...] | tuple[Record, ...]:
        """Return all records of a class or kind, subclasses included.

        Raises
        ------
        NotFoundError
            For a kind that no record type has.
        """
        if isinstance(kind, str):
            self.classes(kind)
            return tuple(r for cls, t in self._tables.items() if kind in kinds_of(cls) for r in t.rows.values())
        return tuple(r for cls, t in self._tables.items() if issubclass(cls, kind) for r in t.rows.values())

    def classes(self, kind: str) -> tuple[type[Record], ...]:
        """Return the classes that answer to a kind, among those registered and those that stand here.

        Raises
        ------
        NotFoundError
            For a kind that no record type has.
        """
        found = answering_to(kind, tuple(self._tables))
        if not found:
            classes = (*self._tables, *(known.cls for known in RECORD_TYPES.values()))
            kinds = sorted({known for cls in classes for known in kinds_of(cls)})
            raise NotFoundError([NO_SUCH_KIND(kind=kind, hint=Suggestion.build(kind, kinds))])
        return found

    def relations(self, kind: type[Relation] | None = None) -> tuple[Relation, ...]:
        """Return all relations, or those of one class."""
        return self.records(kind or Relation)

    def where(self, kind: type[R], /, **fields: Any) -> tuple[R, ...]:
        """Return the records of a class whose fields hold the given values.

        A field of references holds each id that is in it. The first field is looked up in an index.

        Raises
        ------
        TypeError
            When the class has no field of that name.
        """
        if not fields:
            return self.records(kind)
        (first, value), *rest = fields.items()
        others = [(reader(kind, field), wanted) for field, wanted in rest]
        reader(kind, first)
        found: list[R] = []
        for cls, table in self._tables.items():
            if issubclass(cls, kind):
                found.extend(r for r in table.by(first, value) if all(v in read(r) for read, v in others))
        return tuple(found)

    def find_record(self, kind: type[R], key: Key) -> R | None:
        """Return the record of exactly one class with a key, or None."""
        table = self._tables.get(kind)
        found: R | None = None if table is None else table.rows.get(key)
        return found

    def has(self, record: Record) -> bool:
        """Whether exactly this record is part of the structure."""
        table = self._tables.get(type(record))
        return table is not None and table.rows.get(record.key) == record

    def references_to(self, id: str) -> Iterator[tuple[Record, str]]:
        """Yield every record that refers to a node, with the field in which it does."""
        for cls, table in self._tables.items():
            for spec in ref_fields(cls):
                for record in table.by(spec.name, id):
                    yield record, spec.name

    def changes_since(self, before: Structure) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
        """Return the records that are new or different here, and those of `before` that are gone or different."""
        added: list[Record] = []
        gone: list[Record] = []
        for cls in {**before._tables, **self._tables}:
            old, new = before._tables.get(cls), self._tables.get(cls)
            if old is new:
                continue
            old_rows, new_rows = old.rows if old else {}, new.rows if new else {}
            added += [r for key, r in new_rows.items() if old_rows.get(key) is not r and old_rows.get(key) != r]
            gone += [r for key, r in old_rows.items() if new_rows.get(key) is not r and new_rows.get(key) != r]
        return tuple(added), tuple(gone)

    # up and down the hierarchy

    def child_ids(self, id: str) -> tuple[str, ...]:
        """Return the ids of the nodes directly inside a node."""
        found: list[Any] = []
        for cls, table in self._tables.items():
            if issubclass(cls, Node):
                found.extend(table.index("parent").get(id, ()))
        return tuple(found)

    def parent_ids(self, id: str) -> tuple[str, ...]:
        """Return the id of the container as a tuple of one, or an empty tuple at the top."""
        parent = self._ids[id].parent
        return () if isinstance(parent, NotStated) else (parent,)

    def children(self, id: str, kind: type[N] | None = None) -> tuple[N, ...]:
        """Return the nodes directly inside a node, of one class when one is given."""
        wanted: type[Node] = kind or Node
        return tuple(self._ids[c] for c in self.child_ids(id) if isinstance(self._ids[c], wanted))  # type: ignore[misc]

    def ancestors(self, id: str) -> tuple[Node, ...]:
        """Return the containers of a node, the nearest first."""
        _, *above = self.upwards(id)
        return tuple(above)

    def upwards(self, id: str) -> Iterator[Node]:
        """Iterate over a node and its containers, the nearest first."""
        node = self._ids[id]
        yield node
        while not isinstance(node.parent, NotStated):
            node = self._ids[node.parent]
            yield node

    def descendants(self, id: str, kind: type[N] | None = None) -> Iterator[N]:
        """Iterate over everything inside a node at any depth, of one class when one is given."""
        indexes = [table.index("parent") for cls, table in self._tables.items() if issubclass(cls, Node)]
        stack: list[Any] = [child for index in indexes for child in index.get(id, ())]
        wanted: type[Node] = kind or Node
        while stack:
            node = self._ids[stack.pop()]
            for index in indexes:
                if node.id in index:
                    stack.extend(index[node.id])
            if isinstance(node, wanted):
                yield node  # type: ignore[misc]

    def ancestor(self, id: str, kind: type[N]) -> N | None:
        """Return the nearest container of a class, the node itself included, or None."""
        return next((node for node in self.upwards(id) if isinstance(node, kind)), None)

    def lies_within(self, id: str, container: str) -> bool:
        """Whether a node is `container` or lies inside it at any depth."""
        return id == container or any(node.id == container for node in self.upwards(id))

    # as graphs

    @property
    def hierarchy(self) -> nx.DiGraph[str]:
        """Containment as a read-only `networkx.DiGraph` of ids, from container to contained; nodes carry `record`."""
        return self.cached("hierarchy", graphs.hierarchy)

    @property
    def graph(self) -> nx.MultiDiGraph[str]:
        """Every relation as a read-only `networkx.MultiDiGraph`; edges carry `kind` and `record`."""
        return self.cached("graph", graphs.relations_graph)

    @property
    def contiguity(self) -> nx.Graph[str]:
        """Who touches whom as a read-only `networkx.Graph`; edges carry the adjacency as `record`."""
        from basegov.structure.mergers import Adjacency

        return self.cached("contiguity", lambda s: graphs.contiguity(s, ((*a.units, a) for a in s.records(Adjacency))))

    def cached(self, key: Hashable, make: Callable[[Structure], V]) -> V:
        """Return what a function makes of this structure, made once; `key` tells it from other things made of it."""
        if key not in self._cache:
            self._cache[key] = make(self)
        found: V = self._cache[key]
        return found


def _rebuild(
    cls: type[Structure],
    id_: str,
    name: Text,
    date: Date | NotStated,
    documents: tuple[Document, ...],
    records: tuple[Record, ...],
) -> Structure:
    return cls.build(records, id=id_, name=name, date=date, documents=documents)
