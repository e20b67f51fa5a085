"""What is not known, said in values: not stated, three-valued truth; and an immutable mapping."""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, Generic, TypeVar

import attrs

from basegov.texts import Language

K = TypeVar("K")
V = TypeVar("V")


class NotStated(enum.Enum):
    """The document does not say. Not zero, not false, not a default."""

    NOT_STATED = "not stated"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "NOT_STATED"

    def __str__(self) -> str:
        return self.text()

    def text(self, lang: Language = "en") -> str:
        """Return "not stated" in one language."""
        return "未载明" if lang == "zh" else "not stated"


NOT_STATED: Final = NotStated.NOT_STATED


class Truth(enum.Enum):
    """A three-valued answer (Kleene): what is not known is *unknown*, never true and never false."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("a Truth has three values: ask `is Truth.TRUE`, not `if truth`")

    @classmethod
    def of(cls, value: bool | NotStated) -> Truth:
        """Return the truth of a flag that may be not stated."""
        if isinstance(value, NotStated):
            return cls.UNKNOWN
        return cls.TRUE if value else cls.FALSE

    @classmethod
    def all(cls, truths: Iterable[Truth]) -> Truth:
        """Return the conjunction: false if any is false, else unknown if any is unknown, else true."""
        answer = cls.TRUE
        for truth in truths:
            if truth is cls.FALSE:
                return cls.FALSE
            if truth is cls.UNKNOWN:
                answer = cls.UNKNOWN
        return answer

    @classmethod
    def any(cls, truths: Iterable[Truth]) -> Truth:
        """Return the disjunction: true if any is true, else unknown if any is unknown, else false."""
        answer = cls.FALSE
        for truth in truths:
            if truth is cls.TRUE:
                return cls.TRUE
            if truth is cls.UNKNOWN:
                answer = cls.UNKNOWN
        return answer

    @property
    def negated(self) -> Truth:
        """The opposite; unknown stays unknown."""
        if self is Truth.UNKNOWN:
            return self
        return Truth.FALSE if self is Truth.TRUE else Truth.TRUE

    def __str__(self) -> str:
        return self.text()

    def text(self, lang: Language = "en") -> str:
        """Return the answer as a word."""
        return {"true": ("yes", "是"), "false": ("no", "否"), "unknown": ("unknown", "未知")}[self.value][lang == "zh"]


class FrozenMap(Mapping[K, V], Generic[K, V]):
    """An immutable, hashable mapping with the order in which it was written."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[K, V] | Iterable[tuple[K, V]] = ()) -> None:
        object.__setattr__(self, "_items", dict(items))

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a FrozenMap cannot change: {name!r} was to be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a FrozenMap cannot change: {name!r} was to be deleted")

    def __getitem__(self, key: K) -> V:
        return self._items[key]  # type: ignore[attr-defined,no-any-return]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)  # type: ignore[attr-defined]

    def __len__(self) -> int:
        return len(self._items)  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash(frozenset(self.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and dict(self.items()) == dict(other.items())

    def __repr__(self) -> str:
        return f"FrozenMap({dict(self.items())!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (dict(self.items()),))

    def copy(self) -> dict[K, V]:
        """Return an ordinary dict with the same items (what NetworkX asks for when a graph is copied)."""
        return dict(self.items())


EMPTY: Final[FrozenMap[str, Any]] = FrozenMap()


class Shown:
    """A ``_repr_pretty_``, by which IPython and Hypothesis show a value; a class that has one is shown by its name.

    Hypothesis asks a class for it, too, as if the class were a value.
    """

    __slots__ = ("_how",)

    def __init__(self, how: Callable[[Any, Any, bool], None]) -> None:
        self._how = how

    def __call__(self, value: Any, printer: Any, cycle: bool) -> None:
        """Show a value by a printer."""
        self._how(value, printer, cycle)

    def __get__(self, value: Any, owner: type) -> Callable[..., None]:
        def of_class(*given: Any) -> None:
            if len(given) == 3:
                self._how(*given)
            else:
                given[0].text(owner.__name__)

        return of_class if value is None else functools.partial(self._how, value)


def _repr(value: Any, printer: Any, cycle: bool) -> None:
    printer.text(repr(value))


def _fields(value: Any, printer: Any, cycle: bool) -> None:
    cls = type(value)
    with printer.group(len(cls.__name__) + 1, f"{cls.__name__}(", ")"):
        if cycle:
            printer.text("...")
            return
        stated = [(a.name, getattr(value, a.name)) for a in attrs.fields(cls) if not _is_default(a, value)]
        for number, (name, held) in enumerate(stated):
            if number:
                printer.text(",")
                printer.breakable()
            printer.text(f"{name}=")
            printer.pretty(held)


def _is_default(attribute: Any, value: Any) -> bool:
    held, default = getattr(value, attribute.name), attribute.default
    return held is default or (default is not NOT_STATED and type(held) is type(default) and held == default)


show: Final = Shown(_fields)
"""Show an attrs object by what differs from its defaults."""

show_repr: Final = Shown(_repr)
"""Show a value by its ``repr``, where a printer would otherwise list the fields of its class."""


def as_words(value: str | Iterable[str]) -> tuple[str, ...]:
    """Return one word, or several, as a tuple: the converter of fields that take either."""
    return (value,) if isinstance(value, str) else tuple(value)


def stated_words(value: str | Iterable[str] | NotStated) -> Any:
    """Return one word, or several, as a tuple, or that they are not stated: the converter of fields that may be so."""
    return value if isinstance(value, NotStated) else as_words(value)
