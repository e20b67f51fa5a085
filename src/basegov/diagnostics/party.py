"""Diagnostics of the party network and of co-building."""

from __future__ import annotations

from basegov.diagnostics import define

CO_BUILDING_WITH_ITSELF = define(
    "BG325",
    "a co-building link joins {node} with itself",
    "共建关系的双方同为 {node}",
    "name two different partners",
    "填写两个不同的共建方",
)
CO_BUILDING_WITHIN = define(
    "BG326",
    "a co-building link joins {outer} with {inner}, which lies within it; co-building is not subordination",
    "共建关系的一方 {inner} 隶属于另一方 {outer}；共建双方互不隶属",
    "name the party organ of the place as the partner, or state the place of the other one as `host`, without `parent`",
    "以该地的党组织为共建方，或以 host 写明另一方所在地而不写 parent",
)
PAIRED_IN_ONE_LAYER = define(
    "BG327",
    "the grids {grids} are paired, and both belong to the layer {layer}",
    "对应的网格 {grids} 同属网格层 {layer}",
    "pair grids of different layers",
    "只对应不同网格层的网格",
)
ORGANS_THERE_ALREADY = define(
    "BG575",
    "every selected place ({selector}) has a {organ} already",
    "所选各处（{selector}）均已设有{organ}",
    "leave the step out, or select other places",
    "删去该步骤，或选择其他地点",
)
LINKED_ALREADY = define(
    "BG576",
    "{one} and {other} build together already",
    "{one} 与 {other} 已有共建关系",
    "leave the step out, or name another partner",
    "删去该步骤，或改为其他共建方",
)
