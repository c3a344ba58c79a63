"""What the effects and acts of the worker are called."""

from __future__ import annotations

from gongkai.bilingual import Text

EVENTS: dict[str, Text] = {
    "channels.link_asked": Text("检查外部链接", "Try a link to another website"),
    "core.import_confirmed": Text("导入记录", "Import records"),
    "core.marked_file_refused": Text("告知保密审查员", "Tell the secrecy reviewers"),
    "core.marked_text_refused": Text("告知保密审查员（文字）", "Tell the secrecy reviewers (text)"),
    "core.notice_queued": Text("发送通知", "Send a notice"),
    "disclosure.published": Text("信息发布后的事项", "What follows a publication"),
    "disclosure.submitted": Text("送审后的事项", "What follows a submission"),
    "disclosure.withdrawn": Text("信息撤下后的事项", "What follows a withdrawal"),
    "inforequests.acknowledged": Text("请申请人确认", "Ask the applicant to confirm"),
    "inforequests.correction_asked": Text("告知申请人补正", "Tell the applicant what to correct"),
    "inforequests.registered": Text("告知申请人已登记", "Tell the applicant that it is registered"),
    "inforequests.replied": Text("答复作出后的事项", "What follows a reply"),
}
SCHEDULED: dict[str, Text] = {
    "core.seal_whole_log": Text("全面封存审计日志", "Seal the whole audit log"),
    "core.audit_head": Text("留存当日审计摘要", "Keep the day's head of the audit log"),
    "bodies.refresh": Text("更新机构的现用名称和隶属", "Show bodies as of today"),
    "channels.close_visits": Text("结算网站访问量", "Close the day's visits of websites"),
    "channels.watch_links": Text("再次检查外部链接", "Try links to other websites again"),
    "disclosure.lapse_documents": Text("标注到期失效的文件", "Let documents lapse whose time ran out"),
    "disclosure.release_planned": Text("按计划发布信息", "Publish what was planned for now"),
    "disclosure.clocks": Text("推算发布期限", "Count the days left to publish"),
    "inforequests.clocks": Text("按日历重推答复期限", "Replay the clocks of requests"),
    "inforequests.remind": Text("提醒申请的答复期限", "Remind of the due days of requests"),
    "remedies.clocks": Text("按日历重推复议和诉讼期限", "Replay the clocks of reviews and suits"),
    "core.forget_refused_imports": Text("删除有差错的导入文件", "Delete import files with faults"),
    "core.sweep_files": Text("清理没有归属的文件", "Sweep files without an owner"),
    "core.tell_operators": Text("提醒系统管理员", "Tell the operators"),
    "core.tell_staff": Text("提醒工作人员待办、临期、超期", "Tell staff of what waits, is near and is late"),
    "core.forget_finished": Text("清理已完成的后台任务", "Clear finished tasks"),
}
RECORDS: dict[str, Text] = {
    "accounts.user": Text("账号", "Account"),
    "bodies.publicbody": Text("单位", "Public body"),
    "core.auditentry": Text("审计记录", "Audit entry"),
    "core.notice": Text("通知", "Notice"),
    "inforequests.inforequest": Text("申请", "Request"),
    "disclosure.publication": Text("信息", "Publication"),
}
STATES: dict[str, Text] = {
    "open": Text("待处理", "Waiting"),
    "tried_again": Text("已再试", "Tried again"),
    "dropped": Text("已放弃", "Dropped"),
}
DONE, FAILED, GOING = (
    Text("已完成", "Done"),
    Text("失败，待再试", "Failed, to be tried again"),
    Text("进行中", "Going on"),
)
NEVER = Text("尚未", "Not yet")


def named(words: dict[str, Text], name: str) -> Text:
    """In words where they are known, else as the system has it."""
    return words.get(name, Text(name, name))
