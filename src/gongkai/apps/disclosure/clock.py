"""Until when a publication must be public by the law of its type, kept with the row as it was counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.timezone import localdate

from gongkai.apps.disclosure.details import PROACTIVE
from gongkai.apps.disclosure.models import NormativeDocument, Publication
from gongkai.apps.disclosure.vocabulary import kinds
from gongkai.bilingual import Text
from gongkai.errors import CalendarUnknown, InvalidInput
from gongkai.law import STATUS_WORDS, load_calendar, parse_citation, publication_due
from gongkai.law.parameters import UNIT_WORDS, Unit

DERIVED = Text(
    "自{event}（{day}）的次日起算{number}{unit}，依据{cite}（{status}）。",
    "{number} {unit} after {event} ({day}), under {cite} ({status}).",
)
PROVISIONAL = Text(
    "其间的放假安排尚未公布，日期可能变动。", "The holidays in between are not announced yet; the day may move."
)
EVENTS: Mapping[str, Text] = {
    "formed": Text("信息形成之日", "the day it was formed"),
    "drafted": Text(
        "起草之日，即最迟的形成之日", "the day it was drafted, the latest on which it can have been formed"
    ),
    "changed": Text("决定更正之日", "the day its change was decided"),
}


def settle(publication: Publication) -> None:
    """Keep its due day and the counting behind it. What was public once keeps that day; a change has one of its own.

    Withheld, on-request and re-posted information has none, nor has what lies before or beyond law and calendar; the
    text of a document has none until it is issued, since it is formed only then.
    law: ogi2019/26.  The caller saves it.
    """
    if publication.published_on is None and _awaits_issue(publication):
        publication.due_on, publication.due_basis = None, {}
    elif publication.published_on is None:
        is_known = publication.formed_on is not None
        start = publication.formed_on or localdate(publication.created_at)
        publication.due_on, publication.due_basis = _counted(publication, start, "formed" if is_known else "drafted")
    elif publication.changed_on is not None:
        found = _counted(publication, publication.changed_on, "changed")
        publication.change_due_on, publication.change_basis = found
    else:
        publication.change_due_on, publication.change_basis = None, {}


def running_due(publication: Publication) -> tuple[date, Text] | None:
    """The day that runs now, and how it came about; None where no clock runs."""
    if publication.state in _ENDED:
        return None
    is_change = publication.published_on is not None
    day = publication.change_due_on if is_change else publication.due_on
    basis = publication.change_basis if is_change else publication.due_basis
    return (day, derivation(basis)) if day is not None else None


def derivation(basis: Mapping[str, object]) -> Text:
    """The counting that was kept, in words."""
    cite, status = parse_citation(str(basis["cite"])), STATUS_WORDS[str(basis["status"])]  # type: ignore[index]
    told = DERIVED.format(
        event=EVENTS[str(basis["event"])],
        day=str(basis["from"]),
        number=str(basis["number"]),
        unit=UNIT_WORDS[str(basis["unit"])],  # type: ignore[index]
        cite=cite.printed,
        status=status,
    )
    if not basis.get("is_provisional"):
        return told
    return Text(f"{told.zh}{PROVISIONAL.zh}", f"{told.en} {PROVISIONAL.en}")


_ENDED = frozenset({"published", "withheld", "withdrawn"})


def _awaits_issue(publication: Publication) -> bool:
    """Whether it carries the text of a document of the register that is still being made."""
    documents = NormativeDocument.objects.filter(publication_id=publication.pk, issued_on__isnull=True)
    return publication.pk is not None and documents.exists()


def _counted(publication: Publication, start: date, event: str) -> tuple[date | None, dict[str, object]]:
    kind = kinds().get(publication.kind)
    if publication.openness != PROACTIVE or kind is None or kind.limit is None:
        return None, {}
    try:
        due = publication_due(start, calendar=load_calendar(), limit=kind.limit)
    except (CalendarUnknown, InvalidInput):
        return None, {}
    unit: Unit = due.unit
    return due.on, {
        "event": event,
        "from": start.isoformat(),
        "limit": due.parameter_id,
        "number": due.rule.number,
        "unit": unit,
        "cite": str(due.rule.cite),
        "status": due.rule.status,
        "is_provisional": due.due.provisional,
    }
