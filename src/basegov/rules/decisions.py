"""What a gate answers to one request, as data."""

from __future__ import annotations

import enum

import attrs

from basegov.rules.verdicts import Evidence, Missing, Reason, Subject
from basegov.texts import Language
from basegov.values import Truth


class Answer(enum.Enum):
    """What the gate says to a request."""

    ADMIT = "admit"
    REFUSE = "refuse"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not applicable"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the answer."""
        zh = {"admit": "准入", "refuse": "拒绝", "undetermined": "待定", "not applicable": "不适用"}
        return zh[self.value] if lang == "zh" else self.value


@attrs.frozen(kw_only=True)
class Decision:
    """The answer of a gate to one request, with every reason and every missing fact.

    Parameters
    ----------
    subject : Subject
        The request, or the item performed without one.
    answer : Answer
        Admit, refuse, undetermined; not applicable where the gate does not stand before the receiver.
    reasons : tuple of Reason
        Grounds for refusal that are known; of an admission, why it passes.
    possible : tuple of Reason
        Grounds for refusal that hang on missing facts.
    missing : tuple of Missing
        The facts on which these hang.
    evidence : tuple of Evidence
        Recorded facts on which the answer rests.
    may_refuse : Truth
        Whether the receiver may refuse: it has the right, and there is a ground.
    """

    subject: Subject
    answer: Answer
    reasons: tuple[Reason, ...] = ()
    possible: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    may_refuse: Truth = Truth.UNKNOWN

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the reasons."""
        return tuple(reason.code for reason in self.reasons)

    def text(self, lang: Language = "en") -> str:
        """Return the answer with all reasons and what is missing, one a line."""
        zh = lang == "zh"
        rows = [f"{self.subject.text(lang)}{'：' if zh else ': '}{self.answer.text(lang)}"]
        rows += [f"  {reason.code}{'：' if zh else ': '}{reason.text(lang)}" for reason in self.reasons]
        maybe = "可能 " if zh else "possibly "
        rows += [f"  {maybe}{reason.code}{'：' if zh else ': '}{reason.text(lang)}" for reason in self.possible]
        rows += [f"  {'缺少：' if zh else 'missing: '}{missing.text(lang)}" for missing in self.missing]
        return "\n".join(rows)
