"""The texts of a publication: the one in work, those before it, who wrote it, and what it says of itself."""

from __future__ import annotations

from dataclasses import fields

from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.models import Publication, Version

_ELSEWHERE = frozenset({"key_areas", "files"})
"""Fields of the details that are no columns of the row of the same name."""


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


def public_details(publication: Publication) -> Details:
    """What the row says of itself: the public text; of a draft, the draft."""
    areas = tuple(key for key in publication.area_keys.split(",") if key)
    told = {field.name: getattr(publication, field.name) for field in fields(Details) if field.name not in _ELSEWHERE}
    return Details(**told, key_areas=areas, files=tuple(publication.file_ids))


def details_of(version: Version) -> Details:
    """What a text says of itself."""
    return Details.from_data(version.details) if version.details else public_details(version.publication)


def take_details(publication: Publication, details: Details) -> None:
    """Write the details into a row. The caller saves it."""
    for field in fields(Details):
        if field.name not in _ELSEWHERE:
            setattr(publication, field.name, getattr(details, field.name))
    publication.area_keys = f",{','.join(details.key_areas)}," if details.key_areas else ""
    publication.file_ids = list(details.files)
