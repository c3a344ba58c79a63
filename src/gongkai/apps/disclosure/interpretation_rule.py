"""What has to be there before a policy document is approved, and before it or its interpretation becomes public.

Asked by every door: the services of both flows raise what stands here, the pages show it beforehand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max

from gongkai.apps.disclosure.document_flow import INTERPRETABLE
from gongkai.apps.disclosure.flow import APPROVALS
from gongkai.apps.disclosure.models import (
    Interpretation,
    InterpretationPlan,
    InterpretationWaiver,
    NormativeDocument,
    Publication,
)
from gongkai.apps.disclosure.texts import details_of, working_text
from gongkai.bilingual import Text
from gongkai.errors import MoveRefused

_PLAN_FIRST = Text("没有解读方案，不能审签。", "There is no plan of its interpretation, so it cannot be approved.")
_DRAFT_FIRST = Text("没有解读稿，不能审签。", "There is no draft of its interpretation, so it cannot be approved.")
_HINT = Text(
    "解读与文件同步起草、同步审签、同步发布；确不需要解读的，由公开机构负责人写明理由免除。",
    "An interpretation is drafted, approved and published with its document; where none is needed, the head of the "
    "disclosure office waives it with the reason.",
)
_REGISTER_FIRST = Text("政策文件须先在文件库登记。", "A policy document is entered in the register of documents first.")
_REGISTER_HINT = Text("请在“规范性文件”栏目起草登记。", "Begin it in the area of normative documents.")
_NOT_ISSUED = Text("文件尚未编号制发，不能发布。", "The document has not been numbered and issued yet.")
_CHANGED = Text("文本与审核制发时不一致，不能发布。", "The text is not the one that was reviewed and issued.")
_CHANGED_HINT = Text(
    "请领导退回文件，重新送合法性审核、审签后制发；因另一份文件修改的，先登记修改。",
    "The leader sends the document back, and it is found lawful, approved and issued anew; where another document "
    "amended it, the amendment is recorded first.",
)
_NOT_OURS = Text("只有登记没有文本的文件不能退回。", "A document without a text here cannot be sent back.")
_ISSUED = Text("文件已经编号制发，不能不再制定。", "The document was numbered and issued, so it is made already.")
_DOCUMENT_FIRST = Text(
    "所解读的文件尚未公开，解读材料不能先发布。",
    "The document it interprets is not public yet; its interpretation waits.",
)


def interpretation_bar(document: NormativeDocument) -> MoveRefused | None:
    """Why this document cannot be approved for want of an interpretation; None where nothing is missing."""
    if InterpretationWaiver.objects.filter(document=document).exists():
        return None
    if not InterpretationPlan.objects.filter(document=document).exists():
        return MoveRefused("no-interpretation-plan", _PLAN_FIRST, hint=_HINT)
    if not Interpretation.objects.filter(document=document).exists():
        return MoveRefused("no-interpretation-draft", _DRAFT_FIRST, hint=_HINT)
    return None


def approval_bar(publication: Publication) -> MoveRefused | None:
    """Why no review of this publication can be passed yet, so far as it is the text of a policy document."""
    document = document_of(publication)
    if document is not None:
        return interpretation_bar(document)
    was_public_as_one = publication.published_on is not None and publication.kind in INTERPRETABLE
    if details_of(working_text(publication)).kind in INTERPRETABLE and not was_public_as_one:
        return MoveRefused("document-not-registered", _REGISTER_FIRST, hint=_REGISTER_HINT)
    return None


def release_bar(publication: Publication, *, planned_for: datetime | None = None) -> MoveRefused | None:
    """Why it cannot become public yet: its document is not issued, or not the text it was; or it comes too early.

    planned_for  it is to be released then: a document whose own release is planned no later comes before it
    """
    piece = Interpretation.objects.filter(publication=publication).select_related("document__publication").first()
    if piece is not None and piece.document is not None and not _is_public_by(piece.document, planned_for):
        return MoveRefused("document-not-public", _DOCUMENT_FIRST)
    document = document_of(publication)
    if document is None:
        return None
    if document.state not in ("issued", "repealed"):
        return MoveRefused("document-not-issued", _NOT_ISSUED)
    if is_text_reviewed(document) or (publication.published_on is not None and _may_differ(document, publication)):
        return None
    return MoveRefused("document-text-changed", _CHANGED, hint=_CHANGED_HINT)


def bars_of_way(document: NormativeDocument) -> Mapping[str, MoveRefused]:
    """What bars a document from moves of its own way, by move."""
    found: dict[str, MoveRefused] = {}
    if document.state == "in_approval" and (bar := interpretation_bar(document)) is not None:
        found["approve_document"] = bar
    if document.publication_id is None:
        found["return_document"] = MoveRefused("no-text-here", _NOT_OURS)
    if document.issued_on is not None:
        found["drop"] = MoveRefused("issued-already", _ISSUED)
    return found


def _may_differ(document: NormativeDocument, publication: Publication) -> bool:
    """Whether a later text needs no legality review of its own.

    It is that of a repealed document, the words that the public reads already, or those of an amendment that was
    recorded since the last release: the document that amends was found lawful itself.
    """
    text, releases = working_text(publication), publication.versions.filter(released_at__isnull=False)
    if document.state == "repealed" or (text.title, text.body_html) == (publication.title, publication.body_html):
        return True
    last = releases.aggregate(at=Max("released_at"))["at"] or publication.published_at
    return document.status_events.filter(kind="amended", recorded_at__gt=last).exists()


def _is_public_by(document: NormativeDocument, planned_for: datetime | None) -> bool:
    if document.public_on is not None or planned_for is None or document.publication is None:
        return document.public_on is not None
    release_at = document.publication.planned_for
    return release_at is not None and release_at <= planned_for


def bars_of_documents(publication: Publication) -> Mapping[str, Text]:
    """The same by move, for the page of a publication: of the moves that are open where it stands."""
    here = {move.name for move in publication.flow.moves_from(publication.state)}
    found: dict[str, MoveRefused | None] = {}
    if reviews := here.intersection(APPROVALS):
        found |= dict.fromkeys(reviews, approval_bar(publication))
    if "publish" in here:
        found["publish"] = release_bar(publication)
    return {name: bar.message for name, bar in found.items() if bar is not None}


def document_of(publication: Publication) -> NormativeDocument | None:
    """The document whose text this publication carries."""
    return NormativeDocument.objects.filter(publication=publication).first()


def take_from_register(publication: Publication, document: NormativeDocument | None = None) -> None:
    """Number and day into the row that carries the text of a document: the register is right. The caller saves it."""
    document = document or document_of(publication)
    if document is not None and document.issued_on is not None:
        publication.document_number, publication.formed_on = document.number, document.formed_on


def is_text_reviewed(document: NormativeDocument) -> bool:
    """Whether the text in work is word for word the one that was found lawful last."""
    assert document.publication is not None, "only documents with a text here are reviewed"
    last = document.legality_reviews.last()
    if last is None or not last.is_lawful:
        return False
    text = working_text(document.publication)
    if text.number == last.version:
        return True
    read = document.publication.versions.filter(number=last.version).first()
    return read is not None and (read.title, read.body_html) == (text.title, text.body_html)
