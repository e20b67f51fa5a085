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
BAD_FACT_ID = define(
    "BG854",
    "{fact} is not written as the number of a fact",
    "{fact} 不是事实编号的写法",
    "write two to four capital letters, a hyphen and three digits, such as GL-034",
    "写作二至四个大写字母、连字符和三位数字，例如 GL-034",
)
BAD_TOLERANCE = define(
    "BG855",
    "a tie of {fact} has the tolerance {found}, which is below zero",
    "{fact} 的算式容差为 {found}，小于零",
    "write by how much the figures may differ, or leave it out",
    "写明数值可相差多少，或略去",
)
NO_SUCH_FAMILY = define(
    "BG856",
    "{fact} belongs to {found}, and there is no such family; {hint}",
    "{fact} 归入 {found}，没有该机制类别；{hint}",
    "write numbers of families of mechanisms, F01 to F24",
    "写机制类别编号，F01 至 F24",
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
