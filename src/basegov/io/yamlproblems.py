"""What libyaml complains about, in words that people understand, in both languages."""

from __future__ import annotations

from typing import Any, Final

from basegov.diagnostics.files import BAD_YAML, TAB_INDENT
from basegov.errors import Diagnostic, Location
from basegov.texts import Text

_QUOTES: Final = Text(
    'put texts that hold ": ", "#" or begin with one of @ ` % & * ! | > [ { in double quotes',
    "文本中含“: ”、“#”，或以 @ ` % & * ! | > [ { 开头时，用双引号括起",
)
_INDENT: Final = Text(
    "indent the entries of one mapping or list by the same number of spaces",
    "同一映射或列表的各项缩进空格数应相同",
)
_CLOSE: Final = Text("close what was opened there", "补上缺少的结束符号")

# A part of libyaml's (or PyYAML's) sentence; what it means; what to do. The first that fits counts.
_PROBLEMS: Final[tuple[tuple[str, Text, Text], ...]] = (
    ("mapping values are not allowed", Text("a colon stands where no key can be", "冒号出现在不能作键的位置"), _QUOTES),
    (
        "unexpected end of stream",
        Text("a quoted text is not closed before the file ends", "带引号的文本到文件结束仍未闭合"), _CLOSE,
    ),
    (
        "unexpected document indicator",
        Text("a quoted text is not closed before the document ends", "带引号的文本到文档结束仍未闭合"), _CLOSE,
    ),
    (
        "',' or ']'",
        Text("a list that begins with [ is not closed or lacks a comma", "以 [ 开始的列表未闭合或缺少逗号"), _CLOSE,
    ),
    (
        "',' or '}'",
        Text("a mapping that begins with { is not closed or lacks a comma", "以 { 开始的映射未闭合或缺少逗号"), _CLOSE,
    ),
    ("could not find expected ':'", Text("a key has no colon after it", "键后缺少冒号"), _QUOTES),
    (
        "did not find expected '-' indicator",
        Text("something else stands where the next `- ` of a list is expected", "此处应为列表的下一个“- ”"), _INDENT,
    ),
    ("did not find expected key", Text("the indentation does not fit what stands above", "缩进与上文不符"), _INDENT),
    ("expected <block end>", Text("the indentation does not fit what stands above", "缩进与上文不符"), _INDENT),
    ("entries are not allowed", Text("a `- ` stands where no list can begin", "“- ”出现在不能开始列表的位置"), _INDENT),
    ("mapping keys are not allowed", Text("a key stands where none can be", "键出现在不允许的位置"), _INDENT),
    ("cannot start any token", Text("no value can begin with this character", "值不能以此字符开头"), _QUOTES),
    (
        "unknown escape character",
        Text("a backslash stands before a character that it cannot escape", "反斜线后的字符不能转义"),
        Text("write the backslash twice, or use single quotes", "反斜线写两次，或改用单引号"),
    ),
    (
        "node content",
        Text("a value is expected here", "此处应有一个值"),
        Text("write a value, or delete the sign that stands here", "写出值，或删去此处的符号"),
    ),
    (
        "<document start>",
        Text("something follows after the end of the document", "文档结束后还有内容"),
        Text("check the brackets before this place", "检查此处之前的括号"),
    ),
    (
        "incompatible YAML document",
        Text("the %YAML line names a version that cannot be read", "%YAML 行的版本无法读取"),
        Text("remove the %YAML line", "删去 %YAML 一行"),
    ),
)  # fmt: skip
_ANY_REMEDY: Final = Text("correct the syntax at this place", "更正此处的语法")


def explain(error: Any, text: str, file: str) -> Diagnostic:
    """Return the diagnostic for a syntax error of YAML, at the place where it can be mended."""
    problem = str(error.problem or error.context or "")
    mark = error.problem_mark or error.context_mark
    if "unexpected end of stream" in problem or "',' or" in problem:
        mark = error.context_mark or mark  # what was opened, not where the file ends
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    here = lines[line] if line < len(lines) else ""
    where = Location(file, line + 1, column + 1)
    if "tab character" in problem or ("cannot start any token" in problem and here[column : column + 1] == "\t"):
        tab = here.find("\t")
        return TAB_INDENT(Location(file, line + 1, max(tab, 0) + 1))
    for part, meaning, remedy in _PROBLEMS:
        if part in problem:
            return BAD_YAML(where, problem=meaning, remedy=remedy)
    return BAD_YAML(where, problem=problem, remedy=_ANY_REMEDY)
