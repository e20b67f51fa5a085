"""Rules over honours, awards, bonuses and assessment of staff: who is due what, and how much."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from basegov.quantities import Count, Difference, Yuan
from basegov.reforms.changes import Change
from basegov.rules.functions import Findings
from basegov.rules.nodes import NodeRule, as_meant, meant_by
from basegov.rules.requirements import Bound, Holds, NoneOf, Requirement
from basegov.rules.rule import Measure, Rule, Scope, rule, subject_of
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue, Subject
from basegov.structure.appraisal import Period
from basegov.structure.employment import service_years
from basegov.structure.factors import as_yuan
from basegov.structure.functions import lists_all_about
from basegov.structure.honours import BonusPool, BonusShare, Honour, StaffAssessment
from basegov.structure.pay import NOT_NEGATIVE
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.terms import LEVELS, Level
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth, as_words


@rule(en="honour for years of service", zh="年限荣誉")
@attrs.frozen(kw_only=True)
class HonourDue(NodeRule):
    """Whoever has served so many full years without a break must hold an honour.

    Predicate: ``full years without a break >= years implies the honour is held``; exactly so many years are enough, and
    a merger of places breaks no service. Of people with fewer years the rule says nothing. *Undetermined* while spells
    of service or honours that may not be listed decide it, or the structure has no date.

    Parameters
    ----------
    staff : Selector
        Of whom it speaks.
    years : Count
        How many full years.
    honour : str
        Which honour.

    Notes
    -----
    Used by WH-040 (20 years, certificate) and WH-041 (30 years, medal).
    """

    staff: Selector = attrs.field(converter=as_selector)
    years: Count = attrs.field(converter=Count)
    honour: str

    @property
    def selector(self) -> Selector:
        """The people."""
        return self.staff

    @property
    def measure(self) -> Measure:
        """Whether the honour is held."""
        return Measure("honour_held", "truth", Text(f"{self.honour} held", f"已获{self.honour}"))

    @property
    def requirement(self) -> Requirement:
        """It is."""
        years = self.years
        return Holds(
            Text(f"{self.honour} held after {years} full years", f"连续满{years.text('zh')}年者已获{self.honour}"),
            "honour_not_given",
        )

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return whether a person who is due the honour holds it."""
        served = service_years(structure, node.id, structure.date)
        due = served.within(Count.between(self.years.low, None))
        held = any(h.honour == self.honour for h in structure.where(Honour, holder=node.id))
        answer = Truth.of(True) if held else Truth.UNKNOWN
        if not held and lists_all_about(structure, node.id, "honour"):
            answer = Truth.FALSE
        missing = []
        if due is Truth.UNKNOWN:
            words = Text(f"how long {node.label} has served without a break", f"{node.label}连续任职的年限")
            missing.append(Missing(node.id, "service_spells", words))
        if answer is Truth.UNKNOWN:
            words = Text(f"the honours of {node.label}", f"{node.label}所获荣誉")
            missing.append(Missing(node.id, "honours", words))
        said = Text(f"{served.text('en')} full years without a break", f"连续满 {served.text('zh')} 年")
        applies = Truth.TRUE if held and due is Truth.UNKNOWN else due
        return Measurement(
            value=answer, applies=applies, missing=tuple(missing), detail=said, evidence=(Evidence(said, node.source),)
        )


def _level(value: Any) -> Level | None:
    return LEVELS[value] if isinstance(value, str) else value


@rule(en="limit of an award", zh="奖励上限")
@attrs.frozen(kw_only=True)
class AwardWithin(Rule):
    """An award must not exceed a limit, and must rest on a commendation of a certain level or higher.

    Predicate, award by award: ``amount <= at_most and level of the commendation >= level``. *Undetermined* while the
    amount or the level is not stated, or awards may not all be listed.

    Parameters
    ----------
    holder : Selector
        Who holds it: staff, communities.
    honour : str
        Which award.
    at_most : Yuan, optional
        The limit.
    level : Level, optional
        The lowest level of the commendation.

    Notes
    -----
    Used by WH-042 (a community, at most 100,000 yuan), WH-043 (a worker, at most 50,000) and WH-044 (municipal or
    higher).
    """

    holder: Selector = attrs.field(converter=as_selector)
    honour: str
    at_most: Yuan | NotStated = attrs.field(default=NOT_STATED, converter=as_yuan)
    level: Level | None = attrs.field(default=None, converter=_level)

    @property
    def scope(self) -> Scope:
        """Each award."""
        each = Text(f"{self.honour} of {self.holder.text('en')}", f"{self.holder.text('zh')}的{self.honour}")
        return Scope(None, each)

    @property
    def measure(self) -> Measure:
        """What is wrong with it."""
        return Measure("award_outside", "set", Text("what goes beyond the award", "超出奖励规定之处"))

    @property
    def requirement(self) -> Requirement:
        """There must be nothing."""
        return NoneOf(Text("award beyond its limits", "超出规定的奖励"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield what is found of each award, and of holders of whom it is not known whether they have one."""
        structure = world if isinstance(world, Structure) else world.after
        unknown: list[Node] = []
        for node, unstated in meant_by(self.holder, structure):
            held = [h for h in structure.where(Honour, holder=node.id) if h.honour == self.honour]
            for honour in held:
                yield subject_of(node), as_meant(self._award(node, honour), unstated)
            if not held and not lists_all_about(structure, node.id, "honour"):
                unknown.append(node)
        listed = self.holder.lists_all(structure)
        if unknown or not listed:
            words = Text(f"whether they hold {self.honour}, and how much", f"是否获得{self.honour}及其金额")
            name = f"{self.holder.text('zh')}（{len(unknown)}）" if listed else self.holder.text("zh")
            subject = Subject(structure.id, name, tuple(node.id for node in unknown))
            missing = (Missing(structure.id, "honours", words),)
            yield subject, Measurement(value=SetValue(possible=(words,)), missing=missing, applies=Truth.UNKNOWN)

    def _award(self, node: Node, honour: Honour) -> Measurement:
        found = Findings()
        amount = NOT_NEGATIVE if isinstance(honour.amount, NotStated) else honour.amount
        if isinstance(self.at_most, Yuan):
            limit = self.at_most.downwards()
            words = Text(
                f"{amount} is above {self.at_most}", f"{amount.text('zh')}高于{self.at_most.text('zh')}"
            )  # fmt: skip
            what = Text(f"the amount of {self.honour} of {node.label}", f"{node.label}所获{self.honour}的金额")
            found.add(amount.within(limit).negated, words, Missing(node.id, "amount", what))
        if self.level is not None:
            level = honour.level
            answer = Truth.UNKNOWN if isinstance(level, NotStated) else Truth.of(not level.at_least(self.level))
            words = Text(f"a commendation of the level: {level.text('en')}", f"表彰级别：{level.text('zh')}")
            what = Text(f"the level of the commendation of {node.label}", f"{node.label}所获表彰的级别")
            found.add(answer, words, Missing(node.id, "level", what))
        if self.level is None and not isinstance(self.at_most, Yuan):
            words = Text("the limit that the clause sets", "条款规定的上限")
            found.add(Truth.UNKNOWN, words, Missing(self.id, "at_most", words))
        found.evidence.append(Evidence(Text(honour.honour, honour.honour), honour.source))
        return found.measurement


@rule(en="bonus pool paid out", zh="奖金总额分配到位")
@attrs.frozen(kw_only=True)
class BonusPaidOut(NodeRule):
    """What a unit divides among its staff must come to the total that it was allotted.

    Predicate: ``sum of shares of the year - total = 0``; where all pools are listed and there is none, the total is
    zero. *Undetermined* while the total or a share is not stated, or the shares may not all be listed.

    Parameters
    ----------
    unit : Selector
        The units.
    year : int
        The year.

    Notes
    -----
    Used by XZ-063 (the total by standard is allotted, each street divides it by its own method).
    """

    unit: Selector = attrs.field(converter=as_selector)
    year: int

    @property
    def selector(self) -> Selector:
        """The units."""
        return self.unit

    @property
    def measure(self) -> Measure:
        """By how much it differs."""
        return Measure("bonus_left", "yuan", Text("shares less the allotted total", "已分配与总额的差额"))

    @property
    def requirement(self) -> Requirement:
        """By nothing."""
        return Bound(Difference.build(0, 0, kind=Yuan))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return by how much the shares differ from the total."""
        pool = structure.find_record(BonusPool, (BonusPool, node.id, self.year))
        listed = lists_all_about(structure, node.id, "bonus_pool")
        shares = structure.where(BonusShare, unit=node.id, year=self.year)
        if pool is None and listed and not shares:
            words = Text("no bonus is allotted", "未核拨奖金总额")
            return Measurement(value=Yuan(0).minus(Yuan(0)), applies=Truth.FALSE, detail=words)
        missing = []
        total = Yuan(0) if pool is None and listed else NOT_NEGATIVE
        if pool is not None and isinstance(pool.total, Yuan):
            total = pool.total
        if not total.is_exact:
            words = Text(f"the bonus total of {node.label}", f"{node.label}的奖金总额")
            missing.append(Missing(node.id, "bonus_pools", words))
        paid = Yuan.total(NOT_NEGATIVE if isinstance(s.amount, NotStated) else s.amount for s in shares)
        if not lists_all_about(structure, node.id, "bonus_share"):
            paid = paid.upwards()
        if not paid.is_exact:
            words = Text(f"who was given how much in {node.label}", f"{node.label}的奖金分配")
            missing.append(Missing(node.id, "bonus_shares", words))
        return Measurement(value=paid.minus(total), missing=tuple(missing))


@rule(en="assessed regularly and annually", zh="平时考核与年度考核")
@attrs.frozen(kw_only=True)
class StaffAssessed(NodeRule):
    """Everyone must be assessed in certain rounds, and the results must count for certain uses.

    Predicate: for each round asked for there is an assessment of the person, of a unit that contains the person, in
    that round, the uses of all of them together containing `uses`. *Undetermined* while an assessment that may not be
    listed, its round or its uses decide it.

    Parameters
    ----------
    staff : Selector
        People, or groups of them.
    regular : bool
        Whether a round shorter than a year is asked for.
    annual : bool
        Whether the round of a year is asked for.
    uses : tuple of str
        What the results must count for.

    Notes
    -----
    Used by XZ-032 (regular and annual assessment), XZ-033 (honours, grade, post) and BA-034 (performance assessment).
    """

    staff: Selector = attrs.field(converter=as_selector)
    regular: bool = True
    annual: bool = True
    uses: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def selector(self) -> Selector:
        """The people."""
        return self.staff

    @property
    def measure(self) -> Measure:
        """What is lacking."""
        return Measure("assessments_lacking", "set", Text("assessments and uses lacking", "缺少的考核或用途"))

    @property
    def requirement(self) -> Requirement:
        """There must be nothing."""
        return NoneOf(Text("assessment or use lacking", "缺少的考核或用途"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return what is lacking in the assessments of a person."""
        found = Findings()
        scopes = (node.id, *(container.id for container in structure.ancestors(node.id)))
        held = [a for scope in scopes for a in structure.where(StaffAssessment, subject=scope)]
        rest = Truth.FALSE if lists_all_about(structure, node.id, "staff_assessment") else Truth.UNKNOWN
        open_round = Truth.any(Truth.UNKNOWN for a in held if isinstance(a.period, NotStated))
        what = Text(f"how {node.label} is assessed", f"{node.label}的考核办法")
        missing = Missing(node.id, "staff_assessments", what)
        for wanted, words, annual in (
            (self.regular, Text("regular assessment", "平时考核"), False),
            (self.annual, Text("annual assessment", "年度考核"), True),
        ):
            if wanted:
                there = any(isinstance(a.period, Period) and (a.period is Period.ANNUAL) is annual for a in held)
                found.add(Truth.any((Truth.of(there), open_round, rest)).negated, words, missing)
        for use in self.uses:
            uses = [Truth.UNKNOWN if isinstance(a.uses, NotStated) else Truth.of(use in a.uses) for a in held]
            words = Text(f"use of the results for {use}", f"结果用于 {use}")
            found.add(Truth.any((*uses, rest)).negated, words, missing)
        found.evidence += [Evidence(Text(str(a.period), str(a.period)), a.source) for a in held]
        return found.measurement
