"""Words and small parts for templates."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from gongkai.bilingual import Language, Text
from gongkai.flow import Flow, State
from gongkai.law import parse_citation
from gongkai.ui.icons import PATHS
from gongkai.ui.parts import once, style_links

register = template.Library()
register.tag("once", once)

WEEKDAYS = (
    Text("星期一", "Monday"),
    Text("星期二", "Tuesday"),
    Text("星期三", "Wednesday"),
    Text("星期四", "Thursday"),
    Text("星期五", "Friday"),
    Text("星期六", "Saturday"),
    Text("星期日", "Sunday"),
)


def reader_language() -> Language:
    """The language of the page being drawn."""
    return "en" if get_language() == "en" else "zh"


@register.filter
def words(text: object) -> str:
    """A bilingual text in the language of the page; anything else as it stands."""
    if text is None:
        return ""
    return text.in_language(reader_language()) if isinstance(text, Text) else str(text)


@register.filter
def cited(cite: str) -> str:
    """A citation such as "ogi2019/26" as lawyers print it, in the language of the page."""
    return words(parse_citation(cite).printed)


@register.filter
def weekday(day: date) -> str:
    return words(WEEKDAYS[day.weekday()])


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A small sign; hidden from readers of the screen, since a word always stands beside it."""
    return format_html(
        '<svg class="gk-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        mark_safe(PATHS[name]),
    )


@register.inclusion_tag("ui/state.html")
def state(flow: Flow, name: str) -> dict[str, object]:
    """The badge of where a record stands in its flow."""
    standing = flow.state(name)
    return {"label": standing.label, "tone": tone_of(flow, standing)}


def tone_of(flow: Flow, standing: State) -> str:
    """idle at the start, done at an end, near while its clock is held, going in between."""
    if standing.is_final:
        return "done"
    if standing.name == flow.start:
        return "idle"
    return "near" if standing.clock == "paused" else "going"


@register.simple_tag
def styles(names: str) -> SafeString:
    """Links to the styles of frames and components, from their names between spaces."""
    return style_links(names)


@register.filter
def page_numbers(page: Page[Any]) -> list[int | None]:
    """The numbers a pager shows; None where some are left out."""
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in elided]


@register.filter
def message_tone(level: str) -> str:
    """The tone of a notice for a message's level."""
    return {"error": "late", "warning": "near", "success": "done"}.get(level, "plain")


@register.filter
def marked(text: str, query: str) -> SafeString:
    """The text with the words of a search marked."""
    wanted = [re.escape(word) for word in query.split()]
    if not wanted:
        return conditional_escape(text)
    parts = re.split(f"({'|'.join(wanted)})", text, flags=re.IGNORECASE)
    return format_html_join("", "{}", ((mark(part) if at % 2 else part,) for at, part in enumerate(parts)))


def mark(part: str) -> SafeString:
    return format_html("<mark>{}</mark>", part)


@register.filter
def weekday_letter(day: date) -> str:
    """The shortest name of a weekday, for the head of a calendar."""
    name = WEEKDAYS[day.weekday()]
    return words(Text(name.zh[-1], name.en[:2]))
