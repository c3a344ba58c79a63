"""Whether something may be published in a column: one that the website of its body keeps on that day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.models.dated import holding
from gongkai.apps.channels.models import WebColumn
from gongkai.apps.channels.selectors import columns_for
from gongkai.apps.disclosure import vocabulary
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput


def offered_columns(body: PublicBody, day: date) -> Mapping[str, Text | str]:
    """Columns to choose from: those of the website; where none are kept, those that reports count apart."""
    return columns_for(body, day) or vocabulary.site_columns()


def columns_under(root: str, day: date) -> Mapping[str, Text | str]:
    """The same for all websites of the bodies below a path."""
    kept = WebColumn.objects.filter(holding(day), website__public_body__path__startswith=root)
    return dict(kept.values_list("key", "name")) or vocabulary.site_columns()


def check_column(body: PublicBody, key: str, day: date) -> None:
    """Raises InvalidInput for a column the website does not keep on that day."""
    if key and key not in offered_columns(body, day):
        words = Text("网站上没有这个栏目，或者已经关闭。", "The website has no such column, or it is closed.")
        raise InvalidInput("column-unknown", words, where="column")
