"""What a clerk does on the page of a text, with the editor or with the plain field."""

from __future__ import annotations

import re
from html import escape

from playwright.sync_api import Page, expect


def type_text(page: Page, text: str) -> None:
    """Write a text in the place of what stands there; an empty line begins a paragraph."""
    page.wait_for_load_state("networkidle")
    field = page.locator("textarea[name=text]")
    if field.is_visible():
        field.fill(text)
        return
    page.locator(".gk-editor [contenteditable=true]").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(paragraph)
        expect(field).to_have_value(re.compile(re.escape(escape(paragraph, quote=False))))
