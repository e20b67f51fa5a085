"""Making orders that are laid down, handlers of classes of events, and deadlines."""

from __future__ import annotations

from basegov.rules.casework import ClassesHandled, DeadlinesSet, HandlersFollowSeverity, OrderLaidDown, ScaleRule
from basegov.structure.casework import WHISTLE, ClassHandler, EventScale, Ordering, ServiceLevel
from basegov.structure.durations import Duration
from basegov.testing.drafts.draft import Draft, name_of
from basegov.testing.drafts.makers.registry import makes
from basegov.testing.drafts.wishes import OneOf
from basegov.values import NotStated

_SOME = ("first", "second")
_TIMES = (Duration("2 hours"), Duration("3 working days"))


@makes(OrderLaidDown)
def order_laid_down(rule: OrderLaidDown, draft: Draft) -> None:
    """Lay the order down; for a miss leave out its last word, or turn it round."""
    for node in draft.need(rule.of):
        order = rule.order
        if draft.misses(rule, node.id):
            ways = [order[:-1], *([order[::-1]] if len(order) > 1 else [])]
            order = draft.way_of(ways)
        draft.one_of(node, node.field, (order,), rule)
    draft.close(rule.of.kind)


def _order(draft: Draft, node: Ordering, by: str, *, at_least: int = 1) -> tuple[str, ...]:
    """Return the order that other rules lay down; from the second round on one of our own where none does."""
    left = draft.left(node, node.field)
    if left is None and not isinstance(node.order, NotStated):
        return node.order
    if left is None and draft.round > 0:
        draft.one_of(node, node.field, (_SOME[: max(at_least, 1)],), by)
        left = draft.left(node, node.field)
    return tuple(left.values[0]) if isinstance(left, OneOf) else ()


def _handler(draft: Draft, scale: EventScale, name: str, rule: ScaleRule) -> ClassHandler:
    record: ClassHandler = draft.link(ClassHandler(scale=scale.id, event_class=name), name_of(rule))
    return record


@makes(ClassesHandled)
def classes_handled(rule: ClassesHandled, draft: Draft) -> None:
    """Give every class a handler; for a miss the last one has none."""
    draft.close("class_handler")
    for scale in draft.need(rule.scale):
        misses = draft.misses(rule, scale.id)
        classes = _order(draft, scale, name_of(rule))
        for name in classes[:-1] if misses else classes:
            handler = _handler(draft, scale, name, rule)
            if draft.round > 1 and draft.left(handler, "handler") is None:
                draft.one_of(handler, "handler", ("community",), rule)
        if misses and classes:
            draft.unlink(ClassHandler(scale=scale.id, event_class=classes[-1]), name_of(rule))
    draft.close(rule.scale.kind)


@makes(HandlersFollowSeverity)
def handlers_follow_severity(rule: HandlersFollowSeverity, draft: Draft) -> None:
    """Let classes be handled on one level, or higher and higher; for a miss the first on the highest."""
    levels = rule.levels or ("community", "street", "district")
    if len(levels) < 2 and draft.misses(rule):
        raise draft.cannot_miss(rule)
    for scale in draft.need(rule.scale):
        classes = _order(draft, scale, name_of(rule), at_least=2)
        if len(classes) < 2 and draft.round > 0 and draft.misses(rule, scale.id):
            raise draft.cannot_miss(rule)
        places = [min(number, len(levels) - 1) for number in range(len(classes))]
        if draft.misses(rule, scale.id):
            places = ([len(levels) - 1] + [0] * len(classes))[: len(classes)]
        for name, place in zip(classes, places, strict=True):
            draft.one_of(_handler(draft, scale, name, rule), "handler", (levels[place],), rule)
    draft.close(rule.scale.kind)


@makes(DeadlinesSet)
def deadlines_set(rule: DeadlinesSet, draft: Draft) -> None:
    """Give every stage a time; for a miss the last one has none."""
    draft.close("service_level")
    for node in draft.need(rule.of):
        order = _order(draft, node, name_of(rule), at_least=2)
        stages = rule.stages or order
        if rule.stages and not order and draft.round > 0:
            own = tuple(stage for stage in rule.stages if stage != WHISTLE)
            draft.one_of(node, node.field, (own,), rule)
        misses = draft.misses(rule, node.id)
        for stage in stages[:-1] if misses else stages:
            level = draft.link(ServiceLevel(of=node.id, stage=stage), name_of(rule))
            draft.one_of(level, "within", _TIMES, rule)
        if misses and stages:
            draft.unlink(ServiceLevel(of=node.id, stage=stages[-1]), name_of(rule))
    draft.close(rule.of.kind)
