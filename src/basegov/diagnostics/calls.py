"""Diagnostics of calls from Python."""

from __future__ import annotations

from basegov.diagnostics import define

WRONG_THING = define(
    "BG620",
    "{found} was given where {expected} is expected",
    "此处应为{expected}，却给出了 {found}",
    "{hint}",
    "{hint}",
)
OTHER_BEFORE = define(
    "BG621",
    "the change starts from {found}, and is to be compared with {before}",
    "该改革从 {found} 出发，却要与 {before} 比较",
    "compare a change with the structure it was made from: bg.compare(change.before, change, policies)",
    "改革应与其出发的结构比较：bg.compare(change.before, change, policies)",
)
NO_SUCH_COMPONENT = define(
    "BG622",
    "there is no component of cost {component}; {hint}",
    "没有成本构成 {component}；{hint}",
    "name one of them, or register it with @cost_source",
    "改用其中之一，或用 @cost_source 登记",
)
