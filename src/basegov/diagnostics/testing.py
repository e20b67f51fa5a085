"""Diagnostics of the testing kit and of policy tests."""

from __future__ import annotations

from basegov.diagnostics import define

NOTHING_KEEPS_ALL = define(
    "BG701",
    "nothing keeps all of {rules} ({what}): {wants}",
    "没有任何结构能同时符合 {rules}（{what}）：{wants}",
    "change one of these clauses, or leave one of them out of the policy that is generated for",
    "修改其中一条，或在生成所用的政策中去掉其中一条",
)
NOTHING_VIOLATES = define(
    "BG702",
    "nothing violates {rule}: it requires {required}",
    "没有任何结构会违反 {rule}：其要求为{required}",
    "generate violations only for rules that state what something can miss",
    "仅为载明了可违反要求的规则生成违反情形",
)
NO_MAKER = define(
    "BG703",
    "nothing is known of how to make what rules of the kind {kind} judge; {hint}",
    "尚不知如何为 {kind} 类规则生成对象；{hint}",
    "register a maker for the class with basegov.testing.makes, or leave the rule out",
    "用 basegov.testing.makes 为该类登记生成方法，或不含该规则",
)
NOT_AS_WISHED = define(
    "BG704",
    "what was made for {rule} is judged {found} where {wanted} was wished: {why}",
    "为 {rule} 生成的对象被判为{found}，而应为{wanted}：{why}",
    "the rules of this policy meet in a way that their makers do not merge: leave one of them out, and tell us",
    "该政策中的规则以生成方法尚不能合并的方式相遇：请去掉其中一条，并告知我们",
)
UNKNOWN_PARAMETER = define(
    "BG710",
    "{found} is no parameter of this case; {hint}",
    "{found} 不是本用例的参数；{hint}",
    "add the parameter to `parameters` or to `property: for_all`, or correct its name",
    "在 parameters 或 property 的 for_all 中补上该参数，或更正名称",
)
UNUSED_PARAMETER = define(
    "BG711",
    "the parameter {parameter} is used nowhere in the case, so all of its values test the same",
    "参数 {parameter} 在用例中未被使用，其各个取值所测相同",
    "write {write} where its value is to stand, or take the parameter out",
    "在需要取值处写 {write}，或删去该参数",
)
ROWS_DIFFER = define(
    "BG712",
    "row {row} has the parameters {found}, and the first row has {expected}",
    "第 {row} 行的参数为 {found}，而第一行为 {expected}",
    "give every row the same parameters",
    "使各行的参数一致",
)
BOTH_ROWS_AND_PROPERTY = define(
    "BG713",
    "a case has either `parameters` or `property`, not both",
    "一个用例只能写 parameters 或 property 之一",
    "make two cases of it",
    "拆分为两个用例",
)
NO_CASES = define(
    "BG714",
    "the file has no cases",
    "文件没有用例",
    "add `cases:` with a list of cases, each with a name and what is expected",
    "补上 cases 列表，每个用例写明 name 与 expect",
)
NOTHING_EXPECTED = define(
    "BG715",
    "nothing is expected, so the case could not fail",
    "没有写明预期，用例不可能失败",
    "name a rule and its outcome under `expect`",
    "在 expect 下写明规则及其结论",
)
NOTHING_GIVEN = define(
    "BG716",
    "the case has {found} to judge; expected: exactly one of `structure` and `given`",
    "用例的评判对象为{found}；应恰有 structure 与 given 之一",
    "name a structure or give its records, in the case or at the top of the file",
    "在用例中或文件开头写明结构名称，或给出其记录",
)
NO_RULE_OF_THE_TEST = define(
    "BG717",
    "none of the policies under test has a rule {found}; {hint}",
    "被测政策没有规则 {found}；{hint}",
    "correct the id of the rule, or add its policy under `policy`",
    "更正规则编号，或在 policy 下补上其政策",
)
RULE_OF_SEVERAL_POLICIES = define(
    "BG718",
    "several of the policies under test have a rule {found}: {policies}",
    "被测政策中有多项含规则 {found}：{policies}",
    "write the policy before it: {example}",
    "在规则前写明政策：{example}",
)
NO_RECORD_TO_OVERRIDE = define(
    "BG719",
    "there is no record {found} in the structure {structure}; {hint}",
    "结构 {structure} 中没有记录 {found}；{hint}",
    "correct the id or the fields by which it is found, or add it under `put`",
    "更正编号或识别字段，或在 put 下补上该记录",
)
SAME_CASE = define(
    "BG720",
    "two cases are called {name}; the first stands at {first}",
    "有两个用例名为 {name}；第一处在 {first}",
    "give one of them another name, or a parameter that tells them apart",
    "为其中之一另取名称，或加上可区分的参数",
)
BAD_RANGE = define(
    "BG721",
    "the values of {parameter} cannot be drawn: {problem}",
    "无法抽取 {parameter} 的取值：{problem}",
    "write `one_of` with values, or a lower end (`from` or `above`) and an upper end (`to` or `below`) as numbers",
    "写 one_of 列出取值，或以数字写明下端（from 或 above）与上端（to 或 below）",
)
