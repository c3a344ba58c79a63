"""Acts on disputes, one function each."""

from gongkai.apps.remedies.services.clocks import refresh_clocks
from gongkai.apps.remedies.services.entering import Entered, enter_dispute
from gongkai.apps.remedies.services.facts import record_acceptance, record_extension, record_reanswer, record_told
from gongkai.apps.remedies.services.moves import answer, appeal, archive, close, decide, retry

__all__ = [
    "Entered",
    "answer",
    "appeal",
    "archive",
    "close",
    "decide",
    "enter_dispute",
    "record_acceptance",
    "record_extension",
    "record_reanswer",
    "record_told",
    "refresh_clocks",
    "retry",
]
