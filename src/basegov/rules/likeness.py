"""Rules over how the parts of a merger compare: alike in their conditions, big with small, strong with weak."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

import attrs

from basegov.diagnostics.rules import BAD_PARAMETERS
from basegov.errors import InputError
from basegov.exact import Exact
from basegov.quantities import Number, Quantity, Share
from basegov.reforms.changes import Change
from basegov.reforms.proposals import Merger
from basegov.rules.mergers import MergerRule
from basegov.rules.requirements import Bound, Holds
from basegov.rules.rule import Measure, rule, rule_name
from basegov.rules.units import Size
from basegov.rules.verdicts import Measurement, Missing
from basegov.structure.mergers import adjacency, feature, may_touch
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, NotStated, Truth


class Along(enum.Enum):
    """Which pairs of parts are compared."""

    PAIRS = "pairs"
    BORDERS = "borders"


def _as_share(value: Any) -> Share | NotStated:
    return value if isinstance(value, NotStated) else Share(value)


def _as_number(value: Any) -> Number | NotStated:
    return value if isinstance(value, NotStated) else Number(value)


def _scales(value: Any) -> FrozenMap[str, Number | NotStated]:
    items = value.items() if hasattr(value, "items") else ((name, NOT_STATED) for name in value)
    return FrozenMap({name: s if isinstance(s, NotStated) else Number(s) for name, s in items})


@rule(en="similarity of a merger", zh="合并社情相近")
@attrs.frozen(kw_only=True)
class MergerSimilarity(MergerRule):
    """The parts of a merger must be alike in named features.

    Predicate: ``min over the compared pairs of similarity(a, b) >= at_least``, where the similarity of two units is the
    mean over the features of ``1 - |a - b| / scale``, not below 0; the scale of a feature is the difference at which
    two units have nothing in common. *Undetermined* while a feature, a scale or the threshold is not stated, as far as
    the answer hangs on it.

    Parameters
    ----------
    features : mapping of str to Number, optional
        Features (records of `Feature`) and their scales.
    at_least : Share, optional
        The threshold.
    along : Along
        Whether all pairs are compared, or only those that touch.

    Notes
    -----
    Used by WH-020 (similar social conditions; the threshold is not stated) with the factors of WH-023.
    """

    features: FrozenMap[str, Number | NotStated] = attrs.field(converter=_scales)
    at_least: Share | NotStated = attrs.field(default=NOT_STATED, converter=_as_share)
    along: Along = attrs.field(default=Along.PAIRS, converter=Along)

    def __attrs_post_init__(self) -> None:
        bad = [n for n, s in self.features.items() if isinstance(s, Number) and not (s.is_exact and (s.exact or 0) > 0)]
        if bad or not self.features:
            what = Text(
                "every feature needs a scale above 0 (or not stated)", "每项指标须有大于 0 的尺度（或写 not stated）"
            )
            raise InputError([BAD_PARAMETERS(rule=self.id or rule_name(self), what=what)])

    @property
    def measure(self) -> Measure:
        """The least similarity."""
        words = Text("least similarity of two parts", "各单元间最低相似度")
        return Measure("similarity", "share", words)

    @property
    def requirement(self) -> Bound:
        """At least the threshold."""
        if isinstance(self.at_least, NotStated):
            return Bound(NOT_STATED)
        return Bound(self.at_least.upwards())

    def similarity(self, structure: Structure, a: str, b: str) -> Share:
        """Return how alike two units are, as far as it is known."""
        low = high = Fraction(0)
        for name, scale in self.features.items():
            least, most = _likeness(feature(structure, a, name), feature(structure, b, name), scale)
            low, high = low + least, high + most
        return Share.between(low / len(self.features), high / len(self.features))

    def found(self, world: Change, merger: Merger) -> Measurement:
        """Compare the pairs, and keep the least."""
        structure = world.before
        low, high, certain = Fraction(1), Fraction(1), False
        for a, b in combinations(merger.parts, 2):
            compared = Truth.TRUE if self.along is Along.PAIRS else may_touch(structure, a, b)
            if compared is Truth.FALSE:
                continue
            alike = self.similarity(structure, a, b)
            low = min(low, Fraction(alike.low or 0))
            if compared is Truth.TRUE:
                certain = True
                high = min(high, Fraction(1 if alike.high is None else alike.high))
        missing = tuple(self._missing(structure, merger))
        applies = Truth.TRUE if certain or self.along is Along.PAIRS else Truth.UNKNOWN
        return Measurement(value=Share.between(low, high), missing=missing, applies=applies)

    def _missing(self, structure: Structure, merger: Merger) -> Iterator[Missing]:
        for name, scale in self.features.items():
            if isinstance(scale, NotStated):
                yield Missing(self.id, f"features.{name}", Text(f"the scale of {name}", f"{name} 的尺度"))
            for part in merger.parts:
                if not feature(structure, part, name).is_exact:
                    label = structure.node(part).label
                    yield Missing(part, f"feature {name}", Text(f"the {name} of {label}", f"{label}的 {name}"))
        if self.along is Along.BORDERS:
            for a, b in combinations(merger.parts, 2):
                if adjacency(structure, a, b) is None and may_touch(structure, a, b) is Truth.UNKNOWN:
                    en, zh = (f"{structure.node(a).label}{sep}{structure.node(b).label}" for sep in (" and ", "与"))
                    yield Missing(a, "adjacency", Text(f"whether {en} touch", f"{zh}是否相邻"))


def _likeness(a: Number, b: Number, scale: Number | NotStated) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest similarity in one feature."""
    apart = a.minus(b)
    least, most = _size_of(apart)
    if isinstance(scale, NotStated):
        same = most == 0
        return (Fraction(1), Fraction(1)) if same else (Fraction(0), Fraction(1))
    width = Fraction(scale.exact or 1)
    low = Fraction(0) if most is None else max(Fraction(0), 1 - most / width)
    return low, max(Fraction(0), 1 - least / width)


def _size_of(apart: Quantity) -> tuple[Fraction, Fraction | None]:
    """Return the least and the greatest distance from nothing of a difference."""
    low = None if apart.low is None else Fraction(apart.low)
    high = None if apart.high is None else Fraction(apart.high)
    most = None if low is None or high is None else max(abs(low), abs(high))
    if low is not None and low > 0:
        return low, most
    return (-high if high is not None and high < 0 else Fraction(0)), most


class Need(enum.Enum):
    """Which of the two pairings a merger needs."""

    EITHER = "either"
    BOTH = "both"
    SIZE = "size"
    STRENGTH = "strength"


@rule(en="pairing of a merger", zh="合并搭配")
@attrs.frozen(kw_only=True)
class MergerPairing(MergerRule):
    """A merger must join big with small, strong with weak, or both.

    Predicate: the greatest size is at least `size_ratio` times the least; the greatest strength is at least
    `strength_ratio` times the least; either or both of these, as `need` says. *Undetermined* while sizes, scores or
    ratios are not stated, as far as the answer hangs on them.

    Parameters
    ----------
    need : Need
        ``size``, ``strength``, ``either`` or ``both``.
    size : Size
        What makes a unit big.
    size_ratio, strength_ratio : Number, optional
        From which ratio on one is big beside the other, and strong beside the other.
    strength : str
        The feature that is the score of strength; scores are not negative.

    Notes
    -----
    Used by WH-024 (large with small, the strong lead the weak); the two orderings are partly independent, and no ratio
    is stated.
    """

    need: Need = attrs.field(default=Need.EITHER, converter=Need)
    size: Size = attrs.field(default=Size.POPULATION, converter=Size)
    size_ratio: Number | NotStated = attrs.field(default=NOT_STATED, converter=_as_number)
    strength: str = "strength"
    strength_ratio: Number | NotStated = attrs.field(default=NOT_STATED, converter=_as_number)

    @property
    def measure(self) -> Measure:
        """Whether they are paired."""
        return Measure("pairing", "truth", Text("whether the parts are paired as asked", "是否按要求搭配"))

    @property
    def requirement(self) -> Holds:
        """They are."""
        words = {
            Need.SIZE: Text("a big unit joins a small one", "大单元与小单元合并"),
            Need.STRENGTH: Text("a strong unit leads a weak one", "强单元带弱单元"),
            Need.EITHER: Text("a big unit joins a small one, or a strong one leads a weak one", "大加小或强带弱"),
            Need.BOTH: Text("a big unit joins a small one and a strong one leads a weak one", "大加小且强带弱"),
        }
        return Holds(words[self.need], "not_paired")

    def found(self, world: Change, merger: Merger) -> Measurement:
        """Compare sizes and scores."""
        structure = world.before
        nodes = [structure.node(part) for part in merger.parts]
        sizes = [self.size.of(node) for node in nodes]
        scores = [feature(structure, part, self.strength) for part in merger.parts]
        big, strong = spread(sizes), spread(scores)
        answers = {Need.SIZE: _reaches(big, self.size_ratio), Need.STRENGTH: _reaches(strong, self.strength_ratio)}
        both = list(answers.values())
        value = {Need.EITHER: Truth.any, Need.BOTH: Truth.all}.get(self.need, lambda _: answers[self.need])(both)
        missing: list[Missing] = []
        if self.need is not Need.STRENGTH and answers[Need.SIZE] is Truth.UNKNOWN:
            missing += [self.size.missing(node) for node, size in zip(nodes, sizes, strict=True) if not size.is_exact]
            missing += self._ratio("size_ratio", Text("from which ratio on a unit is big", "大小悬殊的比例标准"))
        if self.need is not Need.SIZE and answers[Need.STRENGTH] is Truth.UNKNOWN:
            for node, score in zip(nodes, scores, strict=True):
                if not score.is_exact:
                    words = Text(f"the {self.strength} of {node.label}", f"{node.label}的强弱评分（{self.strength}）")
                    missing.append(Missing(node.id, f"feature {self.strength}", words))
            missing += self._ratio("strength_ratio", Text("from which ratio on a unit is strong", "强弱悬殊的比例标准"))
        detail = Text(
            f"greatest to least: size {big.text('en')}, strength {strong.text('en')}",
            f"最大与最小之比：规模 {big.text('zh')}，强弱 {strong.text('zh')}",
        )
        return Measurement(value=value, missing=tuple(missing), detail=detail)

    def _ratio(self, field: str, words: Text) -> list[Missing]:
        return [Missing(self.id, field, words)] if isinstance(getattr(self, field), NotStated) else []


def _reaches(ratio: Number, wanted: Number | NotStated) -> Truth:
    if isinstance(wanted, NotStated):
        return Truth.UNKNOWN
    return ratio.within(wanted.upwards())


def spread(amounts: list[Any]) -> Number:
    """Return the ratio of the greatest to the least of some amounts that are not negative, as far as it is known."""
    low: Exact = 1
    high: Exact | None = 1
    for a, b in permutations(amounts, 2):
        if a.low is not None and b.high:
            low = max(low, Fraction(a.low) / Fraction(b.high))
        if a.high is None or not b.low or b.low < 0:
            high = None
        elif high is not None:
            high = max(high, Fraction(a.high) / Fraction(b.low))
    return Number.between(low, high)
