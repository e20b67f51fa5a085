"""Steps over honours, awards, bonuses and the assessment of staff."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import attrs

from basegov.dates import Date
from basegov.diagnostics.pay import AWARD_NOT_ADMITTED, BONUS_NOT_DIVIDED
from basegov.diagnostics.rules import NOTHING_SELECTED
from basegov.quantities import Count, Number, Yuan
from basegov.reforms.events import Event
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.appraisal import Period, as_period
from basegov.structure.employment import service_years
from basegov.structure.factors import as_yuan
from basegov.structure.headcounts import people_in
from basegov.structure.honours import BonusPool, BonusShare, Honour, StaffAssessment
from basegov.structure.records import Record
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.terms import LEVELS, Level
from basegov.texts import Text
from basegov.values import EMPTY, NOT_STATED, FrozenMap, NotStated, Truth, stated_words


@attrs.frozen(kw_only=True)
class HonourGiven(Event):
    """An honour or award was given.

    Parameters
    ----------
    holder : str
        To whom.
    honour : str
        Which.
    amount : Yuan, optional
        Money that goes with it.
    """

    holder: str
    honour: str
    amount: Yuan | NotStated = NOT_STATED

    @property
    def words(self) -> Text:
        """The event in words."""
        en, zh = (
            ("", "") if isinstance(self.amount, NotStated) else (f" ({self.amount})", f"（{self.amount.text('zh')}）")
        )
        return Text(f"{self.holder} was given {self.honour}{en}", f"{self.holder} 获得 {self.honour}{zh}")


@step(en="give honours for years of service", zh="授予年限荣誉")
@attrs.frozen(kw_only=True)
class AwardHonours(Step):
    """Give an honour to everyone who has served so many full years without a break and does not hold it yet.

    People of whom it is not known whether they have, are left out.

    Parameters
    ----------
    staff : Selector
        Among whom.
    years : Count
        How many full years; exactly so many are enough.
    honour : str
        Which honour.
    date : Date, optional
        The day on which it is given, and years are counted; that of the structure where it is left out.

    Notes
    -----
    Used by WH-040 (certificate after 20 years) and WH-041 (medal after 30).
    """

    staff: Selector = attrs.field(converter=as_selector)
    years: Count = attrs.field(converter=Count)
    honour: str
    date: Date | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Put the honours."""
        day = structure.date if isinstance(self.date, NotStated) else self.date
        put: list[Record] = []
        events: list[Event] = []
        for node in self.staff.select(structure).sure:
            due = service_years(structure, node.id, day).within(Count.between(self.years.low, None))
            held = any(h.honour == self.honour for h in structure.where(Honour, holder=node.id))
            if due is Truth.TRUE and not held:
                put.append(Honour(holder=node.id, honour=self.honour, date=day, source=self.source))
                events.append(HonourGiven(holder=node.id, honour=self.honour))
        return Effect(put=tuple(put), events=tuple(events))


def _level(value: Any) -> Any:
    return LEVELS[value] if isinstance(value, str) else value


@step(en="grant an award", zh="发放奖励")
@attrs.frozen(kw_only=True)
class GrantAward(Step):
    """Grant an award of money once for a commendation, within the limits of the step.

    Parameters
    ----------
    holder : str
        Who is given it.
    honour : str
        Which award.
    amount : Yuan, optional
        How much; not stated where only the limit is.
    level : Level, optional
        Level of the commendation.
    at_most : Yuan, optional
        The limit.
    at_least_level : Level, optional
        The lowest level of commendation for which it is granted.
    date : Date, optional
        When.

    Notes
    -----
    Used by WH-042, WH-043 and WH-044.
    """

    holder: str
    honour: str
    amount: Yuan | NotStated = attrs.field(default=NOT_STATED, converter=as_yuan)
    level: Level | NotStated = attrs.field(default=NOT_STATED, converter=_level)
    at_most: Yuan | NotStated = attrs.field(default=NOT_STATED, converter=as_yuan)
    at_least_level: Level | NotStated = attrs.field(default=NOT_STATED, converter=_level)
    date: Date | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Put the award; refuse one above the limit, for a lower commendation, or recorded for that day already."""
        holder = structure[self.holder]
        amount, limit, level, least = self.amount, self.at_most, self.level, self.at_least_level
        if isinstance(amount, Yuan) and isinstance(limit, Yuan) and limit.high is not None:
            if amount.within(limit.downwards()) is Truth.FALSE:
                why = Text(f"{amount} is above {limit}", f"{amount.text('zh')}高于{limit.text('zh')}")
                raise refuse(AWARD_NOT_ADMITTED(holder=holder.label, honour=self.honour, why=why))
        elif isinstance(limit, Yuan):
            amount = Yuan.between(0, limit.high)
        if isinstance(level, Level) and isinstance(least, Level) and not level.at_least(least):
            why = Text(
                f"the commendation is of {level.text('en')} level, below {least.text('en')}",
                f"表彰为{level.text('zh')}，低于{least.text('zh')}",
            )
            raise refuse(AWARD_NOT_ADMITTED(holder=holder.label, honour=self.honour, why=why))
        day = structure.date if isinstance(self.date, NotStated) else self.date
        award = Honour(
            holder=holder.id, honour=self.honour, date=day, level=level, amount=amount, source=self.source
        )  # fmt: skip
        if structure.find_record(Honour, award.key) is not None:
            why = Text(f"it is recorded already (date: {day})", f"已有记录（日期：{day.text('zh')}）")
            raise refuse(AWARD_NOT_ADMITTED(holder=holder.label, honour=self.honour, why=why))
        return Effect(put=(award,), events=(HonourGiven(holder=holder.id, honour=self.honour, amount=amount),))


@attrs.frozen(kw_only=True)
class BonusDivided(Event):
    """A unit divided its bonus pool.

    Parameters
    ----------
    unit : str
        The unit.
    year : int
        For which year.
    among : int
        Among how many.
    total : Yuan
        How much together.
    no_longer : tuple of str
        Who had a part in an earlier division, and has none now.
    """

    unit: str
    year: int
    among: int
    total: Yuan
    no_longer: tuple[str, ...] = ()

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.unit} divided {self.total.text('en')} among {self.among} for {self.year}",
            f"{self.unit} 将 {self.year} 年 {self.total.text('zh')}分配给 {self.among} 人",
        )


def _weights(value: Mapping[str, Any]) -> FrozenMap[str, Number]:
    return FrozenMap({id_: Number(weight) for id_, weight in value.items()})


def _amounts(value: Mapping[str, Any]) -> FrozenMap[str, Yuan]:
    return FrozenMap({id_: Yuan(amount) for id_, amount in value.items()})


@step(en="divide a bonus pool", zh="分配考核奖金")
@attrs.frozen(kw_only=True)
class DivideBonus(Step):
    """Divide the bonus pool of a unit among people by its own method: equally, by weights, or by given amounts.

    Parts are whole yuan where the total is; what equal or weighted parts leave over goes to the largest remainders, in
    the order of the people. So the sum is always the total. A group takes part with as many as it has. A pool that was
    divided before is divided anew: parts of those who take none now are gone.

    Parameters
    ----------
    unit : str
        The unit.
    year : int
        For which year.
    staff : Selector
        Among whom.
    weights : mapping of str to Number
        Weights by id of the person, or of a group for each of its people: exact, and none below zero; people without
        one take no part. Left out: equal parts.
    amounts : mapping of str to Yuan
        The amounts themselves; they must come to the total.
    total : Yuan, optional
        The total, where no pool is recorded yet; otherwise it must be that of the pool.

    Notes
    -----
    Used by XZ-063 and XZ-064; HZ-037 (rewards may differ).
    """

    unit: str
    year: int
    staff: Selector = attrs.field(converter=as_selector)
    weights: FrozenMap[str, Number] = attrs.field(default=EMPTY, converter=_weights)
    amounts: FrozenMap[str, Yuan] = attrs.field(default=EMPTY, converter=_amounts)
    total: Yuan | NotStated = attrs.field(default=NOT_STATED, converter=as_yuan)

    def effect(self, structure: Structure) -> Effect:
        """Put a share for everyone who takes part."""
        unit = structure[self.unit]
        pool = structure.find_record(BonusPool, (BonusPool, unit.id, self.year))
        put: list[Record] = []
        if pool is None and isinstance(self.total, Yuan):
            pool = BonusPool(unit=unit.id, year=self.year, total=self.total, source=self.source)
            put.append(pool)
        total = NOT_STATED if pool is None else pool.total
        if isinstance(total, NotStated) or total.exact is None:
            raise self._refused(unit.label, Text("the total is not stated", "总额未载明"))
        if isinstance(self.total, Yuan) and self.total != total:
            why = Text(
                f"the pool holds {total}, not {self.total}", f"总额为 {total.text('zh')}，不是 {self.total.text('zh')}"
            )
            raise self._refused(unit.label, why)
        people = {node.id: people_in(structure, node) for node in self.staff.select(structure).sure}
        if not people:
            raise refuse(NOTHING_SELECTED(selector=self.staff))
        for why in self._wrong(people):
            raise self._refused(unit.label, why)
        shares = self._shares(people, Fraction(total.exact))
        if sum(shares.values()) != total.exact:
            come = Yuan(sum(shares.values()))
            why = Text(
                f"the amounts come to {come}, not to {total}",
                f"各人金额合计 {come.text('zh')}，不等于 {total.text('zh')}",
            )
            raise self._refused(unit.label, why)
        put += [
            BonusShare(unit=unit.id, year=self.year, staff=id_, amount=Yuan(amount), source=self.source)
            for id_, amount in shares.items()
        ]
        before = structure.where(BonusShare, unit=unit.id, year=self.year)
        drop = tuple(share for share in before if share.staff not in shares)
        among = sum(int(people[id_].low or 0) for id_ in shares)
        event = BonusDivided(
            unit=unit.id, year=self.year, among=among, total=total, no_longer=tuple(s.staff for s in drop)
        )
        return Effect(put=tuple(put), drop=drop, events=(event,))

    def _refused(self, unit: str, why: Text) -> Exception:
        return refuse(BONUS_NOT_DIVIDED(unit=unit, year=self.year, why=why))

    def _wrong(self, people: Mapping[str, Count]) -> Iterator[Text]:
        """Yield why the weights or amounts do not divide anything among these people."""
        for id_, given in (self.amounts or self.weights).items():
            if id_ not in people:
                yield Text(f"{id_} is not among the people selected", f"{id_} 不在所选人员之中")
            elif given.exact is None or given.exact < 0:
                yield Text(
                    f"{id_} has {given}: an exact number is needed, not below zero",
                    f"{id_} 为{given.text('zh')}：须为确切且不小于零的数",
                )
        for id_, count in people.items():
            if not self.amounts and count.exact is None and (not self.weights or id_ in self.weights):
                yield Text(f"how many {id_} are is not stated", f"{id_} 的人数未载明")

    def _shares(self, people: Mapping[str, Count], total: Fraction) -> dict[str, Fraction]:
        if self.amounts:
            return {id_: Fraction(a.exact or 0) for id_, a in self.amounts.items()}
        each = self.weights or dict.fromkeys(people, Number(1))
        weights = {
            id_: Fraction(each[id_].exact or 0) * Fraction(count.exact or 0)
            for id_, count in people.items() if id_ in each
        }  # fmt: skip
        whole = sum(weights.values())
        if whole <= 0:
            return {}
        exact = {id_: total * weight / whole for id_, weight in weights.items()}
        shares = {id_: Fraction(share.numerator // share.denominator) for id_, share in exact.items()}
        left = total - sum(shares.values())
        order = sorted(exact, key=lambda id_: shares[id_] - exact[id_])
        for id_ in order[: left.numerator // left.denominator]:
            shares[id_] += 1
        rest = total - sum(shares.values())
        if rest and order:
            shares[order[0]] += rest
        return shares


@attrs.frozen(kw_only=True)
class AssessmentArranged(Event):
    """It was arranged how staff are assessed.

    Parameters
    ----------
    subject : str
        Who is assessed.
    period : Period, optional
        In which round.
    """

    subject: str
    period: Period | NotStated = NOT_STATED

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.subject} is assessed from now on ({self.period.text('en')})",
            f"对 {self.subject} 实行考核（{self.period.text('zh')}）",
        )


@step(en="assess staff", zh="实行人员考核")
@attrs.frozen(kw_only=True)
class AssessStaff(Step):
    """Arrange that people are assessed in a round, and what the result counts for.

    Parameters
    ----------
    subject : str
        The person or group, or the unit everyone inside which is assessed.
    period : Period, optional
        In which round.
    uses : tuple of str, optional
        What the result counts for.

    Notes
    -----
    Used by XZ-032, XZ-033 and BA-034.
    """

    subject: str
    period: Period | NotStated = attrs.field(default=NOT_STATED, converter=as_period)
    uses: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=stated_words)

    def effect(self, structure: Structure) -> Effect:
        """Put the arrangement."""
        subject = structure[self.subject].id
        put = StaffAssessment(subject=subject, period=self.period, uses=self.uses, source=self.source)
        return Effect(put=(put,), events=(AssessmentArranged(subject=subject, period=self.period),))
