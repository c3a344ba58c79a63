"""Tables of requests. Personal data stands in one of them only, and there only sealed."""

from gongkai.apps.inforequests.models.applicants import Applicant
from gongkai.apps.inforequests.models.events import RequestEvent
from gongkai.apps.inforequests.models.fees import FeeNotice, FeePayment, FeeRefund, FeeRule
from gongkai.apps.inforequests.models.letters import Letter, LetterIssue, LetterRule, LetterService, SealedLetter
from gongkai.apps.inforequests.models.matches import AnsweredBefore
from gongkai.apps.inforequests.models.replies import Decision, Reply
from gongkai.apps.inforequests.models.requests import InfoRequest

__all__ = [
    "AnsweredBefore",
    "Applicant",
    "Decision",
    "FeeNotice",
    "FeePayment",
    "FeeRefund",
    "FeeRule",
    "InfoRequest",
    "Letter",
    "LetterIssue",
    "LetterRule",
    "LetterService",
    "Reply",
    "RequestEvent",
    "SealedLetter",
]
