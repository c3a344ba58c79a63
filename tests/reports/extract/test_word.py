"""Word documents: what a page shows is read, what it does not show is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.errors import UnreadableSource
from gongkai.reports import read_report
from gongkai.reports.extract.reader import read_document
from gongkai.reports.extract.word_lists import printed_number
from gongkai.reports.render import render_report
from tests.reports.builders import seeded_report, values_of
from tests.reports.office_files import abstract_list, docx, listed, num, p, run, tbl, tc, tr, zipped

DELETED = '<w:del w:id="1"><w:r><w:delText>9</w:delText></w:r></w:del>'
MERGED, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def box(content: str) -> str:
    """A text box as Word writes it: once for new programs, once for old ones."""
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
RUBY = "<w:ruby><w:rt><w:r><w:t>ping</w:t></w:r></w:rt><w:rubyBase>{}</w:rubyBase></w:ruby>"


def field(code: str, result: str) -> str:
    return f"{BEGIN}<w:r><w:instrText>{code}</w:instrText></w:r>{SEPARATE}{run(result)}{END}"


def text_of(data: bytes) -> tuple[str, ...]:
    return read_document(data, source="report.docx").text


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (run("收到") + DELETED + '<w:ins w:id="2">' + run("12") + "</w:ins>" + run("件"), "收到12件"),
        (f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>", "新"),
        (run("收到12件") + run("（内部）", "<w:vanish/>"), "收到12件"),
        (run("收到12件", '<w:vanish w:val="0"/>'), "收到12件"),
        (run("12") + run("13", "<w:strike/>"), "12"),
        (run("12") + run("1", '<w:vertAlign w:val="superscript"/>'), "12"),
        (run("12") + "<w:r><w:footnoteReference w:id='2'/></w:r>", "12"),
        (run("12") + "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='2'/><w:t>①</w:t></w:r>", "12"),
        (run("12") + "<w:r><w:commentReference w:id='0'/></w:r>", "12"),
        (field("=SUM(ABOVE)", "7") + run("件"), "7件"),
        (BEGIN + field("QUOTE", "8") + SEPARATE + run("5") + END, "5"),
        ("<w:fldSimple w:instr='DATE'>" + run("2022年1月20日") + "</w:fldSimple>", "2022年1月20日"),
        ("<w:hyperlink>" + run("县政府网站") + "</w:hyperlink>", "县政府网站"),
        (run("政") + "<w:r><w:softHyphen/></w:r>" + run("府\u00ad网"), "政府网"),
        ("<w:r><w:t>2</w:t><w:noBreakHyphen/><w:t>3</w:t></w:r>", "2-3"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/><w:sym w:font='Symbol' w:char='F035'/></w:r>", "√5"),
        (f"<w:r>{RUBY.format(run('坪'))}</w:r>", "坪"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("18") + "</w:sdtContent></w:sdt>", "18"),
        (run("共") + "<w:r><w:t>1</w:t><w:tab/><w:t>2</w:t></w:r>", "共1 2"),
    ],
)  # fmt: skip
def test_a_paragraph_is_read_as_it_is_shown(content: str, shown: str) -> None:
    assert text_of(docx(p(content))) == (shown,)


def test_a_form_field_that_was_not_filled_in_is_blank() -> None:
    empty = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + p("单击此处输入文字") + "</w:sdtContent></w:sdt>"
    )

    assert text_of(docx(tbl(["规章", f"<w:tc>{empty}</w:tc>"]))) == ("规章\t",)


def test_a_line_break_begins_a_new_line_but_in_a_title() -> None:
    broken = run("演示县人民政府") + "<w:r><w:br/></w:r>" + run("年度报告")
    styles = '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>'

    assert text_of(docx(p(broken), styles=styles)) == ("演示县人民政府", "年度报告")
    assert text_of(docx(p(broken, '<w:pStyle w:val="a3"/>'), styles=styles)) == ("演示县人民政府年度报告",)


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    assert text_of(docx(p("收到", "<w:rPr><w:del/></w:rPr>") + p("12件"))) == ("收到12件",)


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    body = p(run("正文") + box(p("演示县人民政府") + tbl(["甲", "1"]))) + p("后文")

    assert text_of(docx(body)) == ("正文", "演示县人民政府", "甲\t1", "后文")


def test_a_text_box_in_a_cell_belongs_to_the_cell() -> None:
    assert text_of(docx(tbl(["规章", tc(p(box(p("12"))))]))) == ("规章\t12",)


def test_a_paragraph_with_tabs_is_a_row() -> None:
    row = "<w:r><w:tab/><w:t>规章</w:t><w:tab/><w:t>1</w:t><w:tab/><w:t>2</w:t></w:r>"

    document = read_document(docx(p("前文") + p(row) + p(row)), source="")

    assert [(line.cells, line.table) for line in document.lines[1:]] == [(["规章", "1", "2"], 1)] * 2


def test_merged_cells_keep_their_grid_columns() -> None:
    body = tbl(
        tr([tc("组", MERGED), tc("行一", '<w:gridSpan w:val="2"/>'), "1"]),
        tr([tc("", GOES_ON), tc("行二", '<w:gridSpan w:val="2"/>'), "2"]),
        tr([tc("末", "<w:hMerge w:val='restart'/>"), tc("", "<w:hMerge/>"), "3"], '<w:gridBefore w:val="1"/>'),
    )

    lines = read_document(docx(body), source="").lines

    assert [line.columns for line in lines] == [[0, 1, 3], [1, 3], [1, 3]]
    assert [line.cells for line in lines] == [["组", "行一", "1"], ["行二", "2"], ["末", "3"]]


def test_a_figure_merged_into_the_row_below_is_marked() -> None:
    lines = read_document(docx(tbl(["甲", tc("5", MERGED)], ["乙", tc("", GOES_ON)], ["丙", "6"])), source="").lines

    assert [line.is_merged for line in lines] == [True, False, False]


def test_rows_and_cells_that_are_deleted_or_hidden_are_left_out() -> None:
    body = tbl(
        tr(["规章", "1"], "<w:del/>"),
        tr(["规章", "2"], "<w:hidden/>"),
        tr(["规章", tc("9", "<w:cellDel/>"), "3"], "<w:ins/>"),
    )

    assert text_of(docx(body)) == ("规章\t3",)


def test_a_table_inside_a_table_is_read_as_a_table_of_its_own() -> None:
    inner = tbl(["规章", "1"], ["规章", "2"])
    body = tbl(["标题一", "2022年"], [tc(p("说明") + inner + p("")), tc("边栏")])

    document = read_document(docx(body), source="")

    assert document.text == ("标题一\t2022年", "说明", "规章\t1", "规章\t2", "边栏")
    assert [line.table for line in document.lines] == [1, 0, 2, 2, 0]


def test_a_label_broken_over_paragraphs_is_one() -> None:
    assert text_of(docx(tbl([tc(p("行政许") + p("可")), tc(p("1") + p("2"))]))) == ("行政许可\t12",)


def test_numbers_of_lists_are_printed() -> None:
    shape = abstract_list(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    levels = (0, 1, 1, 2, 2, 1, 0, 1)
    body = "".join(p("段", listed("1", level)) for level in levels)

    text = text_of(docx(body, numbering=shape + num("1")))

    assert text == ("一、段", "（一）段", "（二）段", "1.段", "2.段", "（三）段", "二、段", "（一）段")


def test_numbers_come_from_styles_and_begin_anew_where_a_list_says_so() -> None:
    shape = abstract_list(("japaneseCounting", "%1、")).replace("<w:lvlText", '<w:pStyle w:val="1"/><w:lvlText')
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    heads = [p("段", '<w:pStyle w:val="1"/>'), p("段", listed("1")), p("段", listed("2")), p("段", listed("0"))]

    text = text_of(docx("".join(heads), numbering=shape + num("1") + num("2", inside=anew), styles=styles))

    assert text == ("一、段", "二、段", "一、段", "段")


def test_a_bullet_is_no_text() -> None:
    shape = abstract_list(("bullet", "\uf0b7"))

    assert text_of(docx(p("段", listed("1")), numbering=shape + num("1"))) == ("段",)


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [
        (3, "decimalZero", "03"),
        (10, "ideographDigital", "一〇"),
        (3, "chineseLegalSimplified", "叁"),
        (2, "ideographTraditional", "乙"),
        (12, "decimalFullWidth", "１２"),
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
        (5, "decimalEnclosedParen", "⑸"),
        (21, "decimalEnclosedCircle", "21"),
        (5, "none", ""),
    ],
)
def test_a_number_is_printed_in_its_format(count: int, form: str, printed: str) -> None:
    assert printed_number(count, form) == printed


def test_hidden_text_of_a_style_is_left_out() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="a"><w:name w:val="x"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="b"><w:name w:val="y"/><w:basedOn w:val="a"/></w:style>'
    )

    assert text_of(docx(p(run("12") + run("3", '<w:rStyle w:val="b"/>')), styles=styles)) == ("12",)


def test_headers_and_footers_are_not_in_the_body() -> None:
    report = seeded_report(4)

    reading = read_report(render_report(report, "docx"))

    assert not any("—" in line for line in reading.lines)


def test_a_document_by_strict_rules_is_read_too() -> None:
    parts = {
        "word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">'
        "<w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body></w:document>"
    }

    assert text_of(zipped(parts)) == ("正文",)


def test_the_national_form_is_read_as_blank(shared: Path) -> None:
    reading = read_report(shared / "corpus" / "national-form-2021.docx")

    assert (reading.edition_id, reading.status, len(reading.sections)) == ("2021", "complete", 6)
    assert {content.value for _, content in reading.all_cells()} == {None}
    assert {content.doubt for _, content in reading.all_cells()} == {0.0}
    assert {seen.rule for seen in reading.observations} == {"blank-cells"}


def test_a_report_is_read_whatever_its_name(tmp_path: Path) -> None:
    report = seeded_report(7)
    file = tmp_path / "report.pdf"
    file.write_bytes(render_report(report, "docx"))

    assert values_of(read_report(file)) == values_of(report)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx("<w:p>"), "broken-file"),
        (docx(p("&a;"), start='<!DOCTYPE w [<!ENTITY a "aaaa">]>'), "broken-file"),
        (docx(p("&a;"), start='<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'), "broken-file"),
        (docx("<w:p/>" * 1_100_000), "archive-too-large"),
        (docx(p("1" * (17 << 20))), "archive-too-large"),
        (docx(p("正文")), "no-report"),
    ],
)
def test_a_hostile_document_is_refused_by_name(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableSource) as refused:
        read_report(data, source="report.docx")

    assert refused.value.code == code
    assert refused.value.where.startswith("report.docx")
