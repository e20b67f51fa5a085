"""The gate before a list: which requests pass, which are to be refused, and on what grounds."""

from __future__ import annotations

import abc
from collections.abc import Iterator
from typing import ClassVar

import attrs

from basegov.diagnostics.lists import NOT_A_REQUEST
from basegov.errors import NotFoundError, Suggestion
from basegov.reforms.changes import Change
from basegov.rules.applications import Application, own_duty
from basegov.rules.approvers import Approvers, as_level, as_selectors
from basegov.rules.decisions import Answer, Decision
from basegov.rules.items import ANY_LIST
from basegov.rules.listing import NO, YES, Found, ListsInForce, flag
from basegov.rules.nodes import unstated_fields
from basegov.rules.requirements import Holds, NoneOf, Requirement
from basegov.rules.rule import Measure, Rule, Scope, rule
from basegov.rules.verdicts import Measurement, Missing, Reason, SetValue, Subject
from basegov.structure.items import ItemAssignment, ItemChange, ItemRequest, RequestStatus
from basegov.structure.records import record_type
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.terms import Level
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth


@attrs.frozen(kw_only=True)
class Gate(Rule, abc.ABC):
    """What rules over admission have in common: the gate itself, as data.

    A request passes when its item is no duty of the sender's own, and either stands on a list by which the receiver
    works or has an approval that counts, with what has to come with it. An item that was changed or enlarged is a new
    item: neither the entry nor the approval of the old one carries over.

    Parameters
    ----------
    receiver : Selector
        Before whom the gate stands.
    lists : Selector
        Which lists let an item pass without an approval.
    approvers : tuple of Selector, optional
        Who may approve: governments, party committees, a leading group, one named body. Not stated where the document
        does not say; then no approval counts and none can be missed, and the answer is *undetermined*.
    approver_level : Level, optional
        The level at which the approver must stand at least; None where any level will do.
    needs_funds, needs_conditions : bool, optional
        Whether money and working conditions must come with an item that is not listed.
    bars_own_duty : bool, optional
        Whether a duty of the sender's own never passes, not even with an approval. False where the clause is silent.
    right_to_refuse : bool, optional
        Whether the receiver may refuse what does not pass.
    """

    receiver: Selector = attrs.field(converter=as_selector)
    lists: Selector = attrs.field(default=ANY_LIST, converter=as_selector)
    approvers: tuple[Selector, ...] | NotStated = attrs.field(default=NOT_STATED, converter=as_selectors)
    approver_level: Level | NotStated | None = attrs.field(default=None, converter=as_level)
    needs_funds: bool | NotStated = False
    needs_conditions: bool | NotStated = False
    bars_own_duty: bool | NotStated = True
    right_to_refuse: bool | NotStated = NOT_STATED

    # asking

    def decide(self, request: ItemRequest | str, structure: Structure) -> Decision:
        """Say whether a request passes, whatever became of it in fact.

        Parameters
        ----------
        request : ItemRequest or str
            The request, or its id, code or name.
        structure : Structure
            The structure in which it is made.

        Raises
        ------
        NotFoundError
            When there is no such request.
        """
        node = structure[request if isinstance(request, str) else request.id]
        if not isinstance(node, ItemRequest):
            hint = Suggestion.build(node.id, [r.id for r in structure.records(ItemRequest)])
            found = record_type(type(node)).label
            raise NotFoundError([NOT_A_REQUEST(id=node.id, found=found, hint=hint)])
        return self.weigh(Application.from_request(structure, node))

    def weigh(self, application: Application) -> Decision:
        """Return the answer to an application with all reasons."""
        structure, subject = application.structure, application.subject
        applies, fields = self.receiver.match(structure, application.receiver)
        if applies is Truth.FALSE:
            words = Text(
                f"the gate does not stand before {application.receiver.label}",
                f"该准入规定不适用于{application.receiver.label}",
            )
            outside = Reason("other_receiver", words)
            return Decision(subject=subject, answer=Answer.NOT_APPLICABLE, reasons=(outside,), may_refuse=Truth.FALSE)
        listed = self.listed(application)
        approved = NO if listed.truth is Truth.TRUE else self.approved(application)
        grounds = tuple(self._grounds(application, listed, approved))
        known = tuple(reason for reason, found in grounds if found.truth is Truth.TRUE)
        possible = tuple(reason for reason, found in grounds if found.truth is Truth.UNKNOWN)
        unsure = unstated_fields(application.receiver, fields) if applies is Truth.UNKNOWN else ()
        missing = dict.fromkeys(m for _, found in grounds if found.truth is Truth.UNKNOWN for m in found.missing)
        answer = Answer.REFUSE if known else Answer.UNDETERMINED if possible else Answer.ADMIT
        given = (*(found for _, found in grounds), listed, approved)
        evidence = dict.fromkeys(e for found in given for e in found.evidence)
        reasons = known
        if answer is Answer.ADMIT and not unsure:
            reasons = (_why_admitted(application, listed, approved),)
        may = {Answer.ADMIT: Truth.FALSE, Answer.REFUSE: Truth.TRUE}.get(answer, Truth.UNKNOWN)
        return Decision(
            subject=subject,
            answer=Answer.UNDETERMINED if unsure else answer,
            reasons=reasons,
            possible=possible,
            missing=(*unsure, *missing),
            evidence=tuple(evidence),
            may_refuse=Truth.all([may, Truth.of(self.right_to_refuse), applies]),
        )

    # the grounds

    def _grounds(self, application: Application, listed: Found, approved: Found) -> Iterator[tuple[Reason, Found]]:
        """Yield every ground for refusal that is given, or may be."""
        own = self._own_duty(application)
        if own.truth is not Truth.FALSE:
            yield self._own_duty_reason(application), own
        if listed.truth is Truth.TRUE:
            return
        off_list = listed.negated
        unapproved = Found.all([off_list, approved.negated])
        if unapproved.truth is not Truth.FALSE:
            yield self._not_approved(application), unapproved
            for reason, found in self._approvers.objections(application):
                yield reason, Found.all([unapproved, found])
        yield from self._not_admitted(application, off_list)
        funds, conditions = Text("funds", "经费"), Text("working conditions", "工作条件")
        yield from self._wanting(application, off_list, "funds_missing", funds, self.needs_funds, application.funds)
        yield from self._wanting(
            application, off_list, "conditions_missing", conditions, self.needs_conditions, application.conditions
        )

    def listed(self, application: Application) -> Found:
        """Say whether the item, as it is asked for, stands on a list by which the receiver works."""
        lists = ListsInForce.build(application.structure, self.lists)
        found = lists.listed(application.item, application.receiver)
        return NO if found.truth is Truth.FALSE else Found.all([found, application.as_it_stands])

    def approved(self, application: Application) -> Found:
        """Say whether an approval that counts was given for the item, as it is asked for."""
        return self._approvers.approved(application)

    @property
    def _approvers(self) -> Approvers:
        return Approvers(self.approvers, self.approver_level, self.id)

    def _own_duty(self, application: Application) -> Found:
        if self.bars_own_duty is False:
            return NO
        words = Text("whether the clause bars duties of the sender's own", "条款是否禁止转嫁自身职责")
        barred = flag(self.bars_own_duty, lambda: Missing(self.id, "bars_own_duty", words))
        return Found.all([barred, own_duty(application)])

    def _own_duty_reason(self, application: Application) -> Reason:
        item, sender = application.item.label, application.sender_words
        words = Text(
            f"{item} is a duty of {sender.en}'s own, which may not be passed on",
            f"“{item}”属于{sender.zh}自身职责，不得转嫁",
        )
        return Reason("own_duty", words)

    def _not_approved(self, application: Application) -> Reason:
        item, sender = application.item.label, application.sender_words
        who = self._approvers.words
        change, old = application.change_of_item
        if change is ItemChange.UNCHANGED:
            return Reason(
                "not_approved",
                Text(
                    f"{item}, sent by {sender.en}, is not listed and not approved by {who.en}",
                    f"{sender.zh}下达的“{item}”未列入清单，且未经{who.zh}批准",
                ),
            )
        code = "enlarged_without_approval" if change is ItemChange.ENLARGED else "changed_without_approval"
        verb = ("enlarged", "扩大") if change is ItemChange.ENLARGED else ("changed", "变更")
        return Reason(
            code,
            Text(
                f"{item}, sent by {sender.en}, was {verb[0]} from {old} and is a new item, not approved by {who.en}",
                f"{sender.zh}下达的“{item}”由“{old}”{verb[1]}而来，属新事项，未经{who.zh}批准",
            ),
        )

    def _not_admitted(self, application: Application, off_list: Found) -> Iterator[tuple[Reason, Found]]:
        """Yield the ground that an item is performed although its request has not been admitted."""
        item, status = application.item.label, application.status
        if not application.is_performed or status is RequestStatus.ADMITTED or not application.request:
            return
        words = Text(
            f"{item} is performed although its request is {status.text('en')}",
            f"“{item}”的申请{status.text('zh')}，却已由其承担",
        )
        missing = Missing(application.request, "status", Text(f"whether {item} was admitted", f"“{item}”是否已准入"))
        found = Found(Truth.UNKNOWN, (missing,)) if isinstance(status, NotStated) else YES
        yield Reason("not_admitted", words), Found.all([off_list, found])

    def _wanting(
        self, application: Application, off_list: Found, code: str, what: Text,
        needs: bool | NotStated, given: bool | NotStated,
    ) -> Iterator[tuple[Reason, Found]]:  # fmt: skip
        """Yield the ground that something does not come with the item that should."""
        if needs is False or given is True:
            return
        item, sender = application.item.label, application.sender_words
        asked = Text(f"whether the clause asks for {what.en}", f"条款是否要求提供{what.zh}")
        fact = Text(f"whether {sender.en} provides the {what.en} for {item}", f"{sender.zh}是否为“{item}”提供{what.zh}")
        needed = flag(needs, lambda: Missing(self.id, code, asked))
        lacks = flag(given, lambda: Missing(application.id, code, fact)).negated
        words = Text(f"{sender.en} does not provide the {what.en} for {item}", f"{sender.zh}未为“{item}”提供{what.zh}")
        yield Reason(code, words), Found.all([off_list, needed, lacks])

    # as a rule

    @property
    def measure(self) -> Measure:
        """The grounds for refusal."""
        return Measure("grounds_for_refusal", "set", Text("grounds for refusal", "拒绝理由"))

    def _measured(self, decision: Decision) -> tuple[Subject, Measurement]:
        known = decision.reasons if decision.answer is not Answer.ADMIT else ()
        return decision.subject, Measurement(
            value=SetValue(tuple(r.words for r in known), tuple(r.words for r in decision.possible)),
            missing=decision.missing,
            evidence=decision.evidence,
        )


def _why_admitted(application: Application, listed: Found, approved: Found) -> Reason:
    """Return why an application passes."""
    if listed.truth is Truth.TRUE or not approved.evidence:
        item = application.item.label
        return Reason("listed", Text(f"{item} stands on a list in force", f"“{item}”列入现行清单"))
    return Reason("approved", approved.evidence[0].what)


@rule(en="admission", zh="准入")
@attrs.frozen(kw_only=True)
class Admission(Gate):
    """What was admitted, or is performed, must pass the gate.

    Predicate: for every request that was admitted and every item that a receiver performs, the set of grounds for
    refusal is empty: ``own_duty``, ``not_approved`` (``changed_without_approval``, ``enlarged_without_approval``) with
    what is wrong with the approvals there are (``approver_below_level``, ``approver_of_other_kind``,
    ``approval_of_other_version``, ``approval_before_change``, ``approval_denied``), ``funds_missing``,
    ``conditions_missing``, ``not_admitted``. *Undetermined* while no ground is known and a missing fact could make one.

    Notes
    -----
    Used by BA-023 (district level or above, party committee or government), WH-071 to WH-075 (the leading group, with
    funds and conditions), HZ-032 (the approver is not stated).
    """

    beside: ClassVar[frozenset[str]] = frozenset({"right_to_refuse"})

    @property
    def scope(self) -> Scope:
        """Every request that was admitted, every item that is performed."""
        en, zh = self.receiver.text("en"), self.receiver.text("zh")
        words = Text(f"admitted request to, and item performed by, {en}", f"已准入的申请与{zh}承担的事项")
        return Scope(Selector(kind="item_request"), words)

    @property
    def requirement(self) -> Requirement:
        """There must be none."""
        return NoneOf(Text("ground for refusal", "拒绝理由"))

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield the grounds against every request that was admitted and every item that came without one."""
        structure = world if isinstance(world, Structure) else world.after
        for request in structure.records(ItemRequest):
            if request.status is RequestStatus.ADMITTED or isinstance(request.status, NotStated):
                yield from self._judged(Application.from_request(structure, request), request.status)
        for assignment in structure.records(ItemAssignment):
            application = Application.from_assignment(structure, assignment)
            if application.status is not RequestStatus.ADMITTED:
                yield from self._judged(application, RequestStatus.ADMITTED)

    def _judged(
        self, application: Application, status: RequestStatus | NotStated
    ) -> Iterator[tuple[Subject, Measurement]]:
        decision = self.weigh(application)
        if decision.answer is Answer.NOT_APPLICABLE:
            return
        subject, found = self._measured(decision)
        match, _ = self.receiver.match(application.structure, application.receiver)
        if isinstance(status, NotStated):
            words = Text(f"whether {subject.name} was admitted", f"{subject.name}是否已准入")
            missing = (Missing(application.id, "status", words), *found.missing)
            found = attrs.evolve(found, applies=Truth.UNKNOWN, missing=missing)
        elif match is Truth.UNKNOWN:
            found = attrs.evolve(found, applies=Truth.UNKNOWN)
        yield subject, found


@rule(en="refusal on a ground", zh="拒绝有据")
@attrs.frozen(kw_only=True)
class RefusalOnGround(Gate):
    """What was refused must not have passed the gate: the right to refuse is there exactly when admission fails.

    Predicate: for every request that was refused, the gate knows a ground for refusal, and the receiver has the right
    to refuse on it. *Undetermined* while a ground is only possible, or while it is not stated that there is the right.

    Notes
    -----
    Used by WH-075 (the community may refuse what is shifted without approval, changed or enlarged).
    """

    @property
    def scope(self) -> Scope:
        """Every request that was refused."""
        en, zh = self.receiver.text("en"), self.receiver.text("zh")
        return Scope(Selector(kind="item_request"), Text(f"refused request to {en}", f"{zh}拒绝的申请"))

    @property
    def measure(self) -> Measure:
        """Whether the receiver could refuse."""
        return Measure("may_refuse", "truth", Text("the receiver may refuse", "接收方有权拒绝"))

    @property
    def requirement(self) -> Requirement:
        """It could."""
        words = Text("there is a ground for refusal and the right to refuse", "存在拒绝理由且享有拒绝权")
        return Holds(words, "no_ground")

    def measurements(self, world: Structure | Change) -> Iterator[tuple[Subject, Measurement]]:
        """Yield for every refused request whether the receiver could refuse it."""
        structure = world if isinstance(world, Structure) else world.after
        for request in structure.records(ItemRequest):
            if request.status is not RequestStatus.REFUSED and not isinstance(request.status, NotStated):
                continue
            decision = self.weigh(Application.from_request(structure, request))
            if decision.answer is Answer.NOT_APPLICABLE:
                continue
            missing = decision.missing
            refused = Truth.TRUE
            if isinstance(request.status, NotStated):
                refused = Truth.UNKNOWN
                label = request.label
                words = Text(f"whether {label} was refused", f"{label}是否被拒绝")
                missing = (*missing, Missing(request.id, "status", words))
            if isinstance(self.right_to_refuse, NotStated):
                words = Text("whether the receiver has the right to refuse", "接收方是否享有拒绝权")
                missing = (*missing, Missing(self.id, "right_to_refuse", words))
            match, _ = self.receiver.match(structure, structure.node(request.receiver))
            en = "; ".join(reason.words.en for reason in decision.reasons)
            zh = "；".join(reason.words.zh for reason in decision.reasons)
            yield decision.subject, Measurement(
                value=decision.may_refuse, missing=missing, evidence=decision.evidence,
                applies=Truth.all([match, refused]), detail=Text(en, zh) if decision.reasons else None,
            )  # fmt: skip
