"""Streams of income: from which function they flow, and what part of them a unit is given."""

from __future__ import annotations

from typing import Annotated, ClassVar

import attrs

from basegov.quantities import Share
from basegov.structure.records import Node, Ref, Relation, record
from basegov.values import NOT_STATED, NotStated


@record("income_streams", en="income stream", zh="收入来源")
@attrs.frozen(kw_only=True)
class IncomeStream(Node):
    """A stream of income, such as that of tax governance (综合治税收入).

    Parameters
    ----------
    function : str, optional
        The function from which it flows: nobody has it who does not perform that.
    """

    function: Annotated[str | NotStated, Ref("function")] = NOT_STATED


@record("income_assignments", en="assignment of income", zh="收入归属")
@attrs.frozen(kw_only=True)
class IncomeAssignment(Relation):
    """A unit or body is given a part of a stream: of that which arises with it.

    Parameters
    ----------
    stream : str
        The stream.
    unit : str
        Who is given it: a unit, a body, or a group of them (each of its own).
    share : Share, optional
        Which part.
    """

    stream: Annotated[str, Ref("income_stream")]
    unit: Annotated[str, Ref()]
    share: Share | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("stream", "unit")
    ends: ClassVar[tuple[str, str] | None] = ("unit", "stream")
