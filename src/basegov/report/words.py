"""The words of the reports, in both languages."""

from __future__ import annotations

from typing import Final

from basegov.texts import Language, Text

_WORDS: Final[dict[str, Text]] = {
    "added a year": Text("added a year", "每年新增"),
    "after": Text("after", "改革后"),
    "asked": Text("asked for", "评判日期"),
    "before": Text("before", "改革前"),
    "became": Text("What became of what", "沿革"),
    "change": Text("change", "变化"),
    "clause": Text("clause", "条款"),
    "component": Text("component", "项目"),
    "contradictions": Text("Clauses that cannot all be kept", "不能同时满足的条款"),
    "date": Text("date", "日期"),
    "details": Text("Every answer in full", "逐项说明"),
    "difference": Text("difference", "差值"),
    "district": Text("district", "区"),
    "documents": Text("Documents", "文件"),
    "excused": Text("exception", "例外"),
    "families": Text("Clauses by family", "各类机制的条款"),
    "family": Text("family", "类别"),
    "fiscal effect": Text("Fiscal effect", "财政影响"),
    "for": Text("for", "用途"),
    "force": Text("force", "约束力"),
    "gone": Text("gone", "已不存在"),
    "happened": Text("What the reform did", "改革内容"),
    "id": Text("id", "编号"),
    "indicator": Text("indicator", "指标"),
    "indicators": Text("Indicators", "指标"),
    "issuer": Text("issuer", "发文机关"),
    "jurisdiction": Text("jurisdiction", "适用区域"),
    "everywhere": Text("everywhere", "各地"),
    "margin": Text("margin", "裕度"),
    "measure": Text("measure", "测量"),
    "measured": Text("measured", "测得"),
    "met": Text("met", "符合"),
    "missing": Text("missing", "缺少"),
    "mixed": Text("differing", "不一"),
    "name": Text("name", "名称"),
    "none": Text("none", "无"),
    "not_applicable": Text("not applicable", "不适用"),
    "nothing": Text("there is nothing to judge", "没有可评判的内容"),
    "payer": Text("payer", "支付方"),
    "policies": Text("Policies", "政策"),
    "policy": Text("policy", "政策"),
    "reading": Text("reading", "解读"),
    "reason": Text("reason", "理由"),
    "records": Text("records", "记录"),
    "reform": Text("reform", "改革"),
    "reforms": Text("Reforms", "改革"),
    "required": Text("required", "要求"),
    "rule": Text("rule", "规则"),
    "rules": Text("rules", "规则"),
    "scope": Text("scope", "范围"),
    "source": Text("source", "来源"),
    "state": Text("status", "状态"),
    "steps": Text("steps", "步骤"),
    "structure": Text("structure", "结构"),
    "structures": Text("Structures", "结构"),
    "subject": Text("subject", "对象"),
    "telling": Text("most telling verdict", "最能说明问题的结论"),
    "type": Text("type", "类型"),
    "trace": Text("trace", "办件轨迹"),
    "undetermined": Text("undetermined", "待定"),
    "valid": Text("valid", "有效期"),
    "verdicts": Text("Verdicts", "结论"),
    "violated": Text("violated", "违反"),
    "warning": Text("warning", "提示"),
    "year": Text("year", "年度"),
    "agrees": Text("agree", "一致"),
    "derived only": Text("derived", "推算"),
    "differs": Text("differ", "不一致"),
    "carried": Text("carried", "已承载"),
    "tested": Text("tested", "有测试"),
    "clauses": Text("clauses", "条款"),
    "conflicting": Text("conflicting", "冲突"),
    "computed": Text("computed", "计算值"),
    "claimed": Text("printed", "载明值"),
    "declared": Text("declared", "说明不建模"),
    "document": Text("document", "文件"),
    "fact": Text("fact", "事实"),
    "facts": Text("facts", "事实"),
    "figures": Text("figures", "数值"),
    "expression": Text("from", "算式"),
    "indicators resting": Text("indicators", "指标"),
    "kind": Text("kind", "类别"),
    "not carried": Text("Clauses that no rule or step with a test carries", "尚无规则或步骤及测试的条款"),
    "not modelled": Text("not modelled", "不建模"),
    "note": Text("note", "说明"),
    "open": Text("open", "待补"),
    "period": Text("period", "时间"),
    "records resting": Text("records", "记录"),
    "register": Text("register", "登记册"),
    "registers": Text("Fact registers", "事实登记册"),
    "rules resting": Text("rules", "规则"),
    "says": Text("what it says", "内容"),
    "share carried": Text("share", "占比"),
    "steps resting": Text("steps", "步骤"),
    "tests resting": Text("tests", "测试"),
    "ties": Text("ties", "算式"),
    "together": Text("together", "合计"),
    "transplants": Text("Every policy on every structure", "各区政策与各区结构"),
    "conflicts": Text("Clauses that cannot stand beside those of the place", "与本地条款冲突的条款"),
    "verified": Text("Printed figures computed again", "载明数值复算"),
    "records only": Text("recorded", "仅有记录"),
}


def word(name: str, lang: Language) -> str:
    """Return a word of the reports in one language."""
    return _WORDS[name].in_(lang)


def joined(parts: list[str] | tuple[str, ...], lang: Language) -> str:
    """Join names as the language does."""
    return ("、" if lang == "zh" else ", ").join(parts)


def clauses(parts: list[str] | tuple[str, ...], lang: Language) -> str:
    """Join parts of a sentence as the language does."""
    return ("；" if lang == "zh" else "; ").join(parts)


def colon(label: str, words: str, lang: Language) -> str:
    """Put a label before words."""
    return f"{label}：{words}" if lang == "zh" else f"{label}: {words}"


def named(name: Text, id: str, lang: Language) -> str:
    """Return a title with the id in brackets, or the id where there is no title."""
    words = name.in_(lang)
    return id if words in ("", id) else f"{words} [{id}]" if lang == "zh" else f"{words} ({id})"


def listed(names: list[str] | tuple[str, ...], lang: Language, limit: int) -> str:
    """Join the first names and say how many more there are."""
    rest = len(names) - limit
    if rest <= (1 if limit > 1 else 0):
        return joined(names, lang)
    shown = joined(names[:limit], lang)
    gap = " " if shown[-1].isascii() else ""
    return f"{shown}{gap}等 {len(names)} 个" if lang == "zh" else f"{shown} and {rest} more"
