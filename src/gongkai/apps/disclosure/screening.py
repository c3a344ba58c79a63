"""What the screening finds in a text of a publication, and which of it somebody let stand.

Nothing of it is kept but decisions: each text is screened anew whenever it is looked at, so none is stale.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.apps.channels.selectors import words_for
from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.file_marks import FileMark, file_marks, link_marks
from gongkai.apps.disclosure.models import LetStand, Publication, Version
from gongkai.apps.disclosure.personal_words import contacts_of
from gongkai.apps.disclosure.texts import details_of
from gongkai.text.screening import ScreeningMark, mask_html, mask_text, screen_html, screen_text, show_marks

LINES = ("summary", "keywords", "source", "issuer", "original_source")
"""Short texts of the details that the public reads, and that are screened with the text."""


@dataclass(frozen=True, slots=True)
class FoundMark:
    """One mark.

    part       "title", "text", "file", "link", or the name of a field of the details
    let_stand  by whom and why it was left as it is; None while it is open
    """

    mark: ScreeningMark | FileMark
    part: str
    let_stand: LetStand | None

    @property
    def is_open(self) -> bool:
        return self.let_stand is None


def screened(publication: Publication, text: Version) -> list[FoundMark]:
    """Every mark of a text, title first, its files last. The same words let stand once stand everywhere in it."""
    stands = {(one.kind, one.mark_key): one for one in publication.let_stand.select_related("by")}
    return [FoundMark(mark, part, stands.get((mark.kind, mark.key))) for part, mark in _marks(publication, text)]


def open_marks(publication: Publication, text: Version) -> list[FoundMark]:
    """What is still to be decided before anybody signs."""
    return [one for one in screened(publication, text) if one.is_open]


def dead(text: Version) -> list[FoundMark]:
    """Links of a text that led nowhere when the worker last tried them: what there is to mend in a public text."""
    return [FoundMark(mark, "link", None) for mark in link_marks(text.body_html)]


def shown(body_html: str, found: Sequence[FoundMark]) -> str:
    """The text with <mark> around what is open in it."""
    return show_marks(body_html, _in_words([one for one in found if one.part == "text" and one.is_open]))


def masked(title: str, body_html: str, details: Details, found: Sequence[FoundMark]) -> tuple[str, str, Details]:
    """Title, text and details without what these marks found."""
    marks = _in_words(found)
    lines = {name: mask_text(getattr(details, name), marks) for name in LINES}
    return mask_text(title, marks), mask_html(body_html, marks), replace(details, **lines)  # type: ignore[arg-type]


def _in_words(found: Sequence[FoundMark]) -> list[ScreeningMark]:
    return [one.mark for one in found if isinstance(one.mark, ScreeningMark)]


def _marks(publication: Publication, text: Version) -> Iterator[tuple[str, ScreeningMark | FileMark]]:
    contacts, words = contacts_of(publication.public_body), words_for(publication.public_body)
    details = details_of(text)
    for mark in screen_text(text.title, contacts=contacts, words=words):
        yield "title", mark
    for mark in screen_html(text.body_html, contacts=contacts, words=words):
        yield "text", mark
    for name in LINES:
        for mark in screen_text(getattr(details, name), contacts=contacts, words=words):
            yield name, mark
    yield from (("link", mark) for mark in link_marks(text.body_html))
    yield from (("file", mark) for mark in file_marks(text, contacts))
