"""Tables of requests. Personal data stands in one of them only, and there only sealed."""

from gongkai.apps.inforequests.models.applicants import Applicant
from gongkai.apps.inforequests.models.assignments import Assignment
from gongkai.apps.inforequests.models.consultations import Consultation
from gongkai.apps.inforequests.models.deliveries import Delivery
from gongkai.apps.inforequests.models.events import RequestEvent
from gongkai.apps.inforequests.models.fees import FeeNotice, FeePayment, FeeRefund, FeeRule
from gongkai.apps.inforequests.models.letters import Letter, LetterIssue, LetterRule, LetterService, SealedLetter
from gongkai.apps.inforequests.models.matches import AnsweredBefore
from gongkai.apps.inforequests.models.replies import Decision, Reply
from gongkai.apps.inforequests.models.requests import InfoRequest
from gongkai.apps.inforequests.models.retention import RetentionPeriod
from gongkai.apps.inforequests.models.rules import AdviserRule
from gongkai.apps.inforequests.models.summaries import PublicSummary

__all__ = [
    "AdviserRule",
    "AnsweredBefore",
    "Applicant",
    "Assignment",
    "Consultation",
    "Decision",
    "Delivery",
    "FeeNotice",
    "FeePayment",
    "FeeRefund",
    "FeeRule",
    "InfoRequest",
    "Letter",
    "LetterIssue",
    "LetterRule",
    "LetterService",
    "PublicSummary",
    "Reply",
    "RequestEvent",
    "RetentionPeriod",
    "SealedLetter",
]
