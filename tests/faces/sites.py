"""A website with columns, and visits of the last weeks, for the world the faces are looked at in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from gongkai.apps.channels import services
from gongkai.apps.channels.models import DailyVisits
from gongkai.apps.channels.services.columns import ColumnWords
from gongkai.apps.core.actors import SYSTEM
from tests.apps.builders import County

OPENED = date(2020, 1, 1)
COLUMNS = (
    ("news", "政务动态", "", "news"),
    ("county_news", "本地要闻", "news", "news"),
    ("department_news", "部门动态", "news", "news"),
    ("township_news", "乡镇动态", "news", "news"),
    ("policies", "政策文件", "", "policies"),
    ("notices", "通知公告", "policies", "policies"),
    ("consultations", "意见征集", "", "surveys"),
    ("emergency", "应急管理", "", "catalogue"),
)
DAYS = 75


def fill(county: County, now: datetime) -> None:
    site = services.open_website(
        county.body,
        name=f"{county.name}人民政府网",
        facts=services.SiteFacts(domain="www.shifan.gov.cn", site_code="9923210001"),
        on=OPENED,
        by=SYSTEM,
        at=now,
    )
    opened = {}
    for position, (key, name, parent, kind) in enumerate(COLUMNS):
        words = ColumnWords(column_type=kind, position=position, adds_up=key == "news", stale_days=30)
        above = opened.get(parent)
        opened[key] = services.open_column(
            site, key=key, name=name, on=OPENED, parent=above, words=words, by=SYSTEM, at=now
        )
    days = [now.date() - timedelta(days=number) for number in range(DAYS, 0, -1)]
    DailyVisits.objects.bulk_create(
        DailyVisits(website=site, day=day, unit="times", value=Decimal(seen), visits=seen)
        for day in days
        for seen in (300 + day.day * 17 % 90 - (120 if day.weekday() > 4 else 0),)
    )
    services.add_views({(county.body.pk, page, days[-1]): views for page, views in (("", 210), ("publications/", 64))})
    services.add_word(county.body, word="示范县政府", says="应写“示范县人民政府”", by=SYSTEM, at=now)
