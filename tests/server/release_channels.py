"""What the backup of a release holds of the website: its columns, visits, words and links."""

from __future__ import annotations

from datetime import timedelta

from gongkai.apps.channels import services
from gongkai.apps.channels.services.links import watch_links
from gongkai.apps.channels.services.traffic import add_views, close_day
from gongkai.apps.core.actors import SYSTEM
from tests.apps.builders import NOW, TODAY, County
from tests.apps.channels.sites import column, website


def fill_channels(county: County) -> None:
    """A website with a renamed and a merged column, a day counted, a word of its own, a link to nowhere public."""
    site, yesterday = website(county), TODAY - timedelta(days=1)
    notices, old = column(site, "notices", "通知公告"), column(site, "bulletins", "公示")
    services.rename_column(notices, name="通知与公告", on=TODAY, by=SYSTEM, at=NOW)
    services.merge_columns(old, into=notices, on=TODAY, reason="栏目整合", by=SYSTEM, at=NOW)
    add_views({(county.body.pk, "publications/", yesterday): 3})
    close_day(yesterday, by=SYSTEM, at=NOW)
    services.add_word(county.body, word="示范区", says="应写全称", by=SYSTEM, at=NOW)
    watch_links(["http://127.0.0.1/"], at=NOW)
