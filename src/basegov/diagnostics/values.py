"""Diagnostics of values in files."""

from __future__ import annotations

from basegov.diagnostics import define

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
