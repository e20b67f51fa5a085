"""Who manages whom, dimension by dimension, and who serves whom."""

from __future__ import annotations

import enum
from typing import Annotated, ClassVar

import attrs

from basegov.structure.records import Ref, Relation, record
from basegov.terms import DIMENSIONS
from basegov.texts import Language


class Dimension(enum.Enum):
    """A side of management that can have a manager of its own."""

    ESTABLISHMENT = "establishment"
    PERSONNEL = "personnel"
    FINANCE = "finance"
    ASSESSMENT = "assessment"
    DAILY_WORK = "daily_work"
    BUSINESS_GUIDANCE = "business_guidance"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the dimension."""
        return DIMENSIONS[self.value].in_(lang)


@record("managements", en="management", zh="管理关系")
@attrs.frozen(kw_only=True)
class Management(Relation):
    """One manager of one subject in one dimension. Dual management is two managers in different dimensions.

    Parameters
    ----------
    subject : str
        Who is managed.
    dimension : Dimension
        In what respect.
    manager : str
        By whom.
    """

    subject: Annotated[str, Ref()]
    dimension: Dimension
    manager: Annotated[str, Ref()]

    key_fields: ClassVar[tuple[str, ...]] = ("subject", "dimension")
    ends: ClassVar[tuple[str, str] | None] = ("manager", "subject")


@record("services", en="service relation", zh="服务关系")
@attrs.frozen(kw_only=True)
class Service(Relation):
    """A body serves a unit, such as a sanitation team the communities it cleans.

    Parameters
    ----------
    provider : str
        Who serves.
    served : str
        Whom.
    """

    provider: Annotated[str, Ref("body", "staff_group", "staff")]
    served: Annotated[str, Ref("unit", "unit_group")]
