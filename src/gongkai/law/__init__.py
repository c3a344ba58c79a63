"""The one place of every legal rule: dated, cited, with its status; working days and the clock of a request.

The names below are loaded from their rooms when first used, so that opening this face costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.law.calendar import DayRow, DueDay, WorkingCalendar, load_calendar
    from gongkai.law.citation import Citation, parse_citation
    from gongkai.law.deadlines import (
        STATE_WORDS,
        Deadline,
        Event,
        History,
        Step,
        event_from,
        read_history,
        request_deadline,
    )
    from gongkai.law.declarations import STATUS_WORDS, Status
    from gongkai.law.disputes import (
        SIDE_WORDS,
        DisputeDays,
        DisputeResult,
        Term,
        classes_status,
        dispute_result,
        dispute_results,
        instance_terms,
        longest_extension,
        review_terms,
    )
    from gongkai.law.duties import (
        duties_for,
        interpretation_due,
        publication_due,
        publication_duties,
        required_fields,
        yearly_due,
    )
    from gongkai.law.exemptions import Exemption, ReplyKind, exemptions_on, reply_kinds
    from gongkai.law.fees import CountedRequest, Fee, fee_by_item, fee_by_page, fee_for_request, items_in_month
    from gongkai.law.letters import Element, LetterKind, letter_for_reply, letter_kinds
    from gongkai.law.parameters import Parameter, Rule, Value, all_parameters, parameter, parameter_rows
    from gongkai.law.powers import power_to_make_rules
    from gongkai.law.receipt import ReceiptFacts, day_of_receipt
    from gongkai.law.remedies import (
        ORDER_WORDS,
        Remedy,
        body_kinds,
        court_labels,
        remedy,
        remedy_dates,
        remedy_outcomes,
        suit_after_review_due,
    )
    from gongkai.law.spans import TimeLimit, time_limit

__all__ = [
    "ORDER_WORDS",
    "SIDE_WORDS",
    "STATE_WORDS",
    "STATUS_WORDS",
    "Citation",
    "CountedRequest",
    "DayRow",
    "Deadline",
    "DisputeDays",
    "DisputeResult",
    "DueDay",
    "Element",
    "Event",
    "Exemption",
    "Fee",
    "History",
    "LetterKind",
    "Parameter",
    "ReceiptFacts",
    "Remedy",
    "ReplyKind",
    "Rule",
    "Status",
    "Step",
    "Term",
    "TimeLimit",
    "Value",
    "WorkingCalendar",
    "all_parameters",
    "body_kinds",
    "classes_status",
    "court_labels",
    "day_of_receipt",
    "dispute_result",
    "dispute_results",
    "duties_for",
    "event_from",
    "exemptions_on",
    "fee_by_item",
    "fee_by_page",
    "fee_for_request",
    "instance_terms",
    "interpretation_due",
    "items_in_month",
    "letter_for_reply",
    "letter_kinds",
    "load_calendar",
    "longest_extension",
    "parameter",
    "parameter_rows",
    "parse_citation",
    "power_to_make_rules",
    "publication_due",
    "publication_duties",
    "read_history",
    "remedy",
    "remedy_dates",
    "remedy_outcomes",
    "reply_kinds",
    "request_deadline",
    "required_fields",
    "review_terms",
    "suit_after_review_due",
    "time_limit",
    "yearly_due",
]

_ROOMS = {
    "calendar": (
        "DayRow",
        "DueDay",
        "WorkingCalendar",
        "load_calendar",
    ),
    "citation": (
        "Citation",
        "parse_citation",
    ),
    "deadlines": (
        "STATE_WORDS",
        "Deadline",
        "Event",
        "History",
        "Step",
        "event_from",
        "read_history",
        "request_deadline",
    ),
    "declarations": (
        "STATUS_WORDS",
        "Status",
    ),
    "disputes": (
        "SIDE_WORDS",
        "DisputeDays",
        "DisputeResult",
        "Term",
        "classes_status",
        "dispute_result",
        "dispute_results",
        "instance_terms",
        "longest_extension",
        "review_terms",
    ),
    "duties": (
        "duties_for",
        "interpretation_due",
        "publication_due",
        "publication_duties",
        "required_fields",
        "yearly_due",
    ),
    "exemptions": (
        "Exemption",
        "ReplyKind",
        "exemptions_on",
        "reply_kinds",
    ),
    "fees": (
        "CountedRequest",
        "Fee",
        "fee_by_item",
        "fee_by_page",
        "fee_for_request",
        "items_in_month",
    ),
    "letters": (
        "Element",
        "LetterKind",
        "letter_for_reply",
        "letter_kinds",
    ),
    "parameters": (
        "Parameter",
        "Rule",
        "Value",
        "all_parameters",
        "parameter",
        "parameter_rows",
    ),
    "powers": ("power_to_make_rules",),
    "receipt": (
        "ReceiptFacts",
        "day_of_receipt",
    ),
    "remedies": (
        "ORDER_WORDS",
        "Remedy",
        "body_kinds",
        "court_labels",
        "remedy",
        "remedy_dates",
        "remedy_outcomes",
        "suit_after_review_due",
    ),
    "spans": (
        "TimeLimit",
        "time_limit",
    ),
}


def __getattr__(name: str) -> object:
    """The public name from its room (PEP 562)."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{room}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
