"""The rule book: the rules and flow charts of disclosure work with their validity and versions."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.disclosure.document_flow import RULE_BOOK_KINDS, RULE_BOOK_TOPICS
from gongkai.apps.disclosure.rule_book import STANDING, Standing, public_versions, standings
from gongkai.bilingual import Text
from gongkai.portal.disclosure import HOME
from gongkai.portal.texts import files_for_public, text_for_public
from gongkai.portal.twins import as_csv, as_json

LIST = Text("制度与流程图", "Rule book")
TONES = {"in_force": "done", "not_yet": "going", "replaced": "idle", "lapsed": "near"}
Shown = tuple[Standing, Text, str, Text]


def rule_book(request: PublicRequest) -> HttpResponse:
    """What is in force by topic, older versions below each; with ?format=json or csv all versions as a file."""
    found = standings(list(public_versions(request.government)), request.today)
    wanted = request.GET.get("format")
    if wanted in ("json", "csv"):
        rows = [_row(request, one) for one in found]
        return as_json(request, rows) if wanted == "json" else as_csv(request, rows, "rule-book")
    topics: list[tuple[Text, list[tuple[Shown, list[Shown]]]]] = []
    for topic, label in RULE_BOOK_TOPICS.items():
        of_topic = [one for one in found if one.version.entry.topic == topic]
        entries = [list(within) for _entry, within in groupby(of_topic, key=lambda one: one.version.entry_id)]
        if entries:
            topics.append((label, [(_shown(first), [_shown(one) for one in rest]) for first, *rest in entries]))
    context = {"topics": topics, "crumbs": [(HOME, reverse("portal:home")), (LIST, "")]}
    return render(request, "portal/documents/rule_book.html", context)


def rule(request: PublicRequest, pk: int) -> HttpResponse:
    """One version; with ?format=json its facts and text."""
    of_all = standings(list(public_versions(request.government)), request.today)
    version = get_object_or_404(public_versions(request.government), pk=pk)
    standing = next(one for one in of_all if one.version.pk == version.pk)
    body_html = text_for_public(version.publication, version.text_html)
    if request.GET.get("format") == "json":
        return as_json(request, [{**_row(request, standing), "body_html": body_html}])
    others = [_shown(one) for one in of_all if one.version.entry_id == version.entry_id and one.version.pk != pk]
    context = {
        "shown": _shown(standing),
        "body_html": body_html,
        "files": files_for_public(version.publication),
        "topic": RULE_BOOK_TOPICS[version.entry.topic],
        "others": others,
        "crumbs": [
            (HOME, reverse("portal:home")),
            (LIST, reverse("portal:rule_book")),
            (Text("正文", "Full text"), ""),
        ],
    }
    return render(request, "portal/documents/rule.html", context)


def _shown(one: Standing) -> Shown:
    return one, STANDING[one.worth], TONES[one.worth], RULE_BOOK_KINDS[one.version.entry.kind]


def _row(request: PublicRequest, one: Standing) -> dict[str, object]:
    """What a file says of one version; the names of the columns are stable."""
    version = one.version
    return {
        "id": version.pk,
        "title": version.shown_title,
        "kind": version.entry.kind,
        "topic": version.entry.topic,
        "public_body": version.entry.public_body.name,
        "version": version.number,
        "valid_from": version.valid_from.isoformat(),
        "valid_until": one.until.isoformat() if one.until else "",
        "standing": one.worth,
        "public_on": version.public_on.isoformat() if version.public_on else "",
        "address": request.build_absolute_uri(reverse("portal:rule", args=[version.pk])),
    }
