"""The sentences of the clock: lines of the derivation and reasons of refusal."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.bilingual import Text

WORDS: Mapping[str, Text] = {
    # who is consulted
    "third_party": Text("第三方", "the third party"),
    "co_maker": Text("共同制作机关", "the co-making body"),
    "other_organ": Text("其他机关", "another body"),
    # lines of the derivation
    "received": Text("收到申请，当日不计入期限。", "Request received; this day is not counted."),
    "due": Text("第 {days} 个工作日届满，为答复截止日。", "Working day {days} is full: last day to reply."),
    "due_provisional": Text(
        "第 {days} 个工作日届满，为答复截止日；放假通知尚未公布，日期可能变动。",
        "Working day {days} is full: last day to reply; a holiday notice not yet issued may move it.",
    ),
    "due_delayed": Text("延迟答复的截止日。", "Last day of the delayed reply."),
    "correction_asked": Text(
        "通知申请人补正，期限待收到补正后重新起算。",
        "Correction asked; the clock will begin anew with the corrected request.",
    ),
    "correction_received": Text(
        "收到补正，{days} 个工作日自次日起重新计算。",
        "Corrected request received; {days} working days count anew from the next day.",
    ),
    "correction_late": Text(
        "收到补正，已过 {until}；因有正当理由而受理的，{days} 个工作日自次日起重新计算。",
        "Corrected request received after {until}; accepted for good reason, {days} working days count anew.",
    ),
    "correction_lapsed": Text(
        "申请人无正当理由逾期不补正，不再处理。",
        "Not corrected in time without good reason; the request is closed.",
    ),
    "consultation_sent": Text(
        "向{to}发出征求意见函，自次日起暂停计算。",
        "Opinion asked of {to}; the clock stops from the next day.",
    ),
    "sent_running_on": Text("向{to}发出征求意见函；期限继续计算。", "Opinion asked of {to}; the clock runs on."),
    "sent_when_full": Text(
        "向{to}发出征求意见函；期限当日已满，不延期则截止日不变。",
        "Opinion asked of {to}; the days are full, and unless extended the due day stays.",
    ),
    "sent_when_delayed": Text(
        "向{to}发出征求意见函；延迟答复日 {until} 不因此推后。",
        "Opinion asked of {to}; the delayed day {until} stays.",
    ),
    "opinion_received": Text("收到{to}的意见。", "Opinion of {to} received."),
    "consultation_delivered": Text("{to}收到征求意见函。", "The letter reached {to}."),
    "delivered_third_party": Text(
        "第三方收到征求意见函，最迟 {last} 答复；逾期由行政机关决定。",
        "The letter reached the third party, who may answer until {last}; after that the body decides.",
    ),
    "delivered_co_maker": Text(
        "共同制作机关收到征求意见函，最迟 {last} 答复；逾期视为同意。",
        "The letter reached the co-making body, which may answer until {last}; silence is consent.",
    ),
    "consultation_answered": Text(
        "收到{to}的意见，自次日起继续计算。",
        "Opinion of {to} received; the clock goes on from the next day.",
    ),
    "answered_late": Text(
        "收到{to}的意见，但已过 {last}，暂停不再延长。",
        "Opinion of {to} received after {last}; the pause is not prolonged.",
    ),
    "silence_third_party": Text(
        "第三方逾期未答复，不再因此暂停；不视为同意，由行政机关决定。",
        "The third party kept silent and stops the clock no longer; this is not consent: the body decides.",
    ),
    "silence_co_maker": Text(
        "共同制作机关逾期未答复，不再因此暂停，视为同意公开。",
        "The co-making body kept silent and stops the clock no longer; this is consent.",
    ),
    "extended": Text(
        "经机构负责人同意并告知申请人，延长 {days} 个工作日。",
        "Extended by {days} working days, approved by the head of the disclosure office and told to the applicant.",
    ),
    "reasons_asked": Text("要求申请人说明理由；期限继续计算。", "Reasons asked of the applicant; the clock runs on."),
    "reasons_received": Text("收到申请人的理由说明。", "Reasons received from the applicant."),
    "delay_set": Text(
        "理由合理但无法按期答复，确定延迟至 {until} 答复并告知申请人。",
        "The reasons hold but the reply cannot be in time; delayed to {until}, told to the applicant.",
    ),
    "fee_noticed": Text(
        "申请人收到收费通知，最迟 {last} 缴纳；答复期限待缴清后起算。",
        "Fee notice received, to be paid by {last}; the clock will begin anew after full payment.",
    ),
    "fee_paid": Text(
        "费用缴清，{days} 个工作日自次日起重新计算。",
        "Fee paid in full; {days} working days count anew from the next day.",
    ),
    "fee_lapsed": Text("逾期未缴费，不再处理。", "Fee not paid in time; the request is closed."),
    "reply_posted": Text("答复交邮政企业寄出，{verdict}", "Reply handed to China Post: {verdict}"),
    "posted_otherwise": Text(
        "答复交其他快递寄出，不以寄出日为准，待签收日认定。",
        "Reply handed to another carrier; only the day of signing will count.",
    ),
    "reply_delivered": Text("答复送达，{verdict}", "Reply delivered: {verdict}"),
    "delivered_after_posting": Text(
        "申请人签收答复，复议和起诉期限由此起算。",
        "The applicant received the reply; the times of review and suit begin.",
    ),
    "in_time": Text("未超过截止日 {due}，按期。", "not after {due}, in time."),
    "late": Text("超过截止日 {due}，逾期。", "after {due}, late."),
    "no_due": Text("期限尚未开始计算，按期。", "the clock had not begun, in time."),
    # states, as refusals name them
    "awaiting_correction": Text("正在等待补正", "the corrected request is awaited"),
    "awaiting_fee": Text("正在等待缴费", "the fee is awaited"),
    "answered": Text("已经答复", "the request is answered"),
    "lapsed": Text("已不再处理", "the request is closed"),
    # refusals
    "clock-waits": Text("{on}：{state}，不能有此事件。", "{on}: {state}; this event cannot be."),
    "clock-expired": Text(
        "{on}：答复期限已于 {due} 届满，不能再停或延。",
        "{on}: the time to reply ended on {due}; it cannot be stopped or delayed any more.",
    ),
    "correction-twice": Text("补正通知只能发出 {times} 次。", "A correction may be asked {times} time(s) only."),
    "correction-late": Text(
        "{on} 的补正通知已超过 {days} 个工作日，最迟应在 {last} 发出。",
        "The correction notice of {on} is later than {days} working days; it was due by {last}.",
    ),
    "correction-time": Text(
        "补正期限 {until} 应晚于通知日 {on}。",
        "The time to correct, {until}, must be after the notice of {on}.",
    ),
    "correction-not-asked": Text("{on}：没有尚待补正的通知。", "{on}: no correction was asked that is still open."),
    "correction-not-lapsed": Text(
        "{on}：补正期限未定或未满，不能作逾期处理。",
        "{on}: the time to correct is not set or not over; the request cannot lapse.",
    ),
    "extension-late": Text(
        "{on} 的延期告知晚于原截止日 {due}。",
        "The extension told on {on} is later than the day first due, {due}.",
    ),
    "extension-twice": Text("延期只能 {times} 次。", "The time may be extended {times} time(s) only."),
    "extension-too-long": Text(
        "延长 {days} 个工作日，超过上限 {longest} 个。",
        "An extension of {days} working days is longer than the {longest} allowed.",
    ),
    "extension-unapproved": Text(
        "延期在 {approved} 才获同意，晚于告知日 {on}。",
        "The extension was approved on {approved}, after it was told on {on}.",
    ),
    "approval-early": Text(
        "延期在 {approved} 获同意，早于收到申请之日 {received}。",
        "The extension was approved on {approved}, before the request was received on {received}.",
    ),
    "extension-after-delay": Text(
        "已确定延迟至 {until} 答复，不能再延期。",
        "The reply is already delayed to {until}; the time cannot be extended beside it.",
    ),
    "reasons-not-asked": Text("{on}：没有先要求申请人说明理由。", "{on}: no reasons were asked first."),
    "reasons-not-received": Text(
        "{on}：尚未收到申请人的理由说明，不能认定理由合理。",
        "{on}: the applicant's reasons are not received yet, so they cannot be found to hold.",
    ),
    "delay-not-later": Text(
        "延迟日 {until} 不晚于现有截止日。", "The delayed day {until} is not after the day due now."
    ),
    "reply-twice": Text("{on}：答复已于 {first} 送达。", "{on}: the reply was delivered on {first}."),
    "fee-twice": Text(
        "{on}：一件申请的收费通知只能发出 {times} 次，期限不能因此再次重新计算。",
        "{on}: one request may have {times} fee notice(s) only; the clock cannot count anew for another.",
    ),
    "fee-not-noticed": Text("{on}：没有尚待缴费的收费通知。", "{on}: there is no fee notice that is still open."),
    "fee-late": Text(
        "{on} 缴费，已过 {last}，视为放弃申请。",
        "Paid on {on}, after {last}: the request counts as given up.",
    ),
    "fee-not-lapsed": Text(
        "{on}：缴费期限到 {last} 止，尚未届满。", "{on}: the time to pay runs until {last} and is not over."
    ),
    # input that does not fit
    "events-out-of-order": Text(
        "第 {n} 个事件（{on}）早于前一个日期（{last}）。",
        "Event {n} ({on}) is before the day that precedes it ({last}).",
    ),
    "as-of-too-early": Text("查询日早于最后一个事件。", "The day of asking is before the last event."),
    "letter-twice": Text("函号“{letter}”重复。", "The letter {letter} stands twice."),
    "letter-unknown": Text(
        "{on}：没有与此相应、仍待答复的征求意见函。", "{on}: no consultation letter is open that this fits."
    ),
    "letter-ambiguous": Text(
        "{on}：有多封征求意见函未结，请用 letter 指明。", "{on}: several letters are open; name one with 'letter'."
    ),
}
