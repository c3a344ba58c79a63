"""The page on which a person confirms a reading: whole in one file, every cell where it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai.cli.main import app
from gongkai.reports import check_report, read_report
from gongkai.reports.extract.pages.pictures import png_of
from gongkai.reports.extract.pages.proof import proof_page
from gongkai.reports.findings import finding
from tests.reports.prints import CHROMIUM, typeset


@pytest.fixture(scope="module")
def page() -> str:
    data = typeset(21, variant="blanks")[1]
    report = read_report(data, source="报告<1>.pdf")
    return "".join(proof_page([(report, check_report(report), data)]))


def test_every_cell_is_boxed(page: str) -> None:
    report = read_report(typeset(21, variant="blanks")[1])

    boxed = set(re.findall(r'<g id="r1-([^"]+)"', page))

    assert boxed == {cell for cell, _ in report.all_cells()}


def test_a_picture_of_each_page_with_cells_stands_in_the_file(page: str) -> None:
    assert page.count('href="data:image/png;base64,') >= 2


def test_the_page_asks_for_nothing_from_outside(page: str) -> None:
    assert "default-src 'none'" in page
    assert re.findall(r"(?:src|href)=\"(?!data:|#)", page) == []
    assert " style=" not in page


def test_what_the_source_is_called_is_written_as_text(page: str) -> None:
    assert "报告&lt;1&gt;.pdf" in page
    assert "报告<1>" not in page


def test_a_source_without_pages_is_shown_as_text() -> None:
    text = "演示县政府信息公开年度报告\n规章\t1\t0\t11\n本年制发件数"
    report = read_report(text)

    page = "".join(proof_page([(report, (), b"")], language="en"))

    assert "What was read" in page
    assert "规章\t1" in page


def test_findings_and_cells_that_stand_nowhere_are_named_as_the_form_names_them() -> None:
    report = read_report("演示县政府信息公开年度报告\n规章\t1\t0\n本年制发件数")
    wrong = finding("missing-row", ("t2.rules.issued", "t3.granted", "t4", "line 2"), row="x")

    page = "".join(proof_page([(report, (wrong,), b"")]))

    assert all(name in page for name in ("规章／本年制发件数</a>", "（一）予以公开", "表4", "第2行"))
    assert "<li>（一）予以公开／自然人：空白" in page


def test_a_picture_is_a_png_file() -> None:
    assert png_of(2, 2, b"\x00\xff\xff\x00").startswith(b"\x89PNG\r\n\x1a\n")


def test_the_command_writes_the_page_beside_what_it_prints(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(typeset(22)[1])

    ran = CliRunner().invoke(app, ["read", str(tmp_path / "a.pdf"), "--proof", str(tmp_path / "proof.html")])

    assert ran.exit_code == 0
    assert "<svg viewBox" in (tmp_path / "proof.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_keys_go_from_doubt_to_doubt(tmp_path: Path) -> None:
    if not CHROMIUM.exists():
        pytest.skip("needs chromium")
    from playwright.sync_api import sync_playwright

    report = read_report("政府信息公开年度报告\n规章\t1\t0\t11\t7\n行政规范性文件\t5\t2\t30\t8\n本年制发件数")
    (tmp_path / "proof.html").write_text("".join(proof_page([(report, (), b"")])), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        opened = browser.new_page()
        opened.goto((tmp_path / "proof.html").as_uri())
        opened.keyboard.press("j")
        opened.keyboard.press(" ")

        assert opened.locator("li.seen").count() == 1
        assert opened.locator("li.now").count() == 1
        browser.close()
