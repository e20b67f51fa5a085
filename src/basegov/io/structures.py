"""The sections and tables of a structure file, and the place of every record in them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from basegov.diagnostics.files import NO_FOLDER
from basegov.diagnostics.structures import BAD_RECORD_ID, CIRCULAR_PARENTS, DANGLING_REFERENCE, DUPLICATE_KEY
from basegov.diagnostics.values import MISSING_FIELD, UNKNOWN_FIELD, WRONG_TYPE
from basegov.errors import Diagnostic, InputError, Location, StructureError, Suggestion
from basegov.io.classes import ClassKind, file_key
from basegov.io.composite import SOURCE, class_kind
from basegov.io.files import inside
from basegov.io.loading import InFile, StructureHead
from basegov.io.places import BROKEN
from basegov.io.tables import CsvTable
from basegov.io.trouble import ManyRefusedError, RefusedError, found
from basegov.sources import Source
from basegov.structure.records import RECORD_TYPES, Key, Node, Record, RecordType
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NotStated


class Part:
    """Records that stand together in a file: those of a section, or of a table."""

    def __init__(self, records: list[Record]) -> None:
        self.records = records

    def place(self, index: int, field: str | None = None, target: Any = None) -> Location:
        """Return where a record stands, or one of its fields."""
        raise NotImplementedError


class SectionPart(Part):
    """The entries of a section. `numbers` are their places in the list, where some of them could not be read."""

    def __init__(self, records: list[Record], infile: InFile, section: str, numbers: list[int] | None = None) -> None:
        super().__init__(records)
        self.infile = infile
        self.section = section
        self.numbers = numbers

    def place(self, index: int, field: str | None = None, target: Any = None) -> Location:
        """Return the place of the entry, of a value in it, or of one target in a list."""
        path: tuple[str | int, ...] = (self.section, index if self.numbers is None else self.numbers[index])
        if field is not None:
            path = (*path, file_key(field))
            values = getattr(self.records[index], field, None)
            if isinstance(values, tuple) and target in values:
                plain = self.infile.places.plain()[self.section][path[1]].get(path[2])
                if isinstance(plain, list) and target in plain:
                    path = (*path, plain.index(target))
        return self.infile.places.at(path)


class TablePart(Part):
    """The rows of a table."""

    def __init__(self, table: CsvTable) -> None:
        super().__init__(table.records)
        self.table = table

    def place(self, index: int, field: str | None = None, target: Any = None) -> Location:
        """Return the place of the row, or of one cell."""
        return self.table.place(index, None if field is None else file_key(field))


class Places:
    """Where every record of a structure was read. Nothing is looked up before the first question."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        self._first: dict[Key, tuple[Part, int]] | None = None

    def __call__(self, key: Key) -> Location | None:
        """Return the place of the record with a key."""
        known = self.first().get(key)
        return None if known is None else known[0].place(known[1])

    def first(self) -> dict[Key, tuple[Part, int]]:
        """Return part and number of every record by its key; of the first one, where a key stands twice."""
        if self._first is None:
            self._first = {}
            for part in self.parts:
                for index, record in enumerate(part.records):
                    self._first.setdefault(record.key, (part, index))
        return self._first

    def repeated(self) -> Iterator[Diagnostic]:
        """Yield every record whose key stands before it, at its own place."""
        from basegov.structure.records import record_type

        seen: dict[Key, tuple[Part, int]] = {}
        for part in self.parts:
            for index, record in enumerate(part.records):
                first = seen.setdefault(record.key, (part, index))
                if first != (part, index):
                    at = part.place(index, "id" if isinstance(record, Node) else None)
                    name = record.id if isinstance(record, Node) else " / ".join(map(_said, record.key[1:]))  # type: ignore[index]
                    kind = record_type(type(record)).label
                    yield DUPLICATE_KEY(at, kind=kind, key=name, first=str(first[0].place(first[1])))

    def exact(self, diagnostic: Diagnostic) -> Diagnostic:
        """Return a diagnostic of the structure at the value that it is about, where it stood at the whole record."""
        field = diagnostic.fields.get("field") or _FIELD_OF.get(diagnostic.code)
        if field is None or diagnostic.location is None:
            return diagnostic
        for part, index in self.first().values():
            if part.place(index) == diagnostic.location:
                return diagnostic.at(part.place(index, field, diagnostic.fields.get("target")))
        return diagnostic


_FIELD_OF = {CIRCULAR_PARENTS.code: "parent", BAD_RECORD_ID.code: "id"}


def _said(value: Any) -> str:
    return value.text("en") if hasattr(value, "text") else str(getattr(value, "value", value))


class _Failed:
    """What could not be read: the ids, as far as they are known."""

    def __init__(self) -> None:
        self.ids: set[Any] = set()
        self.some_unknown = False

    def add(self, id_: Any) -> None:
        if isinstance(id_, str):
            self.ids.add(id_)
        else:
            self.some_unknown = True


def structure_of(infile: InFile, folder: Path | None) -> Structure:
    """Return the structure of a file that has been opened."""
    value = infile.plain("structure")
    sections = {known.section: known for known in RECORD_TYPES.values()}
    head_kind = class_kind(StructureHead)
    head_keys = tuple(head_kind.fields)
    with infile.context(value):
        top = infile.only(value, ("basegov", *head_keys, "document", "tables", *sections), head_kind.label)
        head = infile.attempt(head_kind.read, {key: top[key] for key in head_keys if key in top})
        failed = _Failed()
        parts: list[Part] = []
        for key, item in top.items():
            if key == "tables":
                parts += _tables(infile, item, sections, folder, failed)
            elif key in sections:
                parts += _section(infile, sections[key], item, failed)
    return _built(infile, head, parts, failed)


def _built(infile: InFile, head: StructureHead | None, parts: list[Part], failed: _Failed) -> Structure:
    places = Places(parts)
    name = None if head is None or isinstance(head.name, NotStated) else head.name
    try:
        structure = Structure.build(
            (record for part in parts for record in part.records),
            id="structure" if head is None else head.id,
            name=name,
            date=infile_date(head),
            documents=() if head is None else head.documents,
            locate=places,
        )
    except StructureError as error:
        wrong = [d for d in error.diagnostics if d.code != DUPLICATE_KEY.code]
        if infile.wrong:  # an id may be missing only because its record could not be read
            wrong = [d for d in wrong if d.code != DANGLING_REFERENCE.code or not _may_be(d, failed)]
        infile.wrong += [places.exact(d) for d in wrong]
        infile.wrong += places.repeated()
        infile.fail()
    if infile.wrong:
        infile.fail()
    return structure


def infile_date(head: StructureHead | None) -> Any:
    """Return the date of a head, or not stated."""
    from basegov.values import NOT_STATED

    return NOT_STATED if head is None else head.date


def _may_be(diagnostic: Diagnostic, failed: _Failed) -> bool:
    return failed.some_unknown or diagnostic.fields.get("target") in failed.ids


def _section(infile: InFile, known: RecordType, entries: Any, failed: _Failed) -> Iterator[Part]:
    section, kind = known.section, class_kind(known.cls)
    if type(entries) is not list:
        failed.some_unknown = True
        if entries is not BROKEN:
            expected = Text(f"a list of entries ({kind.label.en})", f"列表（{kind.label.zh}）")
            infile.wrong.append(WRONG_TYPE(infile.places.at((section,)), found=found(entries), expected=expected))
        return
    read = kind.quick
    try:
        yield SectionPart([read(entry) for entry in entries], infile, section)
    except Exception:  # whatever it was, the careful reader says it
        yield _carefully(infile, kind, section, entries, failed)


def _carefully(infile: InFile, kind: ClassKind, section: str, entries: list[Any], failed: _Failed) -> Part:
    records: list[Record] = []
    numbers: list[int] = []
    for number, entry in enumerate(entries):
        try:
            records.append(kind.read(entry))
        except (RefusedError, ManyRefusedError) as error:
            failed.add(entry.get("id") if isinstance(entry, dict) else None)
            if entry is not BROKEN:
                infile.refuse(error, section, number)
        else:
            numbers.append(number)
    return SectionPart(records, infile, section, numbers)


def _tables(
    infile: InFile, value: Any, sections: dict[str, RecordType], folder: Path | None, failed: _Failed
) -> Iterator[Part]:
    if type(value) is not dict:
        failed.some_unknown = True
        if value is not BROKEN:
            expected = Text("a mapping of sections to CSV files", "以节名为键、CSV 文件为值的映射")
            infile.wrong.append(WRONG_TYPE(infile.places.at(("tables",)), found=found(value), expected=expected))
        return
    for section, entry in value.items():
        if section not in sections:
            hint = Suggestion.build(section, sections)
            where = Text("the list of tables", "表清单")
            at = infile.places.key_at(("tables", section))
            infile.wrong.append(UNKNOWN_FIELD(at, where=where, key=section, hint=hint))
            failed.some_unknown = True
            continue
        table = _table(infile, sections[section], entry, folder)
        if table is None:
            failed.some_unknown = True
            continue
        infile.wrong += table.wrong
        failed.some_unknown |= bool(table.wrong) and not table.failed
        for id_ in table.failed:
            failed.add(id_)
        yield TablePart(table)


def _table(infile: InFile, known: RecordType, entry: Any, folder: Path | None) -> CsvTable | None:
    where: tuple[str | int, ...] = ("tables", known.section)
    source: Source | None = None
    path = entry
    if type(entry) is dict:
        label = Text("the table", "表")
        for key in entry:
            if key not in ("file", "source"):
                hint = Suggestion.build(key, ("file", "source"))
                place = infile.places.key_at((*where, key))
                infile.wrong.append(UNKNOWN_FIELD(place, where=label, key=key, hint=hint))
        if "source" in entry:
            source = infile.attempt(SOURCE.read, entry["source"], *where, "source")
        if "file" not in entry:
            expected = Text("the path of a CSV file", "指向 CSV 文件的路径")
            infile.wrong.append(MISSING_FIELD(infile.places.at(where), where=label, key="file", expected=expected))
            return None
        path, where = entry["file"], (*where, "file")

    def at() -> Location:
        return infile.places.at(where)

    if type(path) is not str:
        if path is not BROKEN:
            expected = Text("the path of a CSV file", "指向 CSV 文件的路径")
            infile.wrong.append(WRONG_TYPE(at(), found=found(path), expected=expected))
        return None
    if folder is None:
        infile.wrong.append(NO_FOLDER(at(), path=path))
        return None
    try:
        actual = inside(folder, path, at)
    except InputError as error:
        infile.wrong += error.diagnostics
        return None
    shown = posixpath.join(posixpath.dirname(infile.file), path.replace("\\", "/"))
    table = CsvTable(actual, shown, class_kind(known.cls), source, infile.limits)
    table.read(at)
    return table
