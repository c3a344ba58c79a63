"""How the interface answers: JSON with Chinese as it is written, pages, and errors with a code in two languages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django.http import HttpRequest
from ninja import Field, Schema
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

from gongkai.apps.bodies.demonstration import DEMO, is_demonstration
from gongkai.bilingual import Text
from gongkai.errors import GongkaiError

Item = TypeVar("Item")
A_PAGE, MOST = 50, 200


class Renderer(BaseRenderer):
    """JSON in UTF-8, without escapes; an answer of a demonstration says that it is one, under "notice"."""

    media_type = "application/json"
    charset = "utf-8"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:  # noqa: ARG002
        if isinstance(data, dict) and is_demonstration(getattr(request, "government", None)):
            data = {"notice": DEMO, **data}
        return json.dumps(data, ensure_ascii=False, cls=NinjaJSONEncoder)


class Words(Schema):
    """One wording in two languages."""

    zh: str
    en: str


class Fault(Schema):
    """Why there is no answer."""

    code: str = Field(..., description="Stable; listed in docs/reference/errors.md")
    message: Words
    where: str = Field("", description="The parameter that is wrong")
    hint: Words | None = None


class Page(Schema, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    total: int = Field(..., description="Of all pages together")
    page: int
    pages: int


class Paging(Schema):
    """Which page, and how long."""

    page: int = Field(1, ge=1, le=100_000)
    page_size: int = Field(A_PAGE, ge=1, le=MOST)


def words(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def page_of(items: Sequence[Any], total: int, paging: Paging) -> dict[str, object]:
    return {
        "items": items,
        "total": total,
        "page": paging.page,
        "pages": max(1, -(-total // paging.page_size)),
    }


def slice_of(paging: Paging) -> slice:
    first = (paging.page - 1) * paging.page_size
    return slice(first, first + paging.page_size)


def fault(error: GongkaiError) -> dict[str, object]:
    return {
        "code": error.code,
        "message": words(error.message),
        "where": error.where,
        "hint": words(error.hint) if error.hint else None,
    }
