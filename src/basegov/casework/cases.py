"""A case, and what happened to it, event by event."""

from __future__ import annotations

from typing import Any

import attrs

from basegov.casework.moments import Moment
from basegov.structure.casewords import label_of
from basegov.texts import Language, say
from basegov.values import NOT_STATED, NotStated


def _moment(value: Any) -> Moment | NotStated:
    return value if isinstance(value, NotStated | Moment) else Moment(value)


@attrs.frozen(kw_only=True)
class Case:
    """A matter that somebody reported or found.

    Parameters
    ----------
    id : str
        What tells it from others.
    item : str, optional
        The item of work that it is about.
    event_class : str, optional
        How grave it is: a class of a scale.
    place : str, optional
        The grid, community or street where it is: the id of a unit of the structure.
    reporter : str, optional
        Who reported it.
    opened : Moment, optional
        When it became known.
    """

    id: str
    item: str | NotStated = NOT_STATED
    event_class: str | NotStated = NOT_STATED
    place: str | NotStated = NOT_STATED
    reporter: str | NotStated = NOT_STATED
    opened: Moment | NotStated = attrs.field(default=NOT_STATED, converter=_moment)


@attrs.frozen(kw_only=True)
class CaseEvent:
    """One line of the log of a case.

    Parameters
    ----------
    case : str
        The case.
    state : str
        What happened: a state of a loop, or ``call``, ``answer``, ``close``, ``whistle``, ``visit``.
    time : Moment, optional
        When.
    actor : str, optional
        Who did it.
    level : str, optional
        On which level, or by which responder: for a call the one who is called, for an answer the one who answers.
    outcome : str, optional
        How it came out, such as ``solved`` or ``refused``.
    """

    case: str
    state: str
    time: Moment | NotStated = attrs.field(default=NOT_STATED, converter=_moment)
    actor: str | NotStated = NOT_STATED
    level: str | NotStated = NOT_STATED
    outcome: str | NotStated = NOT_STATED

    def text(self, lang: Language = "en") -> str:
        """Return the line in words."""
        words = [label_of(self.state).in_(lang)]
        words += [label_of(word).in_(lang) for word in (self.level, self.actor, self.outcome) if isinstance(word, str)]
        joined = ("，" if lang == "zh" else ", ").join(words)
        return f"{say(self.time, lang)} {joined}"
