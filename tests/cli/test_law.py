"""`gongkai law`: what is printed, in every form, and how a wrong line is refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from gongkai.cli.main import app


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["law", *words])


def answer(*words: str) -> Any:
    """The JSON a command prints."""
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def rows(*words: str) -> list[dict[str, str]]:
    """The CSV a command prints."""
    result = run(*words, "--format", "csv")
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


def written(path: Path, value: object) -> str:
    path.write_text(json.dumps(value), encoding="utf-8")
    return str(path)


def test_a_due_day_is_told_with_its_steps() -> None:
    found = answer("due", "--received", "2026-01-15")

    assert (found["due_on"], found["provisional"]) == ("2026-02-12", False)
    assert [step["cite"] for step in found["steps"]] == ["ogi2019/31", "ogi2019/33(2)"]
    assert found["steps"][-1]["running"] == 20


def test_a_due_day_past_the_notices_is_told_as_a_range() -> None:
    found = answer("due", "--received", "2026-12-10")

    assert found["provisional"] is True
    assert found["range"] == {"earliest": "2027-01-07", "latest": "2027-01-08"}


def test_events_move_the_due_day(tmp_path: Path) -> None:
    events = [
        {"event": "consultation_sent", "date": "2026-01-20", "to": "third_party"},
        {"event": "consultation_answered", "date": "2026-01-30"},
    ]
    file = written(tmp_path / "events.json", {"received_on": "2026-01-15", "events": events})

    assert answer("due", "--events", file)["due_on"] == "2026-03-02"
    assert answer("due", "--received", "2026-01-15", "--events", file)["due_on"] == "2026-03-02"


def test_a_span_of_days_prints_a_line_for_every_day() -> None:
    found = rows("due", "--from", "2007-01-01", "--to", "2026-10-31", "--days", "20")

    assert len(found) == 7244
    assert found[0] == {"received_on": "2007-01-01", "due_on": "2007-01-31"}
    assert found[-1] == {"received_on": "2026-10-31", "due_on": "2026-11-27"}


def test_a_span_without_days_follows_the_law_of_each_day() -> None:
    found = rows("due", "--from", "2019-05-14", "--to", "2019-05-15")

    assert [row["due_on"] for row in found] == ["2019-06-04", "2019-06-13"]


def test_a_single_time_limit_is_told_by_its_id() -> None:
    found = answer("due", "--received", "2026-03-12", "--limit", "suit.direct.months")

    assert (found["ends_on"], found["due_on"], found["cite"]) == ("2026-09-12", "2026-09-14", "litigation2017/46(1)")


def test_a_local_holiday_is_counted_with_its_overlay(tmp_path: Path) -> None:
    overlay = tmp_path / "local.yaml"
    overlay.write_text(
        "label: {zh: 自治县放假, en: Local days off}\nnumber: 县政办〔2026〕10号\nissued_on: 2026-03-01\n"
        "off_days:\n  2026-03-20: 开斋节\n",
        encoding="utf-8",
    )

    found = answer("due", "--received", "2026-03-16", "--days", "5", "--overlay", str(overlay))

    assert found["due_on"] == "2026-03-24"
    assert found["special_days"][0]["source"] == "县政办〔2026〕10号"


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        (("--items", "31"), 2200),
        (("--pages", "101"), 720),
        (("--items", "1", "--already", "30"), 200),
        (("--items", "0"), 0),
    ],
)
def test_a_fee_is_told_in_yuan(words: tuple[str, ...], yuan: int) -> None:
    assert answer("fee", *words)["yuan"] == yuan


def test_a_remedy_names_reviewer_court_order_and_last_days() -> None:
    words = ("--body-kind", "department", "--outcome", "granted", "--date", "2026-03-12", "--served", "2026-03-12")

    found = answer("remedy", *words)

    assert (found["order"], [part["id"] for part in found["reviewers"]]) == ("either", ["same_level_government"])
    assert (found["court"]["direct"], found["court"]["after_review_changed"]) == ("basic", "intermediate")
    assert (found["review_until"], found["suit_until"]) == ("2026-05-11", "2026-09-14")


@pytest.mark.parametrize(
    ("outcome", "shown", "hidden"),
    [
        ("granted", ("复议机关", "直接起诉的法院", "直接起诉期限"), ()),
        ("denied.process", ("复议机关", "复议后起诉期限"), ("直接起诉的法院", "直接起诉期限")),
        ("fee_notice", ("不能单独申请复议或起诉",), ("复议机关", "直接起诉的法院", "复议期限")),
    ],
)
def test_only_the_ways_that_are_open_are_shown(outcome: str, shown: tuple[str, ...], hidden: tuple[str, ...]) -> None:
    words = ("--body-kind", "department", "--outcome", outcome, "--date", "2026-03-12")

    printed = run("remedy", *words).stdout

    assert all(part in printed for part in shown)
    assert not any(part in printed for part in hidden)


def test_where_review_comes_first_no_court_takes_a_direct_suit() -> None:
    found = answer("remedy", "--body-kind", "department", "--outcome", "denied.process", "--date", "2026-03-12")

    assert (found["court"]["direct"], found["suit_months"], found["review_days"]) == (None, None, 60)


def test_a_year_of_the_calendar_has_its_working_days_and_notice() -> None:
    found = answer("calendar", "--year", "2026")

    assert (found["working_days"], len(found["days"])) == (248, 365)
    assert {row["source"] for row in found["days"] if row["kind"] == "off_day"} == {
        "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）"
    }


def test_a_year_names_its_notice_and_the_one_that_changed_it() -> None:
    [notice] = answer("calendar", "--year", "2019")["notices"]

    assert (notice["number"], notice["changed_by"]) == ("国办发明电〔2018〕15号", "国办发明电〔2019〕3号")


def test_december_names_the_notice_of_the_next_year() -> None:
    found = answer("calendar", "--from", "2018-12-01", "--to", "2018-12-31")

    assert [notice["year"] for notice in found["notices"]] == [2019]


def test_one_day_of_the_calendar_says_why_it_is_worked() -> None:
    [row] = rows("calendar", "--on", "2026-02-14")

    assert (row["working"], row["kind"], row["occasion"]) == ("true", "working_weekend", "春节")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("due", "--received", "2026-01-15"), "截止日 2026-02-12。"),
        (("due", "--received", "2026-01-15", "--language", "en"), "Due 2026-02-12."),
        (("fee", "--pages", "101"), "按标准可收 720 元"),
        (("fee", "--items", "10"), "不收费"),
        (("calendar", "--year", "2026", "--language", "en"), "248 working days"),
        (
            ("remedy", "--body-kind", "township", "--outcome", "denied.internal", "--date", "2026-03-12"),
            "应先申请行政复议",
        ),
    ],
)
def test_a_person_is_told_in_a_sentence(words: tuple[str, ...], shown: str) -> None:
    result = run(*words)

    assert result.exit_code == 0
    assert shown in result.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("due", "--received", "2026-01-15"),
        ("due", "--received", "2026-12-10"),
        ("fee", "--items", "31"),
        ("calendar", "--year", "2026"),
        ("remedy", "--body-kind", "department", "--outcome", "denied.process", "--date", "2026-03-12"),
    ],
)
def test_no_chinese_is_printed_in_english(words: tuple[str, ...]) -> None:
    shown = run(*words, "--language", "en").stdout.replace("国办发明电〔2025〕7号", "")

    assert not [letter for letter in shown if "\u4e00" <= letter <= "\u9fff"]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (("due",), "--received"),
        (("due", "--received", "2026-1-5"), "--received"),
        (("due", "--received", "2026-W03-4"), "--received"),
        (("due", "--received", "2026-01-15", "--days", "0"), "--days"),
        (("due", "--from", "2026-01-15"), "--from, --to"),
        (("due", "--from", "2026-01-15", "--to", "2026-01-14"), "--to"),
        (("due", "--received", "2026-01-15", "--events", "nowhere.json"), "nowhere.json"),
        (("due", "--received", "2026-01-15", "--limit", "no.such.rule"), "no.such.rule"),
        (("due", "--received", "2026-01-15", "--overlay", "nowhere.yaml"), "nowhere.yaml"),
        (("fee",), "items, pages"),
        (("fee", "--items", "-3"), "items"),
        (("fee", "--items", "3", "--date", "2020-01-01"), "ogi.fee.by_item"),
        (("calendar",), "--year"),
        (("calendar", "--year", "0"), "--year"),
        (("remedy", "--body-kind", "x", "--outcome", "granted", "--date", "2026-01-01"), "body-kind"),
    ],
)
def test_a_wrong_line_is_refused_in_one_line_that_names_the_place(words: tuple[str, ...], place: str) -> None:
    result = run(*words)

    assert result.exit_code == 2
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    assert place in line


def test_an_event_the_law_forbids_is_refused_with_its_article(tmp_path: Path) -> None:
    late = {"event": "extended", "date": "2026-02-13", "days": 5, "approved_on": "2026-02-12"}

    result = run("due", "--received", "2026-01-15", "--events", written(tmp_path / "events.json", [late]))

    assert result.exit_code == 2
    assert "第三十三条第二款" in result.stderr


def test_a_day_of_receipt_that_differs_from_the_file_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path / "events.json", {"received_on": "2026-01-15", "events": []})

    assert run("due", "--received", "2026-01-16", "--events", file).exit_code == 2
