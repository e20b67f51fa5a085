"""Making parts of mergers that are alike, or as unlike as a rule asks for: big with small, strong with weak."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from basegov.quantities import Number, Quantity, Share, SquareKilometres
from basegov.rules.likeness import MergerPairing, MergerSimilarity, Need
from basegov.rules.rule import Rule
from basegov.structure.mergers import Feature
from basegov.testing.drafts import kinds
from basegov.testing.drafts.changes import ChangeDraft
from basegov.testing.drafts.chooser import grain, value_in
from basegov.testing.drafts.draft import name_of
from basegov.testing.drafts.makers.merging import carried_out
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.wishes import Slot, Within
from basegov.texts import Text
from basegov.values import NotStated

_USUAL: Final[dict[type[Quantity], int]] = {SquareKilometres: 1}
"""How big a part is at least where the rules leave it open, so that shares of it are readable."""


class PartSizes:
    """The sizes in one respect of the parts of a merger: what they come to, and how much bigger the first one is.

    Parameters
    ----------
    draft : ChangeDraft
        The draft.
    parts : sequence of str
        The parts.
    field : str
        The field that holds the size.
    """

    def __init__(self, draft: ChangeDraft, parts: Sequence[str], field: str) -> None:
        self._draft = draft
        self._parts = tuple(parts)
        self._field = field
        self._kind = kinds.quantity_of(type(draft.structure.node(parts[0])), field)
        label = " + ".join(draft.structure.node(part).label for part in parts)
        self._total = Slot(Text(f"{field} of {label}", f"{label}的 {field}"))
        self._total.wish("(as it was made)", Within(self._kind.between(0, None)))
        self._ratio = Fraction(1)
        self._by = ""
        draft.finish(("sizes", self._parts, field), self._share_out)

    def total(self, rule: Rule, wanted: Quantity | None) -> None:
        """Note what the parts have to come to; None: something that is known."""
        wish = Within(self._kind.between(0, None) if wanted is None else self._kind(wanted))
        if self._total.wish(name_of(rule), wish):
            self._draft.mark += 1

    def ratio(self, rule: Rule, ratio: Fraction) -> None:
        """Note that the first part has to be so many times as big as each of the others, at least."""
        if ratio > self._ratio:
            self._ratio, self._by = ratio, name_of(rule)
            self._draft.mark += 1

    def _share_out(self) -> None:
        left = self._total.left()
        assert isinstance(left, Within)
        usual = left.range.intersect(self._kind.between(_USUAL.get(self._kind, 1000) * len(self._parts), None))
        total = Fraction(value_in(self._draft.chooser, left.range if usual is None else usual).exact or 0)
        others = len(self._parts) - 1
        step = grain(self._kind)
        small = Fraction(int(total / (self._ratio + others) / step)) * step
        for number, part in enumerate(self._parts):
            size = total - small * others if number == 0 else small
            exact = int(size) if size.denominator == 1 else size
            self._draft.within(self._draft.structure.node(part), self._field, self._kind(exact), self._by or "sizes")


def size_of_parts(draft: ChangeDraft, parts: Sequence[str], field: str) -> PartSizes:
    """Return the sizes of the parts of a merger in one respect, which all rules over them share."""
    return draft.once(("sizes", tuple(parts), field), lambda: PartSizes(draft, parts, field))


class PartFeatures:
    """The features of the parts of a merger: the first part differs from the others, which are alike.

    Parameters
    ----------
    draft : ChangeDraft
        The draft.
    parts : sequence of str
        The parts.
    """

    def __init__(self, draft: ChangeDraft, parts: Sequence[str]) -> None:
        self._draft = draft
        self._parts = tuple(parts)
        self.ratios: dict[str, Fraction] = {}
        self.alike: list[tuple[MergerSimilarity, Quantity | None]] = []
        draft.finish(("features", self._parts), self._lay_out)

    def _lay_out(self) -> None:
        """Give every feature its values: first the ratios, then what is left of the likeness to the other features."""
        differences: dict[str, Fraction] = {}
        for rule, wanted in self.alike:
            scales = {n: Fraction(s.exact or 1) for n, s in rule.features.items() if isinstance(s, Number)}
            differences.update(dict.fromkeys((n for n in rule.features if n not in scales), Fraction(0)))
            likeness = (
                Fraction(value_in(self._draft.chooser, Share(wanted)).exact or 0) if wanted is not None else Fraction(1)
            )
            loss = (1 - likeness) * len(rule.features)
            apart = [n for n in scales if self.ratios.get(n, Fraction(1)) > 1]
            fixed = {n: scales[n] * Fraction(1, 100) if n in apart else Fraction(0) for n in scales if n in self.ratios}
            free = [n for n in scales if n not in fixed and n not in differences]
            if not free and apart:
                fixed.update({n: loss / len(apart) * scales[n] for n in apart})
            differences.update(fixed)
            rest = max(Fraction(0), loss - sum((fixed[n] / scales[n] for n in fixed), Fraction(0)))
            for name in free:
                differences[name] = rest / len(free) * scales[name]
        for name, ratio in self.ratios.items():
            differences.setdefault(name, ratio - 1 if ratio > 1 else Fraction(0))
        for name, difference in differences.items():
            ratio = self.ratios.get(name, Fraction(1))
            low = difference / (ratio - 1) if ratio > 1 else Fraction(1)
            self._put(name, low + difference, low)

    def _put(self, name: str, first: Fraction, others: Fraction) -> None:
        for number, part in enumerate(self._parts):
            value: Any = first if number == 0 else others
            exact = int(value) if value.denominator == 1 else value
            self._draft.put(Feature(unit=part, feature=name, value=Number(exact)))


def features_of_parts(draft: ChangeDraft, parts: Sequence[str]) -> PartFeatures:
    """Return the features of the parts of a merger, which all rules over them share."""
    return draft.once(("features", tuple(parts)), lambda: PartFeatures(draft, parts))


@makes(MergerSimilarity)
def merger_similarity(rule: MergerSimilarity, draft: ChangeDraft) -> None:
    """Let the parts be as alike as the rule asks for."""
    for parts in carried_out(draft, rule.unit):
        features = features_of_parts(draft, parts)
        entry = (rule, draft.aim(rule, rule.requirement.range, parts))
        if entry not in features.alike:
            features.alike.append(entry)
            draft.mark += 1


@makes(MergerPairing)
def merger_pairing(rule: MergerPairing, draft: ChangeDraft) -> None:
    """Let the first part be as much bigger, or stronger, than the others as the rule asks for; equal for a miss."""
    for parts in carried_out(draft, rule.unit):
        sizes, features = size_of_parts(draft, parts, rule.size.value), features_of_parts(draft, parts)
        big, strong = _ratio(rule.size_ratio), _ratio(rule.strength_ratio)
        misses = draft.misses(rule, parts)
        if misses and _settles_nothing(rule, big, strong):
            raise draft.cannot_miss(rule)
        sizes.total(rule, None)
        wants_size = rule.need in (Need.SIZE, Need.EITHER, Need.BOTH) and big is not None
        if wants_size and not misses:
            sizes.ratio(rule, big or Fraction(1))
        wants_strength = rule.need in (Need.STRENGTH, Need.BOTH) or (rule.need is Need.EITHER and not wants_size)
        ratio = strong if wants_strength and not misses and strong is not None else Fraction(1)
        features.ratios[rule.strength] = max(ratio, features.ratios.get(rule.strength, Fraction(1)))


def _settles_nothing(rule: MergerPairing, big: Fraction | None, strong: Fraction | None) -> bool:
    """Whether no values can break the rule: the ratios that would settle it are not stated, or equals keep them."""
    asked = {Need.SIZE: (big,), Need.STRENGTH: (strong,)}.get(rule.need, (big, strong))
    broken = [ratio is not None and ratio > 1 for ratio in asked]
    return not (any(broken) if rule.need is Need.BOTH else all(broken))


def _ratio(value: Number | NotStated) -> Fraction | None:
    if isinstance(value, NotStated) or value.low is None:
        return None
    return Fraction(value.low) * (Fraction(101, 100) if value.low_open else 1)
