"""The texts of a publication: the one in work, those before it, and how two of them differ."""

from __future__ import annotations

from gongkai.apps.disclosure.models import Publication, Version


def working_text(publication: Publication) -> Version:
    """The text that is written, reviewed and released next; an older record without versions has its own."""
    found = publication.versions.select_related("saved_by").last()
    return found or Version(
        publication=publication,
        number=1,
        title=publication.title,
        body_html=publication.body_html,
        saved_by=publication.written_by,
        saved_at=publication.created_at,
    )


def authors_of(publication: Publication) -> frozenset[int]:
    """Who wrote the text in work: whoever began it, and whoever changed it since the last release."""
    since = publication.versions.filter(released_at__isnull=False).last()
    unreleased = publication.versions.filter(number__gt=since.number if since else 0, saved_by__isnull=False)
    authors = set(unreleased.values_list("saved_by_id", flat=True))
    if publication.written_by_id is not None:
        authors.add(publication.written_by_id)
    return frozenset(authors)
