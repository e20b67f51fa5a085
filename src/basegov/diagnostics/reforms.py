"""Diagnostics of reforms and steps."""

from __future__ import annotations

from basegov.diagnostics import define

STEP_FAILED = define(
    "BG501",
    "step {number} ({step}) of reform {reform} cannot be done; nothing of the reform was applied",
    "改革 {reform} 的第 {number} 步（{step}）无法执行；整个改革未生效",
    "mend what the following lines name, or take the step out",
    "按下列各行更正，或删去该步骤",
)
UNBALANCED = define(
    "BG502",
    "the step changes the account of {account} by {change} and names no outside source for it",
    "该步骤使{account}账目变动 {change}，且未写明外部来源",
    "let the step move what it takes, or declare where the difference comes from or goes to",
    "使步骤只作转移，或写明差额的外部来源或去向",
)
