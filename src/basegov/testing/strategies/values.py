"""Strategies of values: exact quantities, dates, texts, sources, strengths, levels, selectors."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, TypeVar

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import SearchStrategy

from basegov.dates import Date, DateRange
from basegov.exact import Exact
from basegov.quantities import Count, Difference, Metres, Number, Quantity, Share, SquareKilometres, Yuan
from basegov.sources import Document, Source, Status
from basegov.structure.durations import Duration, TimeUnit
from basegov.structure.records import RECORD_TYPES, Node, field_specs, kinds_of
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.terms import LEVELS, Level, Strength, StrengthRange
from basegov.testing.strategies.checks import Known, check_known, check_sizes, check_structure, near
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap, Truth

Q = TypeVar("Q", bound=Quantity)

DOCUMENT: Final = "notice"
"""Key of the document that generated sources cite."""

_RESERVED: Final = frozenset({"not stated", "none"})
_LETTERS: Final = st.characters(exclude_categories=["Cs"])


# quantities


def quantities(
    kind: type[Q], *, min_value: Any = None, max_value: Any = None, exact: bool | None = None
) -> SearchStrategy[Q]:
    """Generate quantities of one kind, known exactly or as a bound.

    Parameters
    ----------
    kind : type of Quantity
        `Share`, `Count`, `Yuan`, `SquareKilometres`, `Metres` or `Number`.
    min_value, max_value : int, Fraction, Decimal, str or Quantity, optional
        Bounds in which every value lies that a quantity may have, within the domain of the kind.
    exact : bool, optional
        Whether the value is known exactly; left out, some are and some are not.

    Raises
    ------
    InvalidArgument
        For a kind that is none, a bound that is no exact number, or bounds between which nothing lies.
    """
    given: Any = kind
    if not (isinstance(given, type) and issubclass(given, Quantity)) or given is Difference:
        raise InvalidArgument(f"kind={kind!r} is no kind of quantity that can be read; give Count, Share, Yuan, ...")
    if exact not in (None, True, False):
        raise InvalidArgument(f"exact={exact!r} must be True, False, or None for both")
    low, high = _end(kind, min_value, "min_value"), _end(kind, max_value, "max_value")
    low = kind.floor if low is None else low
    high = kind.ceiling if high is None else high
    if kind.integral:
        low = None if low is None else math.ceil(low)
        high = None if high is None else math.floor(high)
    if low is not None and high is not None and low > high:
        raise InvalidArgument(f"no {kind.__name__} lies between min_value={min_value!r} and max_value={max_value!r}")
    if exact is False and low is not None and low == high:
        raise InvalidArgument(f"only {low} lies between min_value and max_value: widen them, or leave out exact=False")
    points = _points(kind, low, high)
    known = points.map(kind)
    if exact is True or (low is not None and low == high):
        return known
    bounds = st.tuples(points, points, st.integers(0, 2), st.booleans(), st.booleans()).map(
        lambda ends: _between(kind, low, high, *ends)
    )
    return bounds if exact is False else known | bounds


def _end(kind: type[Quantity], value: Any, name: str) -> Exact | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Fraction | Decimal | str | Quantity):
        raise InvalidArgument(f"{name}={value!r} must be an exact number: an int, a Fraction, or a text such as '60%'")
    try:
        end = kind(value).exact
    except (ValueError, TypeError) as error:
        raise InvalidArgument(f"{name}={value!r}: {error}") from None
    if end is None:
        raise InvalidArgument(f"{name}={value!r} is a bound; give one number")
    return end


def _points(kind: type[Quantity], low: Exact | None, high: Exact | None) -> SearchStrategy[Exact]:
    scale = 100 if kind is Share else 1
    first = None if low is None else math.ceil(low * scale)
    last = None if high is None else math.floor(high * scale)
    whole: SearchStrategy[Exact] = st.nothing()
    if first is None or last is None or first <= last:
        whole = st.integers(first, last)
        if kind is Share:
            whole = whole.map(lambda percent: Fraction(percent, 100))
    if kind.integral:
        return whole
    if low is not None and low == high:
        return st.just(low)
    denominator = max(60, *(Fraction(end).denominator for end in (low, high) if end is not None), 60)
    return whole | st.fractions(low, high, max_denominator=denominator)


def _between(
    kind: type[Q],
    low: Exact | None,
    high: Exact | None,
    a: Exact,
    b: Exact,
    shape: int,
    low_open: bool,
    high_open: bool,
) -> Q:
    """Return a bound inside the ends: at least `a`, at most `b`, or between both; the widest where that is a point."""
    a, b = sorted((a, b))
    ends = ((a, high), (low, b), (a, b))[shape]
    for opened in ((low_open and shape != 1, high_open and shape != 0), (False, False)):
        try:
            found = kind.between(*ends, low_open=opened[0], high_open=opened[1])
        except ValueError:
            continue
        if not found.is_exact:
            return found
    return kind.between(low, high)


def shares(*, min_value: Any = None, max_value: Any = None, exact: bool | None = None) -> SearchStrategy[Share]:
    """Generate shares between 0 and 1; see :func:`quantities`."""
    return quantities(Share, min_value=min_value, max_value=max_value, exact=exact)


def counts(*, min_value: Any = None, max_value: Any = None, exact: bool | None = None) -> SearchStrategy[Count]:
    """Generate counts of people or things; see :func:`quantities`."""
    return quantities(Count, min_value=min_value, max_value=max_value, exact=exact)


def yuan(*, min_value: Any = None, max_value: Any = None, exact: bool | None = None) -> SearchStrategy[Yuan]:
    """Generate amounts of money in yuan; see :func:`quantities`."""
    return quantities(Yuan, min_value=min_value, max_value=max_value, exact=exact)


def square_kilometres(
    *, min_value: Any = None, max_value: Any = None, exact: bool | None = None
) -> SearchStrategy[SquareKilometres]:
    """Generate areas in square kilometres; see :func:`quantities`."""
    return quantities(SquareKilometres, min_value=min_value, max_value=max_value, exact=exact)


def metres(*, min_value: Any = None, max_value: Any = None, exact: bool | None = None) -> SearchStrategy[Metres]:
    """Generate lengths in metres; see :func:`quantities`."""
    return quantities(Metres, min_value=min_value, max_value=max_value, exact=exact)


def numbers(*, min_value: Any = None, max_value: Any = None, exact: bool | None = None) -> SearchStrategy[Number]:
    """Generate exact numbers without a unit; see :func:`quantities`."""
    return quantities(Number, min_value=min_value, max_value=max_value, exact=exact)


# dates


def dates(
    *, min_value: dt.date | Date | str = dt.date.min, max_value: dt.date | Date | str = dt.date.max,
    known: Known = "partly",
) -> SearchStrategy[Date]:  # fmt: skip
    """Generate dates: days, and when partly known also months and years.

    Parameters
    ----------
    min_value, max_value : date, Date or str
        No date reaches beyond them.
    known : str
        ``fully`` for days alone.

    Raises
    ------
    InvalidArgument
        For a bound that is no date, or when the first is after the last.
    """
    check_known(known)
    first, last = _day(min_value, "min_value").first, _day(max_value, "max_value").last
    if first > last:
        raise InvalidArgument(f"min_value={min_value!r} is after max_value={max_value!r}")
    days = st.dates(first, last)
    if known == "fully":
        return days.map(Date)

    def cut(drawn: tuple[dt.date, int]) -> Date:
        day, precision = drawn
        year, month = day.year, day.month
        if precision == 2 and first <= dt.date(year, 1, 1) and dt.date(year, 12, 31) <= last:
            return Date(f"{year:04}")
        month_end = dt.date(year, month, calendar.monthrange(year, month)[1])
        if precision and first <= dt.date(year, month, 1) and month_end <= last:
            return Date(f"{year:04}-{month:02}")
        return Date(day)

    return st.tuples(days, st.integers(0, 2)).map(cut)


def durations(*, calendar: bool = True) -> SearchStrategy[Duration]:
    """Generate lengths of time.

    Parameters
    ----------
    calendar : bool
        Whether working days and hours are among them, the length of which hangs on a calendar.
    """
    units = [unit for unit in TimeUnit if calendar or unit.seconds is not None]
    return st.builds(Duration.of, st.integers(0, 100), st.sampled_from(units))


def _day(value: Any, name: str) -> Date:
    try:
        return Date(value)
    except ValueError as error:
        raise InvalidArgument(f"{name}={value!r}: {error}") from None


def date_ranges(*, known: Known = "partly") -> SearchStrategy[DateRange]:
    """Generate ranges of dates, open at either end or not; when partly known an end may be not stated."""
    ends: SearchStrategy[Any] = st.none() | dates(known=known)
    if known == "partly":
        ends = ends | st.just(NOT_STATED)
    return st.tuples(ends, ends).map(_range)


def _range(ends: tuple[Any, Any]) -> DateRange:
    start, end = ends
    if isinstance(start, Date) and isinstance(end, Date):
        start, end = sorted((start, end))
        if end.last <= start.first:
            end = None
    return DateRange(start, end)


# words, texts, sources


def words(*, min_size: int = 0, max_size: int = 12) -> SearchStrategy[str]:
    """Generate texts that a file can hold: anything but the two that mean *not stated* and *none* there.

    Parameters
    ----------
    min_size, max_size : int
        Bounds on the number of characters.
    """
    check_sizes(min_size, max_size)
    return st.text(_LETTERS, min_size=min_size, max_size=max_size).map(_unreserved)


def _unreserved(text: str) -> str:
    return text[:-1] + "." if text in _RESERVED else text


def texts(*, min_size: int = 0, max_size: int = 12) -> SearchStrategy[Text]:
    """Generate `Text` values, each in both languages."""
    each = words(min_size=min_size, max_size=max_size)
    return st.builds(Text, each, each)


def sources(*, documents: Iterable[str] = (DOCUMENT,)) -> SearchStrategy[Source]:
    """Generate sources.

    Parameters
    ----------
    documents : iterable of str
        Keys of the documents that may be cited.
    """
    keys = tuple(documents)
    if not keys:
        raise InvalidArgument("documents is empty: name at least one document to cite")
    facts = st.integers(0, 999).map(lambda number: f"MU-{number:03}")
    locators = words(min_size=1)
    further = st.lists(facts, max_size=2).map(tuple)
    uncited = st.builds(Source, st.sampled_from(keys), st.none(), st.none() | locators, st.sampled_from(Status))
    cited = st.builds(Source, st.sampled_from(keys), facts, st.none() | locators, st.sampled_from(Status), further)
    return uncited | cited


def documents(*, keys: Iterable[str] = (DOCUMENT,), known: Known = "partly") -> SearchStrategy[Document]:
    """Generate documents to cite.

    Parameters
    ----------
    keys : iterable of str
        The keys that they may have.
    known : str
        Whether issuer, date and status are always stated.
    """
    check_known(known)
    names = tuple(keys)
    if not names:
        raise InvalidArgument("keys is empty: give at least one key")
    stated: SearchStrategy[Any] = words(min_size=1)
    maybe = stated if known == "fully" else st.just(NOT_STATED) | stated
    return st.builds(Document, st.sampled_from(names), texts(min_size=1), issuer=maybe, date=maybe, status=maybe)


# terms


def strengths(*, known: Known = "partly") -> SearchStrategy[StrengthRange]:
    """Generate strengths of a right: one, or when partly known those that it may have."""
    check_known(known)
    most = 1 if known == "fully" else None
    return st.frozensets(st.sampled_from(Strength), min_size=1, max_size=most).map(StrengthRange)


def levels() -> SearchStrategy[Level]:
    """Generate levels of administration, among them those that you registered."""
    return st.deferred(lambda: st.sampled_from(tuple(LEVELS.values())))


def truths(*, known: Known = "partly") -> SearchStrategy[Truth]:
    """Generate answers: yes or no, and when partly known also unknown."""
    check_known(known)
    return st.sampled_from((Truth.TRUE, Truth.FALSE) if known == "fully" else tuple(Truth))


def node_kinds() -> tuple[str, ...]:
    """Return every kind of node that can be selected, base kinds included."""
    return tuple(
        {kind: None for t in RECORD_TYPES.values() if issubclass(t.cls, Node) for kind in sorted(kinds_of(t.cls))}
    )


def selectors(*, kinds: Iterable[str] | None = None, structure: Structure | None = None) -> SearchStrategy[Selector]:
    """Generate selectors of nodes: of a kind, some inside a container, by flags that they have, or by id.

    Parameters
    ----------
    kinds : iterable of str, optional
        Which kinds may be selected; every kind of node when left out.
    structure : Structure, optional
        Select in this structure: kinds, containers and ids are then among its own, and the selection is not empty
        unless a flag excludes every node.

    Raises
    ------
    InvalidArgument
        For a kind that is none of nodes, or none of which the structure has a node.
    """
    wanted = None if kinds is None else tuple(kinds)
    for kind in wanted or ():
        if kind not in node_kinds():
            raise InvalidArgument(f"{kind!r} is no kind of node{near(kind, node_kinds())}")
    if structure is None:
        return st.deferred(lambda: st.sampled_from(wanted or node_kinds()).flatmap(_selector))
    check_structure(structure)
    here: dict[str, list[str]] = {}
    for node in structure.nodes():
        for kind in sorted(kinds_of(type(node))):
            if wanted is None or kind in wanted:
                here.setdefault(kind, []).append(node.id)
    if not here:
        raise InvalidArgument(
            f"the structure {structure.id!r} has no node of the kinds {wanted or 'that it could have'}"
        )
    return st.sampled_from(sorted(here.items())).flatmap(lambda found: _selector_here(structure, *found))


def _flags(kind: str) -> tuple[str, ...]:
    classes = [t.cls for t in RECORD_TYPES.values() if kind in kinds_of(t.cls)]
    return tuple(dict.fromkeys(s.name for cls in classes for s in field_specs(cls) if bool in _parts(s.type)))


def _parts(hint: Any) -> tuple[Any, ...]:
    return getattr(hint, "__args__", (hint,))


def _where(kind: str) -> SearchStrategy[FrozenMap[str, Any]]:
    flags = _flags(kind)
    chosen = st.sampled_from(flags) if flags else st.nothing()
    return st.dictionaries(chosen, st.booleans(), max_size=1 if flags else 0).map(FrozenMap)


def _selector(kind: str) -> SearchStrategy[Selector]:
    return st.builds(Selector, kind=st.just(kind), where=_where(kind))


def _selector_here(structure: Structure, kind: str, ids: list[str]) -> SearchStrategy[Selector]:
    containers = tuple({node.id: None for id_ in ids for node in structure.ancestors(id_)})
    within = st.none() | st.sampled_from(containers) if containers else st.none()
    some = st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True).map(tuple)
    return st.builds(Selector, kind=st.just(kind), ids=some) | st.builds(
        Selector, kind=st.just(kind), within=within, where=_where(kind)
    )
