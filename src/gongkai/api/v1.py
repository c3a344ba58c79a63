"""Version 1 of the read interface: its routes, and what it answers when something is wrong."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as WrongParameters

from gongkai.api.answers import Renderer, fault
from gongkai.api.bodies import router as bodies
from gongkai.api.measures import router as measures
from gongkai.api.publications import router as publications
from gongkai.bilingual import Text
from gongkai.errors import GongkaiError, InvalidInput

api = NinjaAPI(
    title="Gongkai 公开",
    version="1",
    description=(
        "Read-only. What the public sees, for machines. Addresses stand below a government: by its host name, "
        "or by the first part of the path (/shifan/api/v1/bodies)."
    ),
    docs_url=None,
    openapi_url="openapi.json",
    renderer=Renderer(),
    urls_namespace="api",
)
api.add_router("/bodies", bodies)
api.add_router("/publications", publications)
api.add_router("/measures", measures)


@api.exception_handler(GongkaiError)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    return api.create_response(request, fault(error), status=404 if error.code == "no-government" else 400)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, _error: Any) -> HttpResponse:
    words = Text("没有找到。", "Nothing is found there.")
    return api.create_response(request, fault(InvalidInput("not-found", words)), status=404)


@api.exception_handler(WrongParameters)
def wrong_parameters(request: HttpRequest, error: Any) -> HttpResponse:
    names = sorted({str(one["loc"][-1]) for one in error.errors})
    words = Text("参数不正确。", "A parameter cannot be used.")
    return api.create_response(
        request, fault(InvalidInput("wrong-parameter", words, where=", ".join(names))), status=422
    )


@api.exception_handler(HttpError)
def other(request: HttpRequest, error: Any) -> HttpResponse:
    words = Text("无法处理这一请求。", "This call cannot be answered.")
    return api.create_response(request, fault(InvalidInput("call-refused", words)), status=error.status_code)
