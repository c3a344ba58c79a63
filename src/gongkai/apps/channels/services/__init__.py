"""Acts on websites, columns, words and traffic."""

from gongkai.apps.channels.services.columns import (
    change_column,
    close_column,
    merge_columns,
    move_column,
    open_column,
    rename_column,
)
from gongkai.apps.channels.services.sites import SiteFacts, change_website, close_website, open_website
from gongkai.apps.channels.services.traffic import add_views, close_day
from gongkai.apps.channels.services.words import add_word, drop_word

__all__ = [
    "SiteFacts",
    "add_views",
    "add_word",
    "change_column",
    "change_website",
    "close_column",
    "close_day",
    "close_website",
    "drop_word",
    "merge_columns",
    "move_column",
    "open_column",
    "open_website",
    "rename_column",
]
