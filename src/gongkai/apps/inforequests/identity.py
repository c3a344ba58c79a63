"""What identifies an applicant: sealed when it comes in, opened by name only."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import datetime

from gongkai.apps.core.models import Channel
from gongkai.apps.core.sealing import blind_index, new_key, normalised, seal, unseal
from gongkai.apps.inforequests.models import Applicant

_MOBILE = re.compile(r"(?:0?086|86)?(1[3-9][0-9]{9})")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks, as ogi2019/29(2) wants it: name, proof of identity, contact."""

    name: str
    document: str
    phone: str = ""
    email: str = ""
    address: str = ""


def sealed(identity: Identity, at: datetime) -> Applicant:
    """A row that holds it sealed; not yet saved."""
    key = new_key()
    return Applicant(
        key=key,
        sealed=seal(key, asdict(identity)),
        name_index=blind_index("name", identity.name),
        document_index=blind_index("document", identity.document),
        phone_index=blind_index("phone", identity.phone),
        created_at=at,
    )


def opened(applicant: Applicant) -> Identity | None:
    """Who it is; None once erased. Whoever shows it writes into the audit log that it was read."""
    if applicant.erased_at is not None:
        return None
    return Identity(**unseal(bytes(applicant.key), bytes(applicant.sealed)))


def reached_at(applicant: Applicant, channel: str) -> str:
    """Where notices reach the applicant by this channel; "" where they gave no such address. For the worker alone."""
    identity = opened(applicant)
    if identity is None:
        return ""
    if channel == Channel.EMAIL:
        return identity.email.strip()
    mobile = _MOBILE.fullmatch(normalised(identity.phone)) if channel == Channel.SMS else None
    return mobile[1] if mobile else ""
