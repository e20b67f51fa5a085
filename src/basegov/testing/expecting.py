"""What is expected of verdicts, held against what they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from basegov.errors import Location
from basegov.exact import read_number
from basegov.io.expectations import Answer, Expected, Lack
from basegov.io.templates import written
from basegov.quantities import Difference, Quantity
from basegov.rules.rule import Rule
from basegov.rules.verdicts import SetValue, Subject, Verdict
from basegov.texts import LANGUAGES, Language, Text, say
from basegov.values import Truth


@attrs.frozen
class Expectation:
    """One expected line with the rule that it means and its place in the file."""

    rule: Rule
    policy: str
    expected: Expected
    location: Location | None

    @property
    def key(self) -> tuple[str, str]:
        """Policy and id of the rule."""
        return self.policy, self.rule.id


@attrs.frozen(eq=False)
class Mismatch:
    """An expected line that the verdicts do not keep.

    Parameters
    ----------
    expectation : Expectation
        The line.
    what : Text
        What is wrong, in a sentence.
    verdicts : tuple of Verdict
        The answers that are not as expected; the first of them is shown whole.
    """

    expectation: Expectation
    what: Text
    verdicts: tuple[Verdict, ...] = ()

    def text(self, lang: Language = "en") -> str:
        """Return place, expected and found, and how the answer was derived."""
        zh = lang == "zh"
        where = f"{self.expectation.location}: " if self.expectation.location else ""
        rule = self.expectation.rule.id
        lines = [f"{where}{rule}{'：' if zh else ': '}{self.what.in_(lang)}"]
        lines.append(("  预期：" if zh else "  expected: ") + said(self.expectation.expected, lang))
        for verdict in self.verdicts[:1]:
            lines.append(("  实为：" if zh else "  found:    ") + shown(verdict, lang))
            lines += [f"    {line}" for line in verdict.explain(lang).splitlines()]
        others = self.verdicts[1:]
        if others:
            names = say(tuple(v.subject.name for v in others[:5]), lang) + (" …" if len(others) > 5 else "")
            lines.append(f"  另有：{len(others)} 个对象同样不符：{names}" if zh
                         else f"  also:     {len(others)} more subject(s): {names}")  # fmt: skip
        return "\n".join(lines)


def answer_of(verdict: Verdict) -> Answer:
    """Return the answer of a verdict, a warning apart from a violation."""
    return Answer.WARNING if verdict.is_warning else Answer(verdict.outcome.value)


_ANSWERS = {
    Answer.MET: Text("met", "符合"),
    Answer.VIOLATED: Text("violated", "违反"),
    Answer.WARNING: Text("warning", "提示"),
    Answer.UNDETERMINED: Text("undetermined", "待定"),
    Answer.NOT_APPLICABLE: Text("not applicable", "不适用"),
}


def said(expected: Expected, lang: Language) -> str:
    """Return what is expected in words."""
    zh = lang == "zh"
    parts = [_ANSWERS[expected.outcome].in_(lang)]
    named = (
        (Text("subject", "对象"), expected.subject),
        (Text("reason", "理由"), say(expected.reason, lang) or None),
        (Text("measured", "测得"), expected.measured),
        (Text("margin", "裕度"), expected.margin),
        (Text("missing", "缺少"), say(tuple(map(_lack, expected.missing)), lang) or None),
        (Text("count", "个数"), expected.count),
    )
    parts += [f"{label.in_(lang)} {written(value)}" for label, value in named if value is not None]
    if expected.only:
        parts.append("别无其他" if zh else "nothing else")
    return ("，" if zh else ", ").join(parts)


def shown(verdict: Verdict, lang: Language) -> str:
    """Return a verdict in one line: subject, answer and reason code, measured and margin."""
    zh = lang == "zh"
    parts = [f"{_ANSWERS[answer_of(verdict)].in_(lang)} [{verdict.reason.code}]"]
    for label, value in ((Text("measured", "测得"), verdict.measured), (Text("margin", "裕度"), verdict.margin)):
        if value is not None:
            parts.append(f"{label.in_(lang)} {say(value, lang)}")
    if verdict.missing:
        lacking = tuple(f"{m.subject} {m.field}" for m in verdict.missing[:3])
        parts.append(f"{'缺少' if zh else 'missing'} {say(lacking, lang)}")
    name = f"{verdict.subject.name} ({subject_id(verdict.subject)})"
    return name + ("：" if zh else ": ") + ("，" if zh else ", ").join(parts)


def _lack(lack: Lack) -> str:
    return lack.field if lack.subject is None else f"{lack.subject} {lack.field}"


def subject_id(subject: Subject) -> str:
    """Return the id of a subject, those of its parts joined by ``+``."""
    return "+".join((subject.id, *subject.parts))


def concerns(expected: Expected, verdict: Verdict) -> bool:
    """Whether a line speaks of the subject of a verdict."""
    subject = verdict.subject
    return expected.subject is None or expected.subject in (subject.id, subject.name, subject_id(subject))


def fits(expected: Expected, verdict: Verdict) -> bool:
    """Whether a verdict is what a line expects."""
    if answer_of(verdict) is not expected.outcome or not concerns(expected, verdict):
        return False
    if expected.reason and verdict.reason.code not in expected.reason:
        return False
    missing = {(m.subject, m.field) for m in verdict.missing}
    fields = {field for _, field in missing}
    for lack in expected.missing:
        if (lack.field not in fields) if lack.subject is None else ((lack.subject, lack.field) not in missing):
            return False
    return all(
        wanted is None or is_value(wanted, value)
        for wanted, value in ((expected.measured, verdict.measured), (expected.margin, verdict.margin))
    )


def is_value(wanted: Any, value: Any) -> bool:
    """Whether a value of a verdict is the one that a file writes; exact numbers may be written in any way."""
    if isinstance(value, Truth):
        return {True: Truth.TRUE, False: Truth.FALSE, "unknown": Truth.UNKNOWN}.get(wanted) is value
    if isinstance(value, SetValue) and isinstance(wanted, tuple | list):
        return any(sorted(map(str, wanted)) == sorted(one.in_(lang) for one in value.known) for lang in LANGUAGES)
    if isinstance(value, Difference):
        point = _point(str(wanted))
        if point is not None and value.is_exact:
            return point == value.low
    elif isinstance(value, Quantity):
        try:
            return type(value)(wanted) == value
        except (ValueError, TypeError):
            pass
    return value is not None and any(_bare(str(wanted)) == _bare(say(value, lang)) for lang in LANGUAGES)


def _bare(text: str) -> str:
    return text.replace(" ", "").replace(",", "").removeprefix("+")


def _point(text: str) -> Fraction | None:
    """Return the number that a text such as ``-0.01%``, ``+3`` or ``1/3`` is, without its unit."""
    text = text.strip().removeprefix("+").replace("−", "-")
    percent = text.endswith("%")
    try:
        return Fraction(read_number(text.rstrip("%"))) / (100 if percent else 1)
    except ValueError:
        return None


def mismatches(
    expectations: Sequence[Expectation], verdicts: Mapping[tuple[str, str], Sequence[Verdict]]
) -> tuple[Mismatch, ...]:
    """Hold the lines of a case against the verdicts of their rules, by the key of the rule.

    A line with a subject speaks of that subject, a line with a count of so many subjects; any other line speaks of
    every verdict of its rule of which no other line of the case speaks.
    """
    by_rule: dict[tuple[str, str], list[Expectation]] = {}
    for expectation in expectations:
        by_rule.setdefault(expectation.key, []).append(expectation)
    return tuple(
        mismatch for key, lines in by_rule.items() for mismatch in _of_rule(lines, tuple(verdicts.get(key, ())))
    )


def _of_rule(lines: Sequence[Expectation], verdicts: tuple[Verdict, ...]) -> Iterator[Mismatch]:
    as_expected = {id(v) for v in verdicts if any(fits(line.expected, v) for line in lines)}
    for line in lines:
        expected = line.expected
        about = [v for v in verdicts if concerns(expected, v)]
        good = [v for v in about if fits(expected, v)]
        bad = tuple(v for v in about if id(v) not in as_expected)
        if expected.count is not None:
            if len(good) != expected.count:
                what = Text(
                    f"expected of {expected.count} subject(s), found of {len(good)} of {len(about)}",
                    f"预期 {expected.count} 个对象如此，实为 {len(about)} 个中的 {len(good)} 个",
                )
                yield Mismatch(line, what, bad or tuple(v for v in about if v not in good))
                continue
        elif not about:
            subjects = tuple(subject_id(v.subject) for v in verdicts)
            few = say(subjects[:8], "en") or "none", say(subjects[:8], "zh") or "无"
            yield Mismatch(
                line, Text(f"nothing is said of it; subjects: {few[0]}", f"没有关于它的结论；对象有：{few[1]}")
            )
            continue
        else:
            if expected.subject is None:
                bad = tuple(v for v in bad if not any(_speaks_of(other.expected, v) for other in lines))
            if bad or not good:
                yield Mismatch(line, Text("the answer is not as expected", "结论与预期不符"), bad or tuple(about))
                continue
        if expected.only:
            rest = tuple(v for v in verdicts if id(v) not in as_expected)
            if rest:
                yield Mismatch(line, Text("something else is said too", "另有其他结论"), rest)


def _speaks_of(expected: Expected, verdict: Verdict) -> bool:
    return expected.subject is not None and concerns(expected, verdict)
