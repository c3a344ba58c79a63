"""The data twins of public pages: the same rows as JSON and CSV, under the same address."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from django.http import HttpResponse, JsonResponse

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.bodies.demonstration import DEMO, is_demonstration

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(request: PublicRequest, rows: Sequence[dict[str, object]]) -> HttpResponse:
    """An object with the rows; a demonstration says that it is one."""
    told = {"government": request.government.body.name, "items": rows}
    if is_demonstration(request.government):
        told = {"notice": DEMO, **told}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def as_csv(request: PublicRequest, rows: Sequence[dict[str, object]], name: str) -> HttpResponse:
    """A file that spreadsheets open as it is: UTF-8 with its mark, no cell that would be run as a formula."""
    if is_demonstration(request.government):
        rows = [{**row, "notice": DEMO} for row in rows]
    written = io.StringIO()
    if rows:
        writer = csv.DictWriter(written, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows({column: _safe(value) for column, value in row.items()} for row in rows)
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
