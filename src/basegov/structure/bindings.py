"""Responsible persons bound by a paper: key sectors, categories with their lists of duties, and the bindings."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.dates import Date
from basegov.diagnostics.society import BINDS_ITSELF
from basegov.errors import Diagnostic
from basegov.structure.functions import about, lists_all_about
from basegov.structure.invariants import invariant
from basegov.structure.records import Node, Ref, Relation, record
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated, Truth

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


@record("key_sectors", en="key sector", zh="重点行业领域")
@attrs.frozen(kw_only=True)
class KeySector(Node):
    """A sector in which responsible persons have a list of duties, such as industrial parks or rental housing."""


@record("responsible_categories", en="category of responsible persons", zh="责任人类别")
@attrs.frozen(kw_only=True)
class ResponsibleCategory(Node):
    """A category of responsible persons, with the list of their duties.

    Parameters
    ----------
    sector : str, optional
        The key sector to which it belongs.
    aspects : tuple of str, optional
        The aspects on which its list lays duties: ``public_order``, ``fire``, ``safety``.
    """

    sector: Annotated[str | NotStated, Ref("key_sector")] = NOT_STATED
    aspects: tuple[str, ...] | NotStated = NOT_STATED


class BindingStep(enum.Enum):
    """What makes a binding complete, in the order in which it is done."""

    SIGNED = "signed"
    PUBLISHED = "published"
    RECORDED = "recorded"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the step."""
        zh = {"signed": "签订责任落实书", "published": "履责情况公示", "recorded": "计入诚信体系"}
        return zh[self.value] if lang == "zh" else self.value


@record("responsibility_bindings", en="binding of a responsible person", zh="主体责任绑定")
@attrs.frozen(kw_only=True)
class ResponsibilityBinding(Relation):
    """A responsible person is bound by a paper, and how he keeps it is made known.

    Parameters
    ----------
    subject : str
        Who is bound: a body, a person, an estate, or a group of them.
    category : str, optional
        As a responsible person of which category.
    holder : str, optional
        With whom the paper is signed: the community party committee.
    signed : bool, optional
        Whether the paper is signed.
    published : bool, optional
        Whether performance is published in the community.
    recorded : bool, optional
        Whether it is entered in the integrity system.
    since : Date, optional
        From when.
    """

    subject: Annotated[str, Ref("body", "staff", "staff_group", "estate", "unit_group")]
    category: Annotated[str | NotStated, Ref("responsible_category")] = NOT_STATED
    holder: Annotated[str | NotStated, Ref("body", "unit_group")] = NOT_STATED
    signed: bool | NotStated = NOT_STATED
    published: bool | NotStated = NOT_STATED
    recorded: bool | NotStated = NOT_STATED
    since: Date | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("subject", "category")
    ends: ClassVar[tuple[str, str] | None] = ("subject", "holder")

    def has(self, step: BindingStep) -> Truth:
        """Say whether a step was done."""
        return Truth.of(getattr(self, step.value))


@invariant(ResponsibilityBinding)
def nobody_binds_himself(structure: Structure, new: tuple[ResponsibilityBinding, ...]) -> Iterator[Diagnostic]:
    """Fail because the one who is bound is the one with whom the paper is signed."""
    for binding in new:
        if binding.subject == binding.holder:
            yield BINDS_ITSELF(structure.location(binding), subject=binding.subject)


def bindings_of(structure: Structure, id: str) -> tuple[ResponsibilityBinding, ...]:
    """Return the bindings of somebody, alone or with a group that lists it."""
    found = about(structure, ResponsibilityBinding, "subject", id)
    return tuple(b for b in found if isinstance(b, ResponsibilityBinding))


def all_bindings_listed(structure: Structure, id: str) -> bool:
    """Whether every binding of somebody is recorded: an inventory says so."""
    return lists_all_about(structure, id, "responsibility_binding")
