"""The published reports beside the repository as values: built from the right answers, not from a reader."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gongkai.reports.editions import edition
from gongkai.reports.model import Cell, Figure, Number, Place, Report, Section
from gongkai.reports.schema import CellId

SEEDS = ("000", "001", "002", "003", "004")
CONTROLS = ("huaian-2024", "kewei-2024", "pingtan-2021-glued")
FAULTY = ("hongze-2023",)


@dataclass(frozen=True)
class Published:
    """A published report, and the findings a good auditor has: (rule, severity, where, evidence)."""

    report: Report
    findings: tuple[Mapping[str, Any], ...]

    def expected(self, *severities: str) -> list[str]:
        """Rule ids of the findings that are faults, sorted."""
        return sorted(f["rule"] for f in self.findings if f["severity"] in severities and not f.get("ok"))


def seed(shared: Path, number: str) -> Published:
    """One of the five reports in plain text."""
    answer = json.loads(
        next((shared / "gold").glob(f"{number}_*.json")).read_text(encoding="utf-8"), parse_float=Decimal
    )
    lines = tuple((shared / "seeds" / answer["source"]).read_text(encoding="utf-8").splitlines())
    period = answer["period"] and tuple(date.fromisoformat(day) for day in answer["period"])
    report = Report(
        answer["format"],
        _cells(answer),
        source=answer["source"],
        title=answer["title"] or "",
        body=answer["body"] or "",
        signed=answer["signed"] or "",
        division=answer["division"] or "",
        year=answer["year"],
        dated=date.fromisoformat(answer["dated"]) if answer["dated"] else None,
        dated_printed=answer["dated_printed"] or "",
        period=period or None,
        sections=tuple(_section(values, lines) for values in answer["sections"]),
        figures=tuple(_figure(values) for values in answer["narrative"]),
        lines=lines,
    )
    return Published(report, tuple(answer["findings"]))


def control(shared: Path, name: str) -> Report:
    """One of the reports in other forms: its cells, without running text."""
    answer = json.loads((shared / "corpus" / f"{name}.gold.json").read_text(encoding="utf-8"), parse_float=Decimal)
    form = edition(answer["format"])
    values: Mapping[str, Number | None] = answer["cells"]
    doubted = set(answer.get("uncertain_cells", ()))
    cells = {
        cell: Cell(values.get(cell), str(values.get(cell, "")), doubt=0.5 if cell in doubted else 0.0)
        for cell in (*form.cells, *(c for c in form.foreign_cells if c in values))
    }
    return Report(answer["format"], MappingProxyType(cells), body=answer["body"], year=answer["year"])


def _cells(answer: Mapping[str, Any]) -> Mapping[CellId, Cell]:
    cells: dict[CellId, Cell] = {}
    for cell, value in answer["cells"].items():
        accepted = answer["accept"].get(cell, [value])
        row = cell.rpartition(".")[0]
        line = answer["row_lines"].get(row, answer["row_lines"].get(row.removeprefix("t3."), answer["row_lines"]["t4"]))
        doubt = 0.5 if len(accepted) > 1 else 0.0
        printed = "" if value is None else str(value)
        cells[CellId(cell)] = Cell(value, printed, Place(line), doubt, "ragged-row" if doubt else "")
    return MappingProxyType(cells)


def _section(values: Mapping[str, Any], lines: tuple[str, ...]) -> Section:
    first, last = values["first_line"], values["last_line"]
    body = "\n".join(line for line in lines[first:last] if line.strip())
    return Section(values["number"], values["title"], first, last, body)


def _figure(values: Mapping[str, Any]) -> Figure:
    return Figure(
        values["measure"],
        values["value"],
        values["unit"],
        values.get("approx", False),
        values.get("implied", False),
        values["line"],
        values["quote"],
    )
