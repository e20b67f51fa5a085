"""Diagnostics of grids and boundaries: reforms 508-509, 577-579 and 594-599."""

from __future__ import annotations

from basegov.diagnostics import define

TOO_FEW_LAYERS = define(
    "BG508",
    "the step names {count} grid layer; two or more, or a group of layers, are needed",
    "该步骤只列出 {count} 个网格层；至少需要两个，或一个网格层组",
    "name at least two layers",
    "至少列出两个网格层",
)
STRATEGY_NOT_STATED = define(
    "BG509",
    "{layers} have {count} grids, and the step does not say how these become one layer",
    "{layers} 共有 {count} 个网格，而该步骤未说明如何合为一层",
    "write `strategy:` refine, coarsen or by community",
    "用 strategy 写明 refine（细分）、coarsen（合并）或 by community（以社区划分）",
)
STAGE_HELD_BEFORE = define(
    "BG577",
    "{proposal} has gone through {stage} already",
    "{proposal} 已经过 {stage} 环节",
    "leave the stage out, or give it another word",
    "删去该环节，或改用其他名称",
)
NAMED_TWICE = define(
    "BG578",
    "{id} is named twice in {field}, and would be counted twice or lost",
    "{id} 在 {field} 中重复出现，会被重复计算或遗漏",
    "name each only once",
    "每项只写一次",
)
GROUND_NOT_COVERED = define(
    "BG579",
    "no grid of {reference} covers all that the grids {grids} of {layer} hold, and it would be lost there",
    "{reference} 没有网格覆盖 {layer} 的网格 {grids} 的全部单元，这些单元将因此遗漏",
    "let the grids of the reference layer cover it first",
    "先使参照层的网格覆盖这些单元",
)
GROUND_NOT_STATED = define(
    "BG594",
    "it is not stated of which cells the grids {grids} are made up, so it cannot be said what {strategy} makes of them",
    "网格 {grids} 由哪些单元组成未载明，无法按“{strategy}”划分",
    "state their cells, pair grids that cover the same ground, or divide by community",
    "写明其单元、建立区域一致的网格对应关系，或改为以社区划分",
)
HANGS_ON_DIVIDED_GRID = define(
    "BG595",
    "grid {grid} is divided into {pieces}, and {kind} {key} hangs on it",
    "网格 {grid} 分为 {pieces}，而{kind}{key}依附于该网格",
    "move it to one of the pieces before, or write `rest: largest` to let it follow the largest piece",
    "先将其移至其中一个网格，或写 rest: largest 使其随最大的网格",
)
PARTS_DO_NOT_ADD_UP = define(
    "BG596",
    "the {field} of {unit} come to {whole}, those that the step gives out to {parts}",
    "{unit} 的 {field} 为 {whole}，该步骤分出的合计为 {parts}",
    "correct the numbers, so that nothing is lost and nothing comes from nowhere",
    "更正数字，使其不多不少",
)
NOT_IN_UNIT = define(
    "BG597",
    "{node} is not in {unit} and cannot go from there",
    "{node} 不在 {unit} 内，无法由此划出",
    "correct `from:`, or leave the node out",
    "更正 from，或删去该节点",
)
CELL_LOSES_ITS_GRID = define(
    "BG598",
    "{cell} leaves {unit} and with it grid {grid} of layer {layer}; no grid of that layer takes it in",
    "{cell} 划出 {unit} 后不再属于网格层 {layer} 的网格 {grid}，而该层没有网格接收",
    "name a grid of the layer in the other unit under `into_grids:`, or move the whole grid",
    "在 into_grids 中写明接收单位内该层的网格，或将网格整体划转",
)
NOT_PLACED = define(
    "BG599",
    "{unit} goes, and it is not said what becomes of {what}",
    "{unit} 撤销，而 {what} 的去向未写明",
    "name the unit that takes it over, with `takes:` or `heir:`",
    "用 takes 或 heir 写明承接单位",
)
