"""From the name of a move to the service that makes it, with what was typed; at the screen or as signed on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import Moving, OnPaper, check_move
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.flow import APPROVALS, SEND_BACKS
from gongkai.apps.disclosure.models import Publication

DECISIONS = frozenset({*APPROVALS, *SEND_BACKS, "clear", "redact", "forbid", "sign"})
"""Moves that go with an opinion and stand together in one form."""
ON_PAPER = DECISIONS | {"publish", "withhold", "withdraw"}
ASKS_FIRST = frozenset({"submit", "publish", "withhold", "correct", "withdraw", "rework", "drop_correction"})
"""Asked for on a page of their own: what the public sees at once, and what needs a statement or a reason."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed and ticked, by whom and when."""

    by: User
    at: datetime
    words: str = ""
    is_proofread: bool = False
    has_checked: bool = False
    on_paper: OnPaper | None = None


def _approve(subject: Publication, given: Given) -> None:
    services.approve_publication(
        subject,
        is_proofread=given.is_proofread,
        opinion=given.words,
        by=given.by,
        at=given.at,
        on_paper=given.on_paper,
    )


def _send_back(subject: Publication, given: Given) -> None:
    services.send_back_publication(subject, reason=given.words, by=given.by, at=given.at, on_paper=given.on_paper)


def _screen(decision: services.Decision) -> Callable[[Publication, Given], None]:
    return lambda subject, given: services.screen_secrecy(
        subject, decision=decision, words=given.words, by=given.by, at=given.at, on_paper=given.on_paper
    )


def _sign(subject: Publication, given: Given) -> None:
    services.sign_publication(subject, opinion=given.words, by=given.by, at=given.at, on_paper=given.on_paper)


def _submit(subject: Publication, given: Given) -> None:
    services.submit_publication(subject, has_checked=given.has_checked, by=given.by, at=given.at)


def _publish(subject: Publication, given: Given) -> None:
    services.publish_publication(subject, by=given.by, at=given.at, on_paper=given.on_paper)


def _withdraw(subject: Publication, given: Given) -> None:
    services.withdraw_publication(subject, reason=given.words, by=given.by, at=given.at, on_paper=given.on_paper)


ACTS: dict[str, Callable[[Publication, Given], None]] = {
    "submit": _submit,
    **dict.fromkeys(APPROVALS, _approve),
    **dict.fromkeys(SEND_BACKS, _send_back),
    "clear": _screen("clear"),
    "redact": _screen("redact"),
    "forbid": _screen("forbid"),
    "sign": _sign,
    "publish": _publish,
    "correct": lambda subject, given: services.correct_publication(
        subject, reason=given.words, by=given.by, at=given.at
    ),
    "drop_correction": lambda subject, given: services.drop_correction(subject, by=given.by, at=given.at),
    "withdraw": _withdraw,
    "withhold": lambda subject, given: services.withhold_publication(
        subject, by=given.by, at=given.at, on_paper=given.on_paper
    ),
    "rework": lambda subject, given: services.rework_publication(subject, reason=given.words, by=given.by, at=given.at),
}
"""Every move of the flow, by name."""


def make(subject: Publication, move: str, given: Given) -> None:
    """Make this very move. Raises MoveRefused where a sister of it is open instead: a page that is older."""
    subject.refresh_from_db()
    check_move(cast(Moving, subject), move, facts=subject.FLOW.move(move).needs)
    ACTS[move](subject, given)
