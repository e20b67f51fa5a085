"""The rule: a measure over a scope that must lie in a requirement, with force, validity, jurisdiction and source."""

from __future__ import annotations

import abc
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeVar

import attrs

from basegov.casework.traces import Trace
from basegov.dates import ALWAYS, Date, DateRange
from basegov.diagnostics.selections import NO_SUCH_FIELD
from basegov.diagnostics.structures import NO_SUCH_KIND
from basegov.errors import NotFoundError
from basegov.expecting import expect
from basegov.rules.requirements import Requirement
from basegov.rules.verdicts import Measurement, Missing, Outcome, Reason, Subject, Verdict
from basegov.sources import Source
from basegov.structure.records import Node, is_same_class, snake
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import District, Unit
from basegov.terms import Force
from basegov.texts import LANGUAGES, NO_TEXT, Language, Text
from basegov.values import NOT_STATED, NotStated, Truth

if TYPE_CHECKING:
    from basegov.reforms.changes import Change

T = TypeVar("T", bound="type[Rule]")
World = "Structure | Change | Trace"
_Aside = tuple[Outcome, Reason, tuple[Missing, ...]]
Judges = Literal["structure", "change", "merger", "trace"]
"""What a rule judges: a structure, a change, mergers (of a change or a proposal alike), or the log of cases."""


SET_ASIDE: Final = frozenset(
    {
        "judges_a_change", "judges_a_trace", "outside_jurisdiction", "jurisdiction_unknown", "not_in_force",
        "validity_unknown", "date_unknown",
    }
)  # fmt: skip
"""Reason codes of a rule that is not asked, or of which it is not known whether it is to be asked."""


@attrs.frozen
class Scope:
    """What a rule is about, as data.

    Parameters
    ----------
    selector : Selector, optional
        The nodes it speaks of; None when it speaks of something else, such as the mergers of a change.
    each : Text
        One subject in words: "each dispatched agency", "each merger".
    """

    selector: Selector | None
    each: Text

    def text(self, lang: Language = "en") -> str:
        """Return the scope in words."""
        return self.each.in_(lang)


@attrs.frozen
class Measure:
    """What a rule measures, as data.

    Parameters
    ----------
    name : str
        The word for it in data.
    unit : str
        Unit of the value: ``share``, ``count``, ``yuan``, ``km2``, ``set``, ``truth``.
    what : Text
        What is measured in words.
    """

    name: str
    unit: str
    what: Text

    def text(self, lang: Language = "en") -> str:
        """Return the measure in words."""
        return self.what.in_(lang)


_MEETS = Reason("meets", Text("the requirement is met", "符合要求"))


@attrs.frozen(kw_only=True)
class Rule(abc.ABC):
    """A clause that can be checked.

    A rule class gives `scope`, `measure` and `requirement` as data, the subjects it finds, and the measurement of one
    of them. Everything else - force, dates, jurisdiction, three-valued answers, margins - is the same for all rules.

    Parameters
    ----------
    id : str
        Name of the rule within its policy.
    clause : Text
        What the document says, in our own words.
    force : Force
        How strictly it binds; a rule that does not bind warns.
    valid : DateRange
        From when until when it is in force.
    jurisdiction : str, optional
        Division code, or the beginning of one, of the area it is made for; not stated: everywhere.
    source : Source, optional
        Document and fact on which it rests.
    reading : Text
        The reading chosen where the text leaves several, and what was left out.
    """

    id: str = ""
    clause: Text = NO_TEXT
    force: Force = Force.MUST
    valid: DateRange = ALWAYS
    jurisdiction: str | NotStated = NOT_STATED
    source: Source | NotStated = NOT_STATED
    reading: Text = NO_TEXT

    judges: ClassVar[Judges] = "structure"
    beside: ClassVar[frozenset[str]] = frozenset()
    """Fields on which no verdict hangs: they answer other questions that can be put to the rule."""

    # what a rule class gives

    @property
    @abc.abstractmethod
    def scope(self) -> Scope:
        """What the rule is about."""

    @property
    @abc.abstractmethod
    def measure(self) -> Measure:
        """What is measured."""

    @property
    @abc.abstractmethod
    def requirement(self) -> Requirement:
        """What the measure must come to."""

    @abc.abstractmethod
    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield every subject with what is measured of it."""

    def measurements_on(
        self, world: Structure | Change, day: Date | NotStated
    ) -> Iterator[tuple[Subject, Measurement]]:
        """Yield every subject with what is measured of it, asked on a day; for rules in which the day plays a part."""
        return self.measurements(world)

    def measurements_in(self, trace: Trace, day: Date | NotStated) -> Iterator[tuple[Subject, Measurement]]:
        """Yield every subject with what is measured of it where a trace is judged: in its structure."""
        return self.measurements_on(trace.structure, day)

    # what all rules do

    def check(
        self, world: Structure | Change | Trace, on: Date | str | None = None, *, everywhere: bool = False
    ) -> tuple[Verdict, ...]:
        """Judge a structure, a change, a proposal or a trace.

        Parameters
        ----------
        world : Structure, Change or Trace
            What is judged. Rules over a change answer *not applicable* for a structure and for a proposal (a change of
            which nothing is done yet), rules over mergers for a structure, rules over a trace for all but a trace;
            rules over a structure judge the structure after the change, which for a proposal is the structure as it
            stands, and of a trace the structure on which it ran.
        on : Date or str, optional
            The day on which the rule is asked; the date of the structure (after the change) when left out.
        everywhere : bool
            Ask as if the rule were in force here, although its jurisdiction is another one.

        Returns
        -------
        tuple of Verdict
            One for each subject; one for the rule as a whole where it has no subject to speak of.

        Raises
        ------
        NotFoundError
            When the rule speaks of a kind of record, or a field of it, that does not exist.
        """
        on = None if on is None else Date(on)
        structure = structure_of(world)
        whole = Subject(structure.id, structure.name.in_("zh"))
        aside = self.set_aside(world, on, everywhere=everywhere)
        if aside is not None:
            return (aside,)
        day = structure.date if on is None else on
        wanted = self.requirement
        try:
            measured = (
                self.measurements_in(world, day) if isinstance(world, Trace) else self.measurements_on(world, day)
            )
            found = tuple(self.judge(subject, value, wanted) for subject, value in measured)
            return found + self._rest(structure, whole, found=bool(found))
        except NotFoundError as error:
            if any(diagnostic.kind in (NO_SUCH_KIND, NO_SUCH_FIELD) for diagnostic in error.diagnostics):
                raise
            return (self._lacking(structure, whole, error),)

    def _lacking(self, structure: Structure, whole: Subject, error: NotFoundError) -> Verdict:
        """Answer where the structure does not have a node that the rule names."""
        words = Text(*("; ".join(d.message(lang) for d in error.diagnostics) for lang in LANGUAGES))
        missing = (Missing(structure.id, "scope", words),)
        reason = Reason("scope_not_found", words)
        return Verdict(rule=self, subject=whole, outcome=Outcome.UNDETERMINED, reason=reason, missing=missing)

    def set_aside(
        self, world: Structure | Change | Trace, on: Date | None = None, *, everywhere: bool = False
    ) -> Verdict | None:
        """Return the verdict with which the rule is not asked here or on this day at all; None when it is asked."""
        structure = structure_of(world)
        why = self._set_aside(world, structure, on, everywhere=everywhere)
        if why is None:
            return None
        whole = Subject(structure.id, structure.name.in_("zh"))
        return Verdict(rule=self, subject=whole, outcome=why[0], reason=why[1], missing=why[2])

    def judge(self, subject: Subject, found: Measurement, wanted: Requirement | None = None) -> Verdict:
        """Return the verdict that follows from a measurement; `wanted` spares building the requirement once more."""
        wanted = self.requirement if wanted is None else wanted
        if found.applies is Truth.FALSE:
            return Verdict(
                rule=self, subject=subject, outcome=Outcome.NOT_APPLICABLE, evidence=found.evidence,
                reason=Reason("does_not_apply", found.detail or Text("the rule does not apply", "规则不适用")),
            )  # fmt: skip
        if found.contradiction is not None:
            reason = Reason("contradictory_facts", found.contradiction)
            return Verdict(
                rule=self, subject=subject, outcome=Outcome.UNDETERMINED, reason=reason, required=wanted,
                missing=found.missing, evidence=found.evidence,
            )  # fmt: skip
        truth = wanted.judge(found.value)
        outcome = Outcome.of(truth) if found.applies is Truth.TRUE else Outcome.UNDETERMINED
        missing = found.missing if outcome is Outcome.UNDETERMINED else ()
        if outcome is Outcome.UNDETERMINED and not wanted.is_stated:
            missing = (*missing, self._missing_parameter())
        if outcome is Outcome.MET:
            reason = _MEETS
        else:
            reason = wanted.failure(found.value) if outcome is Outcome.VIOLATED else self._why_open(wanted)
        return Verdict(
            rule=self,
            subject=subject,
            outcome=outcome,
            reason=reason,
            measured=found.value,
            required=wanted,
            evidence=found.evidence,
            margin=wanted.margin(found.value),
            missing=missing,
            detail=found.detail,
            excused=found.excused if outcome is Outcome.VIOLATED else "",
        )

    def _why_open(self, wanted: Requirement) -> Reason:
        if not wanted.is_stated:
            return Reason("requirement_not_stated", Text("the document gives no number", "文件未载明数值"))
        return Reason("facts_missing", Text("it depends on facts that are not stated", "取决于未载明的事实"))

    def _missing_parameter(self) -> Missing:
        return Missing(self.id, self.measure.name, Text("the number that the clause requires", "条款要求的数值"))

    def _set_aside(
        self, world: Structure | Change | Trace, structure: Structure, on: Date | None, *, everywhere: bool
    ) -> _Aside | None:
        """Return why the rule is not asked at all, or None: made for another place, another time, another world."""
        whys = (None if everywhere else self._not_here(structure), self._not_now(structure, on))
        for why in whys:
            if why is not None and why[0] is Outcome.NOT_APPLICABLE:
                return why
        if self.judges == "trace" and not isinstance(world, Trace):
            words = Text("the rule judges a trace: give the log of cases too", "该规则评判办件轨迹：请同时给出办件记录")
            return Outcome.NOT_APPLICABLE, Reason("judges_a_trace", words), ()
        if self.judges not in world_kinds(world):
            words = Text("the rule judges a change: give a reform too", "该规则评判变更：请同时给出改革方案")
            return Outcome.NOT_APPLICABLE, Reason("judges_a_change", words), ()
        return whys[0] or whys[1]

    def _not_here(self, structure: Structure) -> _Aside | None:
        if isinstance(self.jurisdiction, NotStated):
            return None
        codes = codes_of(structure)
        if not codes:
            words = Text(
                f"made for {self.jurisdiction}, and the code of {structure.id} is not stated",
                f"适用于 {self.jurisdiction}，而 {structure.id} 的区划代码未载明",
            )
            return Outcome.UNDETERMINED, Reason("jurisdiction_unknown", words), (Missing(structure.id, "code", words),)
        if any(code.startswith(self.jurisdiction) for code in codes):
            return None
        words = Text(
            f"made for {self.jurisdiction}, asked in {codes[0]}", f"适用于 {self.jurisdiction}，所问为 {codes[0]}"
        )
        return Outcome.NOT_APPLICABLE, Reason("outside_jurisdiction", words), ()

    def _not_now(self, structure: Structure, on: Date | None) -> _Aside | None:
        day = on if on is not None else structure.date
        if self.valid.is_always:
            return None
        if isinstance(day, NotStated):
            words = Text("the date of the structure is not stated", "结构的日期未载明")
            return Outcome.UNDETERMINED, Reason("date_unknown", words), (Missing(structure.id, "date", words),)
        in_force = self.valid.contains(day)
        if in_force is Truth.TRUE:
            return None
        words = Text(
            f"in force {self.valid.text('en')}, asked on {day}", f"有效期{self.valid.text('zh')}，所问日期为 {day}"
        )
        if in_force is Truth.FALSE:
            return Outcome.NOT_APPLICABLE, Reason("not_in_force", words), ()
        return Outcome.UNDETERMINED, Reason("validity_unknown", words), (Missing(self.id, "valid", words),)

    def _rest(self, structure: Structure, whole: Subject, *, found: bool) -> tuple[Verdict, ...]:
        """Answer for subjects that the structure does not list."""
        selector = self.scope.selector
        if selector is None:
            return () if found else (self._nothing_to_judge(whole),)
        unlisted = selector.select(structure).unlisted
        if unlisted is not None and unlisted.high != 0:
            en, zh = selector.text("en"), selector.text("zh")
            more = unlisted.text
            words = Text(f"{more('en')} more ({en}) are not listed", f"另有 {more('zh')} 个{zh}未列出")
            if unlisted.says_nothing:
                words = Text(f"there may be more ({en}) than are listed", f"可能另有{zh}未列出，数量未载明")
            missing = (Missing(structure.id, selector.kind, words),)
            reason = Reason("not_all_listed", words)
            return (Verdict(rule=self, subject=whole, outcome=Outcome.UNDETERMINED, reason=reason, missing=missing),)
        if found:
            return ()
        settled = self.judges != "structure" or selector.lists_all(structure)
        return (self._nothing_to_judge(whole) if settled else self._none_listed(structure, whole),)

    def _none_listed(self, structure: Structure, whole: Subject) -> Verdict:
        """Answer where no subject is listed and nothing says that there is none: that is not known."""
        en, zh = self.scope.text("en"), self.scope.text("zh")
        words = Text(f"no {en} is listed, and whether there is one is not stated", f"未列出{zh}，也未载明是否存在")
        missing = (Missing(structure.id, self.scope.selector.kind if self.scope.selector else "subject", words),)
        reason = Reason("none_listed", words)
        return Verdict(rule=self, subject=whole, outcome=Outcome.UNDETERMINED, reason=reason, missing=missing)

    def _nothing_to_judge(self, whole: Subject) -> Verdict:
        words = Text(f"there is no {self.scope.text('en')}", f"没有{self.scope.text('zh')}")
        return Verdict(rule=self, subject=whole, outcome=Outcome.NOT_APPLICABLE, reason=Reason("no_subject", words))

    def describe(self, lang: Language = "en") -> str:
        """Return the clause in words: the document's sense, or the three parts of the rule."""
        clause = self.clause.in_(lang)
        if clause:
            return clause
        # a prohibition is kept by what the requirement says, as a duty is
        force = (Force.MUST if self.force is Force.MUST_NOT else self.force).text(lang)
        scope, measure, wanted = self.scope.text(lang), self.measure.text(lang), self.requirement.text(lang)
        return f"{scope}：{measure}{force}{wanted}" if lang == "zh" else f"{scope}: {measure} {force} be {wanted}"


@attrs.frozen
class RuleType:
    """A registered rule class: the word for it in files, and its label."""

    name: str
    cls: type[Rule]
    label: Text


RULE_TYPES: dict[str, RuleType] = {}
"""Every registered rule class by the word for it in policy files."""


def rule(*, en: str, zh: str) -> Callable[[T], T]:
    """Register a rule class under its name in snake case, so that policies can use it."""

    def register(cls: T) -> T:
        name = snake(cls.__name__)
        if name in RULE_TYPES and not is_same_class(RULE_TYPES[name].cls, cls):
            raise ValueError(f"the rule name {name!r} is taken")
        RULE_TYPES[name] = RuleType(name, cls, Text(en, zh))
        return cls

    return register


def rule_name(rule: Rule | type[Rule]) -> str:
    """Return the word for a rule's class in policy files."""
    return snake((rule if isinstance(rule, type) else type(rule)).__name__)


def world_kinds(world: Structure | Change | Trace) -> tuple[Judges, ...]:
    """Return which rules can judge a world: those over a structure always, others where there is what they judge."""
    if isinstance(world, Structure):
        return ("structure",)
    if isinstance(world, Trace):
        return ("structure", "trace")
    return ("structure", "merger") if world.is_proposal else ("structure", "merger", "change")


def structure_of(world: Structure | Change | Trace) -> Structure:
    """Return the structure of a world: itself, the one after the change, or the one on which the trace ran."""
    if isinstance(world, Structure):
        return world
    if isinstance(world, Trace):
        return world.structure
    from basegov.reforms.changes import Change

    expect(world, Structure, Change, Trace)
    return world.after


def codes_of(structure: Structure) -> tuple[str, ...]:
    """Return the division codes of the topmost units of a structure."""
    districts: Iterable[Unit] = structure.records(District) or structure.records(Unit)
    return tuple(unit.code for unit in districts if isinstance(unit.code, str))


def subject_of(node: Node, *parts: Node) -> Subject:
    """Return a node as the subject of a verdict, with further nodes that belong to the question."""
    name = " × ".join(n.label for n in (node, *parts))
    return Subject(node.id, name, tuple(part.id for part in parts))
