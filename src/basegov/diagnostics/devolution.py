"""Diagnostics of devolution, functions and dispatched agencies."""

from __future__ import annotations

from basegov.diagnostics import define

MORE_POWERS_THAN_COUNTED = define(
    "BG355",
    "the bundle of powers {bundle} stands for {count}, and {named} are named in it",
    "权力事项包 {bundle} 为 {count} 项，而其中已列名 {named} 项",
    "correct the count of the bundle, or move powers that do not belong to it out of it",
    "更正该事项包的 count，或将不属于它的权力事项移出",
)
PARTS_OF_FORCE_CONTRADICT = define(
    "BG356",
    "the group {group} has {count} people, and its {parts} parts have {total}",
    "人员群体 {group} 为 {count} 人，而其 {parts} 个组成部分合计 {total} 人",
    "correct one of the numbers, or leave out those that are not stated",
    "更正其中一个人数，或略去未载明的人数",
)
NO_SUCH_DEFINITION = define(
    "BG465",
    "there is no definition of the primary manager named {definition}; {hint}",
    "没有名为 {definition} 的“主要管理者”定义；{hint}",
    "use a registered definition, register one, or leave it out: then all of them must agree",
    "使用已注册的定义，或注册新定义；也可略去，此时各定义须一致",
)
FUNCTION_NOT_PERFORMED = define(
    "BG565",
    "{functions} cannot be removed: none of the selected ({selector}) is recorded as performing it or measured by it",
    "不能取消 {functions}：所选（{selector}）均无履行该职能或以其考核的记录",
    "record who performs it, or correct the function",
    "先登记由谁履行该职能，或更正职能编号",
)
POWER_NOT_HELD = define(
    "BG566",
    "{power} cannot be devolved from {holder}, which does not hold it; {known}",
    "不能从 {holder} 下放 {power}：其并不行使该权力；{known}",
    "name the holder as it stands at that step, or leave it out",
    "写明该步骤时的行使主体，或略去不写",
)
DISTRIBUTION_DOES_NOT_FIT = define(
    "BG567",
    "the distribution of {force} comes to {total}, and it has {count} people",
    "{force} 的分配合计 {total} 人，而其人数为 {count}",
    "correct the numbers, so that they come to the whole",
    "更正各单元人数，使合计等于总数",
)
NO_ONE_BODY = define(
    "BG568",
    "{unit} has {count} bodies of the kind {kind}; one is needed to take command",
    "{unit} 有 {count} 个{kind}；需有且仅有一个行使指挥权",
    "record the body with its area, or name the commander by its id",
    "登记该机构及其 area，或以编号写明指挥者",
)
FORCE_DIVIDED_ALREADY = define(
    "BG569",
    "{force} has been divided over places already",
    "{force} 已分配到各单元",
    "move the part at the place in question instead",
    "改为调动所在单元的那一部分",
)
CIRCULAR_BRANCHES = define(
    "BG357",
    "the wider functions of {key} go round in a circle: {cycle}",
    "{key} 的上级职能形成循环：{cycle}",
    "correct the field {field} of one of them, so that the chain ends at a main area",
    "更正其中一个的字段 {field}，使链条止于主责领域",
)
CIRCULAR_PARTS = define(
    "BG358",
    "the groups in which {key} is counted go round in a circle: {cycle}",
    "计入 {key} 的人员群体形成循环：{cycle}",
    "correct the field {field} of one of them, so that the chain ends at a group that is part of no other",
    "更正其中一个的字段 {field}，使链条止于不属于其他群体的群体",
)
