"""Diagnostics of files and tables."""

from __future__ import annotations

from basegov.diagnostics import define

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
    "{remedy}",
    "{remedy}",
)
WRONG_SEPARATOR = define(
    "BG137",
    "{separator} stand between the headings {heading}, where an English comma is expected",
    "表头 {heading} 之间是{separator}；列之间须用英文逗号分隔",
    "save the table with an English comma between the columns, in every row",
    "另存为以英文逗号分隔的表格，各行相同",
)
HEADING_EMPTY = define(
    "BG138",
    "heading {number} is empty",
    "第 {number} 个表头为空",
    "write what the column holds, take a comma at the end of the rows out, or have unknown columns left out",
    "写明该列含义，或删去各行末尾的逗号，也可选择略过不认识的列",
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
