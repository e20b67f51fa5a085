"""What the command line says of itself in Chinese; the English stands in the docstrings of the commands."""

from __future__ import annotations

from typing import Final

HELP: Final = """检查和改革基层治理结构：符合或违反哪一条款，差多少，哪些情况尚不清楚，改革会带来什么变化。

STRUCTURE、POLICY、REFORM 可写内置名称（见 basegov list），也可写文件路径。
退出码：0 无违反；1 有违反（加 --strict 时待定也算）；2 用法或输入有误。"""

COMMANDS: Final = {
    "demo": """五个区的完整演示，汇成一张表。

Parameters
----------
format
    输出格式：text（默认）、json 或 markdown。
lang
    语言：en 或 zh；不写时取 BASEGOV_LANG，否则按系统区域设置。
""",
    "list": """列出内置的结构、政策、改革和事实登记册。

Parameters
----------
format
    输出格式：text（默认）、json 或 markdown。
lang
    语言：en 或 zh；不写时取 BASEGOV_LANG，否则按系统区域设置。
""",
    "check": """检查一个结构：符合或违反哪些条款，差多少，哪些尚不清楚。

Parameters
----------
structure
    内置名称或文件路径。
policy
    政策名称或路径，可重复；不写时使用为该区域制定的内置政策。
reform
    先实施该改革再检查，可重复，按顺序实施。
trace
    办件轨迹文件（.jsonl 或 .csv），在改革后的结构上一并评判。
until
    轨迹记录的截止时间，例如 2021-04-23 18:00；不写时以文件所载为准。
complete
    截至该时间的全部案件和事件是否均已记录；不写时以文件所载为准。
on
    评判日期，例如 2021-04-23、2021-04 或 2021；不写时为结构的日期。
format
    输出格式：text（默认）、json 或 markdown。
lang
    语言：en 或 zh；不写时取 BASEGOV_LANG，否则按系统区域设置。
strict
    有待定结论时也返回退出码 1。
everywhere
    为其他区域制定的政策也视同在此有效。
details
    逐项完整说明。
""",
    "compare": """比较改革前后：指标与结论、变化。

Parameters
----------
structure
    内置名称或文件路径。
reform
    改革名称或路径，可重复，按顺序实施。
policy
    政策名称或路径，可重复；不写时使用为该区域制定的内置政策。
on
    评判日期；不写时前后均为改革后结构的日期。
format
    输出格式：text（默认）、json 或 markdown。
lang
    语言：en 或 zh；不写时取 BASEGOV_LANG，否则按系统区域设置。
strict
    改革后有待定结论时也返回退出码 1。
everywhere
    为其他区域制定的政策也视同在此有效。
details
    未变化的结论和全部改革内容也列出。
""",
    "explain": """说明政策的条款：参数与来源。

Parameters
----------
policy
    内置名称或文件路径。
rule
    规则编号；不写时列出全部规则。
format
    输出格式：text（默认）、json 或 markdown。
lang
    语言：en 或 zh；不写时取 BASEGOV_LANG，否则按系统区域设置。
""",
    "facts": """查看事实登记册：一条事实的内容，以及依据它的规则、步骤、指标、记录和测试。

Parameters
----------
names
    事实编号（如 GL-034）、登记册名称或登记册文件路径；不写时列出全部登记册。
coverage
    列出尚无规则或步骤及测试的条款及其原因。
format
    输出格式：text（默认）、json 或 markdown。
lang
    语言：en 或 zh；不写时取 BASEGOV_LANG，否则按系统区域设置。
""",
    "verify": """按登记册复算载明数值之间的每一道算式：一致、推算或不一致。

Parameters
----------
registers
    登记册名称或文件路径；不写时复算全部内置登记册。
details
    列出每一道算式。
format
    输出格式：text（默认）、json 或 markdown。
lang
    语言：en 或 zh；不写时取 BASEGOV_LANG，否则按系统区域设置。
""",
    "transplant": """以各区政策逐一评判其他区的结构，汇成一张表；也可只看其中一格。

Parameters
----------
policy
    只看该政策的一格，须同时写明结构。
structure
    只看该结构的一格。
reformed
    评判各结构实施本区改革之后的情形。
format
    输出格式：text（默认）、json 或 markdown。
lang
    语言：en 或 zh；不写时取 BASEGOV_LANG，否则按系统区域设置。
details
    一格中的逐项完整说明。
""",
    "schema": """输出供编辑器使用的 JSON Schema。

Parameters
----------
kind
    structure（结构）、policy（政策）、reform（改革）、policy-test（政策测试）、facts（事实）、trace（轨迹的一行）。
lang
    语言：en 或 zh；不写时取 BASEGOV_LANG，否则按系统区域设置。
""",
}

GROUPS: Final = {"Commands": "命令", "Arguments": "参数", "Options": "选项"}
VERSION_AND_HELP: Final = {"--help": "显示帮助。", "--version": "显示版本。"}
