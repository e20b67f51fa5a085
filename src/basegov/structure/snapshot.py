"""The structure: an immutable snapshot of records on one date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, overload

from basegov.dates import Date
from basegov.diagnostics import (
    BAD_RECORD_ID,
    CIRCULAR_PARENTS,
    DANGLING_REFERENCE,
    DUPLICATE_KEY,
    NO_SUCH_KIND,
    STILL_REFERRED_TO,
    UNUSABLE_RECORD,
    WRONG_KIND_OF_TARGET,
)
from basegov.errors import Diagnostic, Location, NotFoundError, StructureError, Suggestion
from basegov.sources import Document
from basegov.structure import graphs, lookup
from basegov.structure.invariants import broken_invariants
from basegov.structure.records import (
    RECORD_TYPES,
    Key,
    Node,
    Record,
    Relation,
    kinds_of,
    record_type,
    ref_fields,
    targets,
)
from basegov.structure.table import Table
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    import networkx as nx

R = TypeVar("R", bound=Record)
N = TypeVar("N", bound=Node)
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
        for record in records:
            if not isinstance(record, Node | Relation):
                wrong.append(UNUSABLE_RECORD(found=type(record).__name__))
                continue
            table = rows.setdefault(type(record), {})
            key = record.key
            if key in table or (isinstance(record, Node) and record.id in ids):
                wrong.append(_stands_twice(record, locate))
                continue
            if isinstance(record, Node):
                ids[record.id] = record
                if not record.id or any(c.isspace() or c == "/" for c in record.id):
                    wrong.append(BAD_RECORD_ID(_at(locate, key), id=repr(record.id), kind=_kind(record)))
            table[key] = record
        tables = {cls: Table(cls, table) for cls, table in rows.items()}
        new = cls._make(id, title, day, tuple(documents), tables, ids, locate)
        new._check([record for table in rows.values() for record in table.values()], wrong)
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
        tables, ids = dict(self._tables), self._ids
        if any(isinstance(record, Node) for record in (*put, *drop)):
            ids = dict(ids)
        changed: dict[type[Record], tuple[list[Record], list[Key]]] = {}
        for record in drop:
            changed.setdefault(type(record), ([], []))[1].append(record.key)
            if isinstance(record, Node):
                del ids[record.id]
        wrong = []
        for record in put:
            changed.setdefault(type(record), ([], []))[0].append(record)
            if isinstance(record, Node):
                other = ids.get(record.id)
                if other is not None and type(other) is not type(record):
                    wrong.append(_stands_twice(record, None))
                ids[record.id] = record
        for cls, (added, gone) in changed.items():
            table = tables.get(cls) or Table(cls, {})
            tables[cls] = table.replaced(added, gone)
            if not tables[cls].rows:
                del tables[cls]
        known = {document.key for document in self.documents}
        cited = (*self.documents, *(d for d in documents if d.key not in known))
        new = self._make(self.id, self.name, self.date if date is None else date, cited, tables, ids, self._locate)
        new._check(put, wrong, gone=[record for record in drop if isinstance(record, Node) and record.id not in ids])
        return new

    def _check(self, new: Iterable[Record], wrong: list[Diagnostic], gone: Iterable[Node] = ()) -> None:
        new = tuple(new)
        for record in new:
            wrong.extend(self._bad_references(record))
        if not wrong:
            wrong.extend(self._circles(new))
            wrong.extend(self._left_behind(gone))
        if not wrong:
            wrong.extend(
                d if d.location else d.at(_at(self._locate, record.key)) for record, d in broken_invariants(self, new)
            )
        if wrong:
            raise StructureError(sorted(wrong, key=lambda d: d.location or Location("")))

    def _bad_references(self, record: Record) -> Iterator[Diagnostic]:
        ids = self._ids
        for spec in ref_fields(type(record)):
            for target in targets(record, spec):
                found = ids.get(target)
                if found is None:
                    hint = Suggestion.build(target, self._known_ids(spec.kinds or ()))
                    yield DANGLING_REFERENCE(
                        _at(self._locate, record.key),
                        kind=_kind(record), key=_key_text(record), field=spec.name, target=target, hint=hint,
                    )  # fmt: skip
                elif spec.kinds and kinds_of(type(found)).isdisjoint(spec.kinds):
                    yield WRONG_KIND_OF_TARGET(
                        _at(self._locate, record.key),
                        kind=_kind(record), key=_key_text(record), field=spec.name, target=target,
                        found=_kind(found), expected=tuple(kind_label(kind) for kind in spec.kinds),
                    )  # fmt: skip

    def _known_ids(self, kinds: tuple[str, ...]) -> Iterator[str]:
        for node in self.nodes():
            if not kinds or not kinds_of(type(node)).isdisjoint(kinds):
                yield node.id

    def _circles(self, new: Iterable[Record]) -> Iterator[Diagnostic]:
        reported: set[str] = set()
        clear: set[str] = set()
        for record in new:
            if not isinstance(record, Node):
                continue
            walk: dict[str, None] = {}
            at: str | NotStated = record.id
            while not isinstance(at, NotStated) and at not in clear and at not in walk:
                walk[at] = None
                at = self._ids[at].parent
            if isinstance(at, str) and at in walk and at not in reported:
                cycle = [*list(walk)[list(walk).index(at) :], at]
                reported.update(cycle)
                yield CIRCULAR_PARENTS(_at(self._locate, at), key=at, cycle=" → ".join(cycle))
            clear.update(walk)

    def _left_behind(self, gone: Iterable[Node]) -> Iterator[Diagnostic]:
        for node in gone:
            for record, field in self.references_to(node.id):
                yield STILL_REFERRED_TO(target=node.id, kind=_kind(record), key=_key_text(record), field=field)

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
        """Iterate over the ids of all nodes."""
        return iter(self._ids)

    def nodes(self) -> Iterator[Node]:
        """Iterate over all nodes."""
        return iter(self._ids.values())

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
        return id in self._ids

    def __iter__(self) -> Iterator[Record]:
        for table in self._tables.values():
            yield from table.rows.values()

    def __len__(self) -> int:
        return sum(len(table.rows) for table in self._tables.values())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Structure):
            return NotImplemented
        return (self.id, self.name, self.date, self.documents) == (
            other.id, other.name, other.date, other.documents,
        ) and {cls: t.rows for cls, t in self._tables.items()} == {c: t.rows for c, t in other._tables.items()}  # fmt: skip

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(table.rows)} {record_type(cls).section}" for cls, table in self._tables.items())
        date = "" if isinstance(self.date, NotStated) else f" {self.date}"
        return f"<Structure {self.id}{date}: {counts or 'empty'}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self.id, self.name, self.date, self.documents, tuple(self))

    @property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Ids by every name, alias and code by which a node is called."""
        found: dict[str, tuple[str, ...]] | None = self._cache.get("names")
        if found is None:
            found = {}
            for node in self.nodes():
                codes = [getattr(node, "code", NOT_STATED), *getattr(node, "former_codes", ())]
                for name in {*lookup.names_of(node), *(code for code in codes if isinstance(code, str))}:
                    found[name] = (*found.get(name, ()), node.id)
            self._cache["names"] = found
        return found

    def location(self, record: Record) -> Location | None:
        """Return the place in a file from which a record was read, if it was."""
        return _at(self._locate, record.key)

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
            self._must_be_known(kind)
            return tuple(r for cls, t in self._tables.items() if kind in kinds_of(cls) for r in t.rows.values())
        return tuple(r for cls, t in self._tables.items() if issubclass(cls, kind) for r in t.rows.values())

    def _must_be_known(self, kind: str) -> None:
        known = {k for cls in (*self._tables, *(t.cls for t in RECORD_TYPES.values())) for k in kinds_of(cls)}
        if kind not in known:
            raise NotFoundError([NO_SUCH_KIND(kind=kind, hint=Suggestion.build(kind, sorted(known)))])

    def relations(self, kind: type[Relation] | None = None) -> tuple[Relation, ...]:
        """Return all relations, or those of one class."""
        return self.records(kind or Relation)

    def where(self, kind: type[R], **fields: Any) -> tuple[R, ...]:
        """Return the records of a class whose fields hold the given values; looked up in an index on the first field."""
        (first, value), *rest = fields.items()
        found: list[R] = []
        for cls, table in self._tables.items():
            if issubclass(cls, kind):
                found.extend(r for r in table.by(first, value) if all(getattr(r, f) == v for f, v in rest))
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
        return tuple(
            key for cls, table in self._tables.items() if issubclass(cls, Node) for key in table.index("parent").get(id, ())
        )  # fmt: skip

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
        found = []
        parent = self._ids[id].parent
        while not isinstance(parent, NotStated):
            node = self._ids[parent]
            found.append(node)
            parent = node.parent
        return tuple(found)

    def descendants(self, id: str, kind: type[N] | None = None) -> Iterator[N]:
        """Iterate over everything inside a node at any depth, of one class when one is given."""
        stack = list(self.child_ids(id))
        wanted: type[Node] = kind or Node
        while stack:
            node = self._ids[stack.pop()]
            stack.extend(self.child_ids(node.id))
            if isinstance(node, wanted):
                yield node  # type: ignore[misc]

    def ancestor(self, id: str, kind: type[N]) -> N | None:
        """Return the nearest container of a class, the node itself included, or None."""
        for node in (self._ids[id], *self.ancestors(id)):
            if isinstance(node, kind):
                return node
        return None

    def lies_within(self, id: str, container: str) -> bool:
        """Whether a node is `container` or lies inside it at any depth."""
        return id == container or any(node.id == container for node in self.ancestors(id))

    # as graphs

    @property
    def hierarchy(self) -> nx.DiGraph:
        """Containment as a read-only `networkx.DiGraph` of ids, from container to contained; nodes carry `record`."""
        return self._view("hierarchy", graphs.hierarchy)

    @property
    def graph(self) -> nx.MultiDiGraph:
        """Every relation as a read-only `networkx.MultiDiGraph`; edges carry `kind` and `record`."""
        return self._view("graph", graphs.relations_graph)

    @property
    def contiguity(self) -> nx.Graph:
        """Who touches whom as a read-only `networkx.Graph`; edges carry the adjacency as `record`."""
        from basegov.structure.mergers import Adjacency

        edges = ((*a.units, a) for a in self.records(Adjacency))
        return self._view("contiguity", lambda s: graphs.contiguity(s, edges))

    def _view(self, name: str, make: Callable[[Structure], Any]) -> Any:
        if name not in self._cache:
            self._cache[name] = make(self)
        return self._cache[name]


def _rebuild(
    id_: str, name: Text, date: Date | NotStated, documents: tuple[Document, ...], records: tuple[Record, ...]
) -> Structure:
    return Structure.build(records, id=id_, name=name, date=date, documents=documents)


def _at(locate: Locate | None, key: Key) -> Location | None:
    return None if locate is None else locate(key)


def _kind(record: Record) -> Text:
    return record_type(type(record)).label


def kind_label(kind: str) -> Text:
    """Return the word for a kind in both languages; the kind itself where nothing is registered."""
    known = RECORD_TYPES.get(kind)
    return known.label if known else Text(kind.replace("_", " "), kind)


def _key_text(record: Record) -> str:
    if isinstance(record, Node):
        return record.id
    key = record.key
    return " / ".join(str(part) for part in key[1:]) if isinstance(key, tuple) else str(key)


def _stands_twice(record: Record, locate: Locate | None) -> Diagnostic:
    first = _at(locate, record.key)
    return DUPLICATE_KEY(kind=_kind(record), key=_key_text(record), first=str(first) if first else _key_text(record))
