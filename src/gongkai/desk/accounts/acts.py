"""What the acts of the audit log are called."""

from __future__ import annotations

from gongkai.apps.disclosure.document_flow import DOCUMENT
from gongkai.apps.disclosure.flow import PUBLICATION
from gongkai.apps.inforequests.flow import INFO_REQUEST
from gongkai.apps.remedies.flow import DISPUTE
from gongkai.apps.remedies.words import FACT_KINDS
from gongkai.bilingual import Text
from gongkai.desk.bodies.timeline import ACTS as BODY_ACTS
from gongkai.flow import Flow

FLOWS: dict[str, tuple[Flow, ...]] = {
    "disclosure": (PUBLICATION, DOCUMENT),
    "inforequests": (INFO_REQUEST,),
    "remedies": (DISPUTE,),
}
"""Every flow, by the app whose acts it names; where two name an act or a state alike, the first has the word."""

ACTS: dict[str, Text] = {
    "accounts.sign_in": Text("登录", "Sign in"),
    "accounts.sign_out": Text("退出登录", "Sign out"),
    "accounts.fail_sign_in": Text("登录失败", "Fail to sign in"),
    "accounts.lock": Text("锁定", "Lock out"),
    "accounts.unlock": Text("解除锁定", "Unlock"),
    "accounts.second_factor": Text("动态口令验证", "Pass the second factor"),
    "accounts.fail_second_factor": Text("动态口令错误", "Fail the second factor"),
    "accounts.totp_on": Text("启用动态口令", "Turn one-time codes on"),
    "accounts.totp_off": Text("停用动态口令", "Turn one-time codes off"),
    "accounts.renew_codes": Text("更换备用码", "Renew recovery codes"),
    "accounts.change_password": Text("修改密码", "Change password"),
    "accounts.reset_password": Text("重置密码", "Reset password"),
    "accounts.end_sessions": Text("退出全部登录", "End all sessions"),
    "accounts.open": Text("开立账号", "Open account"),
    "accounts.change": Text("修改账号资料", "Change account"),
    "accounts.set_identity": Text("关联统一身份", "Link identity"),
    "accounts.disable": Text("停用账号", "Stop account"),
    "accounts.enable": Text("启用账号", "Reopen account"),
    "accounts.grant_role": Text("授予角色", "Give role"),
    "accounts.withdraw_role": Text("撤销角色", "Withdraw role"),
    "accounts.delegate": Text("委托代办", "Delegate"),
    "accounts.end_delegation": Text("结束委托", "End delegation"),
    **BODY_ACTS,
    "bodies.register": Text("登记单位", "Register body"),
    "bodies.open_government": Text("开通政府", "Open government"),
    "bodies.import_body_undone": Text("撤回导入的单位", "Take back imported body"),
    "bodies.import_appointment_undone": Text("撤回导入的任职", "Take back imported appointment"),
    "core.forget_import": Text("删除有差错的导入文件", "Delete import file with faults"),
    "core.check_import": Text("检查导入文件", "Check import file"),
    "core.confirm_import": Text("确认导入", "Confirm import"),
    "core.finish_import": Text("结束导入", "End import"),
    "core.undo_import": Text("撤销导入", "Undo import"),
    "core.export_list": Text("导出列表", "Export list"),
    "core.keep_view": Text("保存视图", "Keep view"),
    "core.drop_view": Text("删除视图", "Drop view"),
    "core.dead_letter_dropped": Text("放弃没有办成的事项", "Drop what was not carried out"),
    "core.dead_letter_tried_again": Text("再试没有办成的事项", "Try again what was not carried out"),
    "core.notice_sent": Text("发出通知", "Send notice"),
    "core.store_file": Text("保存文件", "Store file"),
    "core.refuse_marked_file": Text("拒收涉密标志文件", "Refuse marked file"),
    "core.refuse_marked_text": Text("拒收涉密标志文字", "Refuse marked text"),
    "disclosure.draft": Text("起草信息", "Draft publication"),
    "disclosure.revise": Text("修改信息草稿", "Change draft publication"),
    "disclosure.import": Text("导入信息", "Import publication"),
    "disclosure.import_undone": Text("撤回导入的信息", "Take back imported publication"),
    "channels.open_website": Text("登记网站", "Enter website"),
    "channels.change_website": Text("更正网站信息", "Correct website"),
    "channels.close_website": Text("关停网站", "Close website"),
    "channels.open_column": Text("开设栏目", "Open column"),
    "channels.change_column": Text("修改栏目说明", "Change column"),
    "channels.rename_column": Text("栏目更名", "Rename column"),
    "channels.move_column": Text("移动栏目", "Move column"),
    "channels.merge_columns": Text("合并栏目", "Merge columns"),
    "channels.close_column": Text("关闭栏目", "Close column"),
    "channels.close_day": Text("结算当日访问量", "Close visits of a day"),
    "channels.add_word": Text("加入筛查词语", "Add word of the screening"),
    "channels.drop_word": Text("移出筛查词语", "Drop word of the screening"),
    "channels.import_column": Text("导入栏目", "Import column"),
    "channels.import_column_undone": Text("撤回导入的栏目", "Take back imported column"),
    "channels.import_visits": Text("导入访问量", "Import visits"),
    "channels.import_visits_undone": Text("撤回导入的访问量", "Take back imported visits"),
    "channels.import_word": Text("导入筛查词语", "Import word of the screening"),
    "channels.import_word_undone": Text("撤回导入的筛查词语", "Take back imported word"),
    "disclosure.attach_file": Text("添加附件", "Attach file"),
    "disclosure.remove_file": Text("移除附件", "Leave file out"),
    "disclosure.describe_picture": Text("填写图片说明", "Describe picture"),
    "disclosure.mask": Text("遮盖筛查发现的内容", "Mask what the screening found"),
    "disclosure.let_stand": Text("保留筛查发现的内容", "Let a mark of the screening stand"),
    "disclosure.plan": Text("安排发布时间", "Plan the release"),
    "disclosure.plan_failed": Text("到时未能发布", "Planned release failed"),
    "disclosure.place": Text("设定置顶和有效期", "Set pinning and last day"),
    "disclosure.settle_clock": Text("重新计算期限", "Count days anew"),
    "disclosure.register_document": Text("登记规范性文件", "Register document"),
    "disclosure.file_document": Text("登记备案", "Record the filing"),
    "disclosure.lapse": Text("期满失效", "Record that validity ran out"),
    "disclosure.plan_interpretation": Text("制定解读方案", "Plan the interpretation"),
    "disclosure.waive_interpretation": Text("记录不作解读的理由", "Record why nothing is interpreted"),
    "disclosure.draft_interpretation": Text("起草解读", "Draft interpretation"),
    "disclosure.record_problem": Text("记录解读中发现的问题", "Record problem of an interpretation"),
    "disclosure.close_problem": Text("办结解读中发现的问题", "Close problem of an interpretation"),
    "disclosure.draft_rule": Text("起草制度", "Draft rule of the rule book"),
    "disclosure.set_rule": Text("设定审核规则", "Set publishing rule"),
    "inforequests.submit": Text("收到申请", "Take in request"),
    "inforequests.draft": Text("起草答复", "Draft reply"),
    "inforequests.set_adviser_rule": Text("规定哪些答复送法律顾问", "Set what the adviser sees"),
    "inforequests.move_due_day": Text("调整答复到期日", "Move due day"),
    "inforequests.read_applicant": Text("查看申请人资料", "Read applicant's data"),
    "inforequests.hand_out": Text("导出一人的全部资料", "Export all data on a person"),
    "inforequests.erase_applicant": Text("销毁申请人资料", "Erase applicant's data"),
    "inforequests.set_retention": Text("设定申请人资料的保存期限", "Set how long applicants' data are kept"),
    "inforequests.summarise": Text("写公示摘要", "Write public summary"),
    "inforequests.set_letter_rule": Text("设定文书规则", "Set rule of letters"),
    "inforequests.make_letter": Text("拟制文书", "Make letter"),
    "inforequests.edit_letter": Text("修改文书", "Edit letter"),
    "inforequests.issue_letter": Text("文书签发编号", "Sign and number letter"),
    "inforequests.keep_sealed": Text("收存盖章文件", "Take in sealed file"),
    "inforequests.serve_letter": Text("登记文书送达", "Serve letter"),
    "inforequests.take_back_letter": Text("撤回文书", "Take letter back"),
    "inforequests.set_fee_rule": Text("设定收费规则", "Set rule of fees"),
    "inforequests.decide_fee": Text("决定收费", "Decide fee"),
    "inforequests.refund_fee": Text("登记退费", "Give fee back"),
    "remedies.enter": Text("登记复议或诉讼", "Enter review or suit"),
    "remedies.import": Text("导入复议或诉讼", "Import review or suit"),
    "remedies.import_undone": Text("撤回导入的复议或诉讼", "Take back imported review or suit"),
    "remedies.move_due_day": Text("调整复议、诉讼到期日", "Move due day of review or suit"),
    **{f"remedies.{kind}": label for kind, label in FACT_KINDS.items()},
    **{
        f"{app}.{move.name}": move.label
        for app, flows in FLOWS.items()
        for flow in reversed(flows)
        for move in flow.moves
    },
}


def label_of(act: str) -> Text:
    """In words where they are known, else as the log has it."""
    return ACTS.get(act, Text(act, act))
