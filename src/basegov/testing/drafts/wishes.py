"""What rules want of one value, merged; and the rules that leave nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

import attrs

from basegov.diagnostics.testing import NOTHING_KEEPS_ALL
from basegov.errors import BasegovError
from basegov.quantities import Quantity
from basegov.testing.drafts.chooser import Chooser, value_in
from basegov.texts import Text, say


class ClashError(BasegovError, ValueError):
    """No structure keeps all of some rules. The diagnostic names them, and what they want of what.

    Parameters
    ----------
    what : Text
        The value that they clash over.
    wants : iterable of (str, Text)
        Each rule that takes part, with what it wants.
    """

    def __init__(self, what: Text, wants: Iterable[tuple[str, Text]]) -> None:
        pairs = tuple(dict.fromkeys(wants))
        self.rules: tuple[str, ...] = tuple(dict.fromkeys(by for by, _ in pairs))
        words = Text(
            "; ".join(f"{by} wants {wish.en}" for by, wish in pairs),
            "；".join(f"{by} 要求{wish.zh}" for by, wish in pairs),
        )
        super().__init__([NOTHING_KEEPS_ALL(rules=self.rules, what=what, wants=words)])

    def __reduce__(self) -> tuple[Any, ...]:
        return _clash_again, (self.diagnostics, self.rules)


def _clash_again(diagnostics: Any, rules: tuple[str, ...]) -> ClashError:
    again = ClashError.__new__(ClashError)
    BasegovError.__init__(again, diagnostics)
    again.rules = rules
    return again


@attrs.frozen
class Within:
    """A quantity must lie in a range."""

    range: Quantity

    def merged(self, other: Self) -> Within | None:
        """Return what both leave; None when that is nothing."""
        both = self.range.intersect(other.range)
        return None if both is None else Within(both)

    def drawn(self, chooser: Chooser) -> Quantity:
        """Return a quantity in the range."""
        return value_in(chooser, self.range)

    @property
    def words(self) -> Text:
        """The range in words."""
        return Text(self.range.text("en"), self.range.text("zh"))


@attrs.frozen
class OneOf:
    """A value must be one of some values; the first is the simplest."""

    values: tuple[Any, ...]

    def merged(self, other: Self) -> OneOf | None:
        """Return the values that both leave; None when there are none."""
        both = tuple(value for value in self.values if value in other.values)
        return OneOf(both) if both else None

    def drawn(self, chooser: Chooser) -> Any:
        """Return one of the values."""
        return chooser.pick(self.values)

    @property
    def words(self) -> Text:
        """The values in words."""
        return Text(*(" | ".join(say(value, lang) for value in self.values) for lang in ("en", "zh")))


@attrs.frozen
class Members:
    """A field of several values must have some of them, and must not have others.

    Parameters
    ----------
    must : tuple
        What it has.
    without : tuple
        What it does not have.
    only : tuple, optional
        It has nothing but these.
    """

    must: tuple[Any, ...] = ()
    without: tuple[Any, ...] = ()
    only: tuple[Any, ...] | None = None

    def merged(self, other: Self) -> Members | None:
        """Return what both leave; None when one wants what the other excludes."""
        must = tuple(dict.fromkeys((*self.must, *other.must)))
        without = tuple(dict.fromkeys((*self.without, *other.without)))
        limits = [limit for limit in (self.only, other.only) if limit is not None]
        only = None if not limits else tuple(value for value in limits[0] if all(value in limit for limit in limits))
        allowed = all((only is None or value in only) and value not in without for value in must)
        return Members(must, without, only) if allowed else None

    def drawn(self, chooser: Chooser) -> tuple[Any, ...]:
        """Return what is asked for and nothing else."""
        return self.must

    @property
    def words(self) -> Text:
        """The members in words."""
        return Text(*(self._said(lang) for lang in ("en", "zh")))

    def _said(self, lang: Any) -> str:
        zh = lang == "zh"
        parts = [say(self.must, lang)] if self.must else []
        if self.without:
            parts.append(("不含" if zh else "without ") + say(self.without, lang))
        if self.only is not None:
            parts.append(("仅限" if zh else "nothing but ") + say(self.only, lang))
        return ("，" if zh else ", ").join(parts)


Wanted = Within | OneOf | Members


class Slot:
    """A value that is still open, with what each rule wants of it.

    Parameters
    ----------
    what : Text
        The value in words.
    """

    def __init__(self, what: Text) -> None:
        self.what = what
        self._wishes: dict[str, Wanted] = {}

    def wish(self, by: str, wanted: Wanted) -> bool:
        """Note what a rule wants; return whether that is new. Raise ClashError when nothing is left."""
        known = self._wishes.get(by)
        if known == wanted:
            return False
        if known is not None:
            both = known.merged(wanted)  # type: ignore[arg-type]
            if both == known:
                return False
            if both is None:
                raise ClashError(self.what, [(by, known.words), (by, wanted.words)])
            wanted = both
        self._wishes[by] = wanted
        self.left()
        return True

    @property
    def is_wished(self) -> bool:
        """Whether any rule wants anything of it."""
        return bool(self._wishes)

    def left(self) -> Wanted:
        """Return what all rules leave; raise ClashError naming as few of them as clash."""
        found = _merged(self._wishes.values())
        if found is None:
            core = dict(self._wishes)
            for by in self._wishes:
                fewer = {other: wanted for other, wanted in core.items() if other != by}
                if _merged(fewer.values()) is None:
                    core = fewer
            raise ClashError(self.what, [(by, wanted.words) for by, wanted in core.items()])
        return found

    def drawn(self, chooser: Chooser) -> Any:
        """Return a value that all rules leave."""
        return self.left().drawn(chooser)


def _merged(wishes: Iterable[Wanted]) -> Wanted | None:
    first, *rest = wishes
    found: Wanted | None = first
    for other in rest:
        if found is None or type(found) is not type(other):
            return None
        found = found.merged(other)  # type: ignore[arg-type]
    return found
