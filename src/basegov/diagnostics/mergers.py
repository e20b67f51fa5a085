"""Diagnostics of mergers of units: structures 340-349, rules 440-459, reforms 540-559."""

from __future__ import annotations

from basegov.diagnostics import define

EXCEPTION_WITHOUT_REASON = define(
    "BG340",
    "the exception from rule {rule} for {parts} gives no reason",
    "{parts} 不适用规则 {rule} 的例外没有写明理由",
    "write the recorded reason; an exception without one excuses nothing",
    "写明记录在案的理由；没有理由的例外不能免责",
)
UNIT_IN_TWO_MERGERS = define(
    "BG540",
    "{unit} is part of two mergers of the plan: {first} and {second}",
    "{unit} 同时列入方案中的两项合并：{first} 与 {second}",
    "leave it in one of the two; a unit can become part of one new unit only",
    "只保留在其中一项；一个单元只能并入一个新单元",
)
TOO_FEW_PARTS = define(
    "BG541",
    "the merger into {into} names {count} unit; two or more different ones are needed",
    "并入 {into} 的合并只列出 {count} 个单元；至少需要两个不同的单元",
    "name at least two different units, or leave the step out",
    "至少列出两个不同的单元，或删去该步骤",
)
NOT_MERGEABLE = define(
    "BG542",
    "{unit} is a {found} and cannot be merged with a {expected}",
    "{unit} 的类型为{found}，不能与{expected}合并",
    "merge units of one kind; convert one of them first if it has become another kind",
    "只合并同类单元；如类型已改变，请先转换",
)
NEW_ID_TAKEN = define(
    "BG543",
    "the new unit is to be called {id}, and {owner} has that id already",
    "新单元的编号拟为 {id}，但该编号已属于 {owner}",
    "give the new unit an id of its own, or the id of one of its parts",
    "为新单元另取编号，或沿用其某一组成单元的编号",
)
PARENTS_DIFFER = define(
    "BG544",
    "the parts of {into} lie in different containers: {parents}",
    "{into} 的各组成单元上级不同：{parents}",
    "write `parent:` with the container of the new unit",
    "用 parent 写明新单元的上级",
)
PARENT_IS_A_PART = define(
    "BG545",
    "the container {parent} of the new unit {into} is itself one of the parts, or lies inside one",
    "新单元 {into} 的上级 {parent} 本身是被合并单元，或位于其内部",
    "merge units that lie beside each other, not one inside the other",
    "只合并并列的单元，不合并上下级单元",
)
RECORDS_COLLIDE = define(
    "BG546",
    "after the merger {count} records ({kind}) speak of the same thing and differ in {field}: {values}",
    "合并后有 {count} 条记录（{kind}）指向同一事项而字段 {field} 不同：{values}",
    "make them agree before the merger, or register with `merging` how records of the kind become one",
    "合并前使其一致，或用 merging 登记该类记录如何合而为一",
)
NOT_STAFF = define(
    "BG550",
    "{who} is a {found}; a person or a group of staff is expected",
    "{who} 的类型为{found}；应为人员或人员群体",
    "name a member of staff or a staff group",
    "填写人员或人员群体的编号",
)
NOT_COUNTED_THERE = define(
    "BG551",
    "{who} is counted at {found}, not at {expected}",
    "{who} 计入 {found}，而非 {expected}",
    "correct `from:`, or leave it out",
    "更正 from，或不写",
)
TOO_MANY_TO_MOVE = define(
    "BG552",
    "{count} of {who} are to go, and there are {held}",
    "拟调出 {who} 中的 {count} 人，而现有 {held} 人",
    "lower the number, or leave it out to move all of them",
    "减少人数；不写 count 则全部调出",
)
PERSON_IS_ONE = define(
    "BG553",
    "{who} is one person, and the step moves {count}",
    "{who} 是一个人，而该步骤调动 {count} 人",
    "leave `count` out for a person",
    "对单个人员不写 count",
)
GROUP_ID_TAKEN = define(
    "BG554",
    "the people who leave {who} are to form {id}, which is there already and is not a group of the same kind at {to}",
    "从 {who} 调出的人员拟组成 {id}，但该编号已存在，且不是 {to} 的同类群体",
    "give the new group another id with `new_id`",
    "用 new_id 为新群体另取编号",
)
