"""Documents kept in files/layouts with what the reader makes of them; run as a module to write the readings anew."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from gongkai.reports import read_report
from gongkai.reports.model import Report
from tests.reports.trials import CLEAN, Trial

DOCUMENTS = Path(__file__).parent / "files" / "layouts"
GOLDEN = Path(__file__).parent / "golden"

KEPT: Mapping[str, Trial] = MappingProxyType(
    {
        "tabs.txt": Trial("tabs", CLEAN, seed=101),
        "tabs-label-cut-by-page.txt": Trial("tabs", "page-break-in-group", seed=102),
        "tabs-six-of-seven.txt": Trial("tabs", "six-of-seven", seed=103),
        "led-cells-2019-signs.txt": Trial("led-cell-lines", "signs", "2019", seed=104),
        "pipes-blank-rows.txt": Trial("pipe-ends", "blank-rows", seed=105),
        "markdown-misprints.md": Trial("markdown", "misprints", seed=106),
        "aligned-head-repeated.txt": Trial("aligned", "page-break-repeating", seed=107),
        "wrapped-labels.txt": Trial("wrapped-labels", CLEAN, seed=108),
        "glued.txt": Trial("glued", CLEAN, seed=109),
        "form-units.html": Trial("spans", "units", seed=110),
        "form-one-row-other.html": Trial("spans", "slashes", variant="one-row-other", seed=111),
        "site-2019-notes.html": Trial("site", "notes", "2019", seed=112),
        "flat-columns-swapped.html": Trial("labels-repeated", "total-before-other", seed=113),
        "paragraphs-radicals.html": Trial("paragraphs", "radicals", seed=114),
        "gb2312-spaced-labels.html": Trial("gbk", "spaced-labels", seed=115),
        "two-years.html": Trial("spans", "two-years", seed=116),
    }
)


def readable(reading: Report) -> dict[str, object]:
    """The reading as a person compares it: a line for each row of figures, then the doubts, then what was noticed."""
    return {
        "title": reading.title,
        "body": reading.body,
        "year": reading.year,
        "edition": reading.edition_id,
        "dated": str(reading.dated),
        "status": reading.status,
        "sections": [f"{s.number} {s.title} ({s.first_line}-{s.last_line})" for s in reading.sections],
        "rows": dict(_rows(reading)),
        "doubts": dict(_doubts(reading)),
        "observations": [f"{o.rule} {o.severity}: {o.message.zh} [{', '.join(o.where)}]" for o in reading.observations],
    }


def _rows(reading: Report) -> Iterator[tuple[str, str]]:
    """The figures of each row in printed order; "." is a blank."""
    rows: dict[str, list[str]] = {}
    for cell, content in reading.all_cells():
        figure = "." if content.value is None else str(content.value)
        rows.setdefault(cell.rpartition(".")[0], []).append(figure)
    yield from ((row, " ".join(figures)) for row, figures in rows.items())


def _doubts(reading: Report) -> Iterator[tuple[str, str]]:
    """Per row, which columns are in doubt and why."""
    rows: dict[str, list[str]] = {}
    for cell, content in reading.all_cells():
        row, _, column = cell.rpartition(".")
        if content.doubt:
            rows.setdefault(f"{row}: {content.reason} {content.doubt:g}", []).append(column)
    yield from ((row, " ".join(columns)) for row, columns in rows.items())


def golden_text(name: str) -> str:
    reading = read_report(DOCUMENTS / name, source=name)
    return json.dumps(readable(reading), ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> None:
    """Write the readings; with --documents first the documents."""
    GOLDEN.mkdir(exist_ok=True)
    DOCUMENTS.mkdir(parents=True, exist_ok=True)
    for name, trial in KEPT.items():
        if "--documents" in arguments:
            document = trial.document().document
            (DOCUMENTS / name).write_bytes(document if isinstance(document, bytes) else document.encode())
        (GOLDEN / f"{name}.json").write_text(golden_text(name), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
