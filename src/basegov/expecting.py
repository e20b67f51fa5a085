"""What is said in both languages where a function is given a thing of another kind than it takes."""

from __future__ import annotations

import reprlib
from collections.abc import Iterable
from typing import Final, TypeVar, cast

from basegov.diagnostics.calls import WRONG_THING
from basegov.errors import ArgumentError
from basegov.texts import Text

T = TypeVar("T")

_CALLED: Final = {
    "Structure": Text("a structure", "结构"),
    "Change": Text("a change", "改革结果"),
    "Trace": Text("a trace", "案件记录"),
    "Policy": Text("a policy", "政策"),
    "FactRegister": Text("a fact register", "事实登记册"),
    "Comparison": Text("a comparison", "对比结果"),
}
_LOADED: Final = {"Structure": "load_structure", "Policy": "load_policy", "FactRegister": "load_facts"}


def expect(value: object, *kinds: type[T]) -> T:
    """Return a value that is of one of some kinds, and refuse any other.

    Raises
    ------
    ArgumentError
        Saying what was given, what is expected, and for the name of something that can be loaded how to load it.
    """
    if isinstance(value, kinds):
        return value
    names = [kind.__name__ for kind in kinds]
    called = [_CALLED[name] for name in names]
    expected = Text(" or ".join(text.en for text in called), "或".join(text.zh for text in called))
    loader = next((f"bg.{_LOADED[name]}({value!r})" for name in names if name in _LOADED), "")
    hint = Text("look up what the function takes: help(...)", "用 help(...) 查看该函数的参数")
    if isinstance(value, str) and loader:
        hint = Text(f"load it first: {loader}", f"请先读取：{loader}")
    found = reprlib.repr(value) if isinstance(value, str | int) else type(value).__name__
    raise ArgumentError([WRONG_THING(found=found, expected=expected, hint=hint)])


def one_or_more(value: T | Iterable[T], kind: type[T]) -> tuple[T, ...]:
    """Return one thing, or several, as a tuple; refuse what is of another kind."""
    if isinstance(value, kind):
        return (value,)
    if isinstance(value, str) or not isinstance(value, Iterable):
        expect(value, kind)
    values = tuple(cast("Iterable[T]", value))
    for each in values:
        expect(each, kind)
    return values
