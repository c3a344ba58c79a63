"""The way of a request, from receipt to the archive.

The flow says whose turn it is; whether the statutory clock runs, waits or has been set anew follows from the dated
facts alone (clock.py). A consultation or an extension therefore moves nothing: it is a fact recorded on the way.
"""

from gongkai.apps.accounts.roles import APPLICANT
from gongkai.bilingual import Text
from gongkai.flow import Fact, Flow, Move, State

_CLERK, _HANDLER, _HEAD, _PUBLIC = "inbound_clerk", "handler", "office_head", APPLICANT.name
_BEFORE_RECEIPT = ("submitted", "acknowledged")
_AT_WORK = ("registered", "in_hand")
_REVIEWED = ("in_legal_review", "in_signature")
_OPEN = (*_AT_WORK, "awaiting_correction", *_REVIEWED, "signed")

INFO_REQUEST = Flow(
    "info_request",
    Text("政府信息公开申请", "Request for information"),
    start="submitted",
    states=(
        State("submitted", Text("待确认收到", "Receipt not confirmed"), clock="stopped", cite="ogi2019/31"),
        State(
            "acknowledged", Text("待申请人确认", "Awaiting the applicant's word"), clock="stopped", cite="ogi2019/31"
        ),
        State("registered", Text("已登记", "Registered")),
        State("in_hand", Text("办理中", "In hand")),
        State("awaiting_correction", Text("待补正", "Awaiting correction"), clock="restarts", cite="ogi2019/30"),
        State("in_legal_review", Text("待法律顾问审查", "With the legal adviser")),
        State("in_signature", Text("待签发", "Awaiting signature")),
        State("signed", Text("待送达", "Signed, to be served")),
        State("replied", Text("已答复", "Replied"), clock="stopped", is_final=True),
        State("ended", Text("已终结", "Ended without a reply"), clock="stopped", is_final=True),
        State("archived", Text("已归档", "Archived"), clock="stopped", is_final=True),
    ),
    moves=(
        Move(
            "confirm_by_contact",
            Text("与申请人确认收到", "Confirm receipt with the applicant"),
            _BEFORE_RECEIPT,
            "registered",
            _CLERK,
            "ogi2019/31",
            ("contacted_on",),
        ),
        Move("register", Text("登记收到", "Register its receipt"), ("submitted",), "registered", _CLERK, "ogi2019/31"),
        Move(
            "acknowledge",
            Text("告知已收到", "Tell that it has come"),
            ("submitted",),
            "acknowledged",
            _CLERK,
            "ogi2019/31",
        ),
        Move("confirm", Text("确认收到", "Confirm receipt"), ("acknowledged",), "registered", _PUBLIC, "ogi2019/31"),
        Move("assign", Text("分办", "Assign"), _AT_WORK, "in_hand", _CLERK, needs=("unit",)),
        Move(
            "ask_correction",
            Text("通知补正", "Ask for a correction"),
            _AT_WORK,
            "awaiting_correction",
            _HANDLER,
            "ogi2019/30",
            ("what_to_correct", "until"),
        ),
        Move(
            "receive_correction",
            Text("登记补正", "Register the correction"),
            ("awaiting_correction",),
            "registered",
            _CLERK,
            "ogi2019/30",
            ("corrected",),
        ),
        Move(
            "correct",
            Text("提交补正", "Send the correction"),
            ("awaiting_correction",),
            "registered",
            _PUBLIC,
            "ogi2019/30",
            ("corrected",),
        ),
        Move(
            "lapse_correction",
            Text("逾期不补正，终结", "End it: not corrected in time"),
            ("awaiting_correction",),
            "ended",
            _HEAD,
            "ogi2019/30",
        ),
        Move(
            "consult",
            Text("发出征求意见函", "Send a consultation letter"),
            ("in_hand",),
            "in_hand",
            _HANDLER,
            "ogi2019/33(3)",
        ),
        Move("record_arrival", Text("登记函件送达", "Record that the letter came"), ("in_hand",), "in_hand", _HANDLER),
        Move(
            "record_opinion", Text("登记意见", "Record the opinion"), ("in_hand",), "in_hand", _HANDLER, "ogi2019/33(3)"
        ),
        Move(
            "extend",
            Text("延长答复期限", "Extend the time to reply"),
            ("in_hand",),
            "in_hand",
            _HEAD,
            "ogi2019/33(2)",
            ("days", "reason"),
        ),
        Move(
            "notice_fee",
            Text("登记收费通知送达", "Record that the fee notice came"),
            ("in_hand",),
            "in_hand",
            _HANDLER,
            "fee2020",
            ("fee",),
        ),
        Move(
            "record_fee",
            Text("登记缴费", "Record the payment"),
            ("in_hand",),
            "in_hand",
            _CLERK,
            "fee2020",
            ("slip_number",),
        ),
        Move("lapse_fee", Text("逾期未缴费，终结", "End it: fee not paid"), ("in_hand",), "ended", _HEAD, "fee2020"),
        Move(
            "to_adviser",
            Text("送法律顾问审查", "Send to the legal adviser"),
            ("in_hand",),
            "in_legal_review",
            _HANDLER,
            "",
            ("draft",),
        ),
        Move(
            "to_signature", Text("送签发", "Send for signature"), ("in_hand",), "in_signature", _HANDLER, "", ("draft",)
        ),
        Move("advise", Text("审查认为合法", "Find it lawful"), ("in_legal_review",), "in_signature", "legal_adviser"),
        Move(
            "object",
            Text("审查认为应修改", "Find it in need of change"),
            ("in_legal_review",),
            "in_hand",
            "legal_adviser",
            "",
            ("reason",),
        ),
        Move("sign", Text("签发", "Sign"), ("in_signature",), "signed", "leader"),
        Move(
            "return_draft",
            Text("退回修改", "Return the draft"),
            ("in_signature",),
            "in_hand",
            "leader",
            "",
            ("reason",),
        ),
        Move(
            "recall", Text("撤回答复稿", "Recall the draft"), (*_REVIEWED, "signed"), "in_hand", _HEAD, "", ("reason",)
        ),
        Move("serve", Text("送达", "Serve the reply"), ("signed",), "replied", _CLERK, "ogi2019/33", ("proof",)),
        Move(
            "record_delivery",
            Text("登记签收", "Record the delivery"),
            ("replied",),
            "replied",
            _CLERK,
            "ogi2019/33",
            ("proof",),
        ),
        Move("withdraw", Text("撤回申请", "Withdraw the request"), (*_BEFORE_RECEIPT, *_OPEN), "ended", _PUBLIC),
        Move(
            "record_withdrawal",
            Text("登记撤回申请", "Record a withdrawal"),
            (*_BEFORE_RECEIPT, *_OPEN),
            "ended",
            _CLERK,
            "",
            ("proof",),
        ),
        Move("archive", Text("归档", "Archive"), ("replied", "ended"), "archived", _CLERK),
    ),
    facts=(
        Fact("contacted_on", Text("与申请人联系之日", "the day of contact")),
        Fact("unit", Text("承办单位", "the handling unit")),
        Fact("what_to_correct", Text("需补正的内容", "what is to be corrected")),
        Fact("until", Text("补正期限", "the time to correct")),
        Fact("corrected", Text("补正后的内容", "the corrected text")),
        Fact("days", Text("延长的工作日数", "the working days")),
        Fact("fee", Text("收费决定", "the decision on the fee")),
        Fact("slip_number", Text("财政票据号码", "the number of the fiscal slip")),
        Fact("reason", Text("理由", "the reason")),
        Fact("draft", Text("答复稿", "a draft of the reply")),
        Fact("proof", Text("凭证", "the proof")),
    ),
)

BEFORE_RECEIPT = frozenset(_BEFORE_RECEIPT)
FINAL = frozenset(state.name for state in INFO_REQUEST.states if state.is_final)
