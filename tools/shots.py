"""Pictures of every page: route × role × width × language × full or empty, with axe, on one contact sheet.

    python -m tools.shots [--only TEXT] [--quick] [--once] [--into FOLDER]    needs chromium

Fails where a route is unknown or the full county shows nothing of it, where axe finds a violation (at every width in
the first language), where a page answers otherwise than it should, asks another host or scrolls sideways.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
WIDTHS = (1440, 768, 390)
LANGUAGES = {"zh": "zh-hans", "en": "en"}
TALLEST = 8000
BROWSERS = 2
"""That look at a time."""
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]},
    "resultTypes": ["violations"],  # of what is well one example is told, not every element of the page
}
HEAD = """<!doctype html><meta charset="utf-8"><title>Shots</title><style>
body{font:14px sans-serif;margin:20px}h2{margin:30px 0 8px;font-size:15px}.bad{color:#961a0b}
div{display:flex;gap:12px;align-items:flex-start;flex-wrap:wrap}figure{margin:0;width:260px}
img{width:100%;border:1px solid #999;max-height:420px;object-fit:cover;object-position:top}</style>"""


@dataclass
class Sheet:
    """What was seen: pictures by page, and everything that is wrong."""

    folder: Path
    pictures: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def write(self) -> None:
        parts = [HEAD, f"<h1>{sum(map(len, self.pictures.values()))} pictures, {len(self.faults)} faults</h1>"]
        parts += [f'<p class="bad">{html.escape(fault)}</p>' for fault in self.faults]
        for title, names in sorted(self.pictures.items()):
            shown = "".join(
                f'<figure><a href="{name}"><img loading="lazy" src="{name}" alt=""></a>'
                f"<figcaption>{name}</figcaption></figure>"
                for name in names
            )
            parts.append(f"<h2>{html.escape(title)}</h2><div>{shown}</div>")
        (self.folder / "index.html").write_text("".join(parts), encoding="utf-8")


@dataclass(frozen=True)
class Look:
    """Who looks at what: a full or an empty county, the role ("" for nobody), and the pages."""

    fill: str
    role: str
    pages: list[dict[str, Any]]


@contextmanager
def world(folder: Path) -> Iterator[dict[str, Any]]:
    """The invented world, served by a process of its own."""
    command = [sys.executable, "-m", "tests.faces.serve"]
    pipe = subprocess.PIPE
    with (
        (folder / "server.log").open("w", encoding="utf-8") as log,
        subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=log, text=True) as process,
    ):
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.communicate("", timeout=20)


def context_of(browser: Browser, told: dict[str, Any], *, width: int, language: str, session: str) -> BrowserContext:
    """A reader: width of the window, language, and signed in or not."""
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    cookies = [{"name": "gk_language", "value": LANGUAGES[language], "url": told["address"]}]
    if session:
        cookies.append({"name": "gk_session", "value": session, "url": told["address"]})
    context.add_cookies(cookies)  # type: ignore[arg-type]
    return context


def looks(told: dict[str, Any], only: str) -> Iterator[Look]:
    """Everybody who looks, at the pages that hold the text."""
    for fill, pages in told["pages"].items():
        for role in ("", *told["sessions"][fill]):
            seen = [one for one in pages if (role in one["roles"] if one["roles"] is not None else not role)]
            wanted = [one for one in seen if only in f"{fill} {role} {one['route']} {one['address']}"]
            if wanted:
                yield Look(fill, role, wanted)


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"axe {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"][:2]]


def name_of(address: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", address.lower()).strip("-") or "home"


def look(page: Page, told: dict[str, Any], one: dict[str, Any], title: str, sheet: Sheet, *, is_examined: bool) -> None:
    """Open one page at the width of the window, take its picture, and note what is wrong with it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    try:
        answer = page.goto(told["address"] + one["address"])
    except Error as error:
        sheet.faults.append(f"{title}: {error.message.splitlines()[0]}")
        return
    width = page.viewport_size["width"] if page.viewport_size else 0
    faults = [f"asks {url}" for url in asked if not url.startswith((told["address"], "data:"))]
    if answer is None or answer.status != one["status"]:
        faults.append(f"answers {answer.status if answer else 'nothing'}")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        faults.append("scrolls sideways")
    if is_examined:
        faults += violations(page)
    sheet.faults += [f"{title} {width}: {fault}" for fault in faults]
    name = f"{name_of(title)}-{width}.png"
    tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    page.screenshot(path=sheet.folder / name, clip={"x": 0, "y": 0, "width": width, "height": tall}, full_page=True)
    sheet.pictures.setdefault(title.rpartition(" ")[0], []).append(name)


def take(look_of: Look, told: dict[str, Any], options: argparse.Namespace) -> Sheet:
    """All pictures of one reader, by a browser of their own."""
    sheet = Sheet(options.into)
    widths = (1440, 390) if options.quick else WIDTHS
    views = [(language, width) for language in LANGUAGES for width in widths]
    session = told["sessions"][look_of.fill].get(look_of.role, "")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for turn, (language, width) in enumerate(views):
            context = context_of(browser, told, width=width, language=language, session=session)
            for one in look_of.pages[turn :: len(views)] if options.once else look_of.pages:
                page = context.new_page()
                title = f"{one['route']} {look_of.role or 'nobody'} {one['address']} {look_of.fill} {language}"
                look(page, told, one, title, sheet, is_examined=is_examined(width, language))
                page.close()
            context.close()
        browser.close()
    return sheet


def take_all(told: dict[str, Any], options: argparse.Namespace, sheet: Sheet) -> None:
    """Two readers look at a time; the longest ways first."""
    wanted = sorted(looks(told, options.only), key=lambda one: -len(one.pages))
    with ProcessPoolExecutor(BROWSERS, get_context("spawn")) as pool:
        taking = [pool.submit(take, one, told, options) for one in wanted]
        for done, ended in enumerate(as_completed(taking), 1):
            seen = ended.result()
            sheet.faults += seen.faults
            for title, names in seen.pictures.items():
                sheet.pictures.setdefault(title, []).extend(names)
            print(f"{done} of {len(taking)} readers, {sum(map(len, sheet.pictures.values()))} pictures", flush=True)


def is_examined(width: int, language: str) -> bool:
    """By axe: the widest and the narrowest always, those between in the first language."""
    return width in (WIDTHS[0], WIDTHS[-1]) or language == next(iter(LANGUAGES))


def find_chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def main() -> int:
    parser = argparse.ArgumentParser(description="Pictures of every page")
    parser.add_argument("--only", default="", help="pages whose fill, role, route or address holds this text")
    parser.add_argument("--quick", action="store_true", help="1440 and 390 px alone")
    parser.add_argument("--once", action="store_true", help="each page once: widths and languages take turns")
    parser.add_argument("--into", type=Path, default=ROOT / "var" / "shots", help="the folder, emptied first")
    options = parser.parse_args()
    if find_chromium() is None:
        print(
            "没有找到 chromium。Debian：sudo apt-get install chromium\n"
            "Chromium was not found. On Debian: sudo apt-get install chromium",
            file=sys.stderr,
        )
        return 1
    shutil.rmtree(options.into, ignore_errors=True)
    options.into.mkdir(parents=True)
    sheet = Sheet(options.into)
    with world(sheet.folder) as told:
        sheet.faults += [f"unknown route {route}" for route in told["unknown"]]
        sheet.faults += [f"nothing to show of {route} in the full county" for route in told["unshown"]]
        take_all(told, options, sheet)
    sheet.write()
    print(*sheet.faults, sep="\n")
    print(f"{sheet.folder / 'index.html'}: {len(sheet.faults)} faults")
    return 1 if sheet.faults else 0


if __name__ == "__main__":
    sys.exit(main())
