"""What the facts and records of the audit log are called, and how one line tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from gongkai.apps.accounts.roles import ROLES
from gongkai.apps.bodies.kinds import KINDS
from gongkai.apps.remedies.words import LEVELS
from gongkai.bilingual import Text
from gongkai.desk.accounts.acts import FLOWS
from gongkai.law import dispute_results
from gongkai.law.disputes import Forum

FACTS: Mapping[str, Text] = {
    "advised": Text("送法律顾问的范围", "what the adviser sees"),
    "already": Text("当月已计件数", "counted before this month"),
    "asked": Text("征求对象", "who is asked"),
    "before": Text("原为", "before"),
    "change_due_on": Text("更正应发布日", "correction due on"),
    "changed": Text("改动项目", "what changed"),
    "channel": Text("渠道", "channel"),
    "class": Text("类别", "class"),
    "cleared": Text("已核对申请人原话", "applicant's words checked"),
    "code": Text("代码", "code"),
    "covers_members": Text("含下属单位", "members included"),
    "day": Text("日期", "day"),
    "days": Text("天数", "days"),
    "document": Text("文件编号", "document"),
    "due_on": Text("应公开日", "due on"),
    "entry": Text("制度编号", "entry of the rule book"),
    "event": Text("事项", "event"),
    "expires_on": Text("有效截止日", "last day"),
    "faults": Text("差错数", "faults"),
    "fields": Text("改动项目", "what changed"),
    "form": Text("格式", "form"),
    "forms": Text("解读形式", "forms of interpretation"),
    "from": Text("原状态", "from"),
    "giver": Text("移交人编号", "giver"),
    "grant": Text("授权编号", "grant"),
    "ground": Text("不予公开的依据", "ground of withholding"),
    "host": Text("主机名", "host"),
    "import": Text("导入编号", "import"),
    "in_time": Text("按时", "in time"),
    "into": Text("并入栏目编号", "into column"),
    "is_doubted": Text("存疑", "doubted"),
    "issued_on": Text("制发日", "issued on"),
    "items": Text("移交事项数", "lines handed over"),
    "kind": Text("类型", "kind"),
    "kinds": Text("类型", "kinds"),
    "last_day": Text("最后一天", "last day"),
    "leader_signs": Text("领导签发", "leader signs"),
    "letter": Text("文书编号", "letter"),
    "level": Text("密级", "level"),
    "linked": Text("已关联", "linked"),
    "list": Text("列表", "list"),
    "marks": Text("处数", "marks"),
    "media_type": Text("文件类型", "media type"),
    "method": Text("计费方式", "method of the fee"),
    "name_digest": Text("用户名摘要", "digest of the name"),
    "needs_seal": Text("须盖章", "seal needed"),
    "number": Text("编号", "number"),
    "of": Text("所涉记录", "record"),
    "office": Text("主管部门编号", "office"),
    "on": Text("生效日", "from day"),
    "on_behalf_of": Text("代何人（账号编号）", "on behalf of account"),
    "on_paper": Text("纸质签批", "on paper"),
    "openness": Text("公开方式", "way of disclosure"),
    "orders": Text("责令重新答复", "new reply ordered"),
    "outcome": Text("结果", "outcome"),
    "parent": Text("上级单位编号", "parent"),
    "pinned_until": Text("置顶截止日", "pinned until"),
    "post": Text("职务", "post"),
    "predecessor": Text("原单位编号", "predecessor"),
    "reason": Text("理由", "reason"),
    "received_on": Text("收到日", "received on"),
    "refused": Text("未办成的原因", "why it failed"),
    "release_at": Text("计划发布时间", "planned for"),
    "reply": Text("答复编号", "reply"),
    "result": Text("结果", "result"),
    "reviews": Text("审核次数", "reviews"),
    "role": Text("角色", "role"),
    "round": Text("轮次", "round"),
    "row": Text("行号", "row"),
    "rows": Text("行数", "rows"),
    "sha256": Text("文件摘要", "digest of the file"),
    "side": Text("哪一方", "side"),
    "signed_by": Text("签字人（账号编号）", "signer's account"),
    "size": Text("字节数", "bytes"),
    "slug": Text("网址名称", "short name"),
    "state": Text("状态", "state"),
    "successor": Text("承继单位编号", "successor"),
    "taker": Text("接手人编号", "taker"),
    "template": Text("模板", "template"),
    "to": Text("新状态", "to"),
    "unit": Text("承办单位编号", "unit"),
    "units": Text("件数或页数", "items or pages"),
    "until": Text("截止日", "until"),
    "valid_from": Text("自何日起", "from day"),
    "version": Text("版本", "version"),
    "views": Text("打开次数", "times opened"),
    "way": Text("方式", "way"),
    "why": Text("原因", "why"),
    "years": Text("年数", "years"),
    "yuan": Text("金额（元）", "yuan"),
}
"""Keys of facts. What an entry tells under a key not named here stands as the log has it."""

RECORDS: Mapping[str, Text] = {
    "accounts.delegation": Text("委托", "Delegation"),
    "accounts.papersignoff": Text("纸质签批", "Paper sign-off"),
    "accounts.rolegrant": Text("授权", "Role grant"),
    "accounts.user": Text("账号", "Account"),
    "bodies.appointment": Text("任职", "Appointment"),
    "bodies.bodycode": Text("单位代码", "Code of a body"),
    "bodies.disclosureoffice": Text("公开工作机构", "Disclosure office"),
    "bodies.government": Text("政府", "Government"),
    "bodies.handover": Text("交接记录", "Hand-over"),
    "bodies.publicbody": Text("单位", "Public body"),
    "channels.dailyvisits": Text("访问量", "Visits"),
    "channels.siteword": Text("筛查词语", "Word of the screening"),
    "channels.webcolumn": Text("栏目", "Column"),
    "channels.website": Text("网站", "Website"),
    "core.attachment": Text("文件", "File"),
    "core.deadletter": Text("未办成事项", "Dead letter"),
    "core.importrun": Text("导入", "Import"),
    "core.notice": Text("通知", "Notice"),
    "core.savedview": Text("视图", "View"),
    "disclosure.interpretation": Text("解读", "Interpretation"),
    "disclosure.interpretationproblem": Text("解读中发现的问题", "Problem of an interpretation"),
    "disclosure.normativedocument": Text("规范性文件记录", "Normative document"),
    "disclosure.publication": Text("信息", "Publication"),
    "disclosure.publishingrule": Text("审核规则", "Publishing rule"),
    "disclosure.rulebookversion": Text("制度版本", "Version of a rule"),
    "inforequests.adviserrule": Text("法律顾问审查的规定", "Rule of the legal adviser"),
    "inforequests.applicant": Text("申请人", "Applicant"),
    "inforequests.feerule": Text("收费规则", "Rule of fees"),
    "inforequests.inforequest": Text("申请", "Request"),
    "inforequests.letterrule": Text("文书规则", "Rule of letters"),
    "inforequests.reply": Text("答复", "Reply"),
    "inforequests.retentionperiod": Text("保存期限", "Period of keeping"),
    "remedies.dispute": Text("复议或诉讼", "Review or suit"),
}

_LEVELS = {
    "top_secret": Text("绝密", "top secret"),
    "secret": Text("机密", "secret"),
    "confidential": Text("秘密", "confidential"),
}
_VALUES: Mapping[str, Mapping[str, Text]] = {
    "level": _LEVELS | LEVELS,
    "result": {key: one.label for forum in get_args(Forum) for key, one in dispute_results(forum).items()},
    "method": {"by_item": Text("按件", "by item"), "by_page": Text("按量", "by page")},
    "role": {name: role.label for name, role in ROLES.items()},
    "kind": {name: rule.label for name, rule in KINDS.items()},
    "side": {"giver": Text("移交人", "giver"), "taker": Text("接手人", "taker")},
    "way": {
        "password": Text("密码", "password"),
        "identity": Text("统一身份", "identity"),
        "totp": Text("动态口令", "one-time code"),
        "recovery": Text("备用码", "recovery code"),
    },
    "why": {
        "advised": Text("送法律顾问的范围", "what the adviser sees"),
        "asked": Text("本人退出", "asked"),
        "idle": Text("长时间未操作", "idle"),
        "over": Text("登录到期", "session over"),
    },
}
_YES, _NO, _NONE = Text("是", "yes"), Text("否", "no"), Text("无", "none")


def record_of(subject_type: str, subject_id: int | None) -> Text:
    """A record with its number, such as "信息 12"."""
    if not subject_type:
        return Text("", "")
    label = RECORDS.get(subject_type, Text(subject_type, subject_type))
    return Text("{label} {id}", "{label} {id}").format(label=label, id=subject_id or "")


def facts_in_words(act: str, facts: Mapping[str, object]) -> Text:
    """The facts of an entry with their labels, in the order of their keys."""
    told = [(FACTS.get(key, Text(key, key)), _value(act, key, facts[key])) for key in sorted(facts)]
    return Text(
        "；".join(f"{label.zh}：{value.zh}" for label, value in told),
        "; ".join(f"{label.en}: {value.en}" for label, value in told),
    )


def _value(act: str, key: str, value: object) -> Text:
    if isinstance(value, bool):
        return _YES if value else _NO
    if value is None:
        return _NONE
    if isinstance(value, list):
        return Text("、".join(map(str, value)), ", ".join(map(str, value)))
    words = _states_of(act) if key in ("from", "to") else _VALUES.get(key, {})
    return words.get(str(value), Text(str(value), str(value)))


def _states_of(act: str) -> Mapping[str, Text]:
    """The states of the flow that names the act; of every flow of its app where none does."""
    app, _, name = act.partition(".")
    flows = FLOWS.get(app, ())
    naming = [flow for flow in flows if name in {move.name for move in flow.moves}][:1] or reversed(flows)
    return {state.name: state.label for flow in naming for state in flow.states}
