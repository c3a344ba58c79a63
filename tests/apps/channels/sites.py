"""A website with columns, for the tests of channels and of its faces."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from gongkai.apps.channels import services
from gongkai.apps.channels.models import WebColumn, Website
from gongkai.apps.channels.services.columns import ColumnWords
from gongkai.apps.core import imports
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import ImportRun
from tests.apps.builders import NOW, County

OPENED = date(2020, 1, 1)


def website(county: County, *, adds_up: bool = False) -> Website:
    return services.open_website(
        county.body,
        name=f"{county.name}人民政府网",
        facts=services.SiteFacts(domain="www.shifan.gov.cn", site_code="9923210001"),
        on=OPENED,
        adds_up=adds_up,
        by=SYSTEM,
        at=NOW,
    )


def column(
    site: Website, key: str, name: str, *, parent: WebColumn | None = None, words: ColumnWords | None = None
) -> WebColumn:
    return services.open_column(site, key=key, name=name, on=OPENED, parent=parent, words=words, by=SYSTEM, at=NOW)


def bring_in(county: County, template: str, lines: list[str]) -> ImportRun:
    """A file through the import door, entered where nothing is wrong with it."""
    data = "\n".join(lines).encode()
    run = imports.check_file(BytesIO(data), name="旧.csv", template=template, body_id=county.body.pk, by=SYSTEM, at=NOW)
    return imports.run_import(run, at=NOW) if run.state == "checked" else run
