"""The registry of diagnostics: every mistake that the library names, with a stable code and its text in both languages.

The first digit of a code is its room: 1 files, 2 values in files, 3 structures, 4 rules and policies, 5 reforms,
6 the command line. A code is never given to another mistake.
"""

from __future__ import annotations

from typing import Final

from basegov.errors import DiagnosticKind
from basegov.texts import Text

DIAGNOSTICS: Final[dict[str, DiagnosticKind]] = {}


def define(code: str, en: str, zh: str, mend_en: str, mend_zh: str) -> DiagnosticKind:
    """Enter a kind of diagnostic into the registry; raise ValueError for a code that is taken."""
    if code in DIAGNOSTICS:
        raise ValueError(f"the code {code} is taken")
    kind = DIAGNOSTICS[code] = DiagnosticKind(code, Text(en, zh), Text(mend_en, mend_zh))
    return kind


# 3: structures

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

# 5: reforms

STEP_FAILED = define(
    "BG501",
    "step {number} ({step}) of reform {reform} cannot be done; nothing of the reform was applied",
    "改革 {reform} 的第 {number} 步（{step}）无法执行；整个改革未生效",
    "mend what the following lines name, or take the step out",
    "按下列各行更正，或删去该步骤",
)
UNBALANCED = define(
    "BG502",
    "the step changes the account of {account} by {change} and names no outside source for it",
    "该步骤使{account}账目变动 {change}，且未写明外部来源",
    "let the step move what it takes, or declare where the difference comes from or goes to",
    "使步骤只作转移，或写明差额的外部来源或去向",
)

# 4: rules and policies

NO_SUCH_RULE = define(
    "BG401",
    "policy {policy} has no rule {rule}; {hint}",
    "政策 {policy} 没有规则 {rule}；{hint}",
    "use the id of one of its rules; `basegov explain {policy}` lists them",
    "使用其中一条规则的编号；`basegov explain {policy}` 可列出全部",
)
BAD_PARAMETERS = define(
    "BG402",
    "rule {rule}: {what}",
    "规则 {rule}：{what}",
    "give the parameters as its documentation says",
    "按文档给出参数",
)
NOTHING_SELECTED = define(
    "BG503",
    "the step selects nothing: there is no {selector}",
    "该步骤没有选中任何对象：没有{selector}",
    "correct the selector, or leave the step out",
    "更正选择条件，或删去该步骤",
)
NO_ONE_PLAYS = define(
    "BG504",
    "{subject} has no {role} in the structure",
    "结构中未记录 {subject} 的{role}",
    "record it, or name the node instead of the role",
    "补充记录，或直接写出节点编号",
)
GIVER_UNKNOWN = define(
    "BG505",
    "{giver} is to give a part of its share in the appraisal of {subject}, and no share of it is recorded",
    "应由 {giver} 让出 {subject} 考核中的权重，但未记录其权重",
    "name an evaluator with a recorded share, or write `from: not stated`",
    "改为已记录权重的评价方，或写 from: not stated",
)
NOT_ENOUGH_TO_GIVE = define(
    "BG506",
    "the others do not hold enough in the appraisal of {subject} to give {share}",
    "{subject} 考核中其他评价方的权重不足以让出 {share}",
    "lower the share that is set",
    "调低所设的权重",
)
MANAGES_ITSELF = define(
    "BG507",
    "{subject} would manage itself",
    "{subject} 将成为自己的管理者",
    "name another manager",
    "改为其他管理主体",
)
