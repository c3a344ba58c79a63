"""The editor of texts alone: under the policy of the site, with what a text may hold, and without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'"
HELD = '<h2>题</h2><p>甲<strong>乙</strong></p><ul><li><p>丙</p></li></ul><p><img src="/x/files/7/" alt="图"></p>'
TABLE = "<table><tbody><tr><td><p>丁</p></td></tr></tbody></table>"
FORM = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><link rel="stylesheet" href="/library.css"></head>
<body>
<form><label for="text">正文</label><textarea id="text" name="text" data-editor="/library.js"
 data-paragraph="段落" data-heading="标题">{text}</textarea>
<input type="hidden" name="form" value="{kind}"></form><script type="module" src="/editor.js"></script></body></html>"""
SERVED = {
    "/library.js": ("django_prose_editor", "static/django_prose_editor/editor.js", "text/javascript; charset=utf-8"),
    "/library.css": ("django_prose_editor", "static/django_prose_editor/editor.css", "text/css"),
    "/editor.js": ("gongkai.ui", "static/ui/editor.js", "text/javascript; charset=utf-8"),
}


def opened(page: Page, text: str, kind: str) -> list[str]:
    """The page of a form with this text. Returns what the browser complains of, as it does."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def answer(route: Route) -> None:
        path = "/" + route.request.url.split("/", 3)[3]
        if path in SERVED:
            package, name, media_type = SERVED[path]
            body = files(package).joinpath(name).read_text("utf-8")
            route.fulfill(body=body, content_type=media_type)
        elif path == "/":
            html = FORM.format(text=text.replace("<", "&lt;"), kind=kind)
            route.fulfill(
                body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY}
            )
        else:
            route.fulfill(status=204)

    page.route("**/*", answer)
    page.goto("http://editor.example/")
    return complaints


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened_page = browser.new_page()
    yield opened_page
    opened_page.close()


def test_editor_keeps_what_a_text_holds_and_breaks_no_policy(page: Page) -> None:
    complaints = opened(page, HELD + TABLE, "html")
    editor = page.get_by_role("textbox", name="正文")
    expect(editor).to_be_visible()

    editor.get_by_text("丁").click()
    expect(editor).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.insert_text("戊")

    expect(page.locator("textarea")).to_have_value(re.compile("戊"))
    value = page.locator("textarea").input_value()
    for part in (
        "<h2>题</h2>",
        "<strong>乙</strong>",
        "<li><p>丙</p></li>",
        'src="/x/files/7/"',
        'alt="图"',
        "<td",
    ):
        assert part in value
    assert complaints == []


def test_plain_text_becomes_paragraphs(page: Page) -> None:
    opened(page, "第一段 2 < 3\n\n第二段", "plain")
    editor = page.get_by_role("textbox", name="正文")
    expect(editor.locator("p")).to_have_count(2)

    editor.click()
    expect(editor).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("。")

    expect(page.locator("textarea")).to_have_value("<p>第一段 2 &lt; 3</p><p>第二段。</p>")
    assert page.locator("input[name=form]").input_value() == "html"


def test_browser_without_script_keeps_the_plain_field(browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()

    opened(page, "正文", "plain")

    expect(page.locator("textarea")).to_be_visible()
    expect(page.locator(".ProseMirror")).to_have_count(0)
    page.context.close()


def test_kinds_of_paragraph_are_named_in_the_words_of_the_page(page: Page) -> None:
    opened(page, HELD, "html")

    page.locator(".prose-menubar__selected").click()

    expect(page.locator(".prose-menubar h2")).to_have_text("标题 1")
    expect(page.locator(".prose-menubar p")).to_have_text("段落")


LACKING = """for (const [owner, name] of [[Array.prototype, "at"], [String.prototype, "at"],
  [Array.prototype, "findLast"], [Array.prototype, "toSorted"], [Object, "hasOwn"], [HTMLElement.prototype, "popover"],
  [HTMLElement.prototype, "showPopover"], [HTMLElement.prototype, "hidePopover"]]) delete owner[name];"""
"""As in Chromium 86."""


def test_editor_works_in_a_browser_without_the_newest_words(page: Page) -> None:
    page.add_init_script(LACKING)
    complaints = opened(page, HELD, "html")

    page.locator(".tiptap").first.click()
    page.locator(".prose-menubar__selected").click()
    page.locator(".prose-menubar h4").click()

    expect(page.locator(".tiptap h4")).to_have_count(1)
    expect(page.locator(".prose-menubar h4")).to_be_hidden()
    assert complaints == []
