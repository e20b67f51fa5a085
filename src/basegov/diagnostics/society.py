"""Diagnostics of bindings, forums, arrangements, social organisations and reported outcomes."""

from __future__ import annotations

from basegov.diagnostics import define

FIGURE_NOT_QUANTIFIED = define(
    "BG344",
    "the outcome {outcome} states a value and says that it is not quantified",
    "成效“{outcome}”既载明数值，又标为未量化",
    "drop the value, or write `quantified: true`",
    "删去数值，或改写 quantified: true",
)
DECIDED_ELSEWHERE = define(
    "BG345",
    "{decision} was deliberated in {forum}, which is no forum of {unit}",
    "“{decision}”在 {forum} 协商，而该平台不属于{unit}",
    "name a forum of the unit itself, or of what contains it",
    "改为该单元自身或其上级单元的协商平台",
)
BINDS_ITSELF = define(
    "BG346",
    "{subject} is said to be bound to itself",
    "{subject} 不能与自身签订责任落实书",
    "name the party committee that signs, and the responsible person, apart from each other",
    "分别写明签订的社区党委和责任人",
)
ALREADY_DECIDED = define(
    "BG539",
    "{decision} was decided on {day} and cannot be deliberated afterwards",
    "“{decision}”已于 {day} 作出决定，不能事后补办协商",
    "put the deliberation before the decision, or open a new matter",
    "将协商置于决定之前，或另立新的事项",
)
ALREADY_REGISTERED = define(
    "BG547",
    "{organisation} is registered already ({track})",
    "{organisation}已经登记（{track}）",
    "leave it out of the step",
    "在该步骤中去掉该组织",
)
NO_SUCH_TOPIC = define(
    "BG548",
    "{forum} deliberates {topics}, and {topic} is none of these",
    "{forum} 的议事范围为 {topics}，不含 {topic}",
    "choose one of its topics, or a forum that takes this one",
    "改用其议事范围内的事项，或改为受理该事项的平台",
)
NOTHING_TO_DECIDE = define(
    "BG549",
    "{decision} was decided already, on {day}",
    "“{decision}”已于 {day} 作出决定",
    "leave the step out, or name another matter",
    "删去该步骤，或写明其他事项",
)
NOTHING_LISTED = define(
    "BG556",
    "nothing is listed for {unit}: neither a category nor a number is given",
    "未为{unit}写明任何责任人类别或数量",
    "name a category, or give `sectors` or `categories`",
    "写明 category，或写明 sectors、categories 的数量",
)
