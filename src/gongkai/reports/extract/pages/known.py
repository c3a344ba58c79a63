"""Words that a report prints whatever its layout: labels of the form, and titles of its sections."""

from __future__ import annotations

from functools import lru_cache

from gongkai.reports.editions import EDITION_IDS, edition
from gongkai.reports.extract.lexicon import lexicon_of
from gongkai.text.labels import canonical, without_numbering


def is_label(text: str) -> bool:
    """Whether any edition prints this label."""
    return bool(_kinds(text))


def is_row_label(text: str) -> bool:
    """Whether any edition prints this label before figures, and none prints it over them."""
    return _kinds(text) == {"row"}


@lru_cache(maxsize=1024)
def is_wide(text: str, columns: int) -> bool:
    """Whether an edition prints this label before figures in at least so many columns."""
    tables = (lexicon_of(edition_id, table.id) for edition_id in EDITION_IDS for table in edition(edition_id).tables)
    found = ((lexicon, lexicon.find(text)) for lexicon in tables)
    return any(x.kind == "row" and lexicon.width(x.id) >= columns for lexicon, x in found if x is not None)


def is_head(text: str) -> bool:
    """Whether any edition prints this label over figures."""
    return "head" in _kinds(text)


@lru_cache(maxsize=4096)
def _kinds(text: str) -> set[str]:
    tables = (lexicon_of(edition_id, table.id) for edition_id in EDITION_IDS for table in edition(edition_id).tables)
    return {label.kind for lexicon in tables if (label := lexicon.find(text)) is not None}


@lru_cache(maxsize=1024)
def is_title(text: str) -> bool:
    """Whether a text is the title of a section."""
    titles = (s for e in EDITION_IDS for s in edition(e).sections)
    words = without_numbering(canonical(text))
    return any(words == without_numbering(canonical(name)) for s in titles for name in (s.title, *s.printed_as))
