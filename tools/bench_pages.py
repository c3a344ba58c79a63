"""How well pages are read: browser prints in many styles, our own PDF and OFD, scans; how fast beside pdfplumber."""

from __future__ import annotations

import argparse
import io
import logging
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from gongkai.reports import read_report
from gongkai.reports.extract.pages.engine import lines_in
from gongkai.reports.extract.pages.pdf import SCAN_DPI, PdfFile, _library, pdf_document, pdf_pages
from gongkai.reports.extract.pages.scan import gray_picture
from gongkai.reports.extract.pages.straight import straightened
from tests.reports.layouts import Written
from tests.reports.ofd_writer import WAYS, ofd_of
from tests.reports.prints import CHROMIUM, Press, press, random_print, typeset
from tests.reports.scans import random_scanner
from tests.reports.scoring import Score, faults, share_read, tally

VARIANTS = ("", "big", "blanks", "zeros", "one-row-other")
EDITIONS = ("2021", "2021", "2019")

Trial = tuple[str, Written, bytes]


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; 1 when a cell of a digital source was read silently wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prints", type=int, default=100, help="browser prints, any style and noise")
    parser.add_argument("--typeset", type=int, default=20, help="reports of our own typesetter, as PDF and as OFD")
    parser.add_argument("--scans", type=int, default=0, help="scans (about 10 seconds a page)")
    parser.add_argument("--seed", type=int, default=5000)
    options = parser.parse_args(arguments)
    seeds = options.seed
    print(f"{'source':<44}" + "".join(f"{score.value:>16}" for score in Score) + f"{'right or doubted':>18}")
    digital = Counter[Score]()
    if options.prints and CHROMIUM.exists():
        with press() as printing:
            digital += _told(_prints(printing, range(seeds, seeds + options.prints)))
    digital += _told(_typeset(range(seeds, seeds + options.typeset)))
    print("goals: digital 99.90 %, none silently wrong; scans 99.00 %, at most 0.1 % silently wrong")
    _told(_scans(range(seeds, seeds + options.scans)))
    if options.scans:
        _beside_engine(_scans(range(seeds, seeds + 1)))
    _beside_pdfplumber([typeset(seeds + i, variant=VARIANTS[i]) for i in range(3)])
    return int(digital[Score.SILENT] > 0)


def _prints(printing: Press, seeds: range) -> Iterator[Trial]:
    for seed in seeds:
        made = random_print(seed)
        yield f"print, {made.style}", made.document, made.pdf(printing)


def _typeset(seeds: range) -> Iterator[Trial]:
    for seed in seeds:
        document, data = typeset(seed, edition=EDITIONS[seed % 3], variant=VARIANTS[seed % 5])
        yield "our PDF", document, data
        yield "OFD", document, ofd_of(pdf_pages(data), way=WAYS[seed % len(WAYS)])


def _scans(seeds: range) -> Iterator[Trial]:
    for seed in seeds:
        document, data = typeset(seed, edition=EDITIONS[seed % 3], variant=VARIANTS[seed % 5])
        scanner = random_scanner(seed)
        yield f"scan, {scanner.dpi} dpi, skew {scanner.skew:.0f}", document, scanner.scan(data, seed)


def _told(trials: Iterator[Trial]) -> Counter[Score]:
    """Read each document, print a line for each kind and the faults; the sum of all."""
    kinds: dict[str, Counter[Score]] = defaultdict(Counter)
    wrong: list[str] = []
    for kind, document, data in trials:
        reading = read_report(data, source=kind)
        kinds[kind] += tally(document, reading)
        wrong += [f"{kind}: {fault}" for fault in faults(document, reading)]
    total = sum(kinds.values(), Counter[Score]())
    for kind, scored in [*sorted(kinds.items()), ("all", total)] if kinds else []:
        shown = "".join(f"{scored[score]:>16}" for score in Score)
        print(f"{kind:<44}{shown}{100 * share_read(scored):>17.2f}%")
    for fault in wrong[:20]:
        print("  ", fault)
    return total


def _beside_engine(trials: Iterator[Trial]) -> None:
    """The time to read a scan, as a ratio to the bare engine on the very pictures it was given."""
    _, _, data = next(trials)
    pages = pdf_pages(data)
    with PdfFile(_library(""), data, "") as file:
        drawn = [file.gray(page.number - 1, SCAN_DPI) for page in pages]
    pictures = [straightened(gray_picture(gray, source=""), SCAN_DPI, source="").gray for gray in drawn]
    bare = _best(lambda: [lines_in(picture, source="") for picture in pictures], tries=2)
    whole = _best(lambda: read_report(data), tries=2)
    print(f"speed: {whole / len(pages):.1f} s a scanned page, {whole / bare:.2f} times the bare engine (goal: 1.10)")


def _beside_pdfplumber(made: list[tuple[Written, bytes]]) -> None:
    """Speed, and how many cells our matcher finds in the tables of each."""
    files = [data for _, data in made]
    try:
        import pdfplumber
    except ImportError:
        print("speed: pdfplumber is not installed (make .venv/.bench)")
        return
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

    def plumbed(data: bytes) -> list[list[list[str | None]]]:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return [table for page in document.pages for table in page.extract_tables()]

    pages = sum(len(pdf_pages(data)) for data in files)
    ours = sum(_best(lambda d=data: pdf_document(d)) for data in files) / pages * 1000
    theirs = sum(_best(lambda d=data: plumbed(d)) for data in files) / pages * 1000
    print(
        f"\nspeed: {ours:.1f} ms a page, pdfplumber {theirs:.1f}: {theirs / ours:.1f} times faster"
        " (goals: 25 ms, 5 times)"
    )
    right = {"ours": Counter[Score](), "pdfplumber": Counter[Score]()}
    for document, data in made:
        right["ours"] += tally(document, read_report(data))
        right["pdfplumber"] += tally(document, read_report(_page_of(plumbed(data))))
    for name, scored in right.items():
        print(f"right of {scored.total()} cells, tables by {name}: {scored[Score.RIGHT]}")


def _page_of(tables: list[list[list[str | None]]]) -> str:
    """Tables as a page that our matcher reads; what pdfplumber gives no text is part of another cell."""
    rows = [
        "".join(f"<td>{escape(cell)}</td>" for cell in row if cell is not None) for table in tables for row in table
    ]
    return f"<p>政府信息公开年度报告</p><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _best(act: Callable[[], object], tries: int = 3) -> float:
    times = []
    for _ in range(tries):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
