"""Tables of the channels: a file for each kind."""

from gongkai.apps.channels.models.columns import ColumnFact, WebColumn
from gongkai.apps.channels.models.links import CheckedLink
from gongkai.apps.channels.models.sites import SiteWord, Website
from gongkai.apps.channels.models.traffic import DailyVisits, PageViews

__all__ = ["CheckedLink", "ColumnFact", "DailyVisits", "PageViews", "SiteWord", "WebColumn", "Website"]
