"""What policy tests name, each loaded once; and structures with their overrides."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

import attrs

from basegov import catalog
from basegov.diagnostics.testing import NO_RECORD_TO_OVERRIDE
from basegov.errors import BasegovError, Suggestion
from basegov.io.loading import InFile
from basegov.io.overrides import Edit, Overrides, read_fields
from basegov.io.places import Path
from basegov.io.trouble import ManyRefusedError
from basegov.policies import Policy
from basegov.reforms.changes import Change
from basegov.reforms.reform import Reform
from basegov.rules.rule import Rule
from basegov.structure.records import Node, Record, record_type
from basegov.structure.snapshot import Structure


@attrs.define(eq=False)
class Library:
    """What test files name, each loaded once: structures, policies, reforms, and reforms applied to structures."""

    loaded: dict[tuple[str, str], Any] = attrs.field(factory=dict)
    rules: dict[str, dict[str, Rule]] = attrs.field(factory=dict)
    applied: dict[tuple[int, int], tuple[Structure, Reform, Change]] = attrs.field(factory=dict)
    structures: dict[int, Structure] = attrs.field(factory=dict)
    reforms: dict[int, Reform] = attrs.field(factory=dict)
    kept: list[Any] = attrs.field(factory=list)  # what the numbers in the two above are ids of

    def load(self, what: str, name: str, folder: FilePath | None) -> Any:
        """Return what a file in a folder means by a name or path."""
        if folder is not None and not FilePath(name).is_absolute():
            near = folder / name
            is_path = any(sign in name for sign in "/\\") or name.endswith((".yaml", ".yml", ".json"))
            if is_path or (name not in catalog.shipped(what) and near.is_file()):  # type: ignore[arg-type]
                name = str(near)
        if (what, name) not in self.loaded:
            load = {"structure": catalog.load_structure, "policy": catalog.load_policy, "reform": catalog.load_reform}
            self.loaded[what, name] = load[what](name)
        return self.loaded[what, name]

    def rules_of(self, policy: Policy) -> dict[str, Rule]:
        """Return the rules of a policy as they are in force, by their ids."""
        if policy.id not in self.rules:
            self.rules[policy.id] = {rule.id: rule for rule in policy.rules_in_force()}
        return self.rules[policy.id]

    def change(self, before: Structure, reform: Reform) -> Change:
        """Return what a reform makes of a structure."""
        key = (id(before), id(reform))
        if key not in self.applied:
            self.applied[key] = (before, reform, reform.apply(before))
        return self.applied[key][2]


def overridden(structure: Structure, overrides: Overrides, infile: InFile, path: Path) -> Structure | None:
    """Return a structure with its overrides; None after noting in the file what is wrong with them."""
    if overrides == Overrides():
        return structure
    already = len(infile.wrong)
    gone = [r for edit in overrides.drop for r, _ in _edited(structure, edit, infile, (*path, "drop"))]
    put: dict[tuple[type[Record], Any], Record] = {}
    try:
        for edit in overrides.set:
            for record, fields in _edited(structure, edit, infile, (*path, "set")):
                at = (type(record), record.key)
                put[at] = attrs.evolve(put.get(at, record), **fields)
        put |= {(type(record), record.key): record for record in overrides.put}
        if len(infile.wrong) > already:
            return None
        return structure.evolve(put=put.values(), drop=[r for r in gone if (type(r), r.key) not in put])
    except BasegovError as error:
        infile.wrong += [d.at(infile.places.at(path)) for d in error.diagnostics]
        return None


def _edited(structure: Structure, edit: Edit, infile: InFile, path: Path) -> list[tuple[Record, Mapping[str, Any]]]:
    """Return the records that an edit means with their new values; none after noting what is wrong."""
    at = (*path, *edit.path)
    fields = edit.fields
    if edit.cls is None:
        node = structure.get(edit.match["id"])
        found: list[Record] = [] if node is None else [node]
        if node is not None:
            try:
                fields = read_fields(type(node), fields)
            except ManyRefusedError as error:
                infile.refuse(error, *at)
                return []
    else:
        found = [
            record for record in structure.records(edit.cls)
            if all(getattr(record, name) == value for name, value in edit.match.items())
        ]  # fmt: skip
    if not found:
        names = [node.id for node in structure.nodes() if edit.cls is None or isinstance(node, edit.cls)]
        word = ", ".join(f"{name} {value}" for name, value in edit.match.items()) or "any"
        if edit.cls is not None and not issubclass(edit.cls, Node):
            word = f"{record_type(edit.cls).section} ({word})"
        hint = Suggestion.build(str(edit.match.get("id", "")), names)
        infile.wrong.append(NO_RECORD_TO_OVERRIDE(infile.places.at(at), found=word, structure=structure.id, hint=hint))
    return [(record, fields) for record in found]
