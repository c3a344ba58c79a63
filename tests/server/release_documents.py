"""What the backup of a release holds of documents, interpretations and the rule book."""

from __future__ import annotations

from gongkai.apps.disclosure.services import document_events as events
from gongkai.apps.disclosure.services import documents, interpreting
from gongkai.apps.disclosure.services.interpreting import PROBLEM_SOURCES
from gongkai.apps.disclosure.services.rule_book import RuleText, draft_rule
from tests.apps.builders import NOW, TODAY, County
from tests.apps.disclosure.documents import TEXT, issued


def fill_documents(county: County) -> None:
    """A document issued and filed with its plan and piece, one waived, one dropped, a problem, and a rule."""
    clerk, head = county.person("clerk"), county.person("office_head")
    document = issued(county)
    events.file_document(document, filed_on=TODAY, filed_with="示范市人民政府", receipt="备1号", by=clerk, at=NOW)
    source = next(iter(PROBLEM_SOURCES))
    interpreting.record_problem(
        document, body=county.body, source=source, met_on=TODAY, words="演示问题。", by=clerk, at=NOW
    )
    joint = documents.register_document(
        body=county.body, title="示范县联合办法", body_html=TEXT, co_issuers=["示范县某局"], by=clerk, at=NOW
    )
    interpreting.waive_interpretation(joint, reason="仅作演示。", by=head, at=NOW)
    dropped = documents.register_document(
        body=county.body, title="示范县不再制定的办法", body_html=TEXT, by=clerk, at=NOW
    )
    documents.drop_document(dropped, reason="仅作演示。", by=clerk, at=NOW)
    rule = RuleText("示范县信息发布制度", TEXT, TODAY)
    draft_rule(body=county.body, kind="rule", topic="release", text=rule, by=clerk, at=NOW)
