"""What a policy test expects of rules, as it stands in a file: one line a rule, subject or count."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any, Final

import attrs

from basegov.diagnostics.testing import NOTHING_EXPECTED
from basegov.diagnostics.values import WRONG_TYPE
from basegov.io.composite import class_kind
from basegov.io.containers import Several
from basegov.io.kinds import AnyText, Defs, Kind, Schema, Word
from basegov.io.places import BROKEN, Path
from basegov.io.trouble import ManyRefusedError, RefusedError, found, parts_of
from basegov.texts import Text


class Answer(enum.Enum):
    """What can be expected of a verdict: its outcome, with the broken soft clause as an answer of its own."""

    MET = "met"
    VIOLATED = "violated"
    WARNING = "warning"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not applicable"


class OneOrMany(Kind):
    """One value, or a list of such values."""

    def __init__(self, one: Kind) -> None:
        self.one = one
        self.many = Several((one,), tuple, length=None)
        self.wanted = Text(f"{one.wanted.en}, or a list of them", f"{one.wanted.zh}，或其列表")

    def read(self, value: Any) -> Any:
        """Return a tuple of what was read."""
        return self.many.read(value) if type(value) is list else (self.one.read(value),)

    def write(self, value: Any) -> Any:
        """Return the one value alone, or the list."""
        return self.one.write(value[0]) if len(value) == 1 else self.many.write(value)

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: one of them, or an array."""
        return {"anyOf": [self.one.schema(defs), self.many.schema(defs)]}


@attrs.frozen(kw_only=True)
class Lack:
    """A missing fact that a verdict is expected to name."""

    subject: str | None = None
    field: str


class _Lacking(Kind):
    """A missing fact: the name of its field, or a mapping with subject and field."""

    wanted = Text("the name of a field, or a mapping with subject and field", "字段名，或含 subject、field 的映射")

    def read(self, value: Any) -> Any:
        return Lack(field=value) if type(value) is str else class_kind(Lack).read(value)

    def schema(self, defs: Defs) -> Schema:
        return {"anyOf": [{"type": "string"}, class_kind(Lack).schema(defs)]}


@attrs.frozen(kw_only=True)
class Expected:
    """One line of what is expected of a rule.

    Parameters
    ----------
    outcome : Answer
        The answer.
    rule : str
        Id of the rule, with ``policy/`` before it where several policies have one of that id.
    subject : str, optional
        Id or name of the subject; for verdicts about several nodes together, their ids joined by ``+``.
    reason : tuple of str
        Reason codes, one of which it has.
    measured, margin : optional
        What was measured, and by how much the requirement is kept or missed.
    missing : tuple of Lack
        Facts that are among the missing ones.
    count : int, optional
        How many subjects have this answer.
    only : bool
        Whether the rule says nothing else than what the lines of the case say of it.
    """

    rule: str
    subject: str | None = None
    outcome: Answer
    reason: tuple[str, ...] = attrs.field(default=(), metadata={"kind": OneOrMany(AnyText())})
    measured: Any = None
    margin: Any = None
    missing: tuple[Lack, ...] = attrs.field(default=(), metadata={"kind": OneOrMany(_Lacking())})
    count: int | None = None
    only: bool = False


_ANSWER: Final = Word({answer.value: answer for answer in Answer})


class _Expectations(Kind):
    """Lines of what is expected: a list of them, or a mapping of rule ids to answers."""

    wanted = Text(
        "a mapping of rule ids to outcomes, or a list of mappings with rule and outcome",
        "以规则编号为键、结论为值的映射，或含 rule、outcome 的映射列表",
    )

    def read(self, value: Any) -> Any:
        """Return pairs of the place of each line and the line."""
        if type(value) is list:
            lines: list[tuple[Path, Any]] = [((index,), line) for index, line in enumerate(value)]
        elif type(value) is dict:
            lines = list(self._short(value))
        else:
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        if not lines:
            raise RefusedError(NOTHING_EXPECTED)
        out, wrong = [], []
        for path, line in lines:
            if line is BROKEN:
                continue
            try:
                out.append((path, class_kind(Expected).read(line)))
            except (RefusedError, ManyRefusedError) as error:
                wrong += [part.below(*path) for part in parts_of(error)]
        if wrong or len(out) != len(lines):
            raise ManyRefusedError(wrong)
        return tuple(out)

    @staticmethod
    def _short(value: dict[str, Any]) -> Iterator[tuple[Path, Any]]:
        for rule, said in value.items():
            for index, line in enumerate(said) if type(said) is list else ((None, said),):
                path: Path = (rule,) if index is None else (rule, index)
                if type(line) is dict:
                    yield path, {"rule": rule, **line}
                elif line is BROKEN:
                    yield path, BROKEN
                else:
                    yield path, {"rule": rule, "outcome": line}

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: an array of lines, or an object of rule ids."""
        line = class_kind(Expected).schema(defs)
        body = dict(defs["expected"])
        body["properties"] = {key: item for key, item in body["properties"].items() if key != "rule"}
        body["required"] = ["outcome"]
        short = {"anyOf": [_ANSWER.schema(defs), body]}
        several = {"anyOf": [*short["anyOf"], {"type": "array", "items": short, "minItems": 1}]}
        return {
            "anyOf": [
                {"type": "array", "items": line, "minItems": 1},
                {"type": "object", "additionalProperties": several, "minProperties": 1},
            ]
        }


EXPECTATIONS: Final = _Expectations()
