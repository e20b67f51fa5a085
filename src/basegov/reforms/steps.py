"""The step: one typed, imperative action, as data. Its effect is data too, so it can be tried, applied and undone."""

from __future__ import annotations

import abc
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import attrs

from basegov.diagnostics.steps import BAD_STEP_PARAMETERS
from basegov.errors import Diagnostic, InputError, ReformError
from basegov.reforms.accounts import Carried, Imbalance
from basegov.reforms.events import Event
from basegov.sources import Source
from basegov.structure.records import Record, is_same_class, snake
from basegov.structure.snapshot import Structure
from basegov.texts import Language, Text
from basegov.values import NOT_STATED, NotStated, show

S = TypeVar("S", bound="type[Step]")


@attrs.frozen(kw_only=True)
class Effect:
    """What a step does to a structure.

    Parameters
    ----------
    put : tuple of Record
        Records that are new, or take the place of those with the same key.
    drop : tuple of Record
        Records that go.
    events : tuple of Event
        What happened.
    imbalances : tuple of Imbalance
        What enters or leaves from outside. Every account that changes without one is an error.
    carried : tuple of Carried
        Records that hold what other records held before, for amounts that are known only in part.
    parts : tuple of Effect
        The effects, one after the other, of which this one is made up: each of them must balance then.
    """

    put: tuple[Record, ...] = ()
    drop: tuple[Record, ...] = ()
    events: tuple[Event, ...] = ()
    imbalances: tuple[Imbalance, ...] = ()
    carried: tuple[Carried, ...] = ()
    parts: tuple[Effect, ...] = ()


@attrs.frozen(kw_only=True)
class Step(abc.ABC):
    """One action of a reform.

    Parameters
    ----------
    source : Source, optional
        On what it rests; records that the step writes carry it.
    tag : str
        The part of the reform package to which it belongs.
    note : str
        A remark for people.
    """

    source: Source | NotStated = NOT_STATED
    tag: str = ""
    note: str = ""

    _repr_pretty_ = show

    @abc.abstractmethod
    def effect(self, structure: Structure) -> Effect:
        """Return what the step does to a structure.

        Raises
        ------
        ReformError
            When it cannot be done there.
        NotFoundError
            When it names something that is not there.
        """

    def describe(self, lang: Language = "en") -> str:
        """Return the step in words."""
        known = STEP_TYPES.get(step_name(self))
        return known.label.in_(lang) if known else step_name(self).replace("_", " ")


def as_steps(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return steps as a tuple (the converter of fields)."""
    return tuple(steps)


@attrs.frozen
class StepType:
    """A registered step class: the word for it in files, and its label."""

    name: str
    cls: type[Step]
    label: Text


STEP_TYPES: dict[str, StepType] = {}
"""Every registered step class by the word for it in reform files."""


def bad_parameters(step: str, en: str, zh: str) -> InputError:
    """Return the error with which a step refuses parameters that do not fit together."""
    return InputError([BAD_STEP_PARAMETERS(step=step, what=Text(en, zh))])


def among(*words: str) -> Callable[[Any, Any, Any], None]:
    """Return a validator of a field of a step that takes one of some words."""

    def check(made: Any, field: Any, value: Any) -> None:
        if value not in words:
            en = f"{field.name} takes one of {', '.join(words)}, and {value!r} is none of them"
            zh = f"{field.name} 可取 {'、'.join(words)}，而 {value!r} 不在其中"
            raise bad_parameters(step_name(type(made)), en, zh)

    return check


def step(*, en: str, zh: str) -> Callable[[S], S]:
    """Register a step class under its name in snake case, so that reforms can use it."""

    def register(cls: S) -> S:
        name = snake(cls.__name__)
        if name in STEP_TYPES and not is_same_class(STEP_TYPES[name].cls, cls):
            raise ValueError(f"the step name {name!r} is taken")
        STEP_TYPES[name] = StepType(name, cls, Text(en, zh))
        return cls

    return register


def step_name(step: Step | type[Step]) -> str:
    """Return the word for a step's class in reform files."""
    return snake((step if isinstance(step, type) else type(step)).__name__)


def refuse(*diagnostics: Diagnostic) -> ReformError:
    """Return the error with which a step says that it cannot be done."""
    return ReformError(diagnostics)
