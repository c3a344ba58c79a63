"""Each page speaks one language: no Han character outside data in English, no English word outside data in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils.html import strip_tags
from lxml import html

from gongkai.law.citation import instruments
from tests.faces.routes import Page, pages
from tests.faces.world import World

HAN = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[A-Za-z]{2,}")
IN_BOTH = re.compile(
    r"(?<![A-Za-z])(CSV|JSON|XLSX|Atom|PDF|Word|HTTPS?|Ctrl|Enter|AA|KB|MB|UTF|OFD|DOCX?|XLS|PNG|JPE?G|ZIP|TOTP|TIFF|SHA|HMAC|OIDC|ID|API|IP|SMS|ICP)(?![A-Za-z])"
)
"""Names that are written so in both languages."""

CODE = re.compile(r"[a-z_.]+")
"""States, roles and acts as the registers keep them; a page that shows one as it is kept speaks no language at all."""

SHOWN_AS_KEPT = frozenset({"desk:audit_list"})
"""Pages for auditors that show records letter by letter, codes included."""

pytestmark = pytest.mark.xdist_group("world")

KEPT_AS_TEXT = models.CharField | models.TextField | models.JSONField
OF_ITSELF = ("简体中文", "English", *(one.number for one in instruments().values() if one.number))
"""Languages are called by their own names, official documents by their own numbers."""

SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-label")
NOT_TEXT = ("script", "style", "kbd", "code", "textarea")


@pytest.fixture
def world(built: World, db: None) -> World:  # noqa: ARG001
    return built


def data() -> list[str]:
    """Every text the registers hold, longest first: what people typed is in whatever language they typed."""
    found: set[str] = set()
    for model in (one for one in apps.get_models() if one.__module__.startswith("gongkai")):
        names = [f.name for f in model._meta.concrete_fields if isinstance(f, KEPT_AS_TEXT)]
        for row in model._default_manager.values_list(*names) if names else ():
            for value in row:
                found |= {line.strip() for text in _texts(value) for line in strip_tags(text).splitlines()}
    told = {text for text in found if len(text) > 1 and not CODE.fullmatch(text)}
    return sorted({*told, *OF_ITSELF}, key=len, reverse=True)


def _texts(value: object) -> Iterator[str]:
    """The texts in what a field holds, however deep."""
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif value:
        yield str(value)


def spoken(page: str, language: str) -> Iterator[str]:
    """What a page says, to the eye or to a screen reader; not what is marked as another language."""
    for element in html.fromstring(page).iter():
        if not isinstance(element.tag, str) or _is_marked(element, language):
            continue
        yield from (str(element.get(name)) for name in SPOKEN if element.get(name))
        yield element.text or ""
        yield from (child.tail or "" for child in element)


def _is_marked(element: html.HtmlElement, language: str) -> bool:
    for one in (element, *element.iterancestors()):
        if one.tag in NOT_TEXT or (one.get("lang") not in (None, language)):
            return True
    return False


def strays(page: str, language: str, known: list[str]) -> set[str]:
    wrong = HAN if language == "en" else LATIN
    found = set()
    for said in spoken(page, language):
        for text in known:
            if text in said:
                said = said.replace(text, " ")
        found |= set(wrong.findall(IN_BOTH.sub(" ", said)))
    return found


def visits(world: World, fill: str) -> Iterator[tuple[Page, str]]:
    county = getattr(world, fill)
    for page in pages(county):
        yield page, "" if page.roles is None else next(role for role, _ in county.people if role in page.roles)


def test_strays_are_found_and_data_and_marked_words_are_not() -> None:
    page = '<html lang="en"><p aria-label="搜索">示范县 publishes 通知<b lang="zh-Hans">中文</b></p></html>'

    assert strays(page, "en", ["示范县"]) == {"搜索", "通知"}
    assert strays('<html lang="zh-Hans"><p>导出 CSV 文件 draft</p></html>', "zh-Hans", []) == {"draft"}


@pytest.mark.slow
@pytest.mark.parametrize("fill", ["full", "empty"])
@pytest.mark.parametrize(("code", "language"), [("en", "en"), ("zh-hans", "zh-Hans")])
def test_page_speaks_one_language(world: World, fill: str, code: str, language: str) -> None:
    known, county, found = data(), getattr(world, fill), {}
    clients: dict[str, Client] = {}

    for page, role in visits(world, fill):
        if page.route in SHOWN_AS_KEPT:
            continue
        client = clients.setdefault(role, county.client(role or None))
        client.cookies["gk_language"] = code
        answer = client.get(page.address)
        wrong = strays(answer.content.decode(), language, known)
        if wrong or answer.status_code != page.status:
            found[page.address] = wrong | {str(answer.status_code)}

    assert not found, "\n".join(f"{address}: {sorted(wrong)}" for address, wrong in found.items())
