"""Diagnostics of structures: keys, references, containment."""

from __future__ import annotations

from basegov.diagnostics import define

DUPLICATE_KEY = define(
    "BG301",
    "{kind} {key} stands twice",
    "{kind}{key}重复出现",
    "remove one of the two, or give one another id; the first stands at {first}",
    "删去其一，或另取编号；第一处在 {first}",
)
DANGLING_REFERENCE = define(
    "BG302",
    "{kind} {key} refers to {target} in its field {field}, and there is no such node; {hint}",
    "{kind}{key}的字段 {field} 引用了不存在的 {target}；{hint}",
    "correct the id, or add a record with that id",
    "更正编号，或补上该编号的记录",
)
WRONG_KIND_OF_TARGET = define(
    "BG303",
    "{kind} {key} refers to {target} in its field {field}, which is a {found}; expected {expected}",
    "{kind}{key}的字段 {field} 引用了 {target}，其类型为{found}；应为{expected}",
    "refer to a node of the expected kind",
    "改为引用应有类型的节点",
)
CIRCULAR_PARENTS = define(
    "BG304",
    "the containers of {key} go round in a circle: {cycle}",
    "{key} 的上级形成循环：{cycle}",
    "correct the parent of one of them, so that the chain ends at the top",
    "更正其中一个的 parent，使链条止于最上级",
)
STILL_REFERRED_TO = define(
    "BG305",
    "{target} cannot be removed: {kind} {key} still refers to it in its field {field}",
    "不能移除 {target}：{kind}{key}的字段 {field} 仍引用它",
    "remove or redirect the reference in the same step",
    "在同一步骤中移除或改指该引用",
)
SHARES_EXCEED_ONE = define(
    "BG306",
    "the {period} appraisal shares of {subject} come to {total} at least, more than the whole: {parts}",
    "{subject} 的{period}考核权重合计至少 {total}，超过整体：{parts}",
    "lower one of the shares; all evaluators of one subject and period share 100%",
    "调低其中一项；同一对象同一周期的各评价方合计为 100%",
)
SHARES_BELOW_ONE = define(
    "BG307",
    "the {period} appraisal shares of {subject} are declared complete and come to {total} at most: {parts}",
    "{subject} 的{period}考核权重声明已列全，合计至多 {total}：{parts}",
    "raise a share, add the missing evaluator, or leave `complete` out",
    "调高其中一项、补上缺少的评价方，或不写 complete",
)
GRID_IN_TWO_COMMUNITIES = define(
    "BG308",
    "grid {grid} of layer {layer} lies in {count} communities: {communities}",
    "网格层 {layer} 的网格 {grid} 跨 {count} 个社区：{communities}",
    "give it one community, or declare that the grids of the layer may span (`may_span: true`)",
    "只归属一个社区，或声明该层网格可跨社区（may_span: true）",
)
NOTHING_FOUND = define(
    "BG310",
    "nothing in structure {structure} is called {name}; {hint}",
    "结构 {structure} 中没有名为 {name} 的节点；{hint}",
    "use an id, a code, a name, or a path such as 五华区/华山街道",
    "使用编号、代码、名称，或路径，例如 五华区/华山街道",
)
AMBIGUOUS_NAME = define(
    "BG311",
    "{name} fits {count} nodes: {paths}",
    "{name} 对应 {count} 个节点：{paths}",
    "name the one above it too, as in 华山街道/文林社区, or use the id in brackets",
    "连同上级一起写，例如 华山街道/文林社区，或使用括号中的编号",
)
SELF_ADJACENT = define(
    "BG312",
    "{unit} is adjacent to itself",
    "{unit} 与自身相邻",
    "an adjacency links two different units",
    "相邻关系应连接两个不同的单元",
)
BAD_RECORD_ID = define(
    "BG313",
    "the id {id} of a {kind} is empty or has a space or a slash in it",
    "{kind}的编号 {id} 为空，或含有空格或斜线",
    "use letters, digits, Chinese characters, hyphen, dot and colon",
    "使用字母、数字、汉字、连字符、点和冒号",
)
NO_SUCH_KIND = define(
    "BG314",
    "there is no record kind {kind}; {hint}",
    "没有名为 {kind} 的记录类型；{hint}",
    "use the kind of a registered record type",
    "使用已登记的记录类型",
)
UNUSABLE_RECORD = define(
    "BG315",
    "{found} is no record: a frozen attrs class derived from Node or Relation is expected",
    "{found} 不是记录：应为派生自 Node 或 Relation 的冻结 attrs 类",
    "declare the class with @attrs.frozen(kw_only=True) and derive it from basegov.Node or basegov.Relation",
    "用 @attrs.frozen(kw_only=True) 声明该类，并派生自 basegov.Node 或 basegov.Relation",
)
