"""Tables of requests. Personal data stands in one of them only, and there only sealed."""

from gongkai.apps.inforequests.models.applicants import Applicant
from gongkai.apps.inforequests.models.events import RequestEvent
from gongkai.apps.inforequests.models.matches import AnsweredBefore
from gongkai.apps.inforequests.models.replies import Decision, Reply
from gongkai.apps.inforequests.models.requests import InfoRequest
from gongkai.apps.inforequests.models.retention import RetentionPeriod
from gongkai.apps.inforequests.models.summaries import PublicSummary

__all__ = [
    "AnsweredBefore",
    "Applicant",
    "Decision",
    "InfoRequest",
    "PublicSummary",
    "Reply",
    "RequestEvent",
    "RetentionPeriod",
]
