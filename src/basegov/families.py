"""The families of mechanisms: 24 headings under which rules, steps, records and the clauses of documents stand."""

from __future__ import annotations

from typing import Final

import attrs

from basegov.texts import Language, Text


@attrs.frozen
class Family:
    """A family of mechanisms.

    Parameters
    ----------
    id : str
        Its number, such as ``F05``.
    name : Text
        Its name.
    modules : tuple of str
        The modules in which its records, rules and steps stand; one concern has one name in every room.
    """

    id: str
    name: Text
    modules: tuple[str, ...]

    def text(self, lang: Language = "en") -> str:
        """Return number and name."""
        return f"{self.id} {self.name.in_(lang)}"


def _family(id: str, en: str, zh: str, modules: str) -> Family:
    return Family(id, Text(en, zh), tuple(modules.split()))


FAMILIES: Final[dict[str, Family]] = {
    family.id: family
    for family in (
        _family("F01", "Steering, command and roles", "领导与角色定位", "steering roles packages closure"),
        _family(
            "F02", "Item lists and admission gates", "事项清单与准入",
            "items listing listchanges entries admission applications certificates bundles performed recall",
        ),
        _family("F03", "Devolved powers and functions", "赋权与职能增减", "devolution functions"),
        _family("F04", "Dispatched agencies", "派驻机构属地化与双重管理", "agencies management transfers"),
        _family("F05", "Appraisal shares and indicators", "考核权重", "appraisal assessments evaluators"),
        _family("F06", "Rights over personnel", "人事权利阶梯", "powers rights motions"),
        _family("F07", "Posts and quotas", "编制员额配置与守恒", "posts postuse apportionment figures"),
        _family("F08", "Workforce", "队伍归并与职责", "workforce staffing headcounts employment"),
        _family("F09", "Grades, pay and honours", "薪酬职级与荣誉", "scales pay payrises honours"),
        _family("F10", "Sinking of staff and forces", "力量下沉", "sinking forces"),
        _family("F11", "Cases, calls and meetings", "呼应流程与会议", "calls casework progress cadences"),
        _family("F12", "Grids", "网格设置", "grids layers gridwork gridsplits"),
        _family("F13", "Bound persons and estates", "主体责任绑定与小区治理", "estates bindings"),
        _family("F14", "Bodies", "机构重组", "organisations memberships"),
        _family("F15", "Service centres", "服务中心网络", "services platforms hours"),
        _family("F16", "Money", "财政与资金流", "funds fundchanges budgets income pools"),
        _family(
            "F17", "Mergers and boundaries", "社区合并与边界",
            "mergers likeness assets units boundaries unitsplits unitlevels renaming procedures",
        ),
        _family("F18", "Party network", "党组织网络与兼职委员", "party cobuilding"),
        _family("F19", "Cadres", "干部来源与晋升通道", "careers composition"),
        _family("F20", "Deliberation and self-rule", "议事协商与居民自治", "forums"),
        _family("F21", "Social organisations", "社会组织", "social"),
        _family("F22", "Training", "培训与职业资格", "training"),
        _family("F23", "Guarantees and cohorts", "过渡期保障与老人老办法", "guarantees cohorts stages"),
        _family("F24", "Outcomes", "指标与成效", "outcomes"),
    )
}  # fmt: skip
"""Every family by its number."""

GENERAL: Final = ("properties", "propertyshares", "arrangements", "together")
"""Modules that serve every family."""

_OF_MODULE: Final = {module: family for family in FAMILIES.values() for module in family.modules}


def family_of(cls: type) -> Family | None:
    """Return the family in whose module a class stands; None for what is general, or of one's own."""
    room, _, module = cls.__module__.rpartition(".")
    return _OF_MODULE.get(module) if room.startswith("basegov.") else None
