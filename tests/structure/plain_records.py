"""A user's own record classes, in a module without postponed annotations, and not registered anywhere."""

from typing import Annotated, ClassVar

import attrs

from basegov.quantities import Count
from basegov.structure.records import Node, Ref, Relation
from basegov.values import NOT_STATED, NotStated


@attrs.frozen(kw_only=True)
class Clinic(Node):
    """A clinic of a community."""

    serves: Annotated[tuple[str, ...], Ref("community")] = ()
    beds: Count | NotStated = NOT_STATED


@attrs.frozen(kw_only=True)
class Referral(Relation):
    """A clinic sends patients to another one."""

    sender: Annotated[str, Ref("clinic")]
    receiver: Annotated[str, Ref("clinic")]
    patients: Count | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("sender", "receiver")
