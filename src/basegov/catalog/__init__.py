"""The data that come with the library: structures of districts before their reform, policies, reforms, facts.

structures/<id>/structure.yaml   with its CSV tables beside it
policies/<id>.yaml
reforms/<id>.yaml
facts/<id>.yaml                  the numbered facts that the others cite
"""

from __future__ import annotations

import functools
import os
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from basegov.diagnostics.files import NOT_SHIPPED
from basegov.errors import NotFoundError, Suggestion
from basegov.texts import Text

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from basegov.facts import Fact, FactRegister
    from basegov.policies import Policy
    from basegov.reforms.reform import Reform
    from basegov.structure.snapshot import Structure

What = Literal["structure", "policy", "reform", "facts"]
PathLike = str | os.PathLike[str]

_FOLDERS: Final[dict[str, str]] = {
    "structure": "structures", "policy": "policies", "reform": "reforms",
    "facts": "facts",
}  # fmt: skip
_WORDS: Final[dict[str, Text]] = {
    "structure": Text("structure", "结构"),
    "policy": Text("policy", "政策"),
    "reform": Text("reform", "改革"),
    "facts": Text("fact register", "事实登记册"),
}
_SUFFIXES: Final = (".yaml", ".yml", ".json")


def shipped(what: What) -> tuple[str, ...]:
    """Return the names of the shipped structures, policies, reforms or fact registers in alphabetical order.

    Examples
    --------
    >>> "guangling" in shipped("structure")
    True
    """
    return tuple(_shipped(what))


def load_structure(name_or_path: PathLike) -> Structure:
    """Load a structure by the name of a shipped one, or from a file.

    Raises
    ------
    NotFoundError
        When there is neither such a name nor such a file; near misses are suggested.
    InputError
        With every mistake of the file.
    """
    from basegov.io import read_structure

    return read_structure(_path("structure", name_or_path))


def load_policy(name_or_path: PathLike) -> Policy:
    """Load a policy by the name of a shipped one, or from a file; errors as for :func:`load_structure`."""
    from basegov.io import read_policy

    return read_policy(_path("policy", name_or_path))


def load_reform(name_or_path: PathLike) -> Reform:
    """Load a reform by the name of a shipped one, or from a file; errors as for :func:`load_structure`."""
    from basegov.io import read_reform

    return read_reform(_path("reform", name_or_path))


def load_facts(name_or_path: PathLike) -> FactRegister:
    """Load a fact register by the name of a shipped one, or from a file; errors as for :func:`load_structure`."""
    from basegov.io.factregisters import read_facts

    return read_facts(_path("facts", name_or_path))


@functools.cache
def shipped_facts() -> tuple[FactRegister, ...]:
    """Return every fact register that comes with the library; read once."""
    return tuple(map(load_facts, shipped("facts")))


def fact(id: str) -> Fact:
    """Return a numbered fact of a shipped register, such as ``GL-034``.

    Raises
    ------
    NotFoundError
        When none has the number; the nearest are suggested.
    """
    from basegov.facts import find_fact

    return find_fact(id, shipped_facts())


@functools.cache
def _shipped(what: str) -> dict[str, Traversable]:
    folder = files(__name__) / _FOLDERS[what]
    found: dict[str, Traversable] = {}
    for entry in folder.iterdir() if folder.is_dir() else ():
        inner = entry / "structure.yaml"
        if what == "structure" and entry.is_dir() and inner.is_file():
            found[entry.name] = inner
        elif what != "structure" and entry.name.endswith(".yaml"):
            found[entry.name.removesuffix(".yaml")] = entry
    return dict(sorted(found.items()))


def _path(what: str, name_or_path: PathLike) -> Path:
    """Return the file that is meant: what looks like a path is one, what has the name of shipped data is that."""
    text = os.fspath(name_or_path)
    looks_like_path = (
        not isinstance(name_or_path, str) or any(sign in text for sign in "/\\") or text.endswith(_SUFFIXES)
    )
    if looks_like_path:
        return Path(name_or_path)
    known = _shipped(what)
    if text in known:
        with as_file(known[text]) as path:  # installed packages lie in folders: the file stays after the `with`
            return path
    if text and Path(text).is_file():
        return Path(text)
    hint = Suggestion.build(text, known)
    raise NotFoundError([NOT_SHIPPED(what=_WORDS[what], name=text or '""', hint=hint)])
