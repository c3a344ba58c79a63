"""Which government a call is about: the one of its host name or of the first part of its address."""

from __future__ import annotations

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.bodies.models import Government
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

ApiRequest = PublicRequest


def government_of(request: ApiRequest) -> Government:
    """Raises InvalidInput at the address of the whole installation."""
    government: Government | None = request.government
    if government is None:
        raise InvalidInput(
            "no-government",
            Text("请在某一政府的地址之下查询。", "Ask below the address of one government."),
            hint=Text("例如 /shifan/api/v1/bodies。", "Such as /shifan/api/v1/bodies."),
        )
    return government
