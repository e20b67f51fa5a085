"""Steps on deliberation: forums are set up, matters are deliberated, and decided."""

from __future__ import annotations

import attrs

from basegov.dates import Date
from basegov.diagnostics.society import ALREADY_DECIDED, NO_SUCH_TOPIC, NOTHING_TO_DECIDE
from basegov.reforms.events import Event
from basegov.reforms.funds import selected
from basegov.reforms.items import must_be_free, one_of_kind
from basegov.reforms.steps import Effect, Step, refuse, step
from basegov.structure.forums import CommunityDecision, Forum, not_after
from basegov.structure.records import Node
from basegov.structure.selection import Selector, as_selector
from basegov.structure.snapshot import Structure
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth, stated_words


@attrs.frozen(kw_only=True)
class ForumCreated(Event):
    """A forum was set up for a place."""

    forum: str
    place: str

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"the forum {self.forum} was set up for {self.place}", f"{self.place} 设立议事平台 {self.forum}")


@attrs.frozen(kw_only=True)
class MatterDeliberated(Event):
    """A matter was deliberated in a forum."""

    matter: str
    forum: str
    date: Date

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(
            f"{self.matter} was deliberated in {self.forum} on {self.date}",
            f"{self.date} 在 {self.forum} 协商“{self.matter}”",
        )


@attrs.frozen(kw_only=True)
class MatterDecided(Event):
    """A matter was decided."""

    matter: str
    date: Date

    @property
    def words(self) -> Text:
        """The event in words."""
        return Text(f"{self.matter} was decided on {self.date}", f"{self.date} 就“{self.matter}”作出决定")


@step(en="create forums", zh="搭建议事协商平台")
@attrs.frozen(kw_only=True)
class CreateForums(Step):
    """Set up a forum for every selected place; its id is that of the place and the word for the kind.

    Parameters
    ----------
    places : Selector
        The places: communities, streets.
    kind : str
        Which kind of forum: ``deliberation``, ``residents_council``, ``mediation``.
    topics : tuple of str, optional
        What it deliberates.
    participants : tuple of str, optional
        The classes of those who take part.
    all_parties : bool, optional
        Whether all parties of the place may take part.
    channels : tuple of str, optional
        The channels through which it collects opinions.
    venue_kind : str, optional
        In what kind of place it meets.

    Notes
    -----
    Used by HZ-061, HZ-062, HZ-079, BA-086 and BA-119.
    """

    places: Selector = attrs.field(converter=as_selector)
    kind: str
    topics: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=stated_words)
    participants: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=stated_words)
    all_parties: bool | NotStated = NOT_STATED
    channels: tuple[str, ...] | NotStated = attrs.field(default=NOT_STATED, converter=stated_words)
    venue_kind: str | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write one forum for every place."""
        places = selected(structure, self.places)
        forums = tuple(self._forum(structure, place) for place in places)
        events = tuple(ForumCreated(forum=f.id, place=place.id) for f, place in zip(forums, places, strict=True))
        return Effect(put=forums, events=events)

    def _forum(self, structure: Structure, place: Node) -> Forum:
        id_ = f"{place.id}-{self.kind.replace('_', '-')}"
        must_be_free(structure, id_)
        return Forum(
            id=id_, parent=place.id, kind=self.kind, topics=self.topics, participants=self.participants,
            all_parties=self.all_parties, channels=self.channels, venue_kind=self.venue_kind, source=self.source,
        )  # fmt: skip


@step(en="deliberate a matter", zh="协商议事")
@attrs.frozen(kw_only=True)
class DeliberateMatter(Step):
    """Deliberate a matter in a forum: one that is there and open, or a new one.

    Refused when the forum is known not to take the topic, and when the matter was decided before that day.

    Parameters
    ----------
    matter : str
        The matter: one that is there, or the id of a new one.
    forum : str
        In which forum; a new matter belongs to the unit of the forum.
    date : Date
        When.
    topic : str, optional
        To which topic it belongs; what stands stays where it is left out.
    name : str, optional
        The name of a new matter.

    Notes
    -----
    Used by HZ-061 and HZ-062.
    """

    matter: str
    forum: str
    date: Date = attrs.field(converter=Date)
    topic: str | NotStated = NOT_STATED
    name: str | NotStated = NOT_STATED

    def effect(self, structure: Structure) -> Effect:
        """Write when and where the matter was deliberated."""
        forum: Forum = one_of_kind(structure, self.forum, Forum)
        if self.matter in structure or self.matter in structure.names:
            decision: CommunityDecision = one_of_kind(structure, self.matter, CommunityDecision)
        else:
            decision = CommunityDecision(
                id=self.matter, name=self.name, parent=forum.parent, decided=None, source=self.source
            )  # fmt: skip
        topic = decision.topic if isinstance(self.topic, NotStated) else self.topic
        if isinstance(topic, str) and isinstance(forum.topics, tuple) and topic not in forum.topics:
            raise refuse(NO_SUCH_TOPIC(forum=forum.label, topics=forum.topics, topic=topic))
        if isinstance(decision.decided, Date) and not_after(self.date, decision.decided) is not Truth.TRUE:
            raise refuse(ALREADY_DECIDED(decision=decision.label, day=decision.decided))
        done = attrs.evolve(decision, topic=topic, forum=forum.id, deliberated=self.date)
        event = MatterDeliberated(matter=done.id, forum=forum.id, date=self.date)
        return Effect(put=(done,), events=(event,))


@step(en="decide a matter", zh="作出决策")
@attrs.frozen(kw_only=True)
class DecideMatter(Step):
    """Decide a matter that is open. Whether it was deliberated before is for a rule to judge.

    Parameters
    ----------
    matter : str
        The matter.
    date : Date
        When.

    Notes
    -----
    Used by HZ-061 and HZ-062.
    """

    matter: str
    date: Date = attrs.field(converter=Date)

    def effect(self, structure: Structure) -> Effect:
        """Write when the matter was decided."""
        decision: CommunityDecision = one_of_kind(structure, self.matter, CommunityDecision)
        if isinstance(decision.decided, Date):
            raise refuse(NOTHING_TO_DECIDE(decision=decision.label, day=decision.decided))
        done = attrs.evolve(decision, decided=self.date)
        return Effect(put=(done,), events=(MatterDecided(matter=done.id, date=self.date),))
