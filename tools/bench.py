"""Measures reading, on made-up reports: speed, the share of bare parsing in it, and pandas.read_html beside it."""

from __future__ import annotations

import argparse
import importlib.util
import io
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import lxml.etree
import lxml.html

from gongkai.law import load_calendar, request_deadline
from gongkai.reports import read_report, render_report
from tests.reports.builders import seeded_report
from tests.reports.layouts_office import OFFICE_LAYOUTS
from tests.reports.trials import Trial

TEXT_LAYOUTS = ("tabs", "cell-lines", "led-cell-lines", "pipe-ends", "markdown", "wrapped-labels")
HTML_LAYOUTS = ("spans", "site", "nested", "word", "paragraphs", "head-cells")
RATIO_GOAL = 4.0

Item = TypeVar("Item")


@dataclass(frozen=True)
class Timing:
    """Seconds for one document, over repeated runs."""

    median: float
    least: float
    most: float

    @property
    def rates(self) -> str:
        return f"{1 / self.median:>9.0f} a second  ({1 / self.most:.0f}-{1 / self.least:.0f})"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=40, help="documents of each layout")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args(arguments)
    pages = _documents(HTML_LAYOUTS, options.reports)
    texts = _documents(TEXT_LAYOUTS, options.reports)
    print(f"{len(texts)} texts, {len(pages)} pages; seconds of one core; median of {options.runs} runs (least-most)")
    _print("read_report, text", _timed(read_report, texts, options.runs))
    whole = _print("read_report, HTML", _timed(read_report, pages, options.runs))
    parsing = _print("lxml.html alone, same HTML", _timed(_parsed, pages, options.runs))
    ratio = whole.median / parsing.median
    print(f"{'reading / parsing':<32}{ratio:>9.2f}  (goal: at most {RATIO_GOAL:g})")
    print(f"{'':<32}{'KB a page':>9}{'a second':>10}{'reading / parsing':>20}")
    for layout in HTML_LAYOUTS:
        _print_ratio(layout, _documents((layout,), options.reports), options.runs)
    _print_ratio("written by gongkai render", _rendered(options.reports), options.runs)
    _time_office_files(options.reports, options.runs)
    _compare_with_pandas(pages, options.runs)
    _time_due_days(options.runs)
    return 0


def _documents(layouts: Sequence[str], count: int) -> list[str]:
    trials = [Trial(name, edition=("2021", "2019")[i % 2], seed=i) for name in layouts for i in range(count)]
    documents = [trial.document().document for trial in trials]
    return [document for document in documents if isinstance(document, str)]


def _timed(work: Callable[[Item], object], documents: Sequence[Item], runs: int) -> Timing:
    """The first run warms up and is not counted."""
    seconds = []
    for _ in range(runs + 1):
        started = time.process_time()
        for document in documents:
            work(document)
        seconds.append((time.process_time() - started) / len(documents))
    return Timing(median(seconds[1:]), min(seconds[1:]), max(seconds[1:]))


def _rendered(count: int) -> list[str]:
    """Pages as the library itself writes them, with style, notes and navigation."""
    return [render_report(seeded_report(i), "html").decode() for i in range(count)]


def _print_ratio(layout: str, pages: Sequence[str], runs: int) -> None:
    """Small pages have little but cells, which parsing alone does not read; published ones are mostly markup."""
    whole, parsing = _timed(read_report, pages, runs), _timed(_parsed, pages, runs)
    size = sum(map(len, pages)) / len(pages) / 1000
    print(f"  {layout:<30}{size:>9.0f}{1 / whole.median:>10.0f}{whole.median / parsing.median:>20.2f}")


def _print(name: str, timing: Timing) -> Timing:
    print(f"{name:<32}{timing.rates}")
    return timing


def _parsed(document: str) -> object:
    return lxml.html.document_fromstring(document)


def _time_office_files(count: int, runs: int) -> None:
    """Files of office programs; of Word documents also the bare parsing of their XML."""
    for layout in OFFICE_LAYOUTS:
        files = [Trial(layout, edition=("2021", "2019")[i % 2], seed=i).document().document for i in range(count)]
        _print(f"read_report, {layout}", _timed(read_report, files, runs))
    files = [render_report(seeded_report(i), "docx") for i in range(count)]
    whole = _print("read_report, DOCX of our own", _timed(read_report, files, runs))
    parsing = _print("its XML parsed alone", _timed(_parsed_parts, files, runs))
    print(f"{'reading / parsing':<32}{whole.median / parsing.median:>9.2f}  ({1000 * whole.median:.0f} ms a report)")


def _parsed_parts(file: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return [lxml.etree.fromstring(archive.read(name)) for name in ("word/document.xml", "word/styles.xml")]


def _compare_with_pandas(pages: Sequence[str], runs: int) -> None:
    """The tables of the same pages by pandas.read_html: grids only, without cells, sections or doubts."""
    if importlib.util.find_spec("pandas") is None:
        print("pandas is not installed here: no comparison with pandas.read_html")
        return
    import pandas as pd

    def tables(document: str) -> object:
        return pd.read_html(io.StringIO(document), flavor="lxml")

    with_tables = [page for page in pages if "<table" in page.lower()]
    theirs = _print("pandas.read_html, same HTML", _timed(tables, with_tables, runs))
    ours = _print("read_report, pages with tables", _timed(read_report, with_tables, runs))
    print(f"{'pandas / read_report':<32}{theirs.median / ours.median:>9.2f}")


def _time_due_days(runs: int) -> None:
    """For every day of ten years: twenty working days later, and until when a reply is in time, with its steps."""
    calendar = load_calendar()
    days = [date(2015, 1, 1) + timedelta(n) for n in range(3650)]
    _print("law: due days", _timed(lambda day: calendar.due(day, 20), days, runs))
    _print("law: deadlines with their steps", _timed(lambda day: request_deadline(day, calendar=calendar), days, runs))


if __name__ == "__main__":
    sys.exit(main())
