"""Assets of communities: what there is, what it is worth, whose it is, and whether that has been checked."""

from __future__ import annotations

import enum
from typing import Annotated

import attrs

from basegov.quantities import Yuan
from basegov.structure.records import Node, Ref, record
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated


class AssetKind(enum.Enum):
    """Whose kind of property an asset is."""

    STATE = "state"
    COLLECTIVE = "collective"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the kind."""
        return {"state": "国有", "collective": "集体"}[self.value] if lang == "zh" else self.value


@record("assets", en="asset", zh="资产")
@attrs.frozen(kw_only=True)
class Asset(Node):
    """An asset that a unit uses or holds.

    Parameters
    ----------
    unit : str
        The unit in whose inventory it stands.
    value : Yuan, optional
        What it is worth in yuan.
    kind : AssetKind, optional
        State or collective property.
    verified : bool, optional
        Whether it has been checked on the spot (核查).
    registered : bool, optional
        Whether it has been entered in the register (登记).
    owner : str, optional
        Who owns it.
    """

    unit: Annotated[str, Ref("unit")]
    value: Yuan | NotStated = NOT_STATED
    kind: AssetKind | NotStated = NOT_STATED
    verified: bool | NotStated = NOT_STATED
    registered: bool | NotStated = NOT_STATED
    owner: Annotated[str | NotStated, Ref()] = NOT_STATED
