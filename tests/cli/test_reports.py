"""The commands on reports: what they print, where they write, with which status they end."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner, Result

from gongkai.cli.main import app
from gongkai.cli.output import table
from gongkai.reports import read_report, render_report
from gongkai.reports.editions import edition

DEMO = Path(__file__).resolve().parents[2] / "demo" / "reports"
SOUND, FAULTY = str(DEMO / "yanshi-2022.txt"), str(DEMO / "yangli-2023.txt")


class Terminal(io.StringIO):
    """A standard output that a person looks at."""

    def isatty(self) -> bool:
        return True


def run(*words: str, data: bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=data)


def test_row_66_read_gives_one_object_a_line_with_every_cell() -> None:
    ended = run("read", str(DEMO), "--format", "json")

    objects = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.exit_code == 0
    assert len(objects) == len([path for path in DEMO.rglob("*") if path.is_file()])
    for told in objects:
        assert set(told["cells"]) >= set(edition(told["format"]).cells)


def test_row_66_check_ends_with_one_where_there_is_an_error() -> None:
    ended = run("check", FAULTY, "--format", "json")

    told = json.loads(ended.stdout)
    assert ended.exit_code == 1
    assert "cells" not in told
    assert {"t3-balance", "t3-row-sum", "t4-sum"} <= {finding["rule"] for finding in told["findings"]}


def test_row_66_check_ends_with_zero_where_there_is_none() -> None:
    assert run("check", SOUND).exit_code == 0


def test_file_that_cannot_be_read_leaves_the_others_alone(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("今天的天气很好。", encoding="utf-8")

    ended = run("check", str(bad), SOUND, str(tmp_path / "gone.txt"), "--format", "json")

    assert ended.exit_code == 2
    assert [json.loads(line)["source"] for line in ended.stdout.splitlines()] == [SOUND]
    assert [line.rpartition("[")[2] for line in ended.stderr.splitlines()] == ["no-report]", "unreadable-file]"]


def test_unreadable_weighs_more_than_an_error(tmp_path: Path) -> None:
    assert run("check", FAULTY, str(tmp_path / "gone.txt")).exit_code == 2


def test_report_comes_through_standard_input() -> None:
    ended = run("read", "-", "--format", "json", data=Path(SOUND).read_bytes())

    assert json.loads(ended.stdout)["body"] == "演示县人民政府"


@pytest.mark.parametrize("pattern", ["yan*-2022.txt", "**/yanshi-2022.txt"])
def test_patterns_stand_for_files(pattern: str) -> None:
    ended = run("read", str(DEMO / pattern), "--format", "json")

    assert json.loads(ended.stdout)["source"] == SOUND


def test_file_named_twice_is_read_once(tmp_path: Path) -> None:
    alias = tmp_path / "alias.txt"
    alias.symlink_to(SOUND)

    ended = run("read", SOUND, str(DEMO / "units" / ".." / "yanshi-2022.txt"), str(alias), "--format", "json")

    assert [json.loads(line)["source"] for line in ended.stdout.splitlines()] == [SOUND]


def test_file_whose_name_looks_like_a_pattern_is_read(tmp_path: Path) -> None:
    named = tmp_path / "2022年度报告[定稿].txt"
    named.write_bytes(Path(SOUND).read_bytes())

    assert json.loads(run("read", str(named), "--format", "json").stdout)["source"] == str(named)


@pytest.mark.parametrize(
    ("name", "why"), [("没有这份.txt", "没有这个文件或文件夹"), ("长" * 300, "文件名太长")], ids=["missing", "too-long"]
)
def test_file_that_cannot_be_opened_says_why(name: str, why: str) -> None:
    ended = run("check", name)

    assert ended.exit_code == 2
    assert ended.stderr == f"gongkai: {name}: 文件打不开：{why}。 [unreadable-file]\n"


@pytest.mark.parametrize("name", ["{}", "{}/*.txt"])
def test_folder_or_pattern_without_files_is_refused(name: str, tmp_path: Path) -> None:
    ended = run("check", name.format(tmp_path))

    assert ended.exit_code == 2
    assert "[no-files]" in ended.stderr


def test_folder_is_read_with_its_office_files(tmp_path: Path) -> None:
    for form in ("docx", "xlsx"):
        (tmp_path / f"report.{form}").write_bytes(render_report(read_report(Path(SOUND)), form))
    (tmp_path / "~$report.docx").write_bytes(b"\x00" * 162)
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")

    ended = run("read", str(tmp_path), "--format", "json")

    told = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.exit_code == 0
    assert [Path(report["source"]).name for report in told] == ["report.docx", "report.xlsx"]
    assert told[0]["cells"] == told[1]["cells"] == json.loads(run("read", SOUND, "--format", "json").stdout)["cells"]


@pytest.mark.parametrize("command", ["check", "compare", "aggregate"])
def test_commands_take_files_of_any_kind(command: str, tmp_path: Path) -> None:
    report = tmp_path / "report"
    report.write_bytes(render_report(read_report(Path(SOUND)), "docx"))

    as_text, as_word = (run(command, *[name] * (1 + (command == "compare"))) for name in (SOUND, str(report)))

    assert as_word.exit_code == as_text.exit_code
    assert as_word.stdout.replace(str(report), SOUND) == as_text.stdout


def test_csv_has_a_row_for_each_cell_and_a_blank_has_no_value() -> None:
    rows = list(csv.DictReader(io.StringIO(run("read", SOUND, "--format", "csv").stdout)))

    assert len(rows) == len(edition("2021").cells)
    assert {row["value"] for row in rows if row["printed"] == ""} <= {""}


def test_workbook_is_written_whole(tmp_path: Path) -> None:
    ended = run("check", FAULTY, "--format", "xlsx", "--output", str(tmp_path / "new" / "findings.xlsx"))

    rows = CalamineWorkbook.from_path(tmp_path / "new" / "findings.xlsx").get_sheet_by_index(0).to_python()
    assert ended.exit_code == 1
    assert rows[0][:4] == ["source", "body", "year", "rule"]
    assert len(rows) > 8
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["findings.xlsx"]


def test_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    ended = run("read", SOUND, "--output", str(tmp_path / "file" / "below.txt"))

    assert ended.exit_code == 2
    assert "[cannot-write]" in ended.stderr


def test_findings_are_told_in_english() -> None:
    told = run("check", FAULTY, "--language", "en").stdout

    assert "  error  wrong-year  " in told
    assert "The total of " in told


def test_explain_tells_severity_and_citation() -> None:
    told = json.loads(run("explain", "t3-balance", "--format", "json").stdout)

    assert told["rule"] == "t3-balance"
    assert "error" in told["severity"]
    assert told["cite"] == "f30"


def test_explain_speaks_chinese_to_a_person() -> None:
    told = run("explain", "t3-balance").stdout

    assert "程度      错误 / 警告\n" in told
    assert " [f30]\n" in told


def test_figures_of_the_text_are_shown_by_name() -> None:
    told = run("read", SOUND).stdout

    assert re.search(r"政府网站发布信息 +site_posts +3180 ", told)


def test_table_written_to_a_file_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", Terminal())

    assert b"\x1b" not in table(("指标",), [("政府网站",)])


def test_explain_knows_the_alias_of_a_rule() -> None:
    assert json.loads(run("explain", "T3-COL", "--format", "json").stdout)["rule"] == "t3-balance"


def test_last_year_is_held_against_this_year(tmp_path: Path) -> None:
    other = tmp_path / "2022.txt"
    text = Path(SOUND).read_text("utf-8").replace("四、结转下年度继续办理\t\t\t2", "四、结转下年度继续办理\t\t\t5")
    other.write_text(text, encoding="utf-8")

    rules = {
        finding["rule"]
        for name in (SOUND, str(other))
        for finding in json.loads(
            run("check", str(DEMO / "yanshi-2023.txt"), "--previous", name, "--format", "json").stdout
        )["findings"]
    }

    assert any("carr" in rule for rule in rules), rules


def test_row_67_years_are_set_side_by_side() -> None:
    ended = run("compare", SOUND, str(DEMO / "yanshi-2023.txt"), "--format", "json")

    told = json.loads(ended.stdout)
    rows = {row["id"]: row for row in told["rows"]}
    assert told["basis"] == "years"
    assert [value["value"] for value in rows["t3.received.total"]["values"]] == [17, 21]
    assert rows["t3.received.total"]["change"] == 4
    assert all(len({value["value"] for value in row["values"]}) > 1 for row in rows.values())


def test_row_67_cells_of_two_editions_are_not_passed_off_as_one() -> None:
    ended = run("compare", str(DEMO / "shifan-2020.html"), str(DEMO / "shili-2021.txt"), "--format", "json", "--all")

    rows = {row["id"]: row for row in json.loads(ended.stdout)["rows"]}
    assert rows["t2.normative_docs.issued"]["change"] is None
    assert rows["t3.received.total"]["comparable"]


def test_one_report_cannot_be_compared() -> None:
    ended = run("compare", SOUND)

    assert ended.exit_code == 2
    assert "[too-few-reports]" in ended.stderr


def test_row_64_units_add_up_to_their_county() -> None:
    ended = run("aggregate", str(DEMO / "units"), "--against", str(DEMO / "yanshi-2023.txt"), "--format", "json")

    told = json.loads(ended.stdout)
    assert ended.exit_code == 0
    assert told["cells"]["t3.received.total"] == 21
    assert told["findings"] == []


def test_row_64_a_unit_without_a_report_is_named(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("演示县教育局\n演示县民政局\n", encoding="utf-8")

    ended = run("aggregate", str(DEMO / "units"), "--expected", str(names), "--format", "json")

    assert "演示县民政局" in ended.stdout


def test_a_missing_unit_is_told_beside_a_table_of_sums(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("演示县民政局\n", encoding="utf-8")

    ended = run("aggregate", str(DEMO / "units"), "--expected", str(names), "--format", "csv")

    assert "演示县民政局" in ended.stderr
    assert len(ended.stdout.splitlines()) == len(edition("2021").cells) + 1


@pytest.mark.parametrize("form", ["html", "text", "json", "docx", "xlsx", "pdf"])
def test_report_is_written_in_every_form_and_not_over_another(form: str, tmp_path: Path) -> None:
    target = tmp_path / f"report.{form}"

    first = run("render", SOUND, "--format", form, "--output", str(target))
    again = run("render", SOUND, "--format", form, "--output", str(target))
    forced = run("render", SOUND, "--format", form, "--output", str(target), "--force")

    assert [first.exit_code, again.exit_code, forced.exit_code] == [0, 2, 0]
    assert "[file-exists]" in again.stderr
    assert target.stat().st_size > 1000


def test_several_reports_are_rendered_into_a_folder(tmp_path: Path) -> None:
    ended = run("render", str(DEMO), "--format", "text", "--output", str(tmp_path / "texts"))

    assert ended.exit_code == 0
    assert sorted(path.stem for path in (tmp_path / "texts").iterdir()) == sorted(
        path.stem for path in DEMO.rglob("*") if path.is_file()
    )


def test_reports_of_the_same_name_do_not_replace_each_other(tmp_path: Path) -> None:
    for name in ("a/x/2023.txt", "b/x/2023.txt", "b/x/2023.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(Path(SOUND).read_bytes())

    ended = run("render", str(tmp_path), "--format", "text", "--output", str(tmp_path / "texts"))

    assert ended.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "texts").iterdir()) == [
        "x-2023-2.txt",
        "x-2023-3.txt",
        "x-2023.txt",
    ]


def test_several_reports_without_a_folder_are_refused() -> None:
    ended = run("render", str(DEMO), "--format", "text")

    assert ended.exit_code == 2
    assert "[needs-folder]" in ended.stderr
