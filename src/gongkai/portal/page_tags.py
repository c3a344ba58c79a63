"""The page tags every government website carries, from one place for all pages. law: 国办发〔2017〕47号, page design.

Names and values are those of the rule, in Chinese whatever language the page is in. What would be empty is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db.models import BigIntegerField, CharField
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.timezone import localtime

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.bodies.demonstration import is_demonstration
from gongkai.apps.bodies.models import Government
from gongkai.apps.channels.column_types import COLUMN_TYPES
from gongkai.apps.channels.models import WebColumn, Website
from gongkai.apps.core.prepared import Given, PreparedObjects
from gongkai.apps.disclosure.models import Publication
from gongkai.portal.texts import text_for_public

Tags = list[tuple[str, str]]
BODY, KEY = Given("body", BigIntegerField()), Given("key", CharField())
_SITE = PreparedObjects(Website, "", lambda: Website.objects.filter(public_body=BODY, valid_to__isnull=True))
_COLUMN = PreparedObjects(
    WebColumn, "website", lambda: WebColumn.objects.filter(website__public_body=BODY, key=KEY).order_by("-website_id")
)
ALL_INFORMATION = ("政府信息公开", "信息公开目录")
"""Name and type of the column of whatever stands in no column."""
_PICTURE = re.compile(r"<img\b[^>]*\bsrc=\"([^\"]+)\"")
_MOST = 200


def site_of(request: Any) -> Website | None:
    """The website of the government whose page is read; asked for once a page."""
    if not hasattr(request, "website"):
        government = getattr(request, "government", None)
        request.website = next(iter(_SITE.rows(body=government.body_id)), None) if government else None
    found: Website | None = request.website
    return found


def site_tags(request: Any) -> Tags:
    """Those of every page."""
    government = getattr(request, "government", None)
    return _held(_of_site(request, government, site_of(request))) if government else []


def column_tags(request: PublicRequest, column: WebColumn) -> Tags:
    """Those of a page of a column: all of them must be there."""
    request.website = column.website  # type: ignore[attr-defined]
    found = _of_site(request, request.government, column.website)
    return _held([*found, *_of_column(column)])


def content_tags(request: PublicRequest, publication: Publication) -> Tags:
    """Those of the page of a text."""
    body = request.government.body_id
    column = next(iter(_COLUMN.rows(body=body, key=publication.column)), None) if publication.column else None
    site = column.website if column else site_of(request)
    request.website = site  # type: ignore[attr-defined]
    named = (column.name, column.type_label.zh) if column else ALL_INFORMATION
    of_column = zip(("ColumnName", "ColumnType"), named, strict=True)
    return _held([*_of_site(request, request.government, site), *of_column, *_of_text(request, publication)])


def tags_later(request: Any) -> partial[Tags]:
    """For the frame of a page: asked for only where it is drawn."""
    return partial(site_tags, request)


def _of_site(request: Any, government: Government, site: Website | None) -> Iterator[tuple[str, str]]:
    yield "SiteName", site.name if site else government.body.name
    yield "SiteDomain", (site.domain if site else "") or request.get_host().partition(":")[0]
    yield "SiteIDCode", site.site_code if site and not is_demonstration(government) else ""


def _of_column(column: WebColumn) -> Iterator[tuple[str, str]]:
    yield "ColumnName", column.name
    yield "ColumnDescription", column.description or column.name
    yield "ColumnKeywords", column.keywords or column.name
    yield "ColumnType", COLUMN_TYPES[column.column_type].zh


def _of_text(request: PublicRequest, publication: Publication) -> Iterator[tuple[str, str]]:
    at = publication.published_at
    picture = _PICTURE.search(text_for_public(publication, publication.body_html))
    words = " ".join(strip_tags(publication.body_html).split())
    yield "ArticleTitle", publication.title
    yield "PubDate", f"{localtime(at):%Y-%m-%d %H:%M}" if at else ""
    yield "ContentSource", publication.original_source or publication.source or publication.public_body.name
    yield "Keywords", publication.keywords
    yield "Description", publication.summary or words[:_MOST]
    yield "Image", request.build_absolute_uri(picture[1]) if picture else ""
    yield "Url", request.build_absolute_uri(reverse("portal:publication", args=[publication.pk]))


def _held(tags: Iterable[tuple[str, str]]) -> Tags:
    return [(name, content) for name, content in tags if content]
