"""What machines follow: the feed of what is newest, and the map of all addresses."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.bodies.demonstration import DEMO, is_demonstration
from gongkai.apps.disclosure.selectors import current_list, public_list

NEWEST = 30
MOST_ADDRESSES = 50_000


def feed(request: PublicRequest) -> HttpResponse:
    """The newest items as Atom."""
    written = Atom1Feed(
        title=f"{request.government.body.name} · {_('Newest information')}",
        link=request.build_absolute_uri(reverse("portal:home")),
        feed_url=request.build_absolute_uri(reverse("portal:feed")),
        description=DEMO if is_demonstration(request.government) else "",
        subtitle=DEMO if is_demonstration(request.government) else None,
        language=get_language(),
    )
    for one in current_list(request.government, request.today)[:NEWEST]:
        address = request.build_absolute_uri(reverse("portal:publication", args=[one.pk]))
        written.add_item(
            title=one.title,
            link=address,
            unique_id=address,
            description=strip_tags(one.body_html)[:200],
            author_name=one.public_body.name,
            pubdate=one.published_at,
            updateddate=one.published_at,
        )
    return HttpResponse(written.writeString("utf-8"), content_type=written.content_type)


def sitemap(request: PublicRequest) -> HttpResponse:
    """Every public address, for search engines."""
    pages = [reverse(f"portal:{name}") for name in ("home", "publication_list", "accessibility")]
    items = public_list(request.government).values_list("pk", "published_on")[: MOST_ADDRESSES - len(pages)]
    addresses: list[tuple[str, date | None]] = [(request.build_absolute_uri(page), None) for page in pages]
    addresses += [(request.build_absolute_uri(reverse("portal:publication", args=[pk])), day) for pk, day in items]
    return render(
        request,
        "portal/sitemap.xml",
        {"addresses": addresses, "mark": DEMO if is_demonstration(request.government) else ""},
        content_type="application/xml",
    )
