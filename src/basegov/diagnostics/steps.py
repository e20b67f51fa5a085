"""Diagnostics of the parameters with which a step of a reform is made."""

from __future__ import annotations

from basegov.diagnostics import define

BAD_STEP_PARAMETERS = define(
    "BG705",
    "step {step}: {what}",
    "步骤 {step}：{what}",
    "give the parameters as its documentation says",
    "按文档给出参数",
)
