"""The registry of diagnostics: every mistake that the library names, with a stable code and its text in both languages.

The first digit of a code is its room: 1 files, 2 values in files, 3 structures, 4 rules and policies, 5 reforms,
6 the command line, 7 the testing kit. A code is never given to another mistake.
6 the command line, 7 policy tests. A code is never given to another mistake.
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

# Mergers of units: structures 340-349, rules 440-459, reforms 540-559

EXCEPTION_WITHOUT_REASON = define(
    "BG340",
    "the exception from rule {rule} for {parts} gives no reason",
    "{parts} 不适用规则 {rule} 的例外没有写明理由",
    "write the recorded reason; an exception without one excuses nothing",
    "写明记录在案的理由；没有理由的例外不能免责",
)
UNIT_IN_TWO_MERGERS = define(
    "BG540",
    "{unit} is part of two mergers of the plan: {first} and {second}",
    "{unit} 同时列入方案中的两项合并：{first} 与 {second}",
    "leave it in one of the two; a unit can become part of one new unit only",
    "只保留在其中一项；一个单元只能并入一个新单元",
)
TOO_FEW_PARTS = define(
    "BG541",
    "the merger into {into} names {count} unit; two or more different ones are needed",
    "并入 {into} 的合并只列出 {count} 个单元；至少需要两个不同的单元",
    "name at least two different units, or leave the step out",
    "至少列出两个不同的单元，或删去该步骤",
)
NOT_MERGEABLE = define(
    "BG542",
    "{unit} is a {found} and cannot be merged with a {expected}",
    "{unit} 的类型为{found}，不能与{expected}合并",
    "merge units of one kind; convert one of them first if it has become another kind",
    "只合并同类单元；如类型已改变，请先转换",
)
NEW_ID_TAKEN = define(
    "BG543",
    "the new unit is to be called {id}, and {owner} has that id already",
    "新单元的编号拟为 {id}，但该编号已属于 {owner}",
    "give the new unit an id of its own, or the id of one of its parts",
    "为新单元另取编号，或沿用其某一组成单元的编号",
)
PARENTS_DIFFER = define(
    "BG544",
    "the parts of {into} lie in different containers: {parents}",
    "{into} 的各组成单元上级不同：{parents}",
    "write `parent:` with the container of the new unit",
    "用 parent 写明新单元的上级",
)
PARENT_IS_A_PART = define(
    "BG545",
    "the container {parent} of the new unit {into} is itself one of the parts, or lies inside one",
    "新单元 {into} 的上级 {parent} 本身是被合并单元，或位于其内部",
    "merge units that lie beside each other, not one inside the other",
    "只合并并列的单元，不合并上下级单元",
)
RECORDS_COLLIDE = define(
    "BG546",
    "after the merger {count} records ({kind}) speak of the same thing and differ in {field}: {values}",
    "合并后有 {count} 条记录（{kind}）指向同一事项而字段 {field} 不同：{values}",
    "make them agree before the merger, or register with `merging` how records of the kind become one",
    "合并前使其一致，或用 merging 登记该类记录如何合而为一",
)
NOT_STAFF = define(
    "BG550",
    "{who} is a {found}; a person or a group of staff is expected",
    "{who} 的类型为{found}；应为人员或人员群体",
    "name a member of staff or a staff group",
    "填写人员或人员群体的编号",
)
NOT_COUNTED_THERE = define(
    "BG551",
    "{who} is counted at {found}, not at {expected}",
    "{who} 计入 {found}，而非 {expected}",
    "correct `from:`, or leave it out",
    "更正 from，或不写",
)
TOO_MANY_TO_MOVE = define(
    "BG552",
    "{count} of {who} are to go, and there are {held}",
    "拟调出 {who} 中的 {count} 人，而现有 {held} 人",
    "lower the number, or leave it out to move all of them",
    "减少人数；不写 count 则全部调出",
)
PERSON_IS_ONE = define(
    "BG553",
    "{who} is one person, and the step moves {count}",
    "{who} 是一个人，而该步骤调动 {count} 人",
    "leave `count` out for a person",
    "对单个人员不写 count",
)
GROUP_ID_TAKEN = define(
    "BG554",
    "the people who leave {who} are to form {id}, which is there already and is not a group of the same kind at {to}",
    "从 {who} 调出的人员拟组成 {id}，但该编号已存在，且不是 {to} 的同类群体",
    "give the new group another id with `new_id`",
    "用 new_id 为新群体另取编号",
)

# 1: files

FILE_MISSING = define(
    "BG101",
    "there is no file {file}; {hint}",
    "文件 {file} 不存在；{hint}",
    "correct the name, or create the file",
    "更正文件名，或创建该文件",
)
IS_A_DIRECTORY = define(
    "BG102",
    "{file} is a folder, not a file",
    "{file} 是文件夹，不是文件",
    "name a file in it; {hint}",
    "写出其中的文件名；{hint}",
)
FILE_UNREADABLE = define(
    "BG103",
    "{file} cannot be read: {reason}",
    "无法读取 {file}：{reason}",
    "check the path and the permissions",
    "检查路径与权限",
)
FILE_TOO_LARGE = define(
    "BG104",
    "the file is larger than {limit} bytes",
    "文件超过 {limit} 字节",
    "move long lists to CSV tables, or read it with a higher limit (`limits=`)",
    "将长列表移入 CSV 表，或在读取时提高上限（limits=）",
)
FILE_EMPTY = define(
    "BG105",
    "the file is empty",
    "文件没有内容",
    "begin it with `{first}`",
    "首行写 `{first}`",
)
WRONG_ENCODING = define(
    "BG106",
    "the file is written in {encoding}; expected UTF-8",
    "文件编码是 {encoding}；应为 UTF-8",
    "save it again as UTF-8",
    "另存为 UTF-8 编码",
)
NOT_TEXT = define(
    "BG107",
    "the file is not UTF-8 text: there is the byte {byte} here",
    "文件不是 UTF-8 文本：此处有字节 {byte}",
    "save it as UTF-8 text; spreadsheets (xlsx) and documents (docx) must be exported first",
    "另存为 UTF-8 文本；电子表格（xlsx）和文档（docx）须先导出",
)
CONTROL_CHARACTER = define(
    "BG108",
    "the control character {character} stands in the text",
    "文本中有控制字符 {character}",
    "delete it",
    "删去该字符",
)
TAB_INDENT = define(
    "BG109",
    "a tab stands where the indentation must be spaces",
    "缩进处有制表符，应为空格",
    "replace the tab by spaces (two for each level)",
    "将制表符替换为空格（每级两个）",
)
BAD_YAML = define(
    "BG110",
    "this is not YAML: {problem}",
    "不符合 YAML 语法：{problem}",
    "{remedy}",
    "{remedy}",
)
BAD_JSON = define(
    "BG111",
    "this is not JSON: {problem}",
    "不符合 JSON 语法：{problem}",
    "correct the syntax at this place; JSON has no comments and no comma after the last entry",
    "更正此处的语法；JSON 不允许注释，末项之后也不能有逗号",
)
SECOND_DOCUMENT = define(
    "BG112",
    "a second YAML document begins here",
    "此处开始了第二个 YAML 文档",
    "keep one document in a file; remove the line `---` and what follows it",
    "每个文件只放一个文档；删去 `---` 一行及其后内容",
)
UNKNOWN_ALIAS = define(
    "BG113",
    "the alias *{alias} stands for nothing that is complete before this place",
    "别名 *{alias} 在此处之前没有对应的完整内容",
    "write the value itself, or set the anchor &{alias} before",
    "直接写出内容，或先设置锚点 &{alias}",
)
TOO_MANY_ALIASES = define(
    "BG114",
    "the aliases of the file unfold to more than {limit} values",
    "文件中的别名展开后超过 {limit} 个值",
    "write the values themselves",
    "直接写出各值",
)
TOO_DEEP = define(
    "BG115",
    "the file is nested more than {limit} levels deep",
    "文件嵌套超过 {limit} 层",
    "check the brackets and the indentation; no format of the library is nested so deep",
    "检查括号与缩进；本库的文件格式不会嵌套如此之深",
)
TOO_MANY_VALUES = define(
    "BG116",
    "the file holds more than {limit} values",
    "文件中的值超过 {limit} 个",
    "move long lists to CSV tables, or read it with a higher limit (`limits=`)",
    "将长列表移入 CSV 表，或在读取时提高上限（limits=）",
)
DUPLICATE_FIELD = define(
    "BG117",
    "the key {key} stands twice in one mapping",
    "同一映射中键 {key} 重复出现",
    "keep one of the two; the first stands in line {first}",
    "只保留一处；第一处在第 {first} 行",
)
KEY_NOT_TEXT = define(
    "BG118",
    "{found} stands as a key; keys are texts",
    "键为{found}；键应为文本",
    "use a key of the format, or put it in quotes where the key is free",
    "使用格式规定的键；若键可自由命名，请加引号",
)
TAG_USED = define(
    "BG119",
    "the YAML tag {tag} is used; the formats have no tags",
    "使用了 YAML 标签 {tag}；本格式不使用标签",
    "remove the tag and write the plain value",
    "删去标签，直接写值",
)
NOT_A_DOCUMENT = define(
    "BG120",
    "the file holds {found}; expected a mapping that begins with `{first}`",
    "文件内容为{found}；应为以 `{first}` 开头的映射",
    "begin the file with `{first}`",
    "文件首行写 `{first}`",
)
WRONG_FIRST_KEY = define(
    "BG121",
    "the first key is {found}; expected `basegov`, which names the format",
    "第一个键是 {found}；应为 `basegov`，用以说明格式",
    "begin the file with `{first}`",
    "文件首行写 `{first}`",
)
OTHER_FORMAT = define(
    "BG122",
    "this is a {found} file; expected a {expected} file",
    "这是{found}文件；应为{expected}文件",
    "give it where a {found} is asked for, or name a {expected} file here",
    "请在需要{found}之处使用它，或在此处给出{expected}文件",
)
OTHER_VERSION = define(
    "BG123",
    "the file is written in version {found} of the {format} format; this release reads version {expected}",
    "文件采用{format}格式第 {found} 版；当前版本可读第 {expected} 版",
    "install a release that reads version {found}, or write the file as `{first}`",
    "安装支持第 {found} 版的软件，或将文件改写为 `{first}`",
)
UNKNOWN_FORMAT = define(
    "BG124",
    "{found} is no format of the library; {hint}",
    "{found} 不是本库的文件格式；{hint}",
    "begin the file with `{first}`",
    "文件首行写 `{first}`",
)
LEAVES_FOLDER = define(
    "BG130",
    "the path {path} leads out of the folder of this file",
    "路径 {path} 超出本文件所在文件夹",
    "put the table beside this file or below it, and name it from here, as in `tables/grids.csv`",
    "将表放在本文件旁或其下级文件夹，并以相对路径书写，例如 `tables/grids.csv`",
)
NO_FOLDER = define(
    "BG131",
    "the table {path} is named in a text that has no folder",
    "文本没有所在文件夹，无法定位表 {path}",
    "read it from a file, or give `folder=`",
    "从文件读取，或给出 folder=",
)
UNKNOWN_COLUMN = define(
    "BG132",
    "{where} has no field {column}; {hint}",
    "“{where}”没有字段 {column}；{hint}",
    "correct or remove the column",
    "更正或删去该列",
)
BAD_HEADER = define(
    "BG133",
    "the first row of the table does not name every column once: {column}",
    "表的首行未将各列逐一命名：{column}",
    "give each column the name of one field, each name once",
    "每列写一个字段名，不得重复或留空",
)
RAGGED_ROW = define(
    "BG134",
    "the row has {found} cells; expected {expected}",
    "该行有 {found} 个单元格；应为 {expected} 个",
    "add or remove commas; put a cell that holds a comma in double quotes",
    "增删逗号；单元格内含逗号时用双引号括起",
)
TOO_MANY_ROWS = define(
    "BG135",
    "the table has more than {limit} rows",
    "表超过 {limit} 行",
    "split the structure, or read it with a higher limit (`limits=`)",
    "拆分结构，或在读取时提高上限（limits=）",
)
BAD_CSV = define(
    "BG136",
    "this is not CSV: {problem}",
    "不符合 CSV 格式：{problem}",
    "close every double quote, and write a double quote inside a cell as two",
    "双引号须成对；单元格内的双引号写成两个",
)
MORE_MISTAKES = define(
    "BG140",
    "there are more than {limit} mistakes; the rest is not listed",
    "错误超过 {limit} 处，其余未列出",
    "correct these first",
    "请先更正以上各处",
)
CANNOT_WRITE = define(
    "BG150",
    "{file} cannot be written: {reason}",
    "无法写入 {file}：{reason}",
    "check the folder and the permissions; nothing was changed",
    "检查文件夹与权限；未作任何改动",
)
NO_SECTION = define(
    "BG151",
    "records of the class {cls} have no section in files",
    "类 {cls} 的记录在文件中没有对应的节",
    "register the class with basegov.record(section, en=..., zh=...)",
    "用 basegov.record(section, en=..., zh=...) 登记该类",
)
CANNOT_SAY = define(
    "BG152",
    "{found} cannot be written to a file: {why}",
    "{found} 无法写入文件：{why}",
    "change the value",
    "更改该值",
)
NOT_SHIPPED = define(
    "BG160",
    "no {what} called {name} comes with the library, and there is no such file; {hint}",
    "本库未附带名为 {name} 的{what}，也没有这个文件；{hint}",
    "use a shipped name (`basegov list`) or the path of a file",
    "使用附带的名称（`basegov list`）或文件路径",
)

# 2: values in files

UNKNOWN_FIELD = define(
    "BG201",
    "{where} has no key {key}; {hint}",
    "“{where}”没有键 {key}；{hint}",
    "correct or remove the key",
    "更正或删去该键",
)
MISSING_FIELD = define(
    "BG202",
    "{where} lacks the key {key}; expected {expected}",
    "“{where}”缺少键 {key}；应为{expected}",
    "add `{key}: ...`; in a table, a column {key} with a value in this row",
    "补上 `{key}: ...`；在表中则补上 {key} 列及本行的值",
)
WRONG_TYPE = define(
    "BG203",
    "found {found}; expected {expected}",
    "此处为{found}；应为{expected}",
    "write {expected}",
    "改写为{expected}",
)
NULL_VALUE = define(
    "BG204",
    "the value is empty (null)",
    "值为空（null）",
    "leave the key out, or write `not stated`",
    "删去该键，或写 `not stated`（未载明）",
)
NOT_FINITE = define(
    "BG205",
    "{found} is no number",
    "{found} 不是数",
    "write an exact number, or `not stated`",
    "写确切的数，或写 `not stated`（未载明）",
)
TEXT_NEEDS_QUOTES = define(
    "BG206",
    "found {found}; expected a text",
    "此处为{found}；应为文本",
    'put it in quotes: "{bare}"',
    '加引号："{bare}"',
)
UNKNOWN_WORD = define(
    "BG207",
    "{found} is none of the words that may stand here; {hint}",
    "{found} 不在可用词之列；{hint}",
    "use one of: {words}",
    "使用其中之一：{words}",
)
BAD_QUANTITY = define(
    "BG208",
    "found {found}; expected {expected}",
    "此处为{found}；应为{expected}",
    "write a number, or a text such as in the example; leave it out when the document does not state it",
    "写数字，或按示例写文本；文件未载明时可不写",
)
OUT_OF_RANGE = define(
    "BG209",
    "{found} is outside of what is possible: {domain}",
    "{found} 超出可能范围：{domain}",
    "correct the number, or its unit (60 is not 60%)",
    "更正数值或单位（60 不等于 60%）",
)
BAD_DATE = define(
    "BG210",
    "{found} is no date; expected YYYY-MM-DD, YYYY-MM or YYYY",
    "{found} 不是日期；应写作 YYYY-MM-DD、YYYY-MM 或 YYYY",
    "write it as in 2021-04-23, as precisely as it is known",
    "写作 2021-04-23 之类，已知到哪一级就写到哪一级",
)
NO_SUCH_DAY = define(
    "BG211",
    "{found} is not in the calendar",
    "日历中没有 {found}",
    "correct the month or the day",
    "更正月份或日期",
)
RANGE_REVERSED = define(
    "BG212",
    "the range ends ({until}) before it begins ({start})",
    "期间的结束（{until}）早于开始（{start}）",
    "exchange or correct `from` and `until`; `until` is the first day after the range",
    "对调或更正 from 与 until；until 为期间后的第一天",
)
BAD_CODE = define(
    "BG213",
    "{found} is no division code: a code has 6, 9 or 12 digits",
    "{found} 不是行政区划代码：代码应为 6、9 或 12 位数字",
    'write all digits, in quotes, as in "321002", or leave it out while it is not known',
    '写全各位数字并加引号，例如 "321002"；不详时可不写',
)
BAD_JURISDICTION = define(
    "BG214",
    "{found} is no division code and no beginning of one: 2, 4, 6, 9 or 12 digits",
    "{found} 不是行政区划代码或其前几位：应为 2、4、6、9 或 12 位数字",
    'write the digits in quotes, as in "3210"',
    '写数字并加引号，例如 "3210"',
)
BAD_SOURCE = define(
    "BG215",
    "{found} is no source; expected a fact id such as GL-034, or GL-034 derived",
    "{found} 不是出处；应为事实编号，例如 GL-034 或 GL-034 derived",
    "write the fact id, or a mapping with document, fact, locator and status",
    "写事实编号，或写含 document、fact、locator、status 的映射",
)
NO_DEFAULT_DOCUMENT = define(
    "BG216",
    "the short source {found} belongs to the document of the file, and the file names none",
    "简写出处 {found} 归于本文件的文献，但文件未写明文献",
    "add `document: <key>` at the top of the file, or write the source as a mapping with its document",
    "在文件顶层加 `document: <键>`，或将出处写成含 document 的映射",
)
UNDECLARED_DOCUMENT = define(
    "BG217",
    "the document {found} is not among the documents of the file; {hint}",
    "文献 {found} 未列入本文件的 documents；{hint}",
    "correct the key, or add the document under `documents:`",
    "更正键，或在 documents: 下补上该文献",
)
UNKNOWN_RULE = define(
    "BG218",
    "there is no rule type {found}; {hint}",
    "没有规则类型 {found}；{hint}",
    "use the name of a rule type; `basegov schema policy` lists them all",
    "使用规则类型的名称；`basegov schema policy` 可列出全部",
)
UNKNOWN_STEP = define(
    "BG219",
    "there is no step type {found}; {hint}",
    "没有步骤类型 {found}；{hint}",
    "use the name of a step type; `basegov schema reform` lists them all",
    "使用步骤类型的名称；`basegov schema reform` 可列出全部",
)
REFUSED_VALUE = define(
    "BG220",
    "{found} cannot be taken: {reason}",
    "不能接受{found}：{reason}",
    "correct it as the documentation of the field says",
    "按该字段的文档更正",
)
MUST_BE_STATED = define(
    "BG221",
    "the value is not stated, and this key needs one; expected {expected}",
    "此处不能写“未载明”；应为{expected}",
    "write the value",
    "写出该值",
)
WRONG_LENGTH = define(
    "BG222",
    "the list has {found} entries; expected {expected}",
    "列表有 {found} 项；应为 {expected} 项",
    "add or remove entries",
    "增删条目",
)
UNKNOWN_KIND = define(
    "BG223",
    "there is no record kind {found}; {hint}",
    "没有名为 {found} 的记录类型；{hint}",
    "use the kind of a record type, such as street or dispatched_agency",
    "使用记录类型的名称，例如 street 或 dispatched_agency",
)
SAME_RULE_ID = define(
    "BG224",
    "two rules of the policy have the id {id}",
    "政策中有两条规则的编号同为 {id}",
    "give each rule an id of its own; the first stands at {first}",
    "每条规则使用不同的编号；第一处在 {first}",
)
NOT_A_FLAG = define(
    "BG225",
    "found {found}; expected true or false",
    "此处为{found}；应为 true 或 false",
    "write true or false without quotes; yes, no, on and off are texts",
    "写 true 或 false，不加引号；yes、no、on、off 均为文本",
)

# 3, 4, 5: items, lists and admission

APPROVAL_OF_NOTHING = define(
    "BG330",
    "an approval by {approver} names neither a request nor an item",
    "{approver} 的一项审批既未写明申请，也未写明事项",
    "write `request:` or `item:`",
    "写明 request 或 item",
)
ENTRY_KIND_CONFLICT = define(
    "BG331",
    "item {item} on list {list} names {player} as {part}, which is no {kind}, as {part}_kind says",
    "清单 {list} 的事项 {item} 以 {player} 为 {part}，而 {part}_kind 写作 {kind}，两者不符",
    "leave one of the two out, or correct it",
    "删去其一，或予以更正",
)
CIRCULAR_SUCCESSION = define(
    "BG332",
    "the older versions of {key} go round in a circle: {cycle}",
    "{key} 的旧版本形成循环：{cycle}",
    "correct the field {field} of one of them, so that the chain ends at the first version",
    "更正其中一个的字段 {field}，使链条止于最初版本",
)
REQUEST_TO_ONESELF = define(
    "BG333",
    "request {request} is sent by {sender} to itself",
    "申请 {request} 的提出方与接收方同为 {sender}",
    "name another sender or receiver",
    "改为其他提出方或接收方",
)
NOT_A_REQUEST = define(
    "BG420",
    "{id} is a {found}, not an admission request",
    "{id} 是{found}，不是准入申请",
    "give the id of a request; {hint}",
    "填写准入申请的编号；{hint}",
)
WRONG_KIND_FOR_STEP = define(
    "BG520",
    "{id} is a {found}; the step expects a {expected}",
    "{id} 是{found}；该步骤需要{expected}",
    "name a {expected}",
    "改为{expected}",
)
ID_TAKEN = define(
    "BG521",
    "the id {id} is taken by a {found} already",
    "编号 {id} 已被{found}占用",
    "give what the step creates another id",
    "为该步骤新建的对象另取编号",
)
LIST_SUPERSEDED_ALREADY = define(
    "BG522",
    "list {list} is no longer in force: {newer} stands in its place",
    "清单 {list} 已失效：已被 {newer} 取代",
    "supersede the version in force",
    "改为取代现行版本",
)
ENTRY_TWICE = define(
    "BG523",
    "item {item} is entered twice on list {list}",
    "事项 {item} 在清单 {list} 中重复列入",
    "remove one of the two entries",
    "删去其一",
)
UNKNOWN_ITEM = define(
    "BG524",
    "there is no item {item}, and the step gives no name to make one; {hint}",
    "没有事项 {item}，且该步骤未写名称，无法新建；{hint}",
    "correct the id, or give the new item a name",
    "更正编号，或为新事项写明名称",
)
REQUEST_DECIDED = define(
    "BG525",
    "request {request} is {status} already",
    "申请 {request} {status}",
    "take the step out, or submit a new request",
    "删去该步骤，或另行提出申请",
)
APPROVES_NOTHING = define(
    "BG526",
    "the step names {count} of a request and an item; one of them is expected",
    "该步骤在申请与事项中写了 {count} 个；应写且只写一个",
    "write `request:` or `item:`",
    "写明 request 或 item 其中之一",
)
REFUSAL_WITHOUT_GROUND = define(
    "BG527",
    "request {request} is refused without a ground",
    "拒绝申请 {request} 未写明理由",
    "give at least one ground, such as not_approved or funds_missing",
    "至少写明一项理由，例如 not_approved 或 funds_missing",
)
NOT_PERFORMED = define(
    "BG528",
    "{unit} does not perform item {item}, so nothing can be withdrawn",
    "{unit} 未承担事项 {item}，无从退出",
    "correct item and unit, or leave the step out",
    "更正事项和单位，或删去该步骤",
)
ALREADY_APPROVED = define(
    "BG529",
    "{approver} has decided on {subject} already ({decision}), and no date tells the two decisions apart",
    "{approver} 已对 {subject} 作出决定（{decision}），且无日期可区分两次决定",
    "give the new decision its date, or leave the step out",
    "写明新决定的日期，或删去该步骤",
)
WITHDRAWS_NOTHING = define(
    "BG530",
    "the step names neither a request nor an item together with its unit",
    "该步骤既未写明申请，也未同时写明事项与单位",
    "write `request:`, or `item:` and `unit:`",
    "写明 request，或同时写明 item 与 unit",
)
CHANGE_WITHOUT_ITEM = define(
    "BG531",
    "the step changes item {old} into {item}, which is there already",
    "该步骤拟由 {old} 变更为 {item}，但后者已存在",
    "give the changed item an id of its own, or leave `changed_from` out",
    "为变更后的事项另取编号，或不写 changed_from",
)

# 6: the command line

NO_COMMAND_LINE = define(
    "BG601",
    "the command line needs the libraries cyclopts and rich, and {missing} is not installed",
    "命令行需要 cyclopts 和 rich 两个库，而 {missing} 未安装",
    "install the extra: pip install 'basegov[cli]'",
    "安装附加组件：pip install 'basegov[cli]'",
)
UNKNOWN_COMMAND = define(
    "BG602",
    "there is no command {found}; {hint}",
    "没有命令 {found}；{hint}",
    "`basegov --help` shows the commands",
    "`basegov --help` 可查看全部命令",
)
UNKNOWN_OPTION = define(
    "BG603",
    "there is no option {found} here; {hint}",
    "此处没有选项 {found}；{hint}",
    "`{command} --help` shows the options",
    "`{command} --help` 可查看全部选项",
)
MISSING_ARGUMENT = define(
    "BG604",
    "{name} is missing",
    "缺少{name}",
    "`{command} --help` shows how it is written",
    "`{command} --help` 可查看写法",
)
BAD_ARGUMENT = define(
    "BG605",
    "{found} cannot be used for {name}; expected: {expected}",
    "{name} 不能取 {found}；应为：{expected}",
    "`{command} --help` shows what can be given",
    "`{command} --help` 可查看取值",
)
TOO_MANY_ARGUMENTS = define(
    "BG606",
    "{found} is one argument too many",
    "多余的参数：{found}",
    "take it out, or put a name with spaces into quotation marks; `{command} --help` shows how it is written",
    "删去该参数，或将含空格的名称放在引号内；`{command} --help` 可查看写法",
)
BAD_USAGE = define(
    "BG607",
    "the command line cannot be understood: {what}",
    "无法理解该命令：{what}",
    "`{command} --help` shows how it is written",
    "`{command} --help` 可查看写法",
)
NO_POLICY_FITS = define(
    "BG608",
    "no shipped policy is made for {structure} ({codes})",
    "没有适用于 {structure}（{codes}）的内置政策",
    "name one with --policy, and add --everywhere to ask one that was made for another area; `basegov list` shows them",
    "用 --policy 指定政策；如该政策为其他区域制定，另加 --everywhere；`basegov list` 可列出全部政策",
)
NOTHING_TO_DEMONSTRATE = define(
    "BG609",
    "no shipped structure has a policy and a reform of its own",
    "没有同时具备政策与改革的内置结构",
    "install the library again: its data is not complete",
    "请重新安装本库：其数据不完整",
)

# 3, continued: structures and selections

WRONG_TYPE_OF_FIELD = define(
    "BG316",
    "the field {field} of {kind} {key} holds {value}, which is {found}; expected {expected}",
    "{kind}{key}的字段 {field} 为 {value}，类型为 {found}；应为 {expected}",
    'build the value first, as in Share("60%") or Count(1200), and give several values as a tuple',
    '先构造该值，例如 Share("60%") 或 Count(1200)；多个值写成元组',
)
NOT_IN_STRUCTURE = define(
    "BG317",
    "{kind} {key} cannot be removed: the structure does not have it",
    "不能移除 {kind}{key}：结构中没有该记录",
    "remove only what is there, and each record once",
    "只移除现有的记录，且每条只移除一次",
)
NO_SUCH_FIELD = define(
    "BG318",
    "a {kind} has no field {field}; {hint}",
    "{kind}没有字段 {field}；{hint}",
    "use the name of a field of that kind",
    "使用该类型已有的字段名",
)
NOBODY_AND_SOMEBODY = define(
    "BG334",
    "item {item} on list {list} names {responsible} as responsible, and says that it names nobody",
    "清单 {list} 的事项 {item} 写明责任单位为 {responsible}，又称未写明责任单位",
    "leave `responsible_named` out, or the responsible unit",
    "删去 responsible_named，或删去责任单位",
)

# 3, 5: assessment indicators, rights and motions

WEIGHTS_EXCEED_ONE = define(
    "BG320",
    "the weights of the indicators in the {period} assessment of {subject} come to {total}: {parts}",
    "{subject}{period}考核各指标权重合计为 {total}：{parts}",
    "lower a weight, or give the indicators different rounds; the weights of one round come to at most 100%",
    "降低权重或区分考核轮次；同一轮各指标权重合计不超过 100%",
)
FEEDS_SHORTER_ROUND = define(
    "BG321",
    "the {every} notice of {indicator} of {subject} feeds the {into} assessment, which is no longer round",
    "{subject}的 {indicator} {every}通报纳入{into}考核，而后者并非更长的周期",
    "exchange or correct `every` and `into`",
    "对调或更正 every 与 into",
)
ANSWERED_VETO = define(
    "BG322",
    "the veto {id} has an answer ({answer}); a veto is not answered",
    "否决 {id} 写有答复（{answer}）；否决无需答复",
    "leave `answer` out, or write what the answer is given to as a proposal",
    "删去 answer，或将被答复的事项写为建议",
)
ANSWERED_BEFORE_MADE = define(
    "BG323",
    "motion {id} was answered ({answered}) before it was made ({made})",
    "动议 {id} 的答复日期（{answered}）早于提出日期（{made}）",
    "correct one of the two dates",
    "更正其中一个日期",
)
RIGHT_NOT_THERE = define(
    "BG570",
    "{holder} has no recorded right in {matter} over {over}, so none can be withdrawn",
    "没有记录 {holder} 对 {over} 的 {matter} 权利，无从收回",
    "correct holder, matter, object and scope, or leave the step out",
    "更正权利主体、事项、对象和范围，或删去该步骤",
)
MOTION_SETTLED = define(
    "BG571",
    "motion {id} cannot be answered: {why}",
    "动议 {id} 不能答复：{why}",
    "leave the step out, or file a new motion",
    "删去该步骤，或另行提出动议",
)
INDICATOR_TWICE = define(
    "BG572",
    "{indicator} is in that assessment of {subject} already",
    "{subject}的该项考核已含指标 {indicator}",
    "leave the step out, or name another indicator or round",
    "删去该步骤，或改为其他指标或周期",
)

# devolution, functions and dispatched agencies

MORE_POWERS_THAN_COUNTED = define(
    "BG355",
    "the bundle of powers {bundle} stands for {count}, and {named} are named in it",
    "权力事项包 {bundle} 为 {count} 项，而其中已列名 {named} 项",
    "correct the count of the bundle, or move powers that do not belong to it out of it",
    "更正该事项包的 count，或将不属于它的权力事项移出",
)
PARTS_OF_FORCE_CONTRADICT = define(
    "BG356",
    "the group {group} has {count} people, and its {parts} parts have {total}",
    "人员群体 {group} 为 {count} 人，而其 {parts} 个组成部分合计 {total} 人",
    "correct one of the numbers, or leave out those that are not stated",
    "更正其中一个人数，或略去未载明的人数",
)
NO_SUCH_DEFINITION = define(
    "BG465",
    "there is no definition of the primary manager named {definition}; {hint}",
    "没有名为 {definition} 的“主要管理者”定义；{hint}",
    "use a registered definition, register one, or leave it out: then all of them must agree",
    "使用已注册的定义，或注册新定义；也可略去，此时各定义须一致",
)
FUNCTION_NOT_PERFORMED = define(
    "BG565",
    "{functions} cannot be removed: none of the selected ({selector}) is recorded as performing it or measured by it",
    "不能取消 {functions}：所选（{selector}）均无履行该职能或以其考核的记录",
    "record who performs it, or correct the function",
    "先登记由谁履行该职能，或更正职能编号",
)
POWER_NOT_HELD = define(
    "BG566",
    "{power} cannot be devolved from {holder}, which does not hold it; {known}",
    "不能从 {holder} 下放 {power}：其并不行使该权力；{known}",
    "name the holder as it stands at that step, or leave it out",
    "写明该步骤时的行使主体，或略去不写",
)
DISTRIBUTION_DOES_NOT_FIT = define(
    "BG567",
    "the distribution of {force} comes to {total}, and it has {count} people",
    "{force} 的分配合计 {total} 人，而其人数为 {count}",
    "correct the numbers, so that they come to the whole",
    "更正各单元人数，使合计等于总数",
)
NO_ONE_BODY = define(
    "BG568",
    "{unit} has {count} bodies of the kind {kind}; one is needed to take command",
    "{unit} 有 {count} 个{kind}；需有且仅有一个行使指挥权",
    "record the body with its area, or name the commander by its id",
    "登记该机构及其 area，或以编号写明指挥者",
)
FORCE_DIVIDED_ALREADY = define(
    "BG569",
    "{force} has been divided over places already",
    "{force} 已分配到各单元",
    "move the part at the place in question instead",
    "改为调动所在单元的那一部分",
)
CIRCULAR_BRANCHES = define(
    "BG357",
    "the wider functions of {key} go round in a circle: {cycle}",
    "{key} 的上级职能形成循环：{cycle}",
    "correct the field {field} of one of them, so that the chain ends at a main area",
    "更正其中一个的字段 {field}，使链条止于主责领域",
)
CIRCULAR_PARTS = define(
    "BG358",
    "the groups in which {key} is counted go round in a circle: {cycle}",
    "计入 {key} 的人员群体形成循环：{cycle}",
    "correct the field {field} of one of them, so that the chain ends at a group that is part of no other",
    "更正其中一个的字段 {field}，使链条止于不属于其他群体的群体",
)

# 3, 4, 5: the party network and co-building

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

# 3, 5: memberships, leadership, bodies

MEMBER_NOT_NAMED = define(
    "BG350",
    "a membership of {body} names neither member, office nor class",
    "{body} 的一条成员关系未写明成员、职务或类别",
    "write `member`, `office` or `source_class`",
    "写明 member、office 或 source_class",
)
LED_NOT_NAMED = define(
    "BG351",
    "a leadership of {leader} names {count} of `led` and `class`; it needs exactly one",
    "{leader} 的一条领导关系写了 led 与 class 中的 {count} 个；须恰好写一个",
    "write whom it leads: either one organisation (`led`) or a class of organisations (`class`)",
    "写明领导对象：单个组织（led）或一类组织（class）",
)
NO_ONE_COMMANDER = define(
    "BG560",
    "{count} bodies of {unit} are meant by {selector}; one is needed to command {body}",
    "{unit} 内符合 {selector} 的机构有 {count} 个；指挥 {body} 须恰好一个",
    "correct the selector of the commander, or record that body first",
    "更正指挥者的选择条件，或先登记该机构",
)
NEW_BODY_KIND_OPEN = define(
    "BG561",
    "the parts of {into} are of different kinds: {kinds}",
    "{into} 的组成机构类型不同：{kinds}",
    "write with `as:` which kind of record the new body is, or give it the id of the part that takes in the others",
    "用 as 写明新机构的记录类型，或沿用吸收其他机构的那一个的编号",
)
NOT_A_BODY_KIND = define(
    "BG562",
    "{kind} is no kind of body; {hint}",
    "{kind} 不是机构类型；{hint}",
    "write the kind of a registered body, such as internal_body or service_centre",
    "使用已登记的机构类型，如 internal_body 或 service_centre",
)

# 5: recall of items, task bundles

RECALL_WITHOUT_REASON = define(
    "BG532",
    "item {item} is taken back without a reason",
    "收回事项 {item} 未写明理由",
    "give the reason, such as the assessment after which it is taken back",
    "写明理由，例如据以收回的评估结论",
)
RECALLS_NOTHING = define(
    "BG533",
    "item {item} cannot be taken back: {where}",
    "事项 {item} 无从收回：{where}",
    "correct item, unit and list, or leave the step out",
    "更正事项、单位和清单，或删去该步骤",
)
NO_BUNDLE_FOR_TASK = define(
    "BG534",
    "task {task} of the nature {nature} fits {count} bundles of the step; one is expected",
    "任务 {task}（性质：{nature}）对应该步骤中的 {count} 个任务包；应有且仅有一个",
    "give the task its nature and each nature one bundle, or write the tasks into the bundles one by one",
    "为任务写明性质，并使每种性质只对应一个任务包；也可在任务包中逐一列明任务",
)

# 7: the testing kit: structures made for rules

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

# 7: policy tests

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

# 3, 5: money, careers, cohorts

PAYS_ITSELF = define(
    "BG380",
    "{unit} would pay itself for {purpose}",
    "{unit} 成为自身“{purpose}”经费的支付方",
    "name another payer; what a unit has of its own has no payer",
    "改为其他支付方；单位自有经费不写支付方",
)
FUND_BELOW_ZERO = define(
    "BG381",
    "the funds of {unit} for {purpose} are {amount}, less than nothing",
    "{unit} 的“{purpose}”经费为 {amount}，小于零",
    "give what is paid as a positive amount; a cut is a smaller amount, not a negative one",
    "经费以正数填写；削减经费应填写较小的金额，而非负数",
)
MORE_THAN_THERE_ARE = define(
    "BG382",
    "{count} of {who} are said to have something, and there are {held}",
    "{who} 中有 {count} 人具备某项条件，而其总人数为 {held}",
    "correct the number, or that of the group",
    "更正该人数，或更正该群体的人数",
)
NO_PARTS_TO_SHARE = define(
    "BG535",
    "the cost of {purpose} is to be shared, and no payer has a part that is above zero",
    "“{purpose}”经费拟分担，但没有支付方的份额大于零",
    "give every payer a part, such as {{district: 1, street: 1}} for one to one",
    "为各支付方写明份额，如 1:1 写作 {{district: 1, street: 1}}",
)
POOL_DOES_NOT_COME_OUT = define(
    "BG536",
    "the parts of {pool} come to {total}, and there are {amount}",
    "{pool} 的各部分合计 {total}，而资金总额为 {amount}",
    "correct the parts so that they come to the whole, or write `whole: false` to leave a rest",
    "更正各部分使合计等于总额；如留有余额，写 whole: false",
)
AMOUNT_NOT_EXACT = define(
    "BG537",
    "{pool} cannot be divided by {rule}: its amount is {amount}",
    "{pool} 无法按 {rule} 分配：其金额为 {amount}",
    "state the exact amount first, or name the part of each",
    "先写明确切金额，或逐一写明各部分",
)
NOTHING_TO_POOL = define(
    "BG538",
    "nobody among {selector} has funds that are not pooled already",
    "{selector}均没有尚待整合的经费",
    "leave the step out, or select other units or purposes",
    "删去该步骤，或选择其他单位或用途",
)
COHORT_CLOSED = define(
    "BG555",
    "the cohort {cohort} is closed and takes in nobody any more; {count} were to enter",
    "群体 {cohort} 已封闭，不再纳入新人；拟纳入 {count} 个",
    "leave them out, so that the new rules hold for them",
    "删去拟纳入者，对其适用新规定",
)

# 3, 4, 5: posts, quotas, workforce, sinking

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
PEOPLE_NOT_KNOWN = define(
    "BG589",
    "how many people {who} has, or where they work, is not known, so nobody can be chosen to be sent down",
    "{who} 的人数或工作去处未载明，无法确定下沉人员",
    "record the number and all assignments (an inventory of `assignment`), or assign people one by one",
    "登记人数和全部派任（assignment 清册），或逐人派任",
)

# 1, 3, 4, 5: rosters, grades, pay and honours (rosters 170-189, structures 370-379, rules 440-449, reforms 590-599)

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
