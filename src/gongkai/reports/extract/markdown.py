"""Markdown with tables in HTML: its lines are paragraphs, which a page does not know."""

from __future__ import annotations

import re

_TABLE = re.compile(r"<(/?)table\b[^>]*>", re.IGNORECASE)
_OF_PAGES = re.compile(r"<(?:!doctype|html|head|body|p|div|br|h[1-6]|li|ul|ol|section|article)\b", re.IGNORECASE)


def with_paragraphs(text: str) -> str:
    """The text with every line between its tables as a paragraph, when nothing but its tables is HTML.

    >>> with_paragraphs("# 年度报告\\n\\n<table><tr><td>1</td></tr></table>")
    '<p># 年度报告</p><table><tr><td>1</td></tr></table>'
    """
    parts = _apart(text)
    outside = [part for is_table, part in parts if not is_table]
    if len(outside) == len(parts) or any(_OF_PAGES.search(part) for part in outside):
        return text
    return "".join(part if is_table else _lines(part) for is_table, part in parts)


def _apart(text: str) -> list[tuple[bool, str]]:
    """Tables and what stands between them, in order; a table inside a table belongs to it."""
    parts: list[tuple[bool, str]] = []
    depth, at = 0, 0
    for match in _TABLE.finditer(text):
        if not match[1]:
            if depth == 0:
                parts.append((False, text[at : match.start()]))
                at = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                parts.append((True, text[at : match.end()]))
                at = match.end()
    parts.append((depth > 0, text[at:]))
    return parts


def _lines(text: str) -> str:
    return "".join(f"<p>{line.strip()}</p>" for line in text.splitlines() if line.strip())
