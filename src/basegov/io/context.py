"""What single values need to know of the file that they stand in: its document, and the documents that it declares."""

from __future__ import annotations

from contextvars import ContextVar

import attrs

from basegov.diagnostics.values import BAD_SOURCE, NO_DEFAULT_DOCUMENT, UNDECLARED_DOCUMENT
from basegov.errors import Suggestion
from basegov.io.trouble import RefusedError, shown
from basegov.sources import Source


@attrs.frozen(eq=False)
class FileContext:
    """The sources that a file may cite.

    Parameters
    ----------
    document : str, optional
        The document that short sources belong to.
    documents : frozenset of str
        Keys of the documents that the file declares.
    """

    document: str | None = None
    documents: frozenset[str] = frozenset()
    known: dict[str, Source] = attrs.field(factory=dict)

    def source(self, text: str) -> Source:
        """Return the source that a short form means; the same object for the same text."""
        source = self.known.get(text)
        if source is None:
            if self.document is None:
                try:
                    Source.parse(text, "")
                except ValueError:
                    raise RefusedError(BAD_SOURCE, found=shown(text)) from None
                raise RefusedError(NO_DEFAULT_DOCUMENT, found=shown(text))
            try:
                source = self.known[text] = Source.parse(text, self.document)
            except ValueError:
                raise RefusedError(BAD_SOURCE, found=shown(text)) from None
        return source

    def declared(self, document: str) -> str:
        """Return the key of a document when the file declares it; raise RefusedError otherwise."""
        if document not in self.documents:
            hint = Suggestion.build(document, self.documents)
            raise RefusedError(UNDECLARED_DOCUMENT, found=shown(document), hint=hint)
        return document


CONTEXT: ContextVar[FileContext] = ContextVar("basegov_file_context", default=FileContext())  # noqa: B039 - frozen
