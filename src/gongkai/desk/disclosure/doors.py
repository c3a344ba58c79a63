"""Who may do what with publications on the desk."""

from __future__ import annotations

from datetime import date

from gongkai.apps.accounts.doors import staff
from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import BUSINESS
from gongkai.apps.disclosure.flow import PUBLICATION
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.selectors import publication_for


def _found(user: User, day: date, *, pk: int, move: str = "", paper: int = 0, file: int = 0) -> Publication | None:
    return publication_for(user, day, pk=pk)


MOVERS = {move.by for move in PUBLICATION.moves}

DOORS = {
    "desk:publication_list": staff(*BUSINESS),
    "desk:publication_new": staff("clerk"),
    "desk:publication_from_word": staff("clerk"),
    "desk:publication_files": staff(*BUSINESS, find=_found),
    "desk:publication_file": staff(*BUSINESS, find=_found),
    "desk:publication": staff(*BUSINESS, find=_found),
    "desk:publication_edit": staff("clerk", find=_found),
    "desk:publication_move": staff(*MOVERS, find=_found),
    "desk:publication_queue": staff(*MOVERS),
    "desk:publication_figures": staff(*BUSINESS),
    "desk:publication_clock": staff(*BUSINESS),
    "desk:publication_areas": staff(*BUSINESS),
    "desk:publication_marks": staff("clerk", find=_found),
    "desk:publication_plan": staff("publisher", find=_found),
    "desk:publication_place": staff("publisher", find=_found),
    "desk:publication_versions": staff(*BUSINESS, find=_found),
    "desk:publishing_rules": staff("office_head"),
    "desk:publication_sheet": staff(*BUSINESS, find=_found),
    "desk:publication_paper": staff(*BUSINESS, find=_found),
    "desk:publication_scan": staff(*BUSINESS, find=_found),
}
