"""Diagnostics of the command line."""

from __future__ import annotations

from basegov.diagnostics import define

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
NEEDS_TRACE = define(
    "BG610",
    "{option} needs --trace",
    "{option} 须与 --trace 一起使用",
    "name the log of cases with --trace, or leave {option} out",
    "用 --trace 指定办件轨迹文件，或删去 {option}",
)
NOTHING_TO_DEMONSTRATE = define(
    "BG609",
    "no shipped structure has a policy and a reform of its own",
    "没有同时具备政策与改革的内置结构",
    "install the library again: its data is not complete",
    "请重新安装本库：其数据不完整",
)
