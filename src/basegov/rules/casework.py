"""Rules over how cases are to be handled: orders that are laid down, handlers of classes of events, deadlines."""

from __future__ import annotations

import attrs

from basegov.rules.functions import Findings
from basegov.rules.nodes import NodeRule
from basegov.rules.requirements import NoneOf, Requirement
from basegov.rules.rule import Measure, rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue
from basegov.structure.casewords import label_of, path_of
from basegov.structure.casework import ClassHandler, Ordering, deadline_of, handler_of
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.terms import LEVELS
from basegov.texts import NO_TEXT, Text
from basegov.values import NotStated, Truth, as_words

ANY_SCALE = Selector(kind="event_scale")


@rule(en="order laid down", zh="次序规定")
@attrs.frozen(kw_only=True)
class OrderLaidDown(NodeRule):
    """A response chain, a loop or a scale must name certain words in a certain order, and nothing else.

    Predicate: ``order(node) == order``. What lacks, what stands in another place, and what is not asked for are named.
    *Undetermined* while the order of a node, or whether there is one, is not stated.

    Parameters
    ----------
    of : Selector
        The chains, loops or scales.
    order : tuple of str
        The words in their order.

    Notes
    -----
    Used by HZ-074 (community, street, departments, leaders), BA-072 (four classes of events) and GL-050 (seven states).
    """

    of: Selector = attrs.field(converter=as_selector)
    order: tuple[str, ...] = attrs.field(converter=as_words)

    @property
    def selector(self) -> Selector:
        """The chains, loops or scales."""
        return self.of

    @property
    def measure(self) -> Measure:
        """What differs."""
        return Measure("out_of_order", "set", Text("what lacks or stands out of order", "缺少或次序不符之处"))

    @property
    def requirement(self) -> Requirement:
        """Nothing does."""
        path = path_of(self.order)
        return NoneOf(Text(f"difference from {path.en}", f"与“{path.zh}”不符之处"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return in what the order of a node differs."""
        order = node.order if isinstance(node, Ordering) else ()
        if isinstance(order, NotStated):
            words = Text(f"the order of {node.label}", f"{node.label}的次序")
            field = node.field if isinstance(node, Ordering) else "order"
            return Measurement(value=SetValue((), (words,)), missing=(Missing(node.id, field, words),))
        lacking = [_said("{} is lacking", "缺少“{}”", word) for word in self.order if word not in order]
        added = [_said("{} is not asked for", "多出“{}”", word) for word in order if word not in self.order]
        shared, wanted = [w for w in order if w in self.order], [w for w in self.order if w in order]
        moved = [
            _said("{} stands in place of {}", "“{}”占“{}”之位", word, right)
            for word, right in zip(shared, wanted, strict=True) if word != right
        ]  # fmt: skip
        evidence = Evidence(path_of(order), node.source)
        return Measurement(value=SetValue((*lacking, *added, *moved)), evidence=(evidence,))


@attrs.frozen(kw_only=True)
class ScaleRule(NodeRule):
    """What rules over scales of event classes have in common.

    Parameters
    ----------
    scale : Selector
        The scales.
    """

    scale: Selector = attrs.field(default=ANY_SCALE, converter=as_selector)

    @property
    def selector(self) -> Selector:
        """The scales."""
        return self.scale

    def classes(self, node: Node, found: Findings) -> tuple[str, ...]:
        """Return the classes of a scale; note when they are not stated."""
        order = node.order if isinstance(node, Ordering) else ()
        if isinstance(order, NotStated):
            words = Text(f"the classes of {node.label}", f"{node.label}的级别")
            found.add(Truth.UNKNOWN, words, Missing(node.id, "classes", words))
            return ()
        return order

    def evidence(self, structure: Structure, node: Node, name: str) -> Evidence:
        """Return the record that says who handles a class."""
        record = structure.where(ClassHandler, scale=node.id, event_class=name)[0]
        who = label_of(record.handler) if isinstance(record.handler, str) else NO_TEXT
        return Evidence(_said("{}: {}", "{}：{}", name, who), record.source)


def _said(en: str, zh: str, *words: str | Text) -> Text:
    labels = [word if isinstance(word, Text) else label_of(word) for word in words]
    return Text(en.format(*(label.en for label in labels)), zh.format(*(label.zh for label in labels)))


def _who_handles(node: Node, name: str) -> Missing:
    words = _said("who handles events of the class {}", "{}事件由谁处置", name)
    return Missing(node.id, "class_handlers", words)


@rule(en="every class of events has a handler", zh="各级事件均有处置主体")
@attrs.frozen(kw_only=True)
class ClassesHandled(ScaleRule):
    """Every class of events must have a handler.

    Predicate: for every class c of the scale there is a level or body that handles c. *Undetermined* while the classes
    are not stated, or the handler of one is not and an `Inventory` (of ``class_handler``) does not say that all are
    recorded.

    Notes
    -----
    Used by BA-072 (four classes, each with its handling; who handles which is not stated).
    """

    @property
    def measure(self) -> Measure:
        """The classes without one."""
        return Measure("classes_without_handler", "set", Text("classes without a handler", "无处置主体的事件级别"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("class of events without a handler", "无处置主体的事件级别"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the classes that have, or may have, no handler."""
        found = Findings()
        for name in self.classes(node, found):
            handler = handler_of(structure, node.id, name)
            answer = Truth.UNKNOWN if isinstance(handler, NotStated) else Truth.of(handler is None)
            found.add(answer, label_of(name), _who_handles(node, name))
            if answer is Truth.FALSE:
                found.evidence.append(self.evidence(structure, node, name))
        return found.measurement


@rule(en="graver events go higher", zh="事件越重处置层级越高")
@attrs.frozen(kw_only=True)
class HandlersFollowSeverity(ScaleRule):
    """A graver class of events must not be handled on a lower level than a less grave one.

    Predicate: for every two classes a before b, ``rank(handler(a)) <= rank(handler(b))``, by the ranks of the levels,
    or by `levels` where handlers are no levels. *Undetermined* while classes or handlers are not stated, or a handler
    has no rank.

    Parameters
    ----------
    levels : tuple of str
        The handlers from the lowest to the highest; the levels of administration when left out.

    Notes
    -----
    Used by BA-072 (micro, ordinary, larger and major events).
    """

    levels: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def measure(self) -> Measure:
        """The classes handled below a less grave one."""
        return Measure("handlers_out_of_order", "set", Text("graver classes handled lower", "处置层级倒挂的事件级别"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("graver class that is handled on a lower level", "级别更重而处置层级更低的事件"))

    def _rank(self, handler: str) -> int | None:
        if self.levels:
            return self.levels.index(handler) if handler in self.levels else None
        level = LEVELS.get(handler)
        return None if level is None else level.rank

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the classes that are, or may be, handled below a less grave one."""
        found = Findings()
        ranks: dict[str, int | None] = {}
        for name in self.classes(node, found):
            handler = handler_of(structure, node.id, name)
            ranks[name] = self._rank(handler) if isinstance(handler, str) else None
            if ranks[name] is None:
                found.add(Truth.UNKNOWN, label_of(name), _who_handles(node, name))
            else:
                found.evidence.append(self.evidence(structure, node, name))
        highest: tuple[int, str] | None = None
        for name, rank in ranks.items():
            if rank is None:
                continue
            if highest is not None and rank < highest[0]:
                found.add(Truth.TRUE, _said("{} below {}", "{}低于{}", name, highest[1]))
            if highest is None or rank > highest[0]:
                highest = (rank, name)
        return found.measurement


@rule(en="deadlines are set", zh="明确办理时限")
@attrs.frozen(kw_only=True)
class DeadlinesSet(NodeRule):
    """Every stage of a response chain, loop or scale (or some of them) must have a deadline.

    Predicate: for every stage there is a `ServiceLevel` with a time. *Undetermined* while the stages are not stated, or
    the time of one is not and an `Inventory` (of ``service_level``) does not say that all are recorded.

    Parameters
    ----------
    of : Selector
        The chains, loops or scales.
    stages : tuple of str
        Which of the stages, or ``whistle``; all when none is named.

    Notes
    -----
    Used by the fictional district; no document of the five states its deadlines.
    """

    of: Selector = attrs.field(converter=as_selector)
    stages: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def selector(self) -> Selector:
        """The chains, loops or scales."""
        return self.of

    @property
    def measure(self) -> Measure:
        """The stages without one."""
        return Measure("stages_without_deadline", "set", Text("stages without a deadline", "未定时限的环节"))

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("stage without a deadline", "未定时限的环节"))

    def found(self, structure: Structure, node: Node) -> Measurement:
        """Return the stages that have, or may have, no deadline."""
        found = Findings()
        order = node.order if isinstance(node, Ordering) else ()
        if isinstance(order, NotStated) and not self.stages:
            words = Text(f"the stages of {node.label}", f"{node.label}的环节")
            found.add(Truth.UNKNOWN, words, Missing(node.id, "order", words))
            return found.measurement
        for stage in self.stages or (() if isinstance(order, NotStated) else order):
            within = deadline_of(structure, node.id, stage)
            answer = Truth.UNKNOWN if isinstance(within, NotStated) else Truth.of(within is None)
            words = _said("within which time {} is due", "“{}”的办理时限", stage)
            found.add(answer, label_of(stage), Missing(node.id, "service_levels", words))
        return found.measurement
