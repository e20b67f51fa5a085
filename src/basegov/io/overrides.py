"""Records that stand in a policy test, and how a test departs from a structure: put, set, drop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from basegov.diagnostics.values import UNKNOWN_FIELD, WRONG_TYPE
from basegov.errors import Suggestion
from basegov.io.classes import ClassKind
from basegov.io.composite import class_kind
from basegov.io.containers import Several
from basegov.io.kinds import AnyText, Defs, Kind, Schema
from basegov.io.loading import StructureHead
from basegov.io.places import BROKEN, Path
from basegov.io.trouble import ManyRefusedError, RefusedError, found, parts_of
from basegov.structure.records import RECORD_TYPES, Node, Record, RecordType, key_field_names
from basegov.texts import Text


@attrs.frozen
class Given:
    """Records that stand in the test file itself, and the head of the structure that they make."""

    head: StructureHead
    records: tuple[tuple[Path, Record], ...]


_SECTIONS: Final = Text("the sections of records", "记录各节")


class Sections(Kind):
    """Records by section, as in structure files; with the keys of the head of one where `head` says so."""

    wanted = Text("a mapping of sections to lists of records, as in structure files", "以节名为键、记录列表为值的映射")

    def __init__(self, *, head: bool) -> None:
        self.head = head

    def read(self, value: Any) -> Any:
        """Return the records with their places, and the head."""
        if type(value) is not dict:
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        sections, wrong, records = _by_section(), [], []
        heads = [key for key in class_kind(StructureHead).fields if key != "documents"] if self.head else []
        head = {"id": "given", **{key: value[key] for key in heads if key in value}}
        for key, entries in value.items():
            if key in heads or entries is BROKEN:
                continue
            if key not in sections:
                hint = Suggestion.build(key, (*heads, *sections))
                wrong.append(RefusedError(UNKNOWN_FIELD, (key,), at_key=True, where=_SECTIONS, key=key, hint=hint))
                continue
            try:
                read = Several((class_kind(sections[key].cls),), tuple, length=None).read(entries)
                records += [((key, index), record) for index, record in enumerate(read)]
            except (RefusedError, ManyRefusedError) as error:
                wrong += [part.below(key) for part in parts_of(error)]
        try:
            top = class_kind(StructureHead).read(head)
        except (RefusedError, ManyRefusedError) as error:
            wrong += parts_of(error)
        if wrong:
            raise ManyRefusedError(wrong)
        return Given(top, tuple(records)) if self.head else tuple(record for _, record in records)

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: an object with the sections."""
        properties = {
            known.section: {"type": "array", "items": class_kind(known.cls).schema(defs)}
            for known in RECORD_TYPES.values()
        }
        if self.head:
            body = class_kind(StructureHead).body(defs)["properties"]
            properties |= {key: item for key, item in body.items() if key != "documents"}
        return {"type": "object", "properties": properties, "additionalProperties": False}


def _by_section() -> dict[str, RecordType]:
    return {known.section: known for known in RECORD_TYPES.values()}


@attrs.frozen
class Edit:
    """Which records are changed or dropped: those of a class whose fields have these values, and the new values.

    Parameters
    ----------
    cls : type, optional
        Class of the records; None while only the id of a node is known.
    match : mapping
        The values of the fields by which they are found.
    fields : mapping
        The new values; plain ones, as in the file, while the class is not known.
    path : tuple
        Where it stands below ``set`` or ``drop``.
    """

    cls: type[Record] | None
    match: Mapping[str, Any]
    fields: Mapping[str, Any]
    path: Path


def read_fields(cls: type[Record], value: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a record class by their names; raise ManyRefusedError with all that is wrong with them."""
    kind: ClassKind = class_kind(cls)
    out, wrong = {}, []
    for key, item in value.items():
        field = kind.fields.get(key)
        if field is None:
            hint = Suggestion.build(key, kind.fields)
            wrong.append(RefusedError(UNKNOWN_FIELD, (key,), at_key=True, where=kind.label, key=key, hint=hint))
            continue
        try:
            out[field.name] = field.kind.read(item)
        except (RefusedError, ManyRefusedError) as error:
            wrong += [part.below(key) for part in parts_of(error)]
    if wrong:
        raise ManyRefusedError(wrong)
    return out


class _Edits(Kind):
    """Records to change (`new`) or to drop: by id, or by section and the fields that tell them apart."""

    def __init__(self, *, new: bool) -> None:
        self.new = new
        self.wanted = Text(
            "a mapping of ids to fields, or of sections to lists of records with the fields to set"
            if new
            else "a list of ids, or a mapping of sections to lists of ids or of identifying fields",
            "以编号为键、字段映射为值，或以节名为键、含待设字段的记录列表为值的映射"
            if new
            else "编号列表，或以节名为键、编号或识别字段列表为值的映射",
        )

    def read(self, value: Any) -> Any:
        """Return the edits in order."""
        if type(value) is list and not self.new:
            ids = Several((AnyText(),), tuple, length=None).read(value)
            return tuple(Edit(None, {"id": id_}, {}, (index,)) for index, id_ in enumerate(ids))
        if type(value) is not dict:
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        out: list[Edit] = []
        wrong: list[RefusedError] = []
        for key, entry in value.items():
            if type(entry) is dict and self.new:
                out.append(Edit(None, {"id": key}, entry, (key,)))
                continue
            try:
                out += self._section(key, entry)
            except (RefusedError, ManyRefusedError) as error:
                wrong += parts_of(error)
        if wrong:
            raise ManyRefusedError(wrong)
        return tuple(out)

    def _section(self, key: str, entries: Any) -> Iterator[Edit]:
        sections = _by_section()
        if type(entries) is not list:
            raise RefusedError(WRONG_TYPE, (key,), found=found(entries), expected=self.wanted)
        if key not in sections:
            hint = Suggestion.build(key, sections)
            raise RefusedError(UNKNOWN_FIELD, (key,), at_key=True, where=_SECTIONS, key=key, hint=hint)
        cls = sections[key].cls
        keys = {"id"} if issubclass(cls, Node) else set(key_field_names(cls))
        for index, entry in enumerate(entries):
            if type(entry) is str and not self.new and "id" in keys:
                yield Edit(cls, {"id": entry}, {}, (key, index))
                continue
            if type(entry) is not dict:
                raise RefusedError(WRONG_TYPE, (key, index), found=found(entry), expected=self.wanted)
            try:
                fields = read_fields(cls, entry)
            except ManyRefusedError as error:
                raise ManyRefusedError([part.below(key, index) for part in error.parts]) from None
            match = {name: item for name, item in fields.items() if name in keys or not self.new}
            yield Edit(cls, match, {name: item for name, item in fields.items() if name not in match}, (key, index))

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: an object, or for what is dropped an array of ids as well."""
        mapping: Schema = {"type": "object", "additionalProperties": {"type": ["object", "array"]}}
        return mapping if self.new else {"anyOf": [{"type": "array", "items": {"type": "string"}}, mapping]}


@attrs.frozen(kw_only=True)
class Overrides:
    """What differs from the structure: fields set, records put in and dropped, all at once."""

    put: tuple[Record, ...] = attrs.field(default=(), metadata={"kind": Sections(head=False)})
    set: tuple[Edit, ...] = attrs.field(default=(), metadata={"kind": _Edits(new=True)})
    drop: tuple[Edit, ...] = attrs.field(default=(), metadata={"kind": _Edits(new=False)})


NO_OVERRIDES: Final = Overrides()
