"""What a rule answers about one subject, as data."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

import attrs

from basegov.quantities import Difference, Quantity
from basegov.sources import Source
from basegov.texts import Language, Text, say
from basegov.values import NotStated, Truth

if TYPE_CHECKING:
    from basegov.rules.requirements import Requirement
    from basegov.rules.rule import Rule


class Outcome(enum.Enum):
    """The four answers."""

    MET = "met"
    VIOLATED = "violated"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not applicable"

    @classmethod
    def of(cls, truth: Truth) -> Outcome:
        """Return the outcome for the answer to "is the requirement fulfilled?"."""
        if truth is Truth.TRUE:  # asked once for every verdict: cheaper than a table
            return cls.MET
        return cls.VIOLATED if truth is Truth.FALSE else cls.UNDETERMINED

    def text(self, lang: Language = "en") -> str:
        """Return the word for the outcome."""
        zh = {"met": "符合", "violated": "违反", "undetermined": "待定", "not applicable": "不适用"}
        return zh[self.value] if lang == "zh" else self.value


@attrs.frozen
class Subject:
    """What a verdict is about.

    Parameters
    ----------
    id : str
        Id of the main node (or of the merger, the request, the structure).
    name : str
        What people call it.
    parts : tuple of str
        Ids of further nodes that are meant together with it, such as the community that appraises a team.
    """

    id: str
    name: str
    parts: tuple[str, ...] = ()

    def text(self, lang: Language = "en") -> str:
        """Return the name, with the id where it differs."""
        return self.name


@attrs.frozen
class Missing:
    """A fact that is not known and that the answer depends on.

    Parameters
    ----------
    subject : str
        Id of the record that lacks it (or of the rule, when a parameter is missing).
    field : str
        Name of the field or parameter.
    what : Text
        The fact in words.
    """

    subject: str
    field: str
    what: Text

    def text(self, lang: Language = "en") -> str:
        """Return the fact in words."""
        return self.what.in_(lang)


@attrs.frozen
class Evidence:
    """A recorded fact that the answer rests on, with its source."""

    what: Text
    source: Source | NotStated

    def text(self, lang: Language = "en") -> str:
        """Return the fact and where it is taken from."""
        source = "" if isinstance(self.source, NotStated) else f" [{self.source.text(lang)}]"
        return self.what.in_(lang) + source


@attrs.frozen
class SetValue:
    """A set of things of which some are known to belong and others only possibly do.

    Parameters
    ----------
    known : tuple of Text
        What belongs to it.
    possible : tuple of Text
        What may belong to it; that hangs on missing facts.
    """

    known: tuple[Text, ...] = ()
    possible: tuple[Text, ...] = ()

    def text(self, lang: Language = "en") -> str:
        """Return the members in words."""
        none = "无" if lang == "zh" else "none"
        words = say(self.known, lang) if self.known else none
        if self.possible:
            words += ("；可能还有：" if lang == "zh" else "; possibly ") + say(self.possible, lang)
        return words


Measured = Quantity | SetValue | Truth


@attrs.frozen(kw_only=True)
class Measurement:
    """What a measure finds of one subject.

    Parameters
    ----------
    value : Quantity, SetValue or Truth
        The value, as far as it is known.
    missing : tuple of Missing
        Facts without which the value is not known exactly.
    evidence : tuple of Evidence
        Recorded facts from which it follows.
    contradiction : Text, optional
        Why no value is possible: the recorded facts contradict each other.
    applies : Truth
        Whether the rule has anything to say of the subject.
    detail : Text, optional
        What a reader should know besides the value, such as the parts that are cut off.
    excused : str
        The recorded reason of an exception that covers the subject; a violation is then a warning.
    """

    value: Measured
    missing: tuple[Missing, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    contradiction: Text | None = None
    applies: Truth = Truth.TRUE
    detail: Text | None = None
    excused: str = ""


@attrs.frozen
class Reason:
    """Why the outcome is what it is: a stable code, and the reason in words."""

    code: str
    words: Text

    def text(self, lang: Language = "en") -> str:
        """Return the reason in words."""
        return self.words.in_(lang)


@attrs.frozen(kw_only=True)
class Verdict:
    """A rule's answer about one subject.

    Parameters
    ----------
    rule : Rule
        The rule.
    subject : Subject
        What it is about.
    outcome : Outcome
        Met, violated, undetermined or not applicable.
    reason : Reason
        Why.
    measured : optional
        What was measured; None where nothing was.
    required : Requirement, optional
        What it has to be.
    margin : Difference, optional
        By how much the requirement is kept (positive) or missed (negative); an interval while facts are missing.
    missing : tuple of Missing
        Facts on which the answer still depends.
    evidence : tuple of Evidence
        Recorded facts on which it rests.
    detail : Text, optional
        Further words.
    excused : str
        The recorded reason of an exception, which turns a violation into a warning.
    """

    rule: Rule
    subject: Subject
    outcome: Outcome
    reason: Reason
    measured: Measured | None = None
    required: Requirement | None = None
    margin: Difference | None = None
    missing: tuple[Missing, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    detail: Text | None = None
    excused: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether the clause is broken but does not bind (a soft clause, or an exception with a reason)."""
        return self.outcome is Outcome.VIOLATED and (not self.rule.force.binds or bool(self.excused))

    @property
    def is_violation(self) -> bool:
        """Whether a binding clause is broken."""
        return self.outcome is Outcome.VIOLATED and not self.is_warning

    def __repr__(self) -> str:
        return f"<Verdict {self.rule.id} on {self.subject.id}: {self.outcome.value} ({self.reason.code})>"

    def explain(self, lang: Language = "en") -> str:
        """Return the whole answer for people: clause, measured, required, margin, source, what is missing."""
        rows = self.explanation(lang)
        if lang == "zh":
            return "\n".join(f"{name}：{words}" for name, words in rows)
        return "\n".join(f"{name + ':':<10} {words}" for name, words in rows)

    def explanation(self, lang: Language = "en") -> tuple[tuple[str, str], ...]:
        """Return the whole answer as pairs of a label and the words for it, in the order in which people read it."""
        zh = lang == "zh"
        rows: list[tuple[str, str]] = [
            ("条款" if zh else "clause", self.rule.describe(lang)),
            ("对象" if zh else "subject", self.subject.text(lang)),
            ("结论" if zh else "outcome", f"{self.outcome_text(lang)}{'：' if zh else ': '}{self.reason.text(lang)}"),
        ]
        if self.measured is not None:
            rows.append(("测得" if zh else "measured", say(self.measured, lang)))
        if self.required is not None:
            rows.append(("要求" if zh else "required", self.required.text(lang)))
        if self.margin is not None:
            rows.append(("裕度" if zh else "margin", self.margin.text(lang)))
        if self.detail is not None:
            rows.append(("说明" if zh else "detail", self.detail.in_(lang)))
        rows += [("依据" if zh else "fact", evidence.text(lang)) for evidence in self.evidence]
        rows += [("缺少" if zh else "missing", missing.text(lang)) for missing in self.missing]
        if self.excused:
            rows.append(("例外理由" if zh else "exception", self.excused))
        rows.append(("来源" if zh else "source", say(self.rule.source, lang)))
        mend = self.mend(lang)
        if mend:
            rows.append(("改法" if zh else "mend", mend))
        return tuple(rows)

    def outcome_text(self, lang: Language = "en") -> str:
        """Return the outcome, with warnings told from violations."""
        if self.is_warning:
            return "提示" if lang == "zh" else "warning"
        return self.outcome.text(lang)

    def mend(self, lang: Language = "en") -> str:
        """Return what would put it right, or what would settle it; empty when nothing is to be done."""
        if self.outcome is Outcome.UNDETERMINED and self.missing:
            facts = say(tuple(self.missing), lang)
            return f"补充：{facts}" if lang == "zh" else f"state {facts}"
        if self.outcome is Outcome.VIOLATED and self.required is not None:
            return self.required.mend(self.measured, lang)
        return ""

    def to_dict(self) -> dict[str, Any]:
        """Return the verdict as plain data, as the JSON output has it."""
        return {
            "rule": self.rule.id,
            "subject": {"id": self.subject.id, "name": self.subject.name, "parts": list(self.subject.parts)},
            "outcome": self.outcome.value,
            "severity": "warning" if self.is_warning else "violation" if self.is_violation else None,
            "reason": {"code": self.reason.code, "en": self.reason.words.en, "zh": self.reason.words.zh},
            "measured": None if self.measured is None else say(self.measured, "en"),
            "required": None if self.required is None else self.required.text("en"),
            "margin": None if self.margin is None else self.margin.text("en"),
            "missing": [
                {"subject": m.subject, "field": m.field, "en": m.what.en, "zh": m.what.zh} for m in self.missing
            ],
            "evidence": [{"en": e.what.en, "zh": e.what.zh, "source": source_dict(e.source)} for e in self.evidence],
            "exception": self.excused or None,
            "source": source_dict(self.rule.source),
        }  # fmt: skip


def source_dict(source: Source | NotStated) -> dict[str, Any] | None:
    """Return a source as plain data; None when it is not stated."""
    if isinstance(source, NotStated):
        return None
    return {
        "document": source.document, "fact": source.fact, "further": list(source.further),
        "locator": source.locator, "status": source.status.value,
    }  # fmt: skip
