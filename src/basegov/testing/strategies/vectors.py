"""Strategies of appraisal vectors: the shares of one subject, which come to exactly one."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn, SearchStrategy

from basegov.quantities import Share
from basegov.structure.appraisal import ShareVector
from basegov.testing.strategies.checks import Known, check_known


def appraisal_vectors(evaluators: Iterable[str], *, known: Known = "partly") -> SearchStrategy[ShareVector]:
    """Generate the shares of some evaluators in the appraisal of one subject, no evaluator missing.

    Parameters
    ----------
    evaluators : iterable of str
        Whose voices there are.
    known : str
        ``fully``: exact shares that come to exactly one; ``partly``: some only as a bound, or not at all, so that
        exact shares which come to one always remain possible.

    Raises
    ------
    InvalidArgument
        Without evaluators, or when one is named twice.
    """
    names = tuple(evaluators)
    check_known(known)
    if not names or isinstance(evaluators, str):
        raise InvalidArgument(f"evaluators={evaluators!r} must be at least one id, such as ('s1', 's2')")
    if len(set(names)) < len(names):
        raise InvalidArgument(f"evaluators={evaluators!r} names one of them twice; each has one share")
    return _vectors(names, known)


@st.composite
def _vectors(draw: DrawFn, names: tuple[str, ...], known: Known) -> ShareVector:
    shares = draw_shares(draw, len(names), known)
    return ShareVector(tuple(zip(names, shares, strict=True)), complete=True)


_WHOLES = st.sampled_from((100, 10, 3, 7))
_FORMS = st.integers(0, 4)


def draw_shares(draw: DrawFn, count: int, known: Known) -> list[Share]:
    """Draw shares that come, or can come, to exactly one."""
    whole = draw(_WHOLES)
    cuts = sorted(draw(st.integers(0, whole)) for _ in range(count - 1))
    parts = [Fraction(b - a, whole) for a, b in zip([0, *cuts], [*cuts, whole], strict=True)]
    return [Share(part) if known == "fully" else _seen(draw, part) for part in parts]


def _seen(draw: DrawFn, part: Fraction) -> Share:
    """Return what is known of a share: itself, a bound on either side or both, or nothing."""
    form = draw(_FORMS)
    if form == 0:
        return Share(part)
    low: Any = part * Fraction(draw(st.integers(0, 4)), 4) if form in (1, 3) else 0
    high: Any = 1 - (1 - part) * Fraction(draw(st.integers(0, 4)), 4) if form in (2, 3) else 1
    return Share.between(low, high, low_open=low < part, high_open=high > part and high < 1)
