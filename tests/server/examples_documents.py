"""The examples of documents, interpretations and the rule book; see `examples`."""

from __future__ import annotations

from gongkai.apps.accounts.moves import OnPaper
from gongkai.apps.accounts.selectors import paper_sign_offs_of
from gongkai.apps.core.attachments import store
from gongkai.apps.disclosure.models import Interpretation, NormativeDocument, RuleBookVersion
from gongkai.apps.disclosure.services import documents, interpreting
from gongkai.apps.disclosure.services.rule_book import RuleText, draft_rule
from tests.apps.builders import NOW, TODAY, County
from tests.apps.disclosure.documents import TEXT, begun, imported, issued, planned, reviewed
from tests.apps.scans import scan_file
from tests.server.examples import LIST_FORM, Arguments, Example


def _document(county: County) -> Arguments:
    return {"pk": begun(county).pk}


def _act(county: County) -> Arguments:
    return {"pk": begun(county).pk, "act": "plan"}


def _to_approve(county: County) -> NormativeDocument:
    document = begun(county)
    planned(county, document)
    return reviewed(county, document)


def _paper(county: County) -> Arguments:
    return {"pk": _to_approve(county).pk, "move": "approve_document"}


def _scan(county: County) -> Arguments:
    document, clerk = _to_approve(county), county.person("clerk")
    scan = store(scan_file(), name="签批单.png", by=clerk.actor, at=NOW, body_id=county.body.pk)
    paper = OnPaper(county.person("leader"), TODAY, scan)
    documents.approve_document(document, by=clerk, at=NOW, on_paper=paper)
    return {"pk": document.pk, "paper": paper_sign_offs_of(document).get().pk}


def _problem(county: County) -> Arguments:
    problem = interpreting.record_problem(
        issued(county), body=county.body, source="hall", met_on=TODAY, words="?", by=county.person("clerk"), at=NOW
    )
    return {"pk": problem.pk}


def _rule(county: County) -> Arguments:
    text = RuleText("信息发布制度", TEXT, TODAY)
    version = draft_rule(body=county.body, kind="rule", topic="release", text=text, by=county.person("clerk"), at=NOW)
    return {"pk": version.entry_id}


def _public_document(county: County) -> Arguments:
    imported(county.body, "normative_documents", [f"{county.body.name},,办法,,,2021-03-01,,,,2021-03-02,,,,,,"])
    return {"pk": NormativeDocument.objects.get().pk}


def _public_piece(county: County) -> Arguments:
    imported(county.body, "interpretations", [f"{county.body.name},解读,文字解读,2021-03-02,,会议,,,"])
    return {"pk": Interpretation.objects.get().pk}


def _public_rule(county: County) -> Arguments:
    imported(county.body, "rule_book", [f"{county.body.name},制度,信息发布,发布制度,2021-03-02,,2021-03-02,文"])
    return {"pk": RuleBookVersion.objects.get().pk}


DOCUMENT_EXAMPLES: dict[str, Example] = {
    "desk:document_list": Example(post=200, form=LIST_FORM),
    "desk:document_new": Example(post=200),
    "desk:document": Example(_document),
    "desk:document_act": Example(_act, post=200, post_by=frozenset({"clerk", "office_head"})),
    "desk:document_paper": Example(_paper, post=200),
    "desk:document_scan": Example(_scan),
    "desk:interpretation_list": Example(post=200, form=LIST_FORM),
    "desk:interpretation_new": Example(post=200),
    "desk:problem_list": Example(post=200, form=LIST_FORM),
    "desk:problem_close": Example(_problem, post=200),
    "desk:rule_list": Example(post=200, form=LIST_FORM),
    "desk:rule_new": Example(post=200),
    "desk:rule": Example(_rule),
    "portal:document_list": Example(post=200),
    "portal:document": Example(_public_document, post=200),
    "portal:document_feed": Example(post=200),
    "portal:interpretation_list": Example(post=200),
    "portal:interpretation": Example(_public_piece, post=200),
    "portal:rule_book": Example(post=200),
    "portal:rule": Example(_public_rule, post=200),
}
