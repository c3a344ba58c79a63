"""Acts on requests, one function each."""

from gongkai.apps.inforequests.services.assignment import accept, assign, bypass, reject_assignment
from gongkai.apps.inforequests.services.clocks import refresh_clocks
from gongkai.apps.inforequests.services.consultation import consult, extend, record_arrival, record_opinion
from gongkai.apps.inforequests.services.correction import (
    ask_correction,
    correct,
    lapse_correction,
    receive_correction,
)
from gongkai.apps.inforequests.services.ending import archive, record_withdrawal, withdraw
from gongkai.apps.inforequests.services.intake import Asked, Submitted, enter_request, submit_request
from gongkai.apps.inforequests.services.matches import count_answered
from gongkai.apps.inforequests.services.reading import read_applicant, third_parties
from gongkai.apps.inforequests.services.reasons import ask_reasons, record_reasons, set_delay
from gongkai.apps.inforequests.services.receipt import (
    acknowledge,
    confirm,
    confirm_by_contact,
    register,
)
from gongkai.apps.inforequests.services.reply import (
    advise,
    clear_secrecy,
    complete_draft,
    draft_reply,
    find_fault,
    missing_in,
    recall,
    return_draft,
    sign,
    stop_secrecy,
    submit_draft,
)
from gongkai.apps.inforequests.services.rules import set_adviser_rule
from gongkai.apps.inforequests.services.serving import record_delivery, serve

__all__ = [
    "Asked",
    "Submitted",
    "accept",
    "acknowledge",
    "advise",
    "archive",
    "ask_correction",
    "ask_reasons",
    "assign",
    "bypass",
    "clear_secrecy",
    "complete_draft",
    "confirm",
    "confirm_by_contact",
    "consult",
    "correct",
    "count_answered",
    "draft_reply",
    "enter_request",
    "extend",
    "find_fault",
    "lapse_correction",
    "missing_in",
    "read_applicant",
    "recall",
    "receive_correction",
    "record_arrival",
    "record_delivery",
    "record_opinion",
    "record_reasons",
    "record_withdrawal",
    "refresh_clocks",
    "register",
    "reject_assignment",
    "return_draft",
    "serve",
    "set_adviser_rule",
    "set_delay",
    "sign",
    "stop_secrecy",
    "submit_draft",
    "submit_request",
    "third_parties",
    "withdraw",
]
