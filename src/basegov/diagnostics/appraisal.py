"""Diagnostics of assessment indicators, rights and motions."""

from __future__ import annotations

from basegov.diagnostics import define

WEIGHTS_EXCEED_ONE = define(
    "BG320",
    "the weights of the indicators in the {period} assessment of {subject} come to {total}: {parts}",
    "{subject}{period}考核各指标权重合计为 {total}：{parts}",
    "lower a weight, or give the indicators different rounds; the weights of one round come to at most 100%",
    "降低权重或区分考核轮次；同一轮各指标权重合计不超过 100%",
)
FEEDS_SHORTER_ROUND = define(
    "BG321",
    "the {every} notice of {indicator} of {subject} feeds the {into} assessment, which is no longer round",
    "{subject}的 {indicator} {every}通报纳入{into}考核，而后者并非更长的周期",
    "exchange or correct `every` and `into`",
    "对调或更正 every 与 into",
)
ANSWERED_VETO = define(
    "BG322",
    "the veto {id} has an answer ({answer}); a veto is not answered",
    "否决 {id} 写有答复（{answer}）；否决无需答复",
    "leave `answer` out, or write what the answer is given to as a proposal",
    "删去 answer，或将被答复的事项写为建议",
)
ANSWERED_BEFORE_MADE = define(
    "BG323",
    "motion {id} was answered ({answered}) before it was made ({made})",
    "动议 {id} 的答复日期（{answered}）早于提出日期（{made}）",
    "correct one of the two dates",
    "更正其中一个日期",
)
RIGHT_NOT_THERE = define(
    "BG570",
    "{holder} has no recorded right in {matter} over {over}, so none can be withdrawn",
    "没有记录 {holder} 对 {over} 的 {matter} 权利，无从收回",
    "correct holder, matter, object and scope, or leave the step out",
    "更正权利主体、事项、对象和范围，或删去该步骤",
)
MOTION_SETTLED = define(
    "BG571",
    "motion {id} cannot be answered: {why}",
    "动议 {id} 不能答复：{why}",
    "leave the step out, or file a new motion",
    "删去该步骤，或另行提出动议",
)
INDICATOR_TWICE = define(
    "BG572",
    "{indicator} is in that assessment of {subject} already",
    "{subject}的该项考核已含指标 {indicator}",
    "leave the step out, or name another indicator or round",
    "删去该步骤，或改为其他指标或周期",
)
