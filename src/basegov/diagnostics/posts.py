"""Diagnostics of posts, quotas, workforce and sinking."""

from __future__ import annotations

from basegov.diagnostics import define

LENT_TO_OWNER = define(
    "BG360",
    "{owner} lends posts to itself",
    "{owner} 把编制借给了自己",
    "name another user, or leave the loan out",
    "另写使用单位，或删去该借用",
)
LENT_MORE_THAN_HELD = define(
    "BG361",
    "{owner} lends {lent} posts of the category {category} and has {held}",
    "{owner} 借出{category}类编制 {lent} 个，而仅有 {held} 个",
    "correct the number lent or the number allotted",
    "更正借出数或核定数",
)
NEGATIVE_FIGURE = define(
    "BG362",
    "the figure {figure} of {unit} is {amount}; it cannot be below zero",
    "{unit} 的指标 {figure} 为 {amount}；不得小于零",
    "correct the amount",
    "更正数值",
)
BAD_BANDS = define(
    "BG430",
    "the bands of the rule {rule} do not rise: {bands}",
    "规则 {rule} 的分段未逐段递增：{bands}",
    "write each band with an upper end above that of the one before; only the last may be without one",
    "各段上限须逐段递增；仅最后一段可以没有上限",
)
BAD_WEIGHTS = define(
    "BG431",
    "{who} needs weights that are not negative and not all zero: {weights}",
    "{who} 的权重不得为负，也不得全部为零：{weights}",
    "give each figure a weight of zero or more, and at least one above zero",
    "为每项指标给出不小于零的权重，且至少一项大于零",
)
NOT_ENOUGH_POSTS = define(
    "BG580",
    "{unit} has {held} posts of the category {category}; {wanted} are to go",
    "{unit} 有{category}类编制 {held} 个；拟划出 {wanted} 个",
    "take fewer, or record first where the others come from",
    "减少数量，或先登记其余编制的来源",
)
POSTS_NOT_KNOWN = define(
    "BG581",
    "how many posts of the category {category} {unit} has is not known exactly, so the sum cannot be written",
    "{unit} 的{category}类编制数未准确载明，无法写出合计",
    "give the allotment a `lot` of its own, or record the number before",
    "用 lot 写明该批编制，或先登记原有数",
)
FIGURES_MISSING = define(
    "BG582",
    "the quota cannot be divided: {figure} of {unit} is {amount}",
    "无法分配员额：{unit} 的 {figure} 为 {amount}",
    "record the figure, or leave it out of the weights",
    "登记该指标，或从权重中删去",
)
CANNOT_APPORTION = define(
    "BG583",
    "{total} posts cannot be divided over {count} units: {why}",
    "无法将 {total} 个编制分配给 {count} 个单元：{why}",
    "correct the total, the minimum or the figures of the units",
    "更正总数、最低数或各单元的指标",
)
QUOTA_TIED = define(
    "BG584",
    "the last posts are tied between {units}",
    "最后的名额在 {units} 之间并列",
    "write `ties: first` to prefer those named first, or change method or weights",
    "写明 ties: first 以排列在先者优先，或更改方法或权重",
)
ACROSS_CATEGORIES = define(
    "BG585",
    "posts of the category {category} are to become posts of the category {into}",
    "{category}类编制拟改为{into}类编制",
    "keep the category, or write `across: true` where the document allows it",
    "保持编制类别；文件允许跨类使用的，写明 across: true",
)
OVER_LEADERSHIP_CAP = define(
    "BG586",
    "the bodies of {unit} would have {posts} leadership posts; its total is {cap}",
    "{unit} 各机构的领导职数将为 {posts}；总量为 {cap}",
    "take leadership posts from another body, or record a higher total first",
    "从其他机构调出领导职数，或先登记更高的总量",
)
NO_SUCH_STAFF = define(
    "BG587",
    "nobody of the category {category} is recorded, and no such category",
    "没有{category}类人员的记录，也没有该类别",
    "correct the mapping, or record the category or its people first",
    "更正归并对应关系，或先登记该类别或人员",
)
NO_PLACE_TO_SINK = define(
    "BG588",
    "{unit} has no place of the selection {selector} to which people could be sent",
    "{unit} 内没有符合 {selector} 的下沉去处",
    "record its grids first, or leave the unit out of the scope",
    "先登记其网格，或将其排除在范围之外",
)
UNITS_IN_ONE_ANOTHER = define(
    "BG574",
    "{unit} lies inside {outer}, so that its people would be sent twice",
    "{unit} 位于 {outer} 之内，其人员会被重复下沉",
    "select units of one level, or sink in two steps",
    "只选择同一层级的单位，或分两个步骤下沉",
)
PEOPLE_NOT_KNOWN = define(
    "BG589",
    "how many people {who} has, or where they work, is not known, so nobody can be chosen to be sent down",
    "{who} 的人数或工作去处未载明，无法确定下沉人员",
    "record the number and all assignments (an inventory of `assignment`), or assign people one by one",
    "登记人数和全部派任（assignment 清册），或逐人派任",
)
