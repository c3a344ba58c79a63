"""The sheets of a report's workbook beside its tables: what the writer heads them with and the reader knows again."""

from __future__ import annotations

from gongkai.bilingual import LANGUAGES, Text

CELLS = Text("单元格", "Cells")
SECTIONS = Text("正文", "Text")
FINDINGS = Text("核查发现", "Findings")
CELL_HEADS = (
    Text("单元格", "Cell"),
    Text("行", "Row"),
    Text("栏", "Column"),
    Text("数值", "Value"),
    Text("计量单位", "Unit"),
    Text("原文", "Printed"),
    Text("出处", "Place"),
    Text("存疑程度", "Doubt"),
    Text("存疑原因", "Reason"),
)
SECTION_HEADS = (Text("序号", "Number"), Text("标题", "Title"), Text("正文", "Text"))
FINDING_HEADS = (
    Text("规则", "Rule"),
    Text("程度", "Severity"),
    Text("位置", "Where"),
    Text("说明", "Message"),
    Text("证据", "Evidence"),
    Text("建议", "Hint"),
    Text("法规依据", "Citation"),
)


def has_heads(first_row: tuple[str, ...], heads: tuple[Text, ...]) -> bool:
    """Whether the first row of a sheet is this row of heads, in either language."""
    return any(first_row == tuple(head.in_language(language) for head in heads) for language in LANGUAGES)
