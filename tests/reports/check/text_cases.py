"""Cases of the rules about text and structure: each rule tripped, and nearly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from gongkai.reports.model import Figure, Report
from tests.reports.check.cases import Case, Cases, figure
from tests.reports.plain import plain


def said(old: str, new: str, **fields: object) -> Case:
    """The plain report with other words."""
    return Case(lambda: plain(words={old: new}, **fields))


def added(words: str) -> Case:
    """The plain report with a sentence more in the overview."""
    return said("举办培训4期。", f"举办培训4期。{words}")


def without_section(number: int) -> Report:
    report = plain()
    section = report.section(number)
    assert section
    lines = tuple("" if n == section.first_line else line for n, line in enumerate(report.lines, 1))
    return replace(report, lines=lines, sections=tuple(s for s in report.sections if s is not section))


def glued_section(number: int) -> Report:
    """A section whose heading stands within the line before it and was not cut off."""
    report = without_section(number)
    title = plain().sections[number - 1].title
    return replace(report, lines=(*report.lines[:-3], f"表略{title}第一行", *report.lines[-3:]))


def reordered() -> Report:
    report = plain()
    return replace(report, sections=(*report.sections[:4], report.sections[5], report.sections[4]))


RATES = (
    figure("hotline_orders", 300),
    figure("hotline_replied", 200),
    figure("hotline_reply_rate", Decimal("66.7"), "%"),
)
COLUMNS = tuple(
    figure(f"posts_{name}", value, "条")
    for name, value in zip(
        ("county_news", "department_news", "township_news", "state_council_reposts", "notices"),
        (500, 300, 200, 100, 100),
        strict=True,
    )
)
SITE = 6
GUIDES = (figure("normative_docs_issued", 5),)


def with_parts(words: str, *more: Figure) -> Report:
    """Interpretations with 25 graphic ones, told in the last paragraph of the overview."""
    told = (figure("interpretations", 34, "篇"), figure("interpretations_graphic", 25, "篇"), *more)
    made = plain(words={"举办培训4期。": words})
    line = next(n for n, text in enumerate(made.lines, 1) if words in text)
    return replace(made, figures=(*made.figures, *_at(told, line)))


TRIPS: Cases = {
    "text-vs-table": (
        Case(lambda: plain(told={"requests_received": 9}), "error", "t3.received.total"),
        Case(lambda: plain(told={"requests_received": 0}), "error"),
        Case(lambda: plain(more=(figure("normative_docs_issued", 6),)), "error", "t2.normative_docs.issued"),
        Case(lambda: plain(more=(figure("reviews_received", 3),)), "warning", "t4.review.total"),
        Case(lambda: plain(more=(figure("lawsuits_received", 0),)), "error", "t4.direct.total"),
        Case(lambda: plain(more=(figure("licensing_decisions", 700, approx=True),)), "warning"),
    ),
    "all-answered-vs-carried-out": (added("本年申请均已办结。"),),
    "text-contradiction": (Case(lambda: plain(more=(figure("villages", 40), figure("villages", 41)))),),
    "rate-recomputed": (
        Case(lambda: plain(more=(*RATES[:2], figure("hotline_reply_rate", Decimal("66.8"), "%"))), "warning"),
        Case(lambda: plain(more=(*RATES[:2], figure("hotline_reply_rate", Decimal("66.6"), "%"))), "info"),
    ),
    "unverifiable-rate": (Case(lambda: plain(more=RATES[1:])),),
    "sum-recomputed": (
        Case(lambda: plain(told={"site_posts": 1300}, more=_at(COLUMNS, SITE))),
        Case(lambda: plain(told={"site_posts": 1100}, more=_at(COLUMNS[:4], SITE) + _at(COLUMNS[4:], SITE))),
    ),
    "partial-breakdown": (Case(lambda: plain(more=_at(COLUMNS[:3], SITE))),),
    "approximate-sum": (
        Case(
            lambda: plain(
                more=tuple(
                    figure(m, v, "条", approx=True)
                    for m, v in (("posts_total", 7000), ("site_posts", 2900), ("new_media_posts", 4200))
                )
            )
        ),
    ),
    "subset": (Case(lambda: plain(told={"mailbox_closed": 41})),),
    "impossible-count": (
        added("阅读达3.5人次。"),
        Case(lambda: plain({"t2.penalty.decisions": Decimal("2.5")}), where="t2.penalty.decisions"),
    ),
    "implausible-ratio": (Case(lambda: plain(told={"site_visits": 3000})),),
    "backlog": (Case(lambda: plain(told={"mailbox_closed": 38})),),
    "request-count-not-in-text": (
        Case(lambda: plain(words={"收到申请10件，": ""}, figures=()), "warning"),
        Case(lambda: plain({"t3.received.total": 0}, words={"收到申请10件，": ""}, figures=()), "info"),
    ),
    "lawsuit-not-in-text": (said("，另有行政诉讼1件", ""),),
    "statutory-deadline": (added("信息在形成之日起20日内公开。"),),
    "number-style": (added("召开两次。"),),
    "wrong-year": (
        said("2021年，演示县把", "2020年，演示县把"),
        said("2021年有的栏目", "2020年有的栏目"),
        said("2021年1月1日至2021年", "2020年1月1日至2020年"),
        said("县政府网站全年", "2020年县政府网站共"),
        Case(lambda: plain(lines=(), period=(date(2020, 1, 1), date(2020, 12, 31)))),
        added("2022年共发布公告30条。"),
        added("2019年共发布公告30条。"),
        added("截至2020年12月底，共发布公告30条。"),
        said("2021年，演示县把", "2022年，演示县把"),
        Case(lambda: plain(title="演示县人民政府2020年政府信息公开工作年度报告")),
    ),
    "partial-period": (added("截止第三季度，报送信息20条。"), added("截至10月底，报送信息20条。")),
    "as-of-date": (added("截至目前办理20件。"),),
    "cumulative-figure": (added("目前共发布公告30条。"),),
    "missing-period": (said("，统计期限为2021年1月1日至2021年12月31日", ""),),
    "sections": (Case(lambda: without_section(6), "error", "section 6"), Case(reordered, "warning")),
    "section-title": (said("五、存在的主要问题及改进情况", "五、困难和建议"),),
    "missing-aspect": (said("（三）政府信息管理", "（三）其他工作"), said("（五）监督保障", "（五）其他工作")),
    "missing-title": (Case(lambda: plain(title="")),),
    "report-title": (Case(lambda: plain(title="演示县人民政府2021年公开年报")),),
    "missing-signature": (Case(lambda: plain(signed="", dated=None)),),
    "missing-preamble": (said("本报告依据条例和年度报告格式（国办公开办函〔2021〕30号）编写，", "情况如下，"),),
    "missing-document-number": (said("（国办公开办函〔2021〕30号）", ""),),
    "missing-fee-statement": (
        said("没有收取信息处理费。", "无。"),
        Case(
            lambda: plain({"t3.other.fee_lapsed.total": 1}, words={"没有收取信息处理费。": "无。"}),
            where="t3.other.fee_lapsed.total",
        ),
    ),
    "duplicate-numbering": (
        added("一是检查；二是整改；二是回访。"),
        said("（五）监督保障", "（四）监督保障"),
        said("（四）平台建设", "一、平台建设"),
        said("五、存在的", "六、存在的"),
    ),
    "inconsistent-body-name": (Case(lambda: plain(signed="演示自治县人民政府")),),
    "repeated-text": (added("加强业务指导，加强业务指导，效果明显。"), added("共发布公告共30条。")),
    "stray-text": (added("办结率为95.0%，办结率受理工单30件。"),),
    "personal-contact": (
        said("编写，", "编写，邮箱：test@qq.com，"),
        said("编写，", "编写，电话：13800000000，"),
    ),
    "citizen-number": (added("申请人11010519491231002X。"),),
    "official-names": (added("县长张三丰同志作了部署。"), added("由李四海副县长分管。")),
    "implausible-count": (Case(lambda: plain(more=(*GUIDES, figure("consultations", 400, "次")))),),
    "ambiguous-breakdown": (
        Case(lambda: with_parts("发布解读34篇，图解25篇。")),
        Case(lambda: with_parts("发布解读34篇，图解25篇，动漫1部。", figure("interpretations_animated", 1, "部"))),
    ),
    "weight-not-stated": (added("要求政务公开分值权重不低于4%。"),),
    "vendor-names": (added("网站由演示信息技术有限公司维护。"),),
    "dangling-reference": (added("该公司每日巡查网站。"),),
    "typo": (added("做好相关的的工作。"), added("及时公开，，方便群众。")),
    "date-of-event": (added("5月14日，举办“5·15政务公开日”活动。"),),
}

HOLDS: Cases = {
    "text-vs-table": (
        Case(lambda: plain({"t2.licensing.decisions": 857}, more=(figure("licensing_decisions", 850, approx=True),))),
        Case(lambda: plain(more=(figure("lawsuits_received", 1),))),
        Case(lambda: plain({"t3.received.total": None}, told={"requests_received": 9})),
    ),
    "all-answered-vs-carried-out": (added("本年申请均在期限内处理。"),),
    "text-contradiction": (
        Case(lambda: plain(more=(figure("villages", 40), figure("villages", 40)))),
        Case(lambda: plain(more=(figure("trainings", 2), figure("trainings", 3)))),
    ),
    "rate-recomputed": (
        Case(lambda: plain(more=RATES)),
        Case(lambda: plain(more=(*RATES[:2], figure("hotline_reply_rate", 67, "%")))),
    ),
    "unverifiable-rate": (Case(lambda: plain(more=RATES)),),
    "sum-recomputed": (Case(lambda: plain(more=_at(COLUMNS, SITE))), Case(lambda: plain(more=_at(COLUMNS[:3], SITE)))),
    "partial-breakdown": (Case(lambda: plain(more=_at(COLUMNS, SITE))),),
    "approximate-sum": (Case(lambda: plain(more=_at(COLUMNS, SITE))),),
    "subset": (Case(lambda: plain(told={"mailbox_closed": 40})),),
    "impossible-count": (added("阅读达3.5万人次。"), added("提高1.5个百分点。")),
    "implausible-ratio": (Case(lambda: plain(told={"site_visits": 6000})),),
    "backlog": (Case(lambda: plain(told={"mailbox_closed": 40})),),
    "request-count-not-in-text": (Case(lambda: plain(figures=())),),
    "lawsuit-not-in-text": (
        Case(lambda: plain({f"t4.direct.{c}": 0 for c in ("upheld", "total")}, words={"，另有行政诉讼1件": ""})),
    ),
    "statutory-deadline": (added("信息在形成之日起20个工作日内公开。"),),
    "number-style": (added("召开2次。"),),
    "wrong-year": (
        added("与2020年相比多10条。"),
        added("2022年将举办培训6期。"),
        added("2020年11月开通。"),
        added("2019年以来共发布公告300条。"),
        added("依据《2020年工作要点》共发布公告30条。"),
        said("2021年有的栏目", "2020年度存在的问题已整改，2021年有的栏目"),
        said("2022年将逐项改进。", "2022年共安排培训8期。"),
    ),
    "partial-period": (added("截至12月底，报送信息20条。"), added("3月组织培训1期。")),
    "as-of-date": (added("截至12月31日办理20件。"),),
    "cumulative-figure": (added("全年共发布公告30条。"),),
    "missing-period": (Case(plain),),
    "sections": (Case(plain), Case(lambda: glued_section(4)), Case(lambda: plain(sections=(), lines=()))),
    "section-title": (said("五、存在的主要问题及改进情况", "### 五、 存在的主要问题及改进情况："),),
    "missing-aspect": (said("（五）监督保障", "（五）监督考核"), said("（三）政府信息管理", "（三）政务信息管理情况")),
    "missing-title": (Case(plain),),
    "report-title": (Case(lambda: plain(title="演示县人民政府 2021 年政府信息公开工作年度报告")),),
    "missing-signature": (
        Case(lambda: plain(signed="")),
        Case(lambda: plain(lines=(), sections=(), signed="", dated=None)),
    ),
    "missing-preamble": (said("本报告依据条例和年度报告格式（国办公开办函〔2021〕30号）编写，", "根据条例，"),),
    "missing-document-number": (said("和年度报告格式（国办公开办函〔2021〕30号）", ""),),
    "missing-fee-statement": (
        said("没有收取信息处理费。", "收取信息处理费0元。"),
        Case(lambda: plain(form="2019", words={"没有收取信息处理费。": "无。"})),
    ),
    "duplicate-numbering": (
        added("一是检查；二是整改。一是回访；二是通报。"),
        said("（五）监督保障", "（六）监督保障"),
    ),
    "inconsistent-body-name": (
        Case(lambda: plain(signed="演示县人民政府办公室")),
        Case(lambda: plain(signed="演示县 人民政府")),
    ),
    "repeated-text": (added("加强业务指导，做好业务指导，效果明显。"), added("共发布公告30条。")),
    "stray-text": (added("办结率为95.0%，回复率为96.0%。"),),
    "personal-contact": (
        said("编写，", "编写，邮箱：office@demo.gov.cn，"),
        said("编写，", "编写，电话：0972-8888888，"),
    ),
    "citizen-number": (added("编号110105194912310021。"),),
    "official-names": (added("由常务副县长分管。"), added("主任办公会议研究2次。")),
    "implausible-count": (Case(lambda: plain(more=(*GUIDES, figure("consultations", 12, "次")))),),
    "ambiguous-breakdown": (
        Case(lambda: with_parts("发布解读34篇，其中图解25篇。")),
        Case(lambda: with_parts("发布解读34篇，图解25篇，动漫9部。", figure("interpretations_animated", 9, "部"))),
    ),
    "weight-not-stated": (added("要求政务公开分值权重不低于4%，本县考核权重为5%。"), added("考核占比4%。")),
    "vendor-names": (added("网站由第三方公司维护。"),),
    "dangling-reference": (added("与一家公司签约，该公司每日巡查网站。"),),
    "typo": (added("达到便民目的的做法。"), added("及时公开，方便群众……")),
    "date-of-event": (
        added("5月15日，举办“5·15政务公开日”活动。"),
        added("5月14日，召开推进会。5·15公开日活动如期举办。"),
    ),
}


def _at(figures: tuple[Figure, ...], line: int) -> tuple[Figure, ...]:
    """The figures moved to the line of the website."""
    return tuple(replace(one, line=line) for one in figures)
