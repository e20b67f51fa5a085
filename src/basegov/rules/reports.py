"""The answers of many rules together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from basegov.dates import Date
from basegov.rules.verdicts import Outcome, Verdict
from basegov.texts import Language, Text
from basegov.values import NotStated


@attrs.frozen
class Contradiction:
    """Clauses (and recorded facts) that cannot all be kept: named, not computed into nonsense.

    Parameters
    ----------
    subject : str
        Id of the node about which they speak.
    rules : tuple of str
        Ids of the clauses.
    words : Text
        Why they cannot be kept together, with the figures.
    """

    subject: str
    rules: tuple[str, ...]
    words: Text

    def text(self, lang: Language = "en") -> str:
        """Return the contradiction in words."""
        return self.words.in_(lang)


@attrs.frozen(repr=False)
class Report:
    """The verdicts of a check.

    Parameters
    ----------
    title : Text
        What was judged by what.
    verdicts : tuple of Verdict
        Every verdict, in the order of the rules.
    on : Date, optional
        The day for which the rules were asked.
    contradictions : tuple of Contradiction
        Clauses that cannot all be kept.
    """

    title: Text
    verdicts: tuple[Verdict, ...]
    on: Date | NotStated
    contradictions: tuple[Contradiction, ...] = ()

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.verdicts)

    def __len__(self) -> int:
        return len(self.verdicts)

    @property
    def violated(self) -> tuple[Verdict, ...]:
        """Binding clauses that are broken."""
        return tuple(v for v in self.verdicts if v.is_violation)

    @property
    def warnings(self) -> tuple[Verdict, ...]:
        """Clauses that are not kept but do not bind, or have a recorded exception."""
        return tuple(v for v in self.verdicts if v.is_warning)

    @property
    def undetermined(self) -> tuple[Verdict, ...]:
        """Questions that the known facts leave open."""
        return self._with(Outcome.UNDETERMINED)

    @property
    def met(self) -> tuple[Verdict, ...]:
        """Clauses that are kept."""
        return self._with(Outcome.MET)

    @property
    def not_applicable(self) -> tuple[Verdict, ...]:
        """Clauses that have nothing to say here."""
        return self._with(Outcome.NOT_APPLICABLE)

    def _with(self, outcome: Outcome) -> tuple[Verdict, ...]:
        return tuple(v for v in self.verdicts if v.outcome is outcome)

    @property
    def counts(self) -> dict[str, int]:
        """Number of verdicts by what they say."""
        return {
            "violated": len(self.violated), "warning": len(self.warnings), "undetermined": len(self.undetermined),
            "met": len(self.met), "not_applicable": len(self.not_applicable),
        }  # fmt: skip

    def of_rule(self, rule_id: str) -> tuple[Verdict, ...]:
        """Return the verdicts of one rule."""
        return tuple(v for v in self.verdicts if v.rule.id == rule_id)

    def most_telling(self) -> Verdict | None:
        """Return the verdict that a reader should see first: violations, warnings, what is open, what is kept."""
        for group in (self.violated, self.warnings, self.undetermined, self.met, self.not_applicable):
            if group:
                return next((v for v in group if v.margin is not None), group[0])
        return None

    def explain(self, lang: Language = "en") -> str:
        """Return every verdict that asks for attention, for people."""
        return "\n\n".join(v.explain(lang) for v in (*self.violated, *self.warnings, *self.undetermined))

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one flat row for each verdict, ready for a data frame."""
        return [
            {
                "rule": v.rule.id, "subject": v.subject.id, "name": v.subject.name, "outcome": v.outcome.value,
                "severity": "warning" if v.is_warning else "violation" if v.is_violation else None,
                "reason": v.reason.code,
                "measured": None if v.measured is None else v.measured.text("en"),
                "required": None if v.required is None else v.required.text("en"),
                "margin": None if v.margin is None else v.margin.text("en"),
                "missing": "; ".join(m.text("en") for m in v.missing),
                "source": None if isinstance(v.rule.source, NotStated) else v.rule.source.text("en"),
            }
            for v in self.verdicts
        ]  # fmt: skip

    def __repr__(self) -> str:
        words = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in self.counts.items() if count)
        return f"<Report {self.title.en}: {words or 'nothing to judge'}>"
