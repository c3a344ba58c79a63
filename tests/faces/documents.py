"""Documents of the invented world: at each step, and of each validity; with interpretations, problems and rules."""

from __future__ import annotations

from datetime import datetime, timedelta

from gongkai.apps.disclosure import services as publishing
from gongkai.apps.disclosure.models import NormativeDocument, Publication
from gongkai.apps.disclosure.services import documents, interpreting
from gongkai.apps.disclosure.services.documents import Issue
from gongkai.apps.disclosure.services.interpreting import Piece, Plan
from tests.apps.builders import County
from tests.apps.disclosure.documents import imported

TEXT = "<p>第一条 为规范演示工作，制定本办法。</p><p>第二条 各乡镇人民政府、县政府各部门按职责分工执行。</p>"
OUTLINE = (
    "一、制定背景\n二、主要依据\n三、主要内容：明确职责分工、办理时限和监督方式\n四、适用对象：各乡镇、各部门和办事群众"
)
STEPS = ("draft", "in_legality_review", "in_approval", "approved", "issued")


def fill(county: County, now: datetime) -> None:
    """A register as it stands on a working day."""
    name = county.body.name
    old = (
        "农村演示道路管护办法,政规〔2018〕3号,,2018-05-14,,2018-06-15,,2018-05-21,,,2023-09-11,政规〔2023〕2号",
        "演示资金管理暂行规定,政规〔2020〕1号,,2020-03-16,,2020-04-20,2022-04-19,2020-03-23,,,,",
        "演示奖励办法,政规〔2021〕4号,,2021-08-09,,2021-09-10,,2021-08-16,2024-02-05,政规〔2024〕1号,,",
        "农村演示道路管护办法（2023年修订）,政规〔2023〕2号,第1局、第2局,2023-09-11,,2023-10-16,,2023-09-15,,,,",
    )
    imported(
        county.body, "normative_documents", [f"{name},,{row},司法局审核：合法,第一条 演示。" for row in old], at=now
    )
    pieces = (
        "解读一,文字解读,2023-09-15,政规〔2023〕2号,,,,背景和依据。",
        "一图读懂,图文图解,2023-09-18,政规〔2023〕2号,,,,图。",
    )
    imported(county.body, "interpretations", [f"{name},{row}" for row in pieces], at=now)
    rules = (
        "制度,信息发布,信息发布审核制度,2019-07-01,,2019-07-03,先审后发。",
        "制度,信息发布,信息发布审核制度,2024-01-01,,2024-01-03,三审三校。",
        "流程图,依申请公开,依申请公开流程图,2019-05-15,,2019-05-20,受理、办理、答复。",
    )
    imported(county.body, "rule_book", [f"{name},{row}" for row in rules], at=now)
    for number, upto in enumerate(STEPS):
        _document(county, f"示范县第{number + 1}号演示管理办法", upto, now - timedelta(days=20 - number))


def _document(county: County, title: str, upto: str, at: datetime) -> NormativeDocument:
    clerk, office = county.person("clerk"), county.person("office_head")
    made = documents.register_document(body=county.body, title=title, body_html=TEXT, by=clerk, at=at)
    if upto == "draft":
        return made
    plan = Plan(("text", "graphic"), "县政府办公室", OUTLINE)
    interpreting.plan_interpretation(made, plan=plan, by=clerk, at=at)
    piece = Piece("graphic", f"一图读懂《{title}》", "<p>图解：谁来办、怎么办、多久办完。</p>")
    interpreting.draft_interpretation(body=county.body, document=made, piece=piece, by=clerk, at=at)
    documents.send_to_legality_review(made, by=clerk, at=at)
    if upto == "in_legality_review":
        return made
    adviser = county.person("legal_adviser")
    documents.review_legality(made, is_lawful=True, opinion="内容和程序合法。", by=adviser, at=at)
    if upto == "in_approval":
        return made
    documents.approve_document(made, by=county.person("leader"), at=at)
    if upto == "issued":
        on = at.date()
        issue = Issue(f"政规〔{on.year}〕7号", on, on, valid_until=on + timedelta(days=50))
        documents.issue_document(made, issue=issue, by=office, at=at)
        _release(county, made.publication, at)
        interpreting.record_problem(
            made, body=county.body, source="hotline", met_on=on, words="申领条件看不懂。", by=clerk, at=at
        )
    return made


def _release(county: County, publication: Publication | None, at: datetime) -> None:
    assert publication is not None
    publishing.submit_publication(publication, has_checked=True, by=county.person("clerk"), at=at)
    publishing.publish_publication(county.review(publication, at=at), by=county.person("publisher"), at=at)
