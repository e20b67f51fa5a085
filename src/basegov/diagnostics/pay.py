"""Diagnostics of rosters, grades, pay and honours."""

from __future__ import annotations

from basegov.diagnostics import define

ROSTER_NO_ID = define(
    "BG170",
    "the roster has no column for the id of a person; columns found: {columns}",
    "名册没有人员编号列；现有列：{columns}",
    "add a column headed id (工号, 人员编号), or say with headings which column it is",
    "补上以 id（工号、人员编号）为表头的列，或用 headings 指明是哪一列",
)
ROSTER_HEADING = define(
    "BG171",
    "the heading {heading} is not known; {hint}",
    "不认识表头 {heading}；{hint}",
    "use a known heading, say with headings what the column holds, or have columns that are not known left out",
    "使用已知表头，或用 headings 说明该列含义，也可选择略过不认识的列",
)
ROSTER_HEADING_TWICE = define(
    "BG172",
    "the headings {first} and {heading} both mean the column {column}",
    "表头 {first} 与 {heading} 都表示 {column} 列",
    "keep one of the two columns, or say with headings what the other holds",
    "保留其中一列，或用 headings 说明另一列的含义",
)
ROSTER_ID_EMPTY = define(
    "BG173",
    "the row has no id in the column {column}",
    "该行的 {column} 列没有编号",
    "give every person an id",
    "为每名人员填写编号",
)
ROSTER_ID_TWICE = define(
    "BG174",
    "the id {id} stands in two rows; the first is line {first}",
    "编号 {id} 出现在两行；第一处在第 {first} 行",
    "remove one of the rows, or correct the id",
    "删去其中一行，或更正编号",
)
ROSTER_VALUE = define(
    "BG175",
    "the column {column} holds {found}; expected {expected}",
    "{column} 列的值为{found}；应为{expected}",
    "correct the cell, or leave it empty where it is not known",
    "更正该单元格；不详时留空",
)
ROSTER_NO_COLUMN = define(
    "BG176",
    "the roster has no column {column}; {hint}",
    "名册没有 {column} 列；{hint}",
    "name a column of the roster",
    "改用名册中已有的列",
)
BAD_ROW_OF_FACTORS = define(
    "BG370",
    "{of}: the row {row} of {part} does not fit the factors {factors}",
    "{of}：{part} 的行 {row} 与因素 {factors} 不相符",
    "write one value for each factor, joined by a slash; in thresholds whole numbers",
    "每个因素各写一个值，以斜线连接；门槛表中须为整数",
)
THRESHOLDS_AGAINST_DIRECTION = define(
    "BG371",
    "{of}: the place {high} is above {low} ({direction}) and needs no more points",
    "{of}：{high} 高于 {low}（{direction}），所需积分却不更多",
    "correct the thresholds, or the direction of the scale",
    "更正积分门槛，或更正序列的高低方向",
)
COMPONENT_FORMULA = define(
    "BG372",
    "{rule}: the component {component} has several formulas: {formulas}",
    "{rule}：{component} 有多个计算方式：{formulas}",
    "keep one of amount, by, times and of, and make the others components of their own",
    "只保留 amount、by、times、of 之一，其余另立组成项",
)
COMPONENT_OF_LATER = define(
    "BG373",
    "{rule}: the component {component} is a share of {part}, which does not stand before it or is paid otherwise",
    "{rule}：{component} 按 {part} 的比例计算，但后者不在其前或发放周期不同",
    "put that component first, and pay both a month or both a year",
    "把该组成项移到前面，并使两者发放周期一致",
)
COMPONENT_TWICE = define(
    "BG374",
    "{rule}: the component {component} stands twice",
    "{rule}：{component} 重复出现",
    "remove one of the two, or give it another name",
    "删去其一，或另取名称",
)
NEGATIVE_PAY = define(
    "BG375",
    "the monthly pay of {staff} is {amount}; it cannot be below zero",
    "{staff} 的月薪为{amount}；不得小于零",
    "correct the amount, or leave it out where it is not known",
    "更正金额；不详时略去",
)
PLACE_NOT_DECIDED = define(
    "BG590",
    "{staff} cannot be placed on {scale}: {why}",
    "无法将 {staff} 套入 {scale}：{why}",
    "state the facts that are missing, leave the person out, or let undecided places stand as bounds",
    "补充所缺事实、不纳入该人员，或允许以区间记录未定等级",
)
NO_SUCH_COMPONENT = define(
    "BG591",
    "the pay rule {rule} has no component {component}; {hint}",
    "薪酬规则 {rule} 没有组成项 {component}；{hint}",
    "name a component of the pay rule",
    "改用该薪酬规则已有的组成项",
)
AWARD_NOT_ADMITTED = define(
    "BG592",
    "{holder} cannot be given {honour}: {why}",
    "不能授予 {holder} {honour}：{why}",
    "correct amount and level, or the limits of the step",
    "更正金额和级别，或更正该步骤的限制",
)
BONUS_NOT_DIVIDED = define(
    "BG593",
    "the bonus pool of {unit} for {year} cannot be divided: {why}",
    "{unit} {year} 年的奖金总额无法分配：{why}",
    "state the total and who takes part, or give amounts that come to the total",
    "写明总额和参与人员，或使各人金额之和等于总额",
)
