"""Who may not decide on a publication, though the role is theirs: who wrote, submitted or reviewed it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from datetime import UTC, date, datetime

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.disclosure.flow import APPROVALS
from gongkai.apps.disclosure.interpretation_rule import bars_of_documents, release_bar
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.texts import authors_of
from gongkai.bilingual import Text
from gongkai.errors import MoveRefused

OWN_WORK = Text("起草人不能审核自己的稿件。", "Nobody reviews what they wrote themselves.")
OWN_SUBMISSION = Text("送审人不能审核自己送审的稿件。", "Nobody reviews what they submitted themselves.")
ONCE = Text("同一个人不能审两次，请由另一人审核。", "Nobody reviews twice: another person has to do it.")

BY_OTHERS = frozenset({*APPROVALS, "sign", "clear"})
"""Neither an author nor who submitted it decides these."""
DISTINCT = (*APPROVALS, "sign")
"""Each of these in a round is another person's."""


def bar_of(publication: Publication, move: str, people: Collection[int]) -> MoveRefused | None:
    """What bars these people (one who acts, and on whose behalf) from a move; None where nothing."""
    involved = (authors_of(publication), submitters_of(publication), reviewers_of(publication))
    return _bar(move, set(people), *involved)


def _bar(
    move: str, people: Set[int], authors: Set[int], submitters: Set[int], reviewers: Set[int]
) -> MoveRefused | None:
    if move in BY_OTHERS and authors & people:
        return MoveRefused("own-work", OWN_WORK)
    if move in BY_OTHERS and submitters & people:
        return MoveRefused("own-submission", OWN_SUBMISSION)
    if move in DISTINCT and reviewers & people:
        return MoveRefused("reviewed-already", ONCE)
    return None


def may_plan(user: User, publication: Publication, day: date) -> bool:
    """Whether this person may plan the release of what is approved, be it only after a document that is planned."""
    if "publisher" not in roles_in(user, publication.public_body, day):
        return False
    ever = datetime.max.replace(tzinfo=UTC)
    return publication.planned_for is not None or release_bar(publication, planned_for=ever) is None


def reviewers_of(publication: Publication) -> frozenset[int]:
    """Who has reviewed the text in work, in person or through a delegate."""
    return _signed(publication, DISTINCT)


def submitters_of(publication: Publication) -> frozenset[int]:
    """Who checked the text in work and handed it to its reviewers; one submitted before that was kept has none."""
    return _signed(publication, ("submit",))


def _signed(publication: Publication, moves: Collection[str]) -> frozenset[int]:
    done = publication.sign_offs.filter(round=publication.round, move__in=moves)
    return frozenset(pk for pair in done.values_list("by", "on_behalf_of") for pk in pair if pk is not None)


def bars_for(publication: Publication, user: User) -> Mapping[str, Text]:
    """The same for one person, by move, for the page of a publication; with what its document still lacks."""
    involved = (authors_of(publication), submitters_of(publication), reviewers_of(publication))
    found = {move.name: _bar(move.name, {user.pk}, *involved) for move in publication.flow.moves}
    told = {name: bar.message for name, bar in found.items() if bar is not None}
    return {**bars_of_documents(publication), **told}
