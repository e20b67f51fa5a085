"""Diagnostics of service sites, opening hours and standing routines."""

from __future__ import annotations

from basegov.diagnostics import define

LINKED_WITH_ITSELF = define(
    "BG390",
    "the platform {node} is linked with itself",
    "平台 {node} 与自身相连",
    "name a platform and another system that it takes in",
    "分别写明平台和接入该平台的其他系统",
)
BAD_TIME_OF_DAY = define(
    "BG391",
    "{found} is no time of day (opening hours of {site})",
    "“{found}”不是时刻（{site}的开放时间）",
    "write hours and minutes with two digits each, from 00:00 to 24:00",
    "时和分各写两位，自 00:00 至 24:00",
)
CLOSES_BEFORE_OPENING = define(
    "BG392",
    "{site} closes at {closes}, which is not after it opens at {opens}",
    "{site}的关闭时间 {closes} 不晚于开放时间 {opens}",
    "correct one of the two times; write hours over midnight as two records",
    "更正其中一个时刻；跨零点的时段分为两条记录",
)
PER_NOTHING = define(
    "BG393",
    "the routine {what} of {who} has both a stretch of time and an occasion",
    "{who}的安排“{what}”同时写明了周期和事由",
    "state `per` for what recurs with time, or `on` for what follows an occasion, not both",
    "按周期进行的写 per，遇事即办的写 on，二者只写其一",
)
NO_KIND_OF_UNIT = define(
    "BG490",
    "{found} is no kind of unit and no level of a network; {hint}",
    "“{found}”不是单元类型，不能作为网络层级；{hint}",
    "name kinds of units such as district, street, community",
    "写单元类型，如 district、street、community",
)
SITES_THERE_ALREADY = define(
    "BG510",
    "every selected unit ({selector}) has such a site ({site}) already",
    "所选单元（{selector}）均已设有{site}",
    "leave the step out, or select other units",
    "删去该步骤，或选择其他单元",
)
NO_KIND_OF_SITE = define(
    "BG511",
    "{found} is no kind of body that a network is built of",
    "“{found}”不是可组成网络的机构类型",
    "write service_centre, service_site or command_centre",
    "写 service_centre、service_site 或 command_centre",
)
AVAILABLE_ALREADY = define(
    "BG512",
    "all selected matters ({items}) are handled at every selected site ({sites}) already",
    "所选事项（{items}）在所选站点（{sites}）均已可办",
    "leave the step out, or select other matters or sites",
    "删去该步骤，或选择其他事项或站点",
)
