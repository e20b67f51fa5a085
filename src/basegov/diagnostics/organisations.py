"""Diagnostics of memberships, leadership and bodies."""

from __future__ import annotations

from basegov.diagnostics import define

MEMBER_NOT_NAMED = define(
    "BG350",
    "a membership of {body} names neither member, office nor class",
    "{body} 的一条成员关系未写明成员、职务或类别",
    "write `member`, `office` or `source_class`",
    "写明 member、office 或 source_class",
)
LED_NOT_NAMED = define(
    "BG351",
    "a leadership of {leader} names {count} of `led` and `class`; it needs exactly one",
    "{leader} 的一条领导关系写了 led 与 class 中的 {count} 个；须恰好写一个",
    "write whom it leads: either one organisation (`led`) or a class of organisations (`class`)",
    "写明领导对象：单个组织（led）或一类组织（class）",
)
NO_ONE_COMMANDER = define(
    "BG560",
    "{count} bodies of {unit} are meant by {selector}; one is needed to command {body}",
    "{unit} 内符合 {selector} 的机构有 {count} 个；指挥 {body} 须恰好一个",
    "correct the selector of the commander, or record that body first",
    "更正指挥者的选择条件，或先登记该机构",
)
NEW_BODY_KIND_OPEN = define(
    "BG561",
    "the parts of {into} are of different kinds: {kinds}",
    "{into} 的组成机构类型不同：{kinds}",
    "write with `as:` which kind of record the new body is, or give it the id of the part that takes in the others",
    "用 as 写明新机构的记录类型，或沿用吸收其他机构的那一个的编号",
)
NOT_A_BODY_KIND = define(
    "BG562",
    "{kind} is no kind of body; {hint}",
    "{kind} 不是机构类型；{hint}",
    "write the kind of a registered body, such as internal_body or service_centre",
    "使用已登记的机构类型，如 internal_body 或 service_centre",
)
