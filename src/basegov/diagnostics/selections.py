"""Diagnostics of selections and of what is looked up."""

from __future__ import annotations

from basegov.diagnostics import define

WRONG_TYPE_OF_FIELD = define(
    "BG316",
    "the field {field} of {kind} {key} holds {value}, which is {found}; expected {expected}",
    "{kind}{key}的字段 {field} 为 {value}，类型为 {found}；应为 {expected}",
    'build the value first, as in Share("60%") or Count(1200), and give several values as a tuple',
    '先构造该值，例如 Share("60%") 或 Count(1200)；多个值写成元组',
)
NOT_IN_STRUCTURE = define(
    "BG317",
    "{kind} {key} cannot be removed: the structure does not have it",
    "不能移除 {kind}{key}：结构中没有该记录",
    "remove only what is there, and each record once",
    "只移除现有的记录，且每条只移除一次",
)
NO_SUCH_FIELD = define(
    "BG318",
    "a {kind} has no field {field}; {hint}",
    "{kind}没有字段 {field}；{hint}",
    "use the name of a field of that kind",
    "使用该类型已有的字段名",
)
NOBODY_AND_SOMEBODY = define(
    "BG334",
    "item {item} on list {list} names {responsible} as responsible, and says that it names nobody",
    "清单 {list} 的事项 {item} 写明责任单位为 {responsible}，又称未写明责任单位",
    "leave `responsible_named` out, or the responsible unit",
    "删去 responsible_named，或删去责任单位",
)
