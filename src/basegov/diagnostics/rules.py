"""Diagnostics of rules and policies."""

from __future__ import annotations

from basegov.diagnostics import define

NO_SUCH_RULE = define(
    "BG401",
    "policy {policy} has no rule {rule}; {hint}",
    "政策 {policy} 没有规则 {rule}；{hint}",
    "use the id of one of its rules; `basegov explain {policy}` lists them",
    "使用其中一条规则的编号；`basegov explain {policy}` 可列出全部",
)
BAD_PARAMETERS = define(
    "BG402",
    "rule {rule}: {what}",
    "规则 {rule}：{what}",
    "give the parameters as its documentation says",
    "按文档给出参数",
)
NOTHING_SELECTED = define(
    "BG503",
    "the step selects nothing: there is no {selector}",
    "该步骤没有选中任何对象：没有{selector}",
    "correct the selector, or leave the step out",
    "更正选择条件，或删去该步骤",
)
NO_ONE_PLAYS = define(
    "BG504",
    "{subject} has no {role} in the structure",
    "结构中未记录 {subject} 的{role}",
    "record it, or name the node instead of the role",
    "补充记录，或直接写出节点编号",
)
GIVER_UNKNOWN = define(
    "BG505",
    "{giver} is to give a part of its share in the appraisal of {subject}, and no share of it is recorded",
    "应由 {giver} 让出 {subject} 考核中的权重，但未记录其权重",
    "name an evaluator with a recorded share, or write `from: not stated`",
    "改为已记录权重的评价方，或写 from: not stated",
)
NOT_ENOUGH_TO_GIVE = define(
    "BG506",
    "the others do not hold enough in the appraisal of {subject} to give {share}",
    "{subject} 考核中其他评价方的权重不足以让出 {share}",
    "lower the share that is set",
    "调低所设的权重",
)
MANAGES_ITSELF = define(
    "BG507",
    "{subject} would manage itself",
    "{subject} 将成为自己的管理者",
    "name another manager",
    "改为其他管理主体",
)
