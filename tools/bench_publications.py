"""Measures publications when there are many: the public page of one and the desk's list, beside bare Django views.

The same run, database and connection settings as bench_web: one worker, one request after another.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.server.installations import COMMAND, Installation, free_port, prepared
from tools import bench_web
from tools.bench_web import Page

ROWS = 100_000
ITEM_MS, LIST_MS, LIST_QUERIES = 15.0, 60.0, 12
FILL = f"""
import sys
sys.path.insert(0, {str(bench_web.ROOT)!r})
from datetime import timedelta
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from gongkai.apps.disclosure.models import Publication
from tests.faces.world import TEXT, World
now = timezone.now()
county = World(now).full
bodies = list(county.body.members.all())
held = []
for number in range({ROWS}):
    at = now - timedelta(minutes=30 + 20 * number)
    held.append(Publication(
        public_body=bodies[number % len(bodies)], origin="imported", title=f"关于第{{number}}号事项的通知",
        body_html=TEXT, kind="notice", column="notices", state="published",
        created_at=at, published_at=at, published_on=at.date(),
        index_number=f"11630225015987653B/{{at.year}}-{{number:06}}", formed_on=at.date(), due_on=at.date(),
    ))
    if len(held) == 5000:
        Publication.objects.bulk_create(held)
        held = []
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")
client, address = county.client("clerk"), county.url("desk/publications/")
client.get(address)
with CaptureQueriesContext(connection) as captured:
    client.get(address)
print(Publication.objects.filter(state="published").order_by("-published_at")[{ROWS // 2}].pk)
print(client.cookies["gk_session"].value)
print(len(captured))
"""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as name:
        folder = Path(name)
        installation = prepared(folder / "installation")
        item, session, queries = _filled(installation).split()
        ours, bare = free_port(), free_port()
        installation.settings.update(
            GONGKAI_LISTEN=f"127.0.0.1:{ours}", GONGKAI_WORKERS="1", GONGKAI_REQUIRE_TOTP="0", GONGKAI_LOG_FORM="plain"
        )
        running, beside = bench_web._running, bench_web._bare(folder, installation, bare)
        with running([*COMMAND, "web"], installation.environment), running(*beside):
            for port in (ours, bare):
                bench_web._until_answered(port)
            pages = _pages(ours, bare, item, {"Cookie": f"gk_session={session}"})
            bench_web._measure(pages)
    return _tell(pages, int(queries))


def _filled(installation: Installation) -> str:
    """What FILL prints; the rows take a while on a busy machine."""
    script = "import django; django.setup()\n" + FILL
    environment = {**installation.environment, "DJANGO_SETTINGS_MODULE": "gongkai.server.settings"}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def _pages(ours: int, bare: int, item: str, cookie: Mapping[str, str]) -> list[Page]:
    nobody, staff = "bare view, nobody", "bare view, signed in"
    return [
        Page(nobody, bare, "/"),
        Page(staff, bare, "/signed/", "", cookie),
        Page("portal, an item", ours, f"/shifan/publications/{item}/", nobody),
        Page("desk, list of 50", ours, "/shifan/desk/publications/", staff, cookie),
    ]


def _tell(pages: list[Page], queries: int) -> int:
    """Print the medians; 1 where a goal is missed."""
    middle = {page.name: median(page.taken) * 1000 for page in pages}
    print(f"publications: {ROWS} of them; milliseconds, median of {bench_web.ROUNDS} requests, and times the bare view")
    for page in pages:
        ratio = f"{middle[page.name] / middle[page.equal]:>8.2f}" if page.equal else ""
        print(f"  {page.name:<26}{middle[page.name]:>8.2f}{ratio}")
    print(
        f"an item: at most {ITEM_MS:g} ms; the list: at most {LIST_MS:g} ms and {LIST_QUERIES} queries, now {queries}"
    )
    is_missed = middle["portal, an item"] > ITEM_MS or middle["desk, list of 50"] > LIST_MS or queries > LIST_QUERIES
    return int(is_missed)


if __name__ == "__main__":
    sys.exit(main())
