"""Diagnostics of cases and traces, and of how cases are to be handled."""

from __future__ import annotations

from basegov.diagnostics import define

NAMED_TWICE = define(
    "BG800",
    "{of}: {word} stands twice in {field}",
    "{of}：{field} 中 {word} 出现两次",
    "name every responder, state or class once",
    "每个呼应主体、环节或级别只写一次",
)
NOT_IN_ORDER = define(
    "BG801",
    "{of} has no {stage}; {hint}",
    "{of}没有 {stage}；{hint}",
    "name one of its responders, states or classes, or add it to the order",
    "改用其中已有的呼应主体、环节或级别，或将其补入序列",
)
BAD_HOURS = define(
    "BG802",
    "{calendar}: {hours} are no hours of a day, or overlap",
    "{calendar}：{hours} 不是有效的时段，或相互重叠",
    "write hours such as 09:00-12:00, the earlier first",
    "时段写作 09:00-12:00，先后排列",
)
NOT_A_DAY = define(
    "BG803",
    "{calendar}: {day} is not a single day",
    "{calendar}：{day} 不是某一天",
    "write every holiday and make-up day as YYYY-MM-DD",
    "节假日、调休日均写作 YYYY-MM-DD",
)
DAY_TWICE = define(
    "BG804",
    "{calendar}: {day} is both a holiday and a working day",
    "{calendar}：{day} 既是节假日又是调休上班日",
    "keep it in one of the two lists",
    "只保留其中一项",
)
CASE_TWICE = define(
    "BG805",
    "the case {case} is there twice{first}",
    "案件 {case} 出现两次{first}",
    "give every case an id of its own, or join the two",
    "每个案件使用独立编号，或将两处合并",
)
CASE_UNKNOWN = define(
    "BG806",
    "an event of {case}: there is no such case; {hint}",
    "事件所属案件 {case} 不存在；{hint}",
    "add the case, or correct its id",
    "补充该案件，或更正编号",
)
NO_ORDER = define(
    "BG807",
    "{of} does not say in which order: its {field} are not stated",
    "{of}的 {field} 未载明，次序不明",
    "state them, or give an order of your own",
    "请载明，或另行给出次序",
)
NO_CASE = define(
    "BG808",
    "the trace has no case {case}; {hint}",
    "轨迹中没有案件 {case}；{hint}",
    "name a case of the trace",
    "改用轨迹中已有的案件",
)
BAD_DISTRIBUTION = define(
    "BG809",
    "{what} cannot be drawn from {found}",
    "无法按{found}抽取{what}",
    "give whole seconds that are not negative, and at least one value",
    "请给出非负整数秒，且至少一个取值",
)
TRACE_HEADING = define(
    "BG810",
    "the heading {heading} is not known; {hint}",
    "不认识表头 {heading}；{hint}",
    "use a known heading, say with headings what the column holds, or have columns that are not known left out",
    "使用已知表头，或用 headings 说明该列含义，也可选择略过不认识的列",
)
TRACE_HEADING_TWICE = define(
    "BG811",
    "{first} and {heading} both mean {column}",
    "{first} 与 {heading} 都表示 {column}",
    "keep one of the two",
    "只保留其中一项",
)
TRACE_NO_COLUMN = define(
    "BG812",
    "the trace has no column for {lacking}; columns found: {columns}",
    "轨迹表缺少 {lacking} 列；现有列：{columns}",
    "add it; every row tells the case and its state",
    "补上该列；每行须载明案件编号和环节",
)
TRACE_CELL_EMPTY = define(
    "BG813",
    "the {column} is not given",
    "未填写 {column}",
    "say of every event of which case it is, and what happened",
    "每条事件须载明所属案件和环节",
)
TRACE_TIME = define(
    "BG814",
    "{found} is no time of the clock",
    "{found}不是有效的时间",
    "write date and time such as 2021-04-23 08:30 or 2021-04-23T08:30:15+08:00; leave it empty where it is not known",
    "写明日期和时刻，如 2021-04-23 08:30 或 2021-04-23T08:30:15+08:00；不详时留空",
)
TRACE_PLACE = define(
    "BG815",
    "{structure} has no {found}; {hint}",
    "{structure}中没有 {found}；{hint}",
    "name the place as the structure does, or leave it empty",
    "按结构中的名称填写地点，或留空",
)
TRACE_DIFFERS = define(
    "BG816",
    "{case}: {column} is {found} here and {before} in line {first}",
    "{case}：{column} 此处为 {found}，第 {first} 行为 {before}",
    "say the same of a case in all of its rows, or only once",
    "同一案件各行须一致，或只填写一次",
)
TRACE_LINE = define(
    "BG817",
    "the line is no JSON object: {problem}",
    "该行不是 JSON 对象：{problem}",
    "write one object a line: the head of the trace, a case or an event",
    "每行写一个对象：轨迹头、案件或事件",
)
TRACE_KEY = define(
    "BG818",
    "the key {key} is not known; {hint}",
    "不认识键 {key}；{hint}",
    "use a known key, say with headings what it means, or have keys that are not known left out",
    "使用已知的键，或用 headings 说明其含义，也可选择略过不认识的键",
)
TRACE_VALUE = define(
    "BG819",
    "{key} is {found}; expected {expected}",
    "{key} 为{found}；应为{expected}",
    "correct the value, or leave it out where it is not known",
    "更正该值；不详时略去",
)
TRACE_FORMAT = define(
    "BG820",
    "the trace has the format {found}; this version reads {known}",
    "轨迹格式为 {found}；本版本可读取 {known}",
    "write the trace in a format that is read here",
    "改用可读取的格式",
)
TRACE_KIND = define(
    "BG821",
    "{file} is neither JSON Lines nor CSV by its name",
    "按文件名无法判断 {file} 是 JSON Lines 还是 CSV",
    "name it .jsonl or .csv",
    "将其命名为 .jsonl 或 .csv",
)
TRACE_HEAD_LATE = define(
    "BG824",
    "the head of a trace stands in its first line alone",
    "轨迹头只能位于第一行",
    "put it first, or take it out; read several logs one by one",
    "将其移至第一行，或删去；多份轨迹请分别读取",
)
TRACE_OF_OTHER = define(
    "BG825",
    "the trace ran on {found}, and is read on {structure}",
    "轨迹属于 {found}，却在 {structure} 上读取",
    "read it with the structure on which it ran, or take the key out of the head",
    "用轨迹所属的结构读取，或从轨迹头中删去该键",
)
TRACE_AFTER_END = define(
    "BG826",
    "the event is of {found}, and the log was kept until {until}",
    "事件发生于 {found}，而轨迹只记到 {until}",
    "correct the time of the event, or until when the log was kept",
    "更正事件时间，或更正轨迹截止时间",
)
NO_SUCH_ORDERING = define(
    "BG822",
    "{structure} has no {what}; {hint}",
    "{structure}没有{what}；{hint}",
    "name one that the structure has",
    "改用结构中已有的一项",
)
NO_SERVERS = define(
    "BG823",
    "how many work at {unit} is not stated",
    "{unit}的在岗人数未载明",
    "give the number of those who handle cases there",
    "请给出该处办理案件的人数",
)
