"""The headings and words of trace files in both languages: what other systems call what a trace has."""

from __future__ import annotations

from typing import Final

CASE_COLUMNS: Final = ("opened", "place", "item", "event_class", "reporter")
"""What is told of a case; it may stand in any of its rows."""
EVENT_COLUMNS: Final = ("state", "time", "actor", "level", "outcome")
"""What is told of an event."""
PEOPLE: Final = frozenset({"reporter", "person"})
"""The columns that name people, which are left out unless they are asked for."""

HEADINGS: Final[dict[str, str]] = {
    heading: column
    for column, headings in {
        "case": ("case", "case_id", "案件编号", "案件", "工单编号", "工单号", "事件编号", "编号"),
        "state": ("state", "activity", "环节", "办理环节", "流程环节", "状态", "操作"),
        "time": ("time", "timestamp", "时间", "发生时间", "办理时间", "处理时间", "操作时间"),
        "actor": ("actor", "unit", "办理单位", "处理单位", "承办单位", "责任单位"),
        "person": ("person", "办理人", "处理人", "经办人", "操作人"),
        "level": ("level", "responder", "层级", "处置层级", "办理层级", "呼应主体"),
        "outcome": ("outcome", "result", "结果", "办理结果", "处理结果", "处置结果"),
        "opened": ("opened", "受理时间", "上报时间", "登记时间", "立案时间"),
        "place": ("place", "地点", "网格", "社区", "所属网格", "所在网格", "所属社区", "所在社区"),
        "item": ("item", "事项", "事项名称"),
        "event_class": ("event_class", "class", "事件级别", "事件等级", "级别"),
        "reporter": ("reporter", "上报人", "报告人", "诉求人", "来电人"),
    }.items()
    for heading in headings
}
"""The headings that are known, each with the column that it means. `headings` of `read_trace` adds to them."""

WORDS: Final[dict[str, dict[str, str]]] = {
    "state": {
        "采集": "collect", "信息采集": "collect", "上报": "report", "报到": "report_in", "分析": "analyse",
        "研判": "analyse", "分析研判": "analyse", "派单": "route", "派遣": "route", "流转": "route", "分流": "route",
        "处置": "handle", "处理": "handle", "办理": "handle", "反馈": "feedback", "核查": "verify", "核实": "verify",
        "呼叫": "call", "呼": "call", "应答": "answer", "应": "answer", "办结": "close", "结案": "close",
        "吹哨": "whistle", "到场": "visit", "来访": "visit", "跑动": "visit",
    },
    "level": {
        "网格": "grid", "社区": "community", "村": "community", "街道": "street", "镇街": "street", "镇": "street",
        "部门": "department", "区部门": "department", "领导": "leader", "区领导": "leader", "区": "district",
    },
    "outcome": {
        "已解决": "solved", "解决": "solved", "拒绝": "refused", "退回": "refused", "拒收": "refused",
        "未解决": "unsolved", "通过": "passed", "合格": "passed", "未通过": "failed", "不合格": "failed",
    },
    "event_class": {"微小": "micro", "小微": "micro", "一般": "ordinary", "较大": "larger", "重大": "major"},
}  # fmt: skip
"""The words that columns may hold in Chinese, each with the word for it. `words` of `read_trace` adds to them."""
