"""Shows the library at work on the reports in demo/: python -m tools.demo [--quiet]. Writes var/demo/."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from gongkai.bilingual import Text
from gongkai.cli.output import csv_chunks
from gongkai.cli.tables import (
    CELL_HEADS,
    FINDING_HEADS,
    cell_rows,
    comparison_heads,
    comparison_rows,
    finding_rows,
    findings_for_person,
)
from gongkai.errors import GongkaiError
from gongkai.reports import (
    FORMS,
    Report,
    aggregate_reports,
    check_against_members,
    check_report,
    compare_reports,
    read_report,
    render_report,
)
from tools.demo_page import Sheet, Shown, index_page

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "demo" / "reports"
TARGET = ROOT / "var" / "demo"

ENDINGS = {"text": "txt"}
COUNTY, YEARS = "演示县", ("yanshi-2022", "yanshi-2023")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quiet", action="store_true", help="print nothing but notices")
    is_quiet = parser.parse_args().quiet
    shown = {path.stem: _read_and_check(path) for path in sorted(SOURCES.rglob("*")) if path.is_file()}
    notices: dict[str, None] = {}
    for stem, one in shown.items():
        one.files = list(_render(stem, one, notices))
    one_after_another = [shown[stem].report for stem in YEARS]
    units = [one.report for one in shown.values() if "/units/" in one.report.source]
    sheets = [_comparison(one_after_another), _sums(units, one_after_another[-1])]
    _write(
        "cells.csv", b"".join(csv_chunks(CELL_HEADS, (row for one in shown.values() for row in cell_rows(one.report))))
    )
    findings = (row for one in shown.values() for row in finding_rows(one.report, one.findings, "zh"))
    _write("findings.csv", b"".join(csv_chunks(FINDING_HEADS, findings)))
    _write("index.html", index_page(list(shown.values()), sheets, ("cells.csv", "findings.csv")).encode())
    for notice in notices:
        print(notice, file=sys.stderr)
    if not is_quiet:
        _tell(list(shown.values()))
    return 0


def _read_and_check(path: Path) -> Shown:
    report = read_report(path.read_bytes(), source=path.relative_to(ROOT).as_posix())
    return Shown(report, check_report(report))


def _render(stem: str, one: Shown, notices: dict[str, None]) -> Iterator[str]:
    """Write the report in every form that can be had here; the names of what was written."""
    for form in FORMS:
        told: list[Text] = []
        try:
            data = render_report(one.report, form, findings=one.findings, notices=told)
        except GongkaiError as error:
            told.append(error.message)
            data = b""
        notices.update(dict.fromkeys(f"{form}: {text.zh} {text.en}" for text in told))
        if data:
            yield _write(f"reports/{stem}.{ENDINGS.get(form, form)}", data)


def _comparison(reports: Sequence[Report]) -> Sheet:
    comparison = compare_reports(reports)
    changed = comparison_rows(comparison, "zh", whole=False)
    rows = [(row[1], *row[3:-1]) for row in changed if not _is_of_one_applicant(str(row[0]))]
    heads = comparison_heads(comparison, "zh")
    return Sheet(f"{COUNTY}两年比较 Two years compared", "只列有变化的。 What changed.", (heads[1], *heads[3:-1]), rows)


def _is_of_one_applicant(row_id: str) -> bool:
    return row_id.startswith("t3.") and not row_id.endswith(".total")


def _sums(units: Sequence[Report], county: Report) -> Sheet:
    """The units added up, against what the county itself reported."""
    summed = aggregate_reports(units)
    disagreeing = {finding.where[0] for finding in check_against_members(county, summed)}
    rows = [
        (spec.label.zh, summed.report.value(cell), county.value(cell), "≠" if cell in disagreeing else "=")
        for cell, spec in county.edition.cells.items()
        if summed.report.value(cell) and cell.endswith((".total", ".decisions"))
    ]
    return Sheet(
        f"{COUNTY}汇总核对 Units against the county",
        f"{'、'.join(summed.members)}。 {len(disagreeing)} 处不符。",
        ("项目", "各单位之和", "本级报告", ""),
        rows,
    )


def _write(name: str, data: bytes) -> str:
    """Write a file of the demo unless it says the same already."""
    path = TARGET / name
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return name


def _tell(shown: Sequence[Shown]) -> None:
    for one in shown:
        sys.stdout.write(findings_for_person(one.report, one.findings, "zh").decode())
    errors = sum(one.has_errors for one in shown)
    page = (TARGET / "index.html").relative_to(ROOT)
    print(f"\n{len(shown)} 份报告，{errors} 份有错误；结果见 {page}")
    print(f"{len(shown)} reports, {errors} with errors; see {page}")


if __name__ == "__main__":
    sys.exit(main())
