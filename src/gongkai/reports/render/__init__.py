"""A report written out: page, text, JSON, Word, Excel, PDF."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.bilingual import Language, Text
from gongkai.errors import InvalidInput
from gongkai.reports.findings import Finding
from gongkai.reports.model import Report
from gongkai.reports.render.excel import report_to_xlsx
from gongkai.reports.render.html import report_to_html
from gongkai.reports.render.jsonl import report_to_jsonl
from gongkai.reports.render.pdf import report_to_pdf
from gongkai.reports.render.text import report_to_text
from gongkai.reports.render.word import report_to_docx

__all__ = ["FORMS", "render_report"]

FORMS = ("html", "text", "json", "docx", "xlsx", "pdf")


def render_report(
    report: Report,
    form: str,
    *,
    language: Language = "zh",
    findings: Sequence[Finding] = (),
    notices: list[Text] | None = None,
) -> bytes:
    """The report in one of FORMS; the same report gives the same bytes.

    language  of what stands around the report (HTML, XLSX); the report itself stays as it is
    findings  shown in HTML, XLSX and JSON; documents for publication (text, DOCX, PDF) do not carry them
    notices   when given, receives what a person should know of the result (PDF: fonts, missing characters)
    raises    InvalidInput for an unknown form; GongkaiError when an extra or a font is missing
    """
    if form == "html":
        return report_to_html(report, findings, language=language).encode("utf-8")
    if form == "text":
        return report_to_text(report).encode("utf-8")
    if form == "json":
        return report_to_jsonl(report, findings)
    if form == "docx":
        return report_to_docx(report)
    if form == "xlsx":
        return report_to_xlsx(report, findings, language=language)
    if form == "pdf":
        return report_to_pdf(report, notices=notices)
    raise InvalidInput(
        "unknown-form",
        Text(f"不能生成“{form}”形式。", f"There is no form {form!r}."),
        hint=Text(f"可用的形式：{'、'.join(FORMS)}。", f"Forms: {', '.join(FORMS)}."),
    )
