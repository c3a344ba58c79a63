"""Public bodies: the register of a government as of a day, and one body with its history."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from ninja import Field, Query, Router, Schema

from gongkai.api.answers import Fault, Page, Paging, page_of, slice_of
from gongkai.api.government import ApiRequest, government_of
from gongkai.apps.bodies.kinds import Kind
from gongkai.apps.bodies.register import body_as_data, own_bodies, register_on, standing_as_data

router = Router(tags=["bodies"])


class BodyLine(Schema):
    """A body as a line of the register; days without a value are not known or still to come."""

    id: int
    name: str
    kind: Kind
    parent_id: int | None
    division_code: str | None = Field(..., description="GB/T 2260, with 9 or 12 digits below the county")
    credit_code: str | None = Field(..., description="GB 32100-2015")
    valid_from: date | None
    valid_to: date | None


class Days(Schema):
    """From a day to a day, both inclusive."""

    valid_from: date | None
    valid_to: date | None


class NameFact(Days):
    """A name it bore."""

    name: str


class ParentFact(Days):
    """A body it stood below."""

    parent_id: int | None


class CodeFact(Days):
    """A code it held."""

    system: str
    code: str


class OfficeFact(Schema):
    """The disclosure office as the guide states it."""

    name: str
    address: str
    post_code: str
    office_hours: str
    phone: str
    fax: str
    email: str
    web_address: str


class PostFact(Schema):
    """A person in a post."""

    post: str
    name: str
    title: str


class SuccessionFact(Schema):
    """A body that came before or after."""

    id: int
    name: str
    how: str
    on: date


class BodyWhole(BodyLine):
    """A body with its history, its disclosure office and the people in its posts."""

    names: list[NameFact]
    parents: list[ParentFact]
    codes: list[CodeFact]
    office: OfficeFact | None
    posts: list[PostFact]
    successors: list[SuccessionFact]
    predecessors: list[SuccessionFact]


class BodyFilter(Schema):
    """Which bodies."""

    on: date | None = Field(None, description="The register as of this day; today without one")
    kind: Kind | None = None
    parent: int | None = Field(None, description="Directly below this body")


@router.get(
    "", response={200: Page[BodyLine], 404: Fault}, url_name="bodies", summary="List the bodies of a government"
)
def bodies(request: ApiRequest, wanted: Query[BodyFilter], paging: Query[Paging]) -> Any:
    found = [
        one
        for one in register_on(government_of(request), wanted.on or request.today)
        if (wanted.kind is None or one.body.kind == wanted.kind)
        and (wanted.parent is None or one.parent_id == wanted.parent)
    ]
    return page_of([standing_as_data(one) for one in found[slice_of(paging)]], len(found), paging)


@router.get(
    "/{int:body_id}", response={200: BodyWhole, 404: Fault}, url_name="body", summary="One body and its history"
)
def body(request: ApiRequest, body_id: int) -> Any:
    one = own_bodies(government_of(request), request.today).filter(pk=body_id).first()
    if one is None:
        raise Http404
    return body_as_data(one, request.today)
