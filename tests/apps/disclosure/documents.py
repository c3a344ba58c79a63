"""Documents at any step of their way, for the tests of the register."""

from __future__ import annotations

import io
from datetime import date, datetime

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import imports
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import ImportRun
from gongkai.apps.disclosure import services as publishing
from gongkai.apps.disclosure.models import Interpretation, NormativeDocument, Publication
from gongkai.apps.disclosure.services import documents, interpreting
from gongkai.apps.disclosure.services.documents import Issue
from gongkai.apps.disclosure.services.interpreting import Piece, Plan
from tests.apps.builders import NOW, TODAY, County

TEXT = "<p>第一条 演示。</p>"
PLAN = Plan(("text", "graphic"), "县政府办公室", "背景、依据、目的、主要内容。")
PIECE = Piece("graphic", "一图读懂演示办法", "<p>图解</p>")


def begun(county: County, *, title: str = "示范县演示管理办法", kind: str = "normative") -> NormativeDocument:
    return documents.register_document(
        body=county.body, kind=kind, title=title, body_html=TEXT, by=county.person("clerk"), at=NOW
    )


def planned(county: County, document: NormativeDocument) -> Interpretation:
    """With its plan and the draft of a piece."""
    clerk = county.person("clerk")
    interpreting.plan_interpretation(document, plan=PLAN, by=clerk, at=NOW)
    return interpreting.draft_interpretation(body=county.body, document=document, piece=PIECE, by=clerk, at=NOW)


def reviewed(county: County, document: NormativeDocument) -> NormativeDocument:
    """Found lawful."""
    documents.send_to_legality_review(document, by=county.person("clerk"), at=NOW)
    adviser = county.person("legal_adviser")
    documents.review_legality(document, is_lawful=True, opinion="合法。", by=adviser, at=NOW)
    return document


def approved(county: County, **given: str) -> NormativeDocument:
    document = begun(county, **given)
    planned(county, document)
    documents.approve_document(reviewed(county, document), by=county.person("leader"), at=NOW)
    return document


def issued(
    county: County,
    *,
    number: str = "示政规〔2026〕1号",
    on: date = TODAY,
    valid_until: date | None = None,
    at: datetime = NOW,
    **given: str,
) -> NormativeDocument:
    document = approved(county, **given)
    issue = Issue(number, formed_on=on, issued_on=on, valid_until=valid_until)
    documents.issue_document(document, issue=issue, by=county.person("office_head"), at=at)
    return document


def published(county: County, publication: Publication | None, *, at: datetime = NOW) -> Publication:
    """Through its reviews and out."""
    assert publication is not None
    publishing.submit_publication(publication, has_checked=True, by=county.person("clerk"), at=at)
    publishing.publish_publication(county.review(publication, at=at), by=county.person("publisher"), at=at)
    return publication


def imported(
    body: PublicBody, template: str, rows: list[str], *, name: str = "导入.csv", at: datetime = NOW
) -> ImportRun:
    """Rows below the head of a template, through the import door."""
    head = ",".join(column.label.zh for column in imports.template_of(template).columns)
    file = io.BytesIO("\n".join([head, *rows]).encode())
    run = imports.check_file(file, name=name, template=template, body_id=body.pk, by=SYSTEM, at=at)
    return run if run.state == "faulty" else imports.run_import(run, at=at)
