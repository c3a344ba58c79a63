"""Made-up reports as PDF files of several producers: what chromium prints of our pages, and our own typesetter."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gongkai.reports import Report, read_report
from gongkai.reports.render import render_report
from tests.reports.builders import VARIANTS, seeded_report
from tests.reports.layouts import Written, written
from tests.reports.layouts_html import LAYOUTS
from tests.reports.noises_tables import NOISES
from tests.reports.scoring import Score, faults, tally

CHROMIUM = Path("/usr/bin/chromium")
BASE = "body{font-family:'Noto Serif CJK SC';font-size:12pt;line-height:1.6} table{width:100%;font-size:9pt}"
RULED = "table{border-collapse:collapse} td,th{border:1px solid;padding:2px 3px}"

STYLES: Mapping[str, str] = MappingProxyType(
    {
        "ruled": RULED,
        "hairlines": "table{border-collapse:collapse} td,th{border:.3px solid #555;padding:1px}",
        "double-lines": "table{border-spacing:0} td,th{border:1px solid;padding:3px}",
        "boxes-apart": "table{border-spacing:2px;border:1px solid} td,th{border:1px solid}",
        "open-sides": RULED + "table{border-style:hidden}",
        "across-only": "table{border-collapse:collapse} td,th{border-top:1px solid;border-bottom:1px solid}",
        "down-only": "table{border-collapse:collapse;border:1px solid} td,th{border-left:1px solid;padding:2px}",
        "no-rules": "table{border-spacing:8px 2px} td,th{border:0} td{text-align:center}",
        "shaded": RULED + "tr:nth-child(odd){background:#ddd} th{background:#bbb}",
        "thick": "table{border-collapse:collapse;border:3px double} td,th{border:2px solid}",
        "large": RULED + "table{font-size:13pt} body{font-size:16pt}",
        "tiny": RULED + "table{font-size:5pt} td{padding:0}",
        "bold": RULED + "td{font-weight:bold;-webkit-text-stroke:.2px black}",
        "numbers-right": RULED + "td{text-align:right;vertical-align:bottom}",
        "numbers-spread": RULED + "td{text-align:center;letter-spacing:2px;vertical-align:top}",
        "sans": RULED + "body{font-family:'Noto Sans CJK SC'}",
        "small-pages": RULED + "@page{size:A5;margin:12mm} table{font-size:6pt}",
        "landscape": RULED + "@page{size:A4 landscape}",
        "touching": RULED + "p{margin:0;line-height:1.1} table{margin:0}",
        "dashed": "table{border-collapse:collapse} td,th{border:1px dashed #333;padding:2px}",
    }
)
LAYOUT_NAMES = ("spans", "head-cells", "labels-repeated", "label-breaks", "upright-labels", "row-tables", "nested")
UNSEEN = frozenset({"unseen-markup", "hidden-cells", "zero-width", "struck-figures"})
"""Noises of the markup that a print does not show, or shows as another thing."""
FOOT = '<div style="font-size:9px;width:100%;text-align:center">- <span class="pageNumber"></span> -</div>'
HEAD = '<div style="font-size:8px;width:100%;text-align:right">演示县人民政府年度报告</div>'


@dataclass(frozen=True)
class Print:
    """One printed document; it can be made again from these words and the number."""

    style: str
    layout: str = "spans"
    noise: str = "clean"
    edition: str = "2021"
    variant: str = ""
    seed: int = 0

    @property
    def name(self) -> str:
        return f"{self.style}/{self.layout}/{self.noise}/{self.edition}/{self.variant or 'usual'}/{self.seed}"

    @cached_property
    def document(self) -> Written:
        report = seeded_report(self.seed, edition_id=self.edition, variant=self.variant)
        spoil = [] if self.noise == "clean" else [NOISES[self.noise].spoil]
        return written(LAYOUTS[self.layout], report, self.seed, *spoil)

    def reading(self, pdf: bytes) -> Report:
        return read_report(pdf, source=self.name)

    def tally(self, pdf: bytes) -> Counter[Score]:
        return tally(self.document, self.reading(pdf))

    def faults(self, pdf: bytes) -> list[str]:
        return [f"{self.name}: {fault}" for fault in faults(self.document, self.reading(pdf))]

    def pdf(self, press: Press) -> bytes:
        markup = self.document.document
        assert isinstance(markup, str)
        style = f"<style>{BASE}{STYLES[self.style]}</style>"
        return press.pdf(markup.replace("</head>", style + "</head>", 1), has_margin_text=self.seed % 2 == 0)


def random_print(seed: int) -> Print:
    """Any style, layout, noise, edition and variant."""
    rng = random.Random(f"print/{seed}")
    layout = LAYOUTS[rng.choice(LAYOUT_NAMES)]
    noises = ["clean", *(n.name for n in NOISES.values() if n.fits(layout) and n.name not in UNSEEN)]
    noise = rng.choice(noises) if rng.random() < 0.6 else "clean"
    edition = rng.choice(("2021", "2021", "2019"))
    return Print(rng.choice(list(STYLES)), layout.name, noise, edition, rng.choice(("", *VARIANTS)), seed)


class Press:
    """Prints pages through chromium."""

    def __init__(self, browser: Any) -> None:
        self._page = browser.new_page(java_script_enabled=False)

    def pdf(self, markup: str, *, has_margin_text: bool = False) -> bytes:
        self._page.set_content(markup)
        options: dict[str, Any] = {"format": "A4", "prefer_css_page_size": True}
        options["margin"] = dict.fromkeys(("top", "bottom", "left", "right"), "20mm")
        if has_margin_text:
            options |= {"display_header_footer": True, "header_template": HEAD, "footer_template": FOOT}
        made: bytes = self._page.pdf(**options)
        return made


@contextmanager
def press() -> Iterator[Press]:
    """A chromium that prints; it reaches no network."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        try:
            yield Press(browser)
        finally:
            browser.close()


def typeset(seed: int, *, edition: str = "2021", variant: str = "") -> tuple[Written, bytes]:
    """A report as our own PDF, with what a reader must find."""
    report = seeded_report(seed, edition_id=edition, variant=variant)
    expected = {cell: content.value for cell, content in report.all_cells()}
    document = Written("", replace(report), expected, frozenset(), frozenset())
    return document, render_report(report, "pdf")
