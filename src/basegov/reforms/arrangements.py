"""A step on arrangements: systems, plans, policies and books of records are brought into force."""

from __future__ import annotations

import attrs

from basegov.dates import Date
from basegov.reforms.events import Event
from basegov.reforms.funds import selected
from basegov.reforms.items import as_date
from basegov.reforms.steps import Effect, Step, step
from basegov.structure.arrangements import Arrangement
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, as_words, stated_words


@attrs.frozen(kw_only=True)
class ArrangementAdopted(Event):
    """Somebody brought an arrangement into force."""

    holder: str
    arrangement: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.holder} brought {self.arrangement} into force", f"{self.holder} 建立 {self.arrangement}")


@step(en="adopt arrangements", zh="建立制度机制")
@attrs.frozen(kw_only=True)
class AdoptArrangements(Step):
    """Bring arrangements into force: systems, plans, policies, books of records, channels.

    One of the same kind that stands already is replaced.

    Parameters
    ----------
    holders : Selector
        Who keeps them up.
    kinds : tuple of str
        Which.
    parts : tuple of str, optional
        What each of them extends to.
    for_whom : tuple of str, optional
        Whom each of them serves.
    periodic : bool, optional
        Whether they come round again and again.
    document : str, optional
        The document that sets them up.
    since : Date, optional
        From when.

    Notes
    -----
    Used by WH-059, WH-065, WH-066 and WH-069, HZ-069, BA-040, BA-105, BA-108 and XZ-035.
    """

    holders: Selector = attrs.field(converter=as_selector)
    kinds: tuple[str, ...] = attrs.field(converter=as_words)
    parts: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=stated_words)
    for_whom: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=stated_words)
    periodic: bool | NotStated = NOT_STATED
    document: str | NotStated = NOT_STATED
    since: Date | NotStated = attrs.field(default=NOT_STATED, converter=as_date)

    def effect(self, structure: Structure) -> Effect:
        """Write one arrangement for every holder and kind."""
        pairs = [(node.id, kind) for node in selected(structure, self.holders) for kind in self.kinds]
        put = tuple(
            Arrangement(
                holder=holder, kind=kind, parts=self.parts, for_whom=self.for_whom, periodic=self.periodic,
                document=self.document, since=self.since, source=self.source,
            )
            for holder, kind in pairs
        )  # fmt: skip
        events = tuple(ArrangementAdopted(holder=holder, arrangement=kind) for holder, kind in pairs)
        return Effect(put=put, events=events)
