"""Diagnostics of items, lists, admission and recall."""

from __future__ import annotations

from basegov.diagnostics import define

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
