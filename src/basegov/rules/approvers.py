"""Who may approve, and which approvals count."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import attrs

from basegov.diagnostics.rules import BAD_PARAMETERS
from basegov.errors import InputError, Suggestion
from basegov.rules.applications import Application
from basegov.rules.listing import NO, YES, Found, version_missing
from basegov.rules.nodes import unstated_fields
from basegov.rules.verdicts import Evidence, Missing, Reason
from basegov.structure.items import Approval, ApprovalDecision
from basegov.structure.listing import declared_incomplete, same_version
from basegov.structure.records import RECORD_TYPES, Node, field_specs
from basegov.structure.selection import Selector, as_selector
from basegov.terms import LEVELS, Level
from basegov.texts import Language, Text, say
from basegov.values import NOT_STATED, NotStated, Truth


def as_level(value: Any) -> Level | NotStated | None:
    """Return a level from itself or from its key; it may be not stated, or not asked for at all.

    Raises
    ------
    InputError
        For a key that no level has.
    """
    if value is None or isinstance(value, Level | NotStated):
        return value
    level = LEVELS.get(value)
    if level is None:
        hint = Suggestion.build(str(value), LEVELS)
        what = Text(f"there is no level {value}; {hint.text('en')}", f"没有名为 {value} 的层级；{hint.text('zh')}")
        raise InputError([BAD_PARAMETERS(rule="approver_level", what=what)])
    return level


def as_selectors(value: Any) -> tuple[Selector, ...] | NotStated:
    """Return descriptions of approvers from one or several; none given means that the document does not say."""
    if value is None or isinstance(value, NotStated):
        return NOT_STATED
    one = isinstance(value, Selector | str | Mapping)
    return tuple(as_selector(each) for each in ((value,) if one else value))


@attrs.frozen
class Approvers:
    """Who may approve, as a gate says.

    Parameters
    ----------
    kinds : tuple of Selector, optional
        Who; not stated where the document does not say.
    level : Level, optional
        At which level at least; None where any level will do.
    gate : str
        Id of the rule that says so.
    """

    kinds: tuple[Selector, ...] | NotStated
    level: Level | NotStated | None
    gate: str = ""

    @property
    def words(self) -> Text:
        """Who may approve, in words."""
        who = self._kinds_in_words
        if isinstance(self.level, Level):
            return Text(f"{who.en} at {self.level.text('en')} level or above", f"{self.level.text('zh')}以上{who.zh}")
        return who

    @property
    def _kinds_in_words(self) -> Text:
        if isinstance(self.kinds, NotStated):
            return Text("an approver who is not stated", "审批主体（文件未载明）")
        kinds = [_kind_words(kind) for kind in self.kinds]
        return Text(" or ".join(kind.en for kind in kinds), "或".join(kind.zh for kind in kinds))

    def approved(self, application: Application) -> Found:
        """Say whether an approval that counts was given for an item, as it is asked for."""
        counts = [self._counts(application, approval, granted) for approval, granted in standing(application)]
        if isinstance(self.kinds, NotStated):
            # nobody can say that an approval is wanting while nobody knows whose it would be
            counts.append(self._nobody_named(application))
        scopes = {application.request or application.item.id, application.item.id}
        if declared_incomplete(application.structure, "approval", scopes):
            item = application.item.label
            words = Text(f"the approvals of {item} that are not recorded", f"“{item}”未载明的审批")
            counts.append(Found(Truth.UNKNOWN, (Missing(application.id, "approvals", words),)))
        return Found.any(counts) if counts else NO

    def _counts(self, application: Application, approval: Approval, granted: Found) -> Found:
        found = Found.all(check for _, check in self._checks(application, approval, granted))
        if found.truth is Truth.FALSE:
            return NO
        label, item = _approver_label(_approver(application, approval)), application.item.label
        words = Text(f"{label.en} approved {item}", f"{label.zh}批准了“{item}”")
        return attrs.evolve(found, evidence=(Evidence(words, approval.source),))

    def objections(self, application: Application) -> Iterator[tuple[Reason, Found]]:
        """Yield what is wrong, or may be wrong, with the approvals that there are."""
        for approval, granted in standing(application):
            for code, found in self._checks(application, approval, granted):
                anyone = code == "approver_of_other_kind" and isinstance(self.kinds, NotStated)
                if found.truth is not Truth.TRUE and not anyone:
                    yield Reason(code, self._objection(code, application, approval)), found.negated
                if granted.truth is Truth.FALSE:
                    break

    def _checks(self, application: Application, approval: Approval, granted: Found) -> Iterator[tuple[str, Found]]:
        """Yield what an approval needs in order to count: the code of the objection, and whether it is cleared."""
        approver = _approver(application, approval)
        yield "approval_denied", granted
        yield "approver_of_other_kind", self._is_of_kind(application, approver)
        if self.level is not None:
            yield "approver_below_level", self._is_high_enough(application, approver)
        same = same_version(application.item, approval.version)
        missing = version_missing(application.item, _approver_label(approver).en, same)
        yield "approval_of_other_version", Found(same, missing)
        if not application.request or approval.request != application.request:
            yield "approval_before_change", application.as_it_stands

    def _objection(self, code: str, application: Application, approval: Approval) -> Text:
        """Return an objection to an approval in words."""
        item, approver = application.item.label, _approver(application, approval)
        who, decision, level = _approver_label(approver), approval.decision, getattr(approver, "level", NOT_STATED)
        kinds, least = self._kinds_in_words, Text(say(self.level, "en"), say(self.level, "zh"))
        return {
            "approval_denied": lambda: Text(
                f"the decision of {who.en} on {item}: {decision.text('en')}",
                f"{who.zh}对“{item}”的决定：{decision.text('zh')}",
            ),
            "approver_of_other_kind": lambda: Text(f"{who.en} is no {kinds.en}", f"{who.zh}不属于{kinds.zh}"),
            "approver_below_level": lambda: Text(
                f"{who.en} stands at {level.text('en')} level, below {least.en}",
                f"{who.zh}为{level.text('zh')}，低于{least.zh}",
            ),
            "approval_of_other_version": lambda: Text(
                f"{who.en} approved another version of {item}", f"{who.zh}批准的是“{item}”的其他版本"
            ),
            "approval_before_change": lambda: Text(
                f"{who.en} approved {item} before it was changed or enlarged",
                f"{who.zh}批准的是变更或扩大之前的“{item}”",
            ),
        }[code]()

    def _nobody_named(self, application: Application) -> Found:
        item = application.item.label
        words = Text(f"who approves the admission of {item}", f"“{item}”的准入由谁审批")
        return Found(Truth.UNKNOWN, (Missing(self.gate, "approvers", words),))

    def _is_of_kind(self, application: Application, approver: Node | None) -> Found:
        if isinstance(self.kinds, NotStated):
            return self._nobody_named(application)
        if approver is None:
            return _unnamed(application)
        matches = [kind.match(application.structure, approver) for kind in self.kinds]
        return Found.any(Found(truth, unstated_fields(approver, fields)) for truth, fields in matches)

    def _is_high_enough(self, application: Application, approver: Node | None) -> Found:
        if isinstance(self.level, NotStated):
            words = Text("at which level the approver must stand", "审批主体应处于哪一层级")
            return Found(Truth.UNKNOWN, (Missing(self.gate, "approver_level", words),))
        if approver is None:
            return _unnamed(application)
        level = getattr(approver, "level", NOT_STATED)
        if isinstance(level, NotStated):
            return Found(Truth.UNKNOWN, unstated_fields(approver, ("level",)))
        return YES if self.level is None or level.at_least(self.level) else NO


def _approver(application: Application, approval: Approval) -> Node | None:
    return None if isinstance(approval.approver, NotStated) else application.structure.node(approval.approver)


def _approver_label(approver: Node | None) -> Text:
    if approver is None:
        return Text("an approver who is not named", "未载明的审批主体")
    return Text(approver.label, approver.label)


def _unnamed(application: Application) -> Found:
    words = Text(f"who approved {application.item.label}", f"“{application.item.label}”由谁批准")
    return Found(Truth.UNKNOWN, (Missing(application.id, "approver", words),))


def standing(application: Application) -> Iterator[tuple[Approval, Found]]:
    """Yield the approvals of an item or its request as they stand, each with whether it was granted.

    Of several decisions of one approver on one version the last one stands; while the dates do not tell which that is,
    it is not known what was decided.
    """
    approvals = tuple(_concerning(application))
    if len(approvals) == 1:
        yield approvals[0], _granted(application, approvals[0])
        return
    groups: dict[tuple[Any, ...], list[Approval]] = {}
    for number, approval in enumerate(approvals):
        approver = number if isinstance(approval.approver, NotStated) else approval.approver
        groups.setdefault((approver, approval.version), []).append(approval)
    for group in groups.values():
        if len({approval.decision for approval in group}) == 1:
            yield from ((approval, _granted(application, approval)) for approval in group)
            continue
        last = _last(group)
        if last is not None:
            yield last, _granted(application, last)
            continue
        words = Text(
            f"which decision on {application.item.label} is the last one", f"对“{application.item.label}”的哪次决定在后"
        )
        unclear = Found(Truth.UNKNOWN, (Missing(application.id, "date of the approval", words),))
        yield from ((approval, unclear) for approval in group)


def _concerning(application: Application) -> Iterator[Approval]:
    structure, item = application.structure, application.item.id
    if application.request:
        for approval in structure.where(Approval, request=application.request):
            if isinstance(approval.item, NotStated) or approval.item == item:
                yield approval
    for approval in structure.where(Approval, item=item):
        if isinstance(approval.request, NotStated):
            yield approval


def _granted(application: Application, approval: Approval) -> Found:
    if isinstance(approval.decision, NotStated):
        words = Text(f"what was decided on {application.item.label}", f"对“{application.item.label}”作出的是何种决定")
        return Found(Truth.UNKNOWN, (Missing(application.id, "decision", words),))
    return YES if approval.decision is ApprovalDecision.GRANTED else NO


def _last(group: list[Approval]) -> Approval | None:
    for one in group:
        others = [other for other in group if other is not one]
        if all(_is_after(one, other) for other in others):
            return one
    return None


def _is_after(one: Approval, other: Approval) -> bool:
    if isinstance(one.date, NotStated) or isinstance(other.date, NotStated):
        return False
    return one.date.first > other.date.last


def _kind_words(selector: Selector) -> Text:
    """Return a kind of approver as the field calls it: 党委 for a party organ that is a committee."""
    if set(selector.where) != {"kind"} or selector.ids or selector.within is not None:
        return Text(selector.text("en"), selector.text("zh"))
    registered = RECORD_TYPES.get(selector.kind)
    words = _enum_of_kind(selector.kind)
    if registered is None or words is None:
        return Text(selector.text("en"), selector.text("zh"))
    try:
        chosen = [words(value) for value in selector.where["kind"]]
    except ValueError:
        return Text(selector.text("en"), selector.text("zh"))
    return Text(f"{_or(chosen, 'en')} ({registered.label.en})", _or(chosen, "zh"))


def _or(values: list[Any], lang: Language) -> str:
    return ("或" if lang == "zh" else " or ").join(say(value, lang) for value in values)


def _enum_of_kind(kind: str) -> type[enum.Enum] | None:
    registered = RECORD_TYPES.get(kind)
    for spec in field_specs(registered.cls) if registered else ():
        if spec.name == "kind":
            for part in (spec.type, *get_args(spec.type)):
                if isinstance(part, type) and issubclass(part, enum.Enum) and part is not NotStated:
                    return part
    return None
