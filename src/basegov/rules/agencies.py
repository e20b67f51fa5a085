"""Rules over dispatched agencies: whose they are in the main, who holds each power, how many stand at each unit."""

from __future__ import annotations

import enum

import attrs

from basegov.diagnostics.devolution import NO_SUCH_DEFINITION
from basegov.errors import InputError, Suggestion
from basegov.quantities import Count
from basegov.rules.devolution import CountRule
from basegov.rules.management import ManagementRule
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import Bound, Holds, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing
from basegov.structure.devolution import PowerHolding
from basegov.structure.functions import Performs, lists_all_about
from basegov.structure.items import ItemAssignment, WorkItem
from basegov.structure.organisations import Body, DispatchedAgency
from basegov.structure.primacy import PRIMACY, Side, agreed
from basegov.structure.records import Node, kind_label
from basegov.structure.rights import acts_as
from basegov.structure.selection import Role, Selector, as_selector, players
from basegov.structure.snapshot import Structure
from basegov.structure.units import stands_for
from basegov.texts import Language, Text
from basegov.values import NOT_STATED, NotStated, Truth, as_words


def side_of(structure: Structure, subject: str, kind: str, role: Role | None) -> Side:
    """Return what says of a node whether it is of a kind and plays a part for a subject, itself or with its body."""
    who = None if role is None else players(structure, subject, role)
    fit = tuple(id for id in who or () if stands_for(structure.node(id), kind))

    def side(id: str) -> Truth:
        if who:  # whoever plays the part is no such manager when it is of another kind
            return acts_as(structure, id, fit) if fit else Truth.FALSE
        if not stands_for(structure.node(id), kind):
            return Truth.FALSE
        return Truth.TRUE if who is None else Truth.UNKNOWN

    return side


@rule(en="primary manager", zh="主要管理者")
@attrs.frozen(kw_only=True)
class PrimaryManager(ManagementRule):
    """The primary manager of each subject must be of a kind, by a named definition of what primary means.

    Predicate: ``definition(subject, manager)``. No document defines the word; while no definition is given, all that
    are registered (`basegov.structure.primacy`) must agree, otherwise it is *undetermined*.

    Parameters
    ----------
    manager : str
        Kind of manager, such as ``street``.
    role : Role, optional
        The part it must play for the subject, such as ``host``; a body of that unit acts for it.
    definition : str, optional
        ``majority_of_dimensions``, ``appraisal_share_over_half``, ``appointment_power``, or one of one's own.

    Notes
    -----
    Used by XZ-067 (from line-primary to block-primary) and HZ-045 (who works in the street is managed by the street).
    """

    manager: str
    role: Role | None = attrs.field(default=None, converter=attrs.converters.optional(Role))
    definition: str | NotStated = NOT_STATED

    def __attrs_post_init__(self) -> None:
        if isinstance(self.definition, str) and self.definition not in PRIMACY:
            hint = Suggestion.build(self.definition, PRIMACY)
            raise InputError([NO_SUCH_DEFINITION(definition=self.definition, hint=hint)])

    @property
    def measure(self) -> Measure:
        """Whether the manager is primary."""
        who = kind_label(self.manager)
        return Measure(
            "primary_manager", "truth", Text(f"the {who.en} is the primary manager", f"{who.zh}为主要管理者")
        )

    @property
    def requirement(self) -> Requirement:
        """It is."""
        who = kind_label(self.manager)
        return Holds(Text(f"the {who.en} is the primary manager", f"以{who.zh}管理为主"), "managed_by_another")

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return what the definition says, or what all definitions agree on."""
        side = side_of(structure, node.id, self.manager, self.role)
        chosen = [PRIMACY[self.definition]] if isinstance(self.definition, str) else list(PRIMACY.values())
        answers = {known: known(structure, node.id, side) for known in chosen}
        missing = [
            Missing(
                node.id,
                known.name,
                Text(f"whether for {node.label} {known.text('en')}", f"对{node.label}是否{known.text('zh')}"),
            )
            for known, answer in answers.items()
            if answer is Truth.UNKNOWN
        ]
        value = agreed(answers.values())
        if value is Truth.UNKNOWN and len(chosen) > 1:
            words = Text("by which definition a manager is primary", "以何种定义认定主要管理者")
            missing.append(Missing(self.id, "definition", words))
        detail = [
            Text(f"{known.text('en')}: {answer.text('en')}", f"{known.text('zh')}：{answer.text('zh')}")
            for known, answer in answers.items()
        ]
        return Measurement(
            value=value, missing=tuple(missing),
            detail=Text("; ".join(d.en for d in detail), "；".join(d.zh for d in detail)),
        )  # fmt: skip


class Held(enum.Enum):
    """In what respect something has a holder: as a power, a duty, a function, or an item of work performed."""

    POWER = "power"
    DUTY = "duty"
    FUNCTION = "function"
    WORK = "work"

    def text(self, lang: Language = "en") -> str:
        """Return the word for it."""
        zh = {"power": "权力", "duty": "职责", "function": "职能", "work": "工作"}
        return zh[self.value] if lang == "zh" else self.value


@rule(en="exactly one holder", zh="权责唯一")
@attrs.frozen(kw_only=True)
class OneHolder(NodeRule):
    """Every power, duty, function or item of work must have exactly one holder, or be held by exactly one side.

    Predicate: ``|holders(x)| = 1``, or with `sides` ``|{kinds of holder of x}| = 1``: towns may all hold a power that
    the department then does not. *Undetermined* while the list of holders is not declared to be complete and fewer than
    two are recorded.

    Parameters
    ----------
    of : Selector
        Of what: ``power_item``, ``work_item``, ``function``.
    held : Held
        As what: ``power``, ``duty``, ``function`` or ``work``.
    sides : tuple of str
        Kinds of holder that count as one side each, such as ``street`` and ``department``; others are not asked for.

    Notes
    -----
    Used by XZ-068 (power and duty of street and department made clear) and BA-065 (work divided anew in the community).
    """

    of: Selector = attrs.field(converter=as_selector)
    held: Held = attrs.field(default=Held.POWER, converter=Held)
    sides: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def selector(self) -> Selector:
        """What is held."""
        return self.of

    @property
    def measure(self) -> Measure:
        """How many hold it."""
        if self.sides:
            en, zh = (", ".join(kind_label(s).en for s in self.sides), "、".join(kind_label(s).zh for s in self.sides))
            return Measure("sides_holding", "count", Text(f"sides ({en}) that hold it", f"承担的一方（{zh}）数"))
        return Measure("holders", "count", Text("number of holders", "承担主体数"))

    @property
    def requirement(self) -> Requirement:
        """Exactly one."""
        return Bound(Count(1))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many holders something has, or how many sides."""
        holders, complete = self._holders(structure, node)
        most: int | None
        if self.sides:
            known = sum(any(stands_for(structure.node(h), side) for h in holders) for side in self.sides)
            most = known if complete else len(self.sides)
        else:
            known = len(holders)
            most = known if complete else None
        count = Count.between(known, most)
        words = Text(f"who else holds {node.label}", f"还有谁承担{node.label}")
        evidence = tuple(
            Evidence(Text(f"held by {structure.node(h).label}", f"由{structure.node(h).label}承担"), NOT_STATED)
            for h in holders
        )
        missing = () if count.is_exact else (Missing(node.id, "holders", words),)
        return Measurement(value=count, missing=missing, evidence=evidence)

    def _holders(self, structure: Structure, node: Node) -> tuple[tuple[str, ...], bool]:
        if self.held is Held.DUTY:
            duty = node.duty_of if isinstance(node, WorkItem) else NOT_STATED
            return ((), False) if isinstance(duty, NotStated) else (tuple(dict.fromkeys(duty)), True)
        if self.held is Held.POWER:
            found = [h.holder for h in structure.where(PowerHolding, power=node.id)]
            return tuple(dict.fromkeys(found)), lists_all_about(structure, node.id, "power_holding")
        if self.held is Held.FUNCTION:
            found = [p.unit for p in structure.where(Performs, function=node.id)]
            return tuple(dict.fromkeys(found)), lists_all_about(structure, node.id, "performs")
        found = [a.unit for a in structure.where(ItemAssignment, item=node.id)]
        return tuple(dict.fromkeys(found)), lists_all_about(structure, node.id, "item_assignment")


@rule(en="number of bodies at each unit", zh="每单元机构数")
@attrs.frozen(kw_only=True)
class BodiesPerUnit(CountRule):
    """Each unit must have a certain number of agencies, teams or other bodies of a kind.

    Predicate: ``at_least <= |bodies of the kind at the unit| <= at_most``. An agency is where its host is, another body
    in its area or where it is contained. *Undetermined* while bodies whose place is not stated, or that are not listed,
    decide it.

    Parameters
    ----------
    unit : Selector
        The units.
    body : Selector
        Which bodies: ``{kind: team, where: {kind: enforcement}}``.

    Notes
    -----
    Used by GL-030 (one enforcement team at each town and street), GL-015, GL-017 and GL-018 (an approval bureau in each
    of three towns, with `group`; a service centre in each of the others, with `outside`).
    """

    unit: Selector = attrs.field(converter=as_selector)
    body: Selector = attrs.field(converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The units."""
        return self.unit

    @property
    def measure(self) -> Measure:
        """How many there are at the unit."""
        en, zh = self.body.text("en"), self.body.text("zh")
        return Measure("bodies_per_unit", "count", Text(f"number of bodies ({en})", f"{zh}数量"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return how many bodies there are at one unit."""
        selection = self.body.select(structure)
        answers = [(body, stands_at(structure, body, node.id)) for body in selection.sure]
        answers += [
            (body, Truth.all((Truth.UNKNOWN, stands_at(structure, body, node.id)))) for body, _ in selection.unsure
        ]
        known = [body for body, answer in answers if answer is Truth.TRUE]
        possible = [body for body, answer in answers if answer is Truth.UNKNOWN]
        count = Count.between(len(known), len(known) + len(possible))
        if not self.body.lists_all(structure):
            more = selection.unlisted if selection.unlisted is not None else Count.unknown()
            count = count + Count.between(0, more.high)
        missing: tuple[Missing, ...] = ()
        if not count.is_exact:
            en, zh = self.body.text("en"), self.body.text("zh")
            missing = (
                Missing(node.id, "host", Text(f"which bodies ({en}) {node.label} has", f"{node.label}有哪些{zh}")),
            )
        evidence = tuple(Evidence(Text(body.label, body.label), body.source_of("host")) for body in known)
        return Measurement(value=count, missing=missing, evidence=evidence)


def stands_at(structure: Structure, body: Node, unit: str) -> Truth:
    """Say whether a body stands at a unit."""
    places = [*structure.parent_ids(body.id)]
    if isinstance(body, DispatchedAgency):
        if isinstance(body.host, NotStated):
            return Truth.TRUE if unit in places else Truth.UNKNOWN
        places = [body.host]
    elif isinstance(body, Body) and isinstance(body.area, str):
        places.append(body.area)
    if unit in places:
        return Truth.TRUE
    return Truth.UNKNOWN if not places or any(_lists(structure, place, unit) for place in places) else Truth.FALSE


def _lists(structure: Structure, place: str, unit: str) -> bool:
    """Whether a place is a group, or a wider place, in which the body may be anywhere."""
    members = getattr(structure.node(place), "members", ())
    return unit in members or (unit != place and structure.lies_within(unit, place))
