"""The documents that a file declares: a mapping of key to title, issuer, date and status."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.diagnostics.values import WRONG_TYPE
from basegov.io.composite import class_kind, name_class
from basegov.io.kinds import Defs, Kind, Schema, register_kind
from basegov.io.trouble import ManyRefusedError, RefusedError, found, parts_of
from basegov.sources import Document
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated


@attrs.frozen(kw_only=True)
class DocumentFields:
    """What stands under the key of a document."""

    title: Text
    issuer: str | NotStated = NOT_STATED
    date: str | NotStated = NOT_STATED
    status: str | NotStated = NOT_STATED


name_class(DocumentFields, "document", "文献")


class Documents(Kind):
    """Documents by their keys."""

    wanted = Text(
        "a mapping of document keys to title, issuer, date, status",
        "以文献键为键、含 title、issuer、date、status 的映射",
    )

    def read(self, value: Any) -> Any:
        """Return the documents in order."""
        if type(value) is not dict:
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        out, wrong, whole = [], [], True
        for key, entry in value.items():
            try:
                fields = class_kind(DocumentFields).read(entry)
            except (RefusedError, ManyRefusedError) as error:
                whole = False
                wrong += [part.below(key) for part in parts_of(error)]
            else:
                out.append(Document(key, fields.title, fields.issuer, fields.date, fields.status))
        if not whole:
            raise ManyRefusedError(wrong)
        return tuple(out)

    def write(self, value: Any) -> Any:
        """Return the mapping."""
        kind = class_kind(DocumentFields)
        return {
            d.key: kind.write(DocumentFields(title=d.title, issuer=d.issuer, date=d.date, status=d.status))
            for d in value
        }

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: an object of documents."""
        return {"type": "object", "additionalProperties": class_kind(DocumentFields).schema(defs)}


DOCUMENTS = Documents()
register_kind(tuple[Document, ...], DOCUMENTS)
