"""What people call the words of cases: levels, states, classes of events, outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from basegov.texts import Text

LABELS: Final[dict[str, Text]] = {
    "grid": Text("grid", "网格"),
    "community": Text("community", "社区"),
    "street": Text("street", "镇街"),
    "department": Text("department", "部门"),
    "leader": Text("leader", "领导"),
    "district": Text("district", "区"),
    "micro": Text("micro", "微小"),
    "ordinary": Text("ordinary", "一般"),
    "larger": Text("larger", "较大"),
    "major": Text("major", "重大"),
    "collect": Text("collection", "信息采集"),
    "report": Text("report", "上报"),
    "analyse": Text("analysis", "分析"),
    "route": Text("routing", "流转"),
    "handle": Text("handling", "处置"),
    "feedback": Text("feedback", "反馈"),
    "verify": Text("verification", "核查"),
    "call": Text("call", "呼叫"),
    "answer": Text("answer", "应答"),
    "close": Text("closing", "办结"),
    "whistle": Text("whistle", "吹哨"),
    "report_in": Text("reporting in", "报到"),
    "visit": Text("visit", "到场办理"),
    "solved": Text("solved", "已解决"),
    "unsolved": Text("unsolved", "未解决"),
    "refused": Text("refused", "退回"),
    "passed": Text("passed", "通过"),
    "failed": Text("failed", "未通过"),
}
"""The words that the library knows; another word stands for itself."""


def label_of(word: str) -> Text:
    """Return a word of cases in both languages; one that is not known as it is."""
    return LABELS.get(word) or Text(word, word)


def labels_of(words: Iterable[str]) -> Text:
    """Return several words in both languages."""
    labels = [label_of(word) for word in words]
    return Text(", ".join(label.en for label in labels), "、".join(label.zh for label in labels))


def path_of(words: Iterable[str]) -> Text:
    """Return words in their order, with arrows between them."""
    labels = [label_of(word) for word in words]
    return Text(" → ".join(label.en for label in labels), " → ".join(label.zh for label in labels))
