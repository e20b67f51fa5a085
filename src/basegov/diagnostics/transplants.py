"""Diagnostics of transplants: policies on the structures of other places."""

from __future__ import annotations

from basegov.diagnostics import define

NO_SUCH_CELL = define(
    "BG860",
    "the table has no {name}; {hint}",
    "表中没有 {name}；{hint}",
    "name a policy and a structure of the table",
    "改为表中的政策和结构名称",
)
POLICY_AND_STRUCTURE = define(
    "BG861",
    "a cell of the table has a policy and a structure; only {found} is named",
    "表中一格由政策和结构共同确定；只写了 {found}",
    "name both, or neither to see the whole table",
    "两者都写，或都不写以查看整张表",
)
