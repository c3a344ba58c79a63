"""A browser, and the invented world served on this machine; skipped only where there is no chromium."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.architecture.source import ROOT
from tests.server.databases import own_database
from tools.shots import LANGUAGES, find_chromium

Reader = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed behind each module: while one is open, its loop runs and no test of the same process may open another."""
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("needs chromium: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What tests/faces/serve.py says of itself: address, pages, sessions."""
    pipe = subprocess.PIPE
    with (
        own_database() as database,
        (tmp_path_factory.mktemp("faces") / "server.log").open("w") as log,
        subprocess.Popen(
            [sys.executable, "-m", "tests.faces.serve"],
            cwd=ROOT,
            env={**os.environ, "GONGKAI_DATABASE_URL": database},
            stdin=pipe,
            stdout=pipe,
            stderr=log,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.communicate("", timeout=20)


@pytest.fixture
def reader(browser: Browser, told: dict[str, Any]) -> Iterator[Reader]:
    """Open the window of a reader: role ("" for nobody), fill, language, and anything a context takes."""
    opened: list[BrowserContext] = []

    def open_window(role: str = "", *, fill: str = "full", language: str = "zh", **options: Any) -> BrowserContext:
        context = browser.new_context(base_url=told["address"], reduced_motion="reduce", **options)
        cookies = [{"name": "gk_language", "value": LANGUAGES[language], "url": told["address"]}]
        if role:
            cookies.append({"name": "gk_session", "value": told["sessions"][fill][role], "url": told["address"]})
        context.add_cookies(cookies)  # type: ignore[arg-type]
        opened.append(context)
        return context

    yield open_window
    for context in opened:
        context.close()
