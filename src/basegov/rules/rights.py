"""Rules over several rights together: packages of rights, powers of a holder, and that nobody else decides the same."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import attrs

from basegov.rules.listing import Found
from basegov.rules.nodes import NodeRule
from basegov.rules.powers import RightRule, right_evidence
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.powers import Right
from basegov.structure.records import Node, kind_label
from basegov.structure.rights import all_rights_listed, covering, reaches, same_side
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import UnitGroup
from basegov.terms import Strength
from basegov.texts import Text
from basegov.values import FrozenMap, NotStated, Truth, as_words


def _strengths(value: Mapping[str, Any]) -> FrozenMap[str, Strength]:
    return FrozenMap({matter: Strength(strength) for matter, strength in value.items()})


def _gaps(answers: Mapping[tuple[str, Strength], Found], evidence: tuple[Evidence, ...]) -> Measurement:
    """Return the rights that are lacking, and those that may be."""
    known: list[Text] = []
    possible: list[Text] = []
    missing: list[Missing] = []
    for (matter, wanted), answer in answers.items():
        words = Text(f"{matter} ({wanted.text('en')})", f"{matter}（{wanted.text('zh')}）")
        if answer.truth is Truth.FALSE:
            known.append(words)
        elif answer.truth is Truth.UNKNOWN:
            possible.append(words)
            missing += answer.missing
    return Measurement(value=SetValue(tuple(known), tuple(possible)), missing=tuple(missing), evidence=evidence)


@rule(en="package of rights", zh="成套权利")
@attrs.frozen(kw_only=True)
class HoldsRights(RightRule):
    """A holder must have each right of a package over each object, each at least of its strength.

    Predicate: ``right(holder, matter, object) >= strength`` for every matter of the package. *Undetermined* while one
    of them is open and none is known to be lacking.

    Parameters
    ----------
    rights : mapping of str to Strength
        For each matter the strength required; ``recommend`` where a text gives a right without a strength.

    Notes
    -----
    Used by GL-031 to GL-033 (three rights over staff sent down), XZ-069 (three rights over agencies), BA-049 to BA-051,
    BA-052 (a decisive proposal to adjust, replace or dismiss, under the condition ``insubordinate``), BA-053 (veto on
    promotion in post and in treatment), HZ-050 with HZ-049 (rights side of the offices re-hung to streets).
    """

    rights: FrozenMap[str, Strength] = attrs.field(converter=_strengths)

    @property
    def measure(self) -> Measure:
        """The rights of the package that are lacking or too weak."""
        who = kind_label(self.holder)
        en, zh = ", ".join(self.rights), "、".join(self.rights)
        words = Text(f"rights that the {who.en} lacks ({en})", f"{who.zh}缺少的权利（{zh}）")
        return Measure("lacking_rights", "set", words)

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        who = kind_label(self.holder)
        return NoneOf(Text(f"right that the {who.en} lacks", f"{who.zh}缺少或强度不足的权利"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return which rights over the node are lacking."""
        answers = {pair: self.ask(structure, node, *pair) for pair in self.rights.items()}
        evidence = tuple(e for matter in self.rights for e in self.evidence(structure, node, matter))
        return _gaps(answers, evidence)


@rule(en="powers of a holder", zh="主体权力")
@attrs.frozen(kw_only=True)
class HasPowers(NodeRule):
    """Each holder must have certain powers, each over something, at least of its strength.

    Predicate: for every power p, ``right(holder, p, object) >= strength`` for some object. *Undetermined* while a power
    is open and none is known to be lacking; unrecorded rights are open unless an inventory says that the rights of the
    holder are all listed.

    Parameters
    ----------
    holder : Selector
        Whose powers.
    powers : mapping of str to Strength
        For each power the strength required.
    conditions : tuple of str, optional
        What is the case; a right with a further condition is none then. Left out: a right counts whatever its
        conditions.

    Notes
    -----
    Used by BA-048 (five powers of each community party committee) and HZ-037 (streets distribute rewards differently).
    """

    holder: Selector = attrs.field(converter=as_selector)
    powers: FrozenMap[str, Strength] = attrs.field(converter=_strengths)
    conditions: tuple[str, ...] | None = attrs.field(default=None, converter=attrs.converters.optional(as_words))

    @property
    def selector(self) -> Selector:
        """The holders."""
        return self.holder

    @property
    def measure(self) -> Measure:
        """The powers that are lacking or too weak."""
        named = ", ".join(self.powers), "、".join(self.powers)
        return Measure(
            "lacking_powers", "set", Text(f"powers that are lacking ({named[0]})", f"缺少的权力（{named[1]}）")
        )

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("power that is lacking", "缺少或强度不足的权力"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return which powers a holder lacks."""
        open_end = Truth.FALSE if all_rights_listed(structure, node.id) else Truth.UNKNOWN
        holders = (node.id, *(group.id for group in structure.where(UnitGroup, members=node.id)))
        answers: dict[tuple[str, Strength], Found] = {}
        evidence: list[Evidence] = []
        for matter, wanted in self.powers.items():
            rights = [r for holder in holders for r in structure.where(Right, holder=holder, matter=matter)]
            truth = Truth.any([*(reaches(r, wanted, conditions=self.conditions) for r in rights), open_end])
            words = Text(f"the power of {node.label} in {matter}", f"{node.label}在 {matter} 事项上的权力")
            answers[matter, wanted] = Found(truth, (Missing(node.id, "right", words),))
            evidence += [right_evidence(structure, right) for right in rights]
        return _gaps(answers, tuple(evidence))


@rule(en="one decides", zh="一事一权")
@attrs.frozen(kw_only=True)
class SoleDecider(NodeRule):
    """No two holders may decide the same matter over the same object.

    Predicate: for no two rights of different holders that reach the object in one matter and in scopes that overlap,
    both are ``decide``. A right over a group of which the object is a member reaches it; scopes overlap when they are
    the same or one is the whole. *Undetermined* while a strength may be ``decide`` ("granted"), while two rights have
    conditions that may hold together, or while unrecorded rights may exist.

    Parameters
    ----------
    over : Selector
        The objects.
    matters : tuple of str
        In which matters; none named: in all.

    Notes
    -----
    Used by XZ-070 (the street, and not the department too, decides on section-level cadres) and BA-050.
    """

    over: Selector = attrs.field(converter=as_selector)
    matters: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def selector(self) -> Selector:
        """The objects."""
        return self.over

    @property
    def measure(self) -> Measure:
        """The matters that two decide."""
        return Measure("matters_two_decide", "set", Text("matters that two holders decide", "由两个主体决定的事项"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("matter that two holders decide", "由两个主体同时决定的事项"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the pairs of holders that decide one matter over the node, and those that perhaps do."""
        rights = [
            right for over in covering(structure, node.id) for right in structure.where(Right, over=over)
            if not self.matters or right.matter in self.matters
        ]  # fmt: skip
        known: list[Text] = []
        possible: list[Text] = []
        missing: list[Missing] = []
        for one, other in itertools.combinations(rights, 2):
            clash = _clash(structure, one, other)
            if clash is Truth.FALSE:
                continue
            names = structure.node(one.holder).label, structure.node(other.holder).label
            words = Text(f"{one.matter} ({names[0]} and {names[1]})", f"{one.matter}（{names[0]}与{names[1]}）")
            (known if clash is Truth.TRUE else possible).append(words)
            if clash is Truth.UNKNOWN:
                missing.append(
                    Missing(node.id, "right", Text(f"which of the two decides: {words.en}", f"由谁决定：{words.zh}"))
                )
        if not all_rights_listed(structure, node.id):
            possible.append(Text("rights that are not recorded", "未载明的权利"))
            words = Text(f"whether all rights over {node.label} are listed", f"对{node.label}的权利是否已全部列出")
            missing.append(Missing(node.id, "rights", words))
        return Measurement(
            value=SetValue(tuple(known), tuple(possible)), missing=tuple(missing),
            evidence=tuple(right_evidence(structure, right) for right in rights),
        )  # fmt: skip


def _clash(structure: Structure, one: Right, other: Right) -> Truth:
    """Say whether two rights that reach one object decide the same."""
    return Truth.all([_decides(one), _decides(other), collide(structure, one, other)])


def collide(structure: Structure, one: Right, other: Right) -> Truth:
    """Say whether two rights that reach one object would decide the same if both were strong enough."""
    if one.matter != other.matter:
        return Truth.FALSE
    if one.scope != other.scope and one.scope is not None and other.scope is not None:
        return Truth.FALSE
    first, second = set(one.conditions), set(other.conditions)
    together = Truth.TRUE if first <= second or second <= first else Truth.UNKNOWN
    return Truth.all([together, same_side(structure, one.holder, other.holder).negated])


def _decides(right: Right) -> Truth:
    return Truth.UNKNOWN if isinstance(right.strength, NotStated) else right.strength.at_least(Strength.DECIDE)
