"""From structures, policies, reforms and fact registers to files: stable, short, whole or not at all."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import attrs

from basegov.diagnostics.files import CANNOT_SAY, NO_SECTION
from basegov.errors import InputError
from basegov.facts import FactRegister
from basegov.io.composite import SOURCE, class_kind
from basegov.io.context import CONTEXT, FileContext
from basegov.io.emit import json_text, yaml_text
from basegov.io.files import write_whole
from basegov.io.kinds import CannotWriteError
from basegov.io.loading import VERSION, StructureHead
from basegov.io.tables import fits_in_cells, table_text
from basegov.policies import Policy
from basegov.reforms.reform import Reform
from basegov.sources import Source
from basegov.structure.records import RECORD_TYPES, Record, record_type
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED

Writable = Structure | Policy | Reform | FactRegister
PathLike = str | os.PathLike[str]


def to_plain(obj: Writable) -> dict[str, Any]:
    """Return a structure, policy, reform or fact register as dicts, lists, texts and numbers, in the shape of its file.

    Raises
    ------
    InputError
        When a part of it has no form in files: a record type that is not registered, a source whose document is not
        among the documents.
    """
    return _plain(obj, ())[0]


def to_yaml(obj: Writable) -> str:
    """Return a structure, policy, reform or fact register as the text of a YAML file."""
    with _said(obj):
        return yaml_text(to_plain(obj))


def to_json(obj: Writable) -> str:
    """Return a structure, policy, reform or fact register as the text of a JSON file."""
    with _said(obj):
        return json_text(to_plain(obj))


def write_structure(structure: Structure, path: PathLike, *, tables: Iterable[str] = ()) -> None:
    """Write a structure to a YAML or JSON file (by its suffix), whole or not at all.

    Parameters
    ----------
    structure : Structure
        What is written.
    path : path
        The file.
    tables : iterable of str
        Sections that are written to CSV tables beside the file, as far as their records fit in cells.

    Raises
    ------
    InputError
        When it cannot be written; no file has been changed then.
    """
    path = Path(path)
    with _said(structure):
        plain, rows = _plain(structure, tuple(tables))
        files = [(path.parent / name, text) for name, text in rows.items()]
        write_whole([*files, (path, _text(plain, path))])


def write_policy(policy: Policy, path: PathLike) -> None:
    """Write a policy to a YAML or JSON file (by its suffix), whole or not at all."""
    _write(policy, Path(path))


def write_reform(reform: Reform, path: PathLike) -> None:
    """Write a reform to a YAML or JSON file (by its suffix), whole or not at all."""
    _write(reform, Path(path))


def write_facts(register: FactRegister, path: PathLike) -> None:
    """Write a fact register to a YAML or JSON file (by its suffix), whole or not at all."""
    _write(register, Path(path))


def _write(obj: Writable, path: Path) -> None:
    with _said(obj):
        write_whole([(path, _text(to_plain(obj), path))])


def _text(plain: dict[str, Any], path: Path) -> str:
    return json_text(plain) if path.suffix.lower() == ".json" else yaml_text(plain)


@contextmanager
def _said(obj: Any) -> Iterator[None]:
    """Turn what a writer cannot say into a diagnostic."""
    try:
        yield
    except CannotWriteError as error:
        raise InputError([CANNOT_SAY(found=repr(obj), why=str(error))]) from error


def _plain(obj: Writable, tables: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, str]]:
    documents = tuple(document.key for document in obj.documents)
    default = _most_cited(obj, documents)
    token = CONTEXT.set(FileContext(default, frozenset(documents)))
    try:
        with _said(obj):
            if isinstance(obj, Structure):
                return _structure(obj, default, tables)
            what = _WHAT[type(obj)]
            return _with_document({"basegov": f"{what}/{VERSION}", **class_kind(type(obj)).write(obj)}, default), {}
    finally:
        CONTEXT.reset(token)


_WHAT: Final[dict[type, str]] = {Policy: "policy", Reform: "reform", FactRegister: "facts"}
_BODY = ("tables", "rules", "steps", "facts", "ties")


def _with_document(plain: dict[str, Any], document: str | None) -> dict[str, Any]:
    """Put the document of short sources before what is cited from it, and long lists last."""
    if document is None:
        body = {key: plain.pop(key) for key in _BODY if key in plain}
        return {**plain, **body}
    body = {key: plain.pop(key) for key in _BODY if key in plain}
    source = {"source": plain.pop("source")} if "source" in plain else {}
    return {**plain, "document": document, **source, **body}


def _structure(
    structure: Structure, document: str | None, tables: tuple[str, ...]
) -> tuple[dict[str, Any], dict[str, str]]:
    name = NOT_STATED if structure.name == Text(structure.id, structure.id) else structure.name
    head = StructureHead(id=structure.id, name=name, date=structure.date, documents=structure.documents)
    plain = {"basegov": f"structure/{VERSION}", **class_kind(StructureHead).write(head)}
    plain = _with_document(plain, document)
    by_class: dict[type[Record], list[Record]] = {}
    for record in structure:
        by_class.setdefault(type(record), []).append(record)
    named: dict[str, Any] = {}
    texts: dict[str, str] = {}
    sections: dict[str, Any] = {}
    for cls, records in by_class.items():
        known = record_type(cls)
        if RECORD_TYPES.get(known.kind) is not known:
            raise InputError([NO_SECTION(cls=cls.__name__)])
        kind = class_kind(cls)
        entries = [kind.write(record) for record in records]
        if known.section in tables:
            named[known.section], texts[f"{known.section}.csv"], entries = _table(known.section, kind, entries)
            if named[known.section] is None:
                del named[known.section], texts[f"{known.section}.csv"]
        if entries:
            sections[known.section] = entries
    # tables are read first, so what is left of their sections stands first: then reading keeps the order
    ordered = dict(sorted(sections.items(), key=lambda section: section[0] not in named))
    return {**plain, **({"tables": named} if named else {}), **ordered}, texts


def _table(section: str, kind: Any, entries: list[dict[str, Any]]) -> tuple[Any, str, list[dict[str, Any]]]:
    """Return how a table is named in the file, its text, and the entries that do not fit in it."""
    source = _shared_source(entries)
    if source is not None:
        entries = [{key: item for key, item in entry.items() if key != "source"} for entry in entries]
    rows = [entry for entry in entries if fits_in_cells(kind, entry)]
    rest = [entry for entry in entries if not fits_in_cells(kind, entry)]
    if not rows:
        return None, "", entries if source is None else [{**entry, "source": source} for entry in entries]
    name = f"{section}.csv"
    if source is not None:
        rest = [{**entry, "source": source} for entry in rest]
    return name if source is None else {"file": name, "source": source}, "".join(table_text(kind, rows)), rest


def _shared_source(entries: list[dict[str, Any]]) -> Any:
    first = entries[0].get("source")
    return first if first is not None and all(entry.get("source") == first for entry in entries) else None


def _most_cited(obj: Writable, documents: tuple[str, ...]) -> str | None:
    """Return the document that most short sources belong to; the first one of the file where several are alike."""
    counts: Counter[str] = Counter()
    for source in _sources(obj):
        if source.document in documents and isinstance(SOURCE.short(source), str):
            counts[source.document] += 1
    return max(documents, key=lambda key: counts[key]) if counts else None


def _sources(value: Any) -> Iterator[Source]:
    if isinstance(value, Source):
        yield value
    elif isinstance(value, Structure):
        for record in value:
            yield from _sources(record)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _sources(item)
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from _sources(item)
    elif attrs.has(type(value)):
        for name in _names(type(value)):
            yield from _sources(getattr(value, name))


def _names(cls: type) -> tuple[str, ...]:
    known = _FIELD_NAMES.get(cls)
    if known is None:
        known = _FIELD_NAMES[cls] = tuple(attribute.name for attribute in attrs.fields(cls))
    return known


_FIELD_NAMES: dict[type, tuple[str, ...]] = {}
