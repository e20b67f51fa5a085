"""Rights: who may do what over whom, and how strongly."""

from __future__ import annotations

from typing import Annotated, ClassVar

import attrs

from basegov.structure.records import Ref, Relation, record
from basegov.terms import StrengthRange
from basegov.values import NOT_STATED, NotStated


@record("rights", en="right", zh="权利")
@attrs.frozen(kw_only=True)
class Right(Relation):
    """A right of a holder in a matter over an object, with its strength.

    Parameters
    ----------
    holder : str
        Who has it.
    matter : str
        In what: ``appoint_remove``, ``appraise``, ``reward_punish``, ``daily_work``, ``refuse_item`` ...
    over : str
        Over whom or what.
    strength : StrengthRange, optional
        How strong it is; ``granted`` when the text gives the right without a strength.
    conditions : tuple of str
        What must be the case for it to be used.
    scope : str, optional
        The part of the object to which it is limited, such as a rank of cadres (``section_cadre``) or ``candidates``.
        None: the whole of it. Words for scopes are chosen so that no two of them overlap.
    consent_of : tuple of str, optional
        Whose consent its use needs; empty when nobody's.
    """

    holder: Annotated[str, Ref()]
    matter: str
    over: Annotated[str, Ref()]
    strength: StrengthRange | NotStated = NOT_STATED
    conditions: tuple[str, ...] = ()
    scope: str | None = None
    consent_of: Annotated[tuple[str, ...] | NotStated, Ref()] = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("holder", "matter", "over", "scope")
    ends: ClassVar[tuple[str, str] | None] = ("holder", "over")
