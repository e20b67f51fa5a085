"""Drawing a vector of appraisal shares that keeps what several rules want of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

import attrs

from basegov.quantities import Share
from basegov.rules.sharing import conditions, is_possible, room
from basegov.structure.appraisal import Appraisal
from basegov.structure.cobuilding import LocalOrganisation
from basegov.structure.snapshot import Structure
from basegov.structure.units import Inventory
from basegov.testing.drafts.chooser import Chooser, value_in
from basegov.testing.drafts.wishes import ClashError
from basegov.texts import Text

_REST: Final = "rest"


@attrs.frozen
class ShareWish:
    """A rule wants that some evaluators together hold a share; None: a share that is known, whatever it is."""

    by: str
    holders: frozenset[str]
    share: Share | None


def shared_out(
    structure: Structure, subject: str, period: Any, wishes: Sequence[ShareWish], chooser: Chooser
) -> tuple[Any, ...]:
    """Return the appraisals of one subject and round, each with an exact share, all together one.

    What the wishes leave goes to the evaluators that are there already, or to one more.

    Raises
    ------
    ClashError
        Naming as few rules as cannot be kept together.
    """
    bound = [(wish.holders, wish.share) for wish in wishes if wish.share is not None]
    named = [a.evaluator for a in structure.where(Appraisal, subject=subject, period=period)]
    everyone = (*named, *sorted(holder for wish in wishes for holder in wish.holders))
    holders = list(dict.fromkeys((*everyone, _REST)))
    rows = conditions(holders, bound)
    if not is_possible(rows, len(holders)):
        raise _clash(structure, subject, [wish for wish in wishes if wish.share is not None])
    given: dict[str, Fraction] = {}
    for place, holder in enumerate(holders[:-1]):
        left = room(place, rows, len(holders))
        assert left is not None
        value = Fraction(value_in(chooser, left).exact or 0)
        given[holder] = value
        one = tuple(int(place == other) for other in range(len(holders)))
        rows |= {(one, value, False), (tuple(-c for c in one), -value, False)}
    rest = 1 - sum(given.values(), Fraction(0))
    made: list[Any] = []
    if rest:
        made += _rest(structure, subject, period, rest, given)
    made += [Appraisal(subject=subject, evaluator=e, period=period, share=Share(v)) for e, v in given.items()]
    return (*made, Inventory(scope=subject, of="appraisal", complete=True))


def _rest(structure: Structure, subject: str, period: Any, rest: Fraction, given: dict[str, Fraction]) -> list[Any]:
    """Return what gives the rest to somebody whom hardly any rule means as an evaluator: a local organisation."""
    at = f"rest-of-{subject}"
    other = LocalOrganisation(id=at, name=f"{subject}的其他评价方")
    appraisal = Appraisal(subject=subject, evaluator=at, period=period, share=Share(rest))
    return [appraisal] if at in structure or at in given else [other, appraisal]


def _clash(structure: Structure, subject: str, wishes: list[ShareWish]) -> ClashError:
    core = list(wishes)
    for wish in wishes:
        fewer = [other for other in core if other is not wish]
        holders = sorted({holder for other in fewer for holder in other.holders})
        bound = [(other.holders, other.share) for other in fewer]
        if not is_possible(conditions(holders, bound), len(holders)):  # type: ignore[arg-type]
            core = fewer
    label = structure.node(subject).label
    what = Text(f"the appraisal of {label}", f"{label}的考核")
    return ClashError(what, [(w.by, _words(structure, w)) for w in core])


def _words(structure: Structure, wish: ShareWish) -> Text:
    who = ", ".join(structure.node(holder).label for holder in sorted(wish.holders))
    share = wish.share if wish.share is not None else Share.unknown()
    return Text(f"{share.text('en')} for {who}", f"{who} {share.text('zh')}")
