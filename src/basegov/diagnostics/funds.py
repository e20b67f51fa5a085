"""Diagnostics of money, careers and cohorts."""

from __future__ import annotations

from basegov.diagnostics import define

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
