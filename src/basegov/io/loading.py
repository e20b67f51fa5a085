"""From files to structures, policies and reforms: strict, every mistake of a file in one error, each with its place."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path as FilePath
from typing import Any, Final, NoReturn, TypeVar, cast

import attrs

import basegov.reforms
import basegov.rules
import basegov.structure  # noqa: F401 - the three packages register every record, rule and step type
from basegov.dates import Date
from basegov.diagnostics.files import (
    FILE_EMPTY,
    MORE_MISTAKES,
    NOT_A_DOCUMENT,
    OTHER_FORMAT,
    OTHER_VERSION,
    UNKNOWN_FORMAT,
    WRONG_FIRST_KEY,
)
from basegov.diagnostics.values import SAME_RULE_ID, UNDECLARED_DOCUMENT, UNKNOWN_FIELD, WRONG_TYPE
from basegov.errors import Diagnostic, InputError, Location, Suggestion
from basegov.io import jsonread, yamlread
from basegov.io.composite import class_kind, name_class
from basegov.io.context import CONTEXT, FileContext
from basegov.io.documents import DOCUMENTS
from basegov.io.files import name_of, read_text
from basegov.io.limits import LIMITS, Limits
from basegov.io.places import BROKEN, Careful, Path
from basegov.io.trouble import ManyRefusedError, RefusedError, found, parts_of, shown
from basegov.policies import Policy
from basegov.reforms.reform import Reform
from basegov.sources import Document
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated

T = TypeVar("T")
PathLike = str | os.PathLike[str]

VERSION: Final = 1
FORMATS: Final = ("structure", "policy", "reform", "policy-test", "facts")
_WORDS: Final = {
    "structure": Text("structure", "结构（structure）"),
    "policy": Text("policy", "政策（policy）"),
    "reform": Text("reform", "改革（reform）"),
    "policy-test": Text("policy test", "政策测试（policy-test）"),
    "facts": Text("facts", "事实（facts）"),
}
_FIRST = re.compile(r"([a-z-]+)/([0-9]{1,4})")


@attrs.frozen(kw_only=True)
class StructureHead:
    """What stands at the top of a structure file, before its sections."""

    id: str
    name: Text | NotStated = NOT_STATED
    date: Date | NotStated = NOT_STATED
    documents: tuple[Document, ...] = attrs.field(default=(), metadata={"kind": DOCUMENTS})


name_class(StructureHead, "structure", "结构")
name_class(Policy, "policy", "政策")
name_class(Reform, "reform", "改革")


class InFile:
    """One file while it is read: its plain data, and the places in it once they are asked for.

    Parameters
    ----------
    text : str or bytes
        What the file holds.
    file : str
        Its name as the user gave it.
    """

    def __init__(self, text: str, file: str, limits: Limits, *, json: bool) -> None:
        self.text = text
        self.file = file
        self.limits = limits
        self.json = json
        self.wrong: list[Diagnostic] = []

    @functools.cached_property
    def places(self) -> Careful:
        """The tree of the file with its places."""
        read = jsonread.read_careful if self.json else yamlread.read_careful
        return read(self.text, self.file, self.limits)

    def plain(self, what: str) -> dict[str, Any]:
        """Return the file as plain data, when it is of the format asked for; raise InputError otherwise."""
        read = jsonread.read_plain if self.json else yamlread.read_plain
        try:
            value = read(self.text, self.limits)
        except yamlread.UncleanError:
            places = self.places
            self.wrong += places.diagnostics
            if places.root is None and self.wrong:
                self.fail()
            value = places.plain()
        self._must_be(what, value)
        return value  # type: ignore[no-any-return]

    def _must_be(self, what: str, value: Any) -> None:
        first = f"basegov: {what}/{VERSION}"
        start = Location(self.file, 1, 1)
        if value is None or value == "" or (value is BROKEN and not self.text.strip("-. \n\r~")):
            self.fail(FILE_EMPTY(Location(self.file), first=first))
        if type(value) is not dict:
            self.fail(NOT_A_DOCUMENT(start, found=found(value), first=first))
        key = next(iter(value), None)
        if key != "basegov":
            at = start if key is None else self.places.key_at((key,))
            self.fail(WRONG_FIRST_KEY(at, found=shown(key) if key else Text("missing", "空"), first=first))
        word = value["basegov"]
        if word is BROKEN:
            self.fail()
        match = _FIRST.fullmatch(word) if isinstance(word, str) else None
        if match is not None and match.groups() == (what, str(VERSION)):
            return
        at = self.places.at(("basegov",))
        if match is None or match.group(1) not in FORMATS:
            hint = Suggestion.build(str(word), [f"{name}/{VERSION}" for name in FORMATS])
            self.fail(UNKNOWN_FORMAT(at, found=shown(word), hint=hint, first=first))
        if match.group(1) != what:
            self.fail(OTHER_FORMAT(at, found=_WORDS[match.group(1)], expected=_WORDS[what]))
        self.fail(OTHER_VERSION(at, found=match.group(2), expected=VERSION, format=_WORDS[what], first=first))

    def refuse(self, error: Exception, *path: str | int) -> None:
        """Note what a reader refused under a path."""
        for part in parts_of(error):
            whole: Path = (*path, *part.path)
            at = self.places.key_at(whole) if part.at_key else self.places.at(whole)
            self.wrong.append(part.diagnostic if part.diagnostic.location else part.diagnostic.at(at))

    def attempt(self, read: Callable[[Any], T], value: Any, *path: str | int) -> T | None:
        """Return what a reader makes of a value, or None after noting what it refused."""
        try:
            return read(value)
        except (RefusedError, ManyRefusedError) as error:
            if value is not BROKEN:
                self.refuse(error, *path)
            return None

    def only(self, value: dict[str, Any], known: Iterable[str], label: Text) -> dict[str, Any]:
        """Return the known keys of the top; note the others."""
        known = tuple(known)
        for key in value:
            if key not in known:
                hint = Suggestion.build(key, known)
                self.wrong.append(UNKNOWN_FIELD(self.places.key_at((key,)), where=label, key=key, hint=hint))
        return {key: item for key, item in value.items() if key in known}

    def fail(self, *diagnostics: Diagnostic) -> NoReturn:
        """Raise everything that was found, in the order of the places."""
        raise InputError(listed([*self.wrong, *diagnostics], self.limits))

    @contextmanager
    def context(self, value: dict[str, Any]) -> Iterator[FileContext]:
        """Let sources be read as belonging to this file."""
        documents, document = value.get("documents"), value.get("document")
        declared = frozenset(documents) if isinstance(documents, dict) else frozenset()
        if document is not None and document is not BROKEN:
            if not isinstance(document, str):
                expected = Text("the key of a document", "文献的键")
                self.wrong.append(WRONG_TYPE(self.places.at(("document",)), found=found(document), expected=expected))
            elif document not in declared:
                hint = Suggestion.build(document, declared)
                self.wrong.append(UNDECLARED_DOCUMENT(self.places.at(("document",)), found=shown(document), hint=hint))
        token = CONTEXT.set(FileContext(document if isinstance(document, str) else None, declared))
        try:
            yield CONTEXT.get()
        finally:
            CONTEXT.reset(token)


def listed(diagnostics: Iterable[Diagnostic], limits: Limits) -> list[Diagnostic]:
    """Return diagnostics in the order of their places, each once, and no more than a person can use."""
    once = {(d.code, d.location, d.message()): d for d in diagnostics}
    found = sorted(once.values(), key=lambda d: d.location or Location(""))
    if len(found) <= limits.mistakes:
        return found
    return [*found[: limits.mistakes], MORE_MISTAKES(limit=f"{limits.mistakes:,}")]


def open_text(text: str | bytes, file: str, limits: Limits, format: str | None) -> InFile:
    """Return a text as a file to read; ``format`` is ``yaml`` or ``json``, or follows from the name."""
    from basegov.io.files import decode

    if isinstance(text, str):
        text = text.encode("utf-8", "surrogatepass")
    if len(text) > limits.bytes:
        from basegov.diagnostics.files import FILE_TOO_LARGE

        raise InputError([FILE_TOO_LARGE(Location(file), limit=f"{limits.bytes:,}")])
    is_json = format == "json" if format is not None else file.lower().endswith(".json")
    return InFile(decode(text, file), file, limits, json=is_json)


def policy_from_text(
    text: str | bytes, *, file: str = "<text>", format: str | None = None, limits: Limits = LIMITS
) -> Policy:
    """Read a policy from a text; see :func:`read_policy`."""
    return _policy(open_text(text, file, limits, format))


def reform_from_text(
    text: str | bytes, *, file: str = "<text>", format: str | None = None, limits: Limits = LIMITS
) -> Reform:
    """Read a reform from a text; see :func:`read_reform`."""
    return whole(open_text(text, file, limits, format), "reform", Reform)


def structure_from_text(
    text: str | bytes,
    *,
    file: str = "<text>",
    folder: PathLike | None = None,
    format: str | None = None,
    limits: Limits = LIMITS,
) -> Structure:
    """Read a structure from a text; tables are looked for in `folder`. See :func:`read_structure`."""
    from basegov.io.structures import structure_of

    return structure_of(open_text(text, file, limits, format), None if folder is None else FilePath(folder))


def read_structure(path: PathLike, *, limits: Limits = LIMITS) -> Structure:
    """Read a structure from a YAML or JSON file and the CSV tables that it names.

    Parameters
    ----------
    path : path
        The file; ``.json`` is read as JSON, everything else as YAML.
    limits : Limits
        How much is taken.

    Returns
    -------
    Structure
        With the place of every record in the file (:meth:`~basegov.structure.snapshot.Structure.location`).

    Raises
    ------
    InputError
        With every mistake that was found, each with file, line and column.
    """
    from basegov.io.structures import structure_of

    file = name_of(path)
    text = read_text(path, limits, file)
    return structure_of(InFile(text, file, limits, json=file.lower().endswith(".json")), FilePath(path).parent)


def read_policy(path: PathLike, *, limits: Limits = LIMITS) -> Policy:
    """Read a policy from a YAML or JSON file; raise InputError with every mistake in it."""
    file = name_of(path)
    return _policy(InFile(read_text(path, limits, file), file, limits, json=file.lower().endswith(".json")))


def read_reform(path: PathLike, *, limits: Limits = LIMITS) -> Reform:
    """Read a reform from a YAML or JSON file; raise InputError with every mistake in it."""
    file = name_of(path)
    return whole(
        InFile(read_text(path, limits, file), file, limits, json=file.lower().endswith(".json")), "reform", Reform
    )


def whole(infile: InFile, what: str, cls: type[T]) -> T:
    """Return the object that a file as a whole is; raise InputError with every mistake in it."""
    value = infile.plain(what)
    kind = class_kind(cls)
    with infile.context(value):
        top = infile.only(value, ("basegov", "document", *kind.fields), kind.label)
        fields = {key: item for key, item in top.items() if key not in ("basegov", "document")}
        try:
            made = kind.quick(fields)
        except Exception:  # whatever it was, the careful reader says it
            made = infile.attempt(kind.read, fields)
    if made is None or infile.wrong:
        infile.fail()
    return cast(T, made)


def _policy(infile: InFile) -> Policy:
    policy = whole(infile, "policy", Policy)
    first: dict[str, int] = {}
    for index, rule in enumerate(policy.rules):
        if rule.id and rule.id in first:
            place = infile.places.at(("rules", first[rule.id], "id"))
            infile.wrong.append(SAME_RULE_ID(infile.places.at(("rules", index, "id")), id=rule.id, first=str(place)))
        first.setdefault(rule.id, index)
    if infile.wrong:
        infile.fail()
    return policy
