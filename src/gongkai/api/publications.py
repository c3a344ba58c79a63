"""What has been published."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Field, Query, Router, Schema

from gongkai.api.answers import Fault, Page, Paging, page_of, slice_of
from gongkai.api.government import ApiRequest, government_of
from gongkai.apps.disclosure.selectors import public_list

router = Router(tags=["publications"])


class Publisher(Schema):
    """The body that published it, by its name of today."""

    id: int
    name: str


class PublicationLine(Schema):
    """A publication as a line of a list."""

    id: int
    title: str
    public_body: Publisher
    published_on: date
    published_at: datetime


class PublicationFilter(Schema):
    """Which publications."""

    body: int | None = Field(None, description="Of this body")
    since: date | None = Field(None, description="Published on this day or later")
    until: date | None = Field(None, description="Published on this day or earlier")


@router.get(
    "",
    response={200: Page[PublicationLine], 404: Fault},
    url_name="publications",
    summary="List publications, newest first",
)
def publications(request: ApiRequest, wanted: Query[PublicationFilter], paging: Query[Paging]) -> Any:
    found = public_list(government_of(request))
    if wanted.body is not None:
        found = found.filter(public_body_id=wanted.body)
    if wanted.since is not None:
        found = found.filter(published_on__gte=wanted.since)
    if wanted.until is not None:
        found = found.filter(published_on__lte=wanted.until)
    return page_of(list(found[slice_of(paging)]), found.count(), paging)
