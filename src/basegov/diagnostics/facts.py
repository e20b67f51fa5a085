"""Diagnostics of the fact register: numbers, figures and ties."""

from __future__ import annotations

from basegov.diagnostics import define

NO_SUCH_FACT = define(
    "BG850",
    "there is no fact {fact}; {hint}",
    "没有事实 {fact}；{hint}",
    "write a number of the register; `basegov facts` lists the registers",
    "改为登记册中的编号；`basegov facts` 列出各登记册",
)
SAME_FACT = define(
    "BG851",
    "the number {fact} stands twice; the first stands at {first}",
    "编号 {fact} 重复；第一处在 {first}",
    "give each fact its own number",
    "每条事实取一个编号",
)
NO_SUCH_FIGURE = define(
    "BG852",
    "a tie of {fact} names {figure}, and the register has no such figure; {hint}",
    "{fact} 的算式引用了 {figure}，登记册中没有该数值；{hint}",
    "write the number of a fact and the name of one of its values, such as GL-064.value",
    "写事实编号和其中数值的名称，例如 GL-064.value",
)
BAD_EXPRESSION = define(
    "BG853",
    "{found} cannot be computed: {reason}",
    "{found} 无法计算：{reason}",
    "write figures such as GL-064.value and numbers, with + - * / ( ), a comparison, ceil, floor or count",
    "写数值（如 GL-064.value）和数字，并用 + - * / ( )、比较号、ceil、floor 或 count 连接",
)
