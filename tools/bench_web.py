"""Measures a page of the shell beside a bare Django view: the same granian, the same run, one request after another."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.server.installations import COMMAND, Installation, free_port, prepared

ROOT = Path(__file__).resolve().parents[1]
RATIO_GOAL = 2.0
ROUNDS, WARM = 300, 30
PATIENCE = 60.0
BARE = """
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="bench", ALLOWED_HOSTS=["localhost"], ROOT_URLCONF=__name__, DATABASES={databases!r},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware",
                "django.contrib.sessions.middleware.SessionMiddleware",
                "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware"],
    TEMPLATES=[dict(BACKEND="django.template.backends.django.DjangoTemplates", DIRS=[{folder!r}],
                    OPTIONS=dict(loaders=[("django.template.loaders.cached.Loader",
                                           ["django.template.loaders.filesystem.Loader"])]))],
)

def page(request):
    from django.contrib.contenttypes.models import ContentType
    from django.shortcuts import render
    return render(request, "bare.html", dict(rows=list(ContentType.objects.all()[:8])))

urlpatterns = [path("", page)]
application = get_wsgi_application()
"""
BARE_PAGE = "<!doctype html><title>bare</title><ul>{% for row in rows %}<li>{{ row.model }}</li>{% endfor %}</ul>"
FILL = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from tests.apps.builders import County
county = County()
assert county.government
print(county.client("clerk").cookies["gk_session"].value)
"""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as name:
        folder = Path(name)
        installation = prepared(folder / "installation")
        session = installation.python(FILL)
        ours, bare = free_port(), free_port()
        installation.settings.update(
            GONGKAI_LISTEN=f"127.0.0.1:{ours}", GONGKAI_WORKERS="1", GONGKAI_REQUIRE_TOTP="0", GONGKAI_LOG_FORM="plain"
        )
        with _running([*COMMAND, "web"], installation.environment), _running(*_bare(folder, installation, bare)):
            for port in (ours, bare):
                _until_answered(port)
            _measure(ours, bare, session)
    return 0


def _bare(folder: Path, installation: Installation, port: int) -> tuple[list[str], dict[str, str]]:
    """A view with a list from the same database, a template and the usual middleware, and nothing else."""
    (folder / "bare.html").write_text(BARE_PAGE, encoding="utf-8")
    database = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(installation.data / "gongkai.sqlite3"),
        "CONN_MAX_AGE": 60,
    }
    (folder / "bare.py").write_text(BARE.format(databases={"default": database}, folder=str(folder)), encoding="utf-8")
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    threads = ["--workers", "1", "--blocking-threads", "4", "--no-ws", "--working-dir", str(folder), "bare:application"]
    return [*command, *threads], dict(os.environ)


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _until_answered(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            _seconds(port, "/", {})
            return
        except (OSError, HTTPException):
            time.sleep(0.1)
    raise SystemExit(f"nothing answers on port {port}")


def _seconds(port: int, path: str, headers: dict[str, str]) -> float:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    started = time.perf_counter()
    connection.request("GET", path, headers={"Host": "localhost", **headers})
    response = connection.getresponse()
    response.read()
    seconds = time.perf_counter() - started
    connection.close()
    if response.status != 200:
        raise HTTPException(f"{path}: {response.status}")
    return seconds


def _measure(ours: int, bare: int, session: str) -> None:
    """In turns, so that whatever else the machine does falls on all alike."""
    cookie = {"Cookie": f"gk_session={session}"}
    asked = {
        "bare Django view": (bare, "/", {}),
        "portal, first page": (ours, "/shifan/", {}),
        "desk, Today": (ours, "/shifan/desk/", cookie),
    }
    taken: dict[str, list[float]] = {name: [] for name in asked}
    for number in range(ROUNDS + WARM):
        for name, (port, path, headers) in asked.items():
            seconds = _seconds(port, path, headers)
            if number >= WARM:
                taken[name].append(seconds)
    base = median(taken["bare Django view"])
    print(f"pages: milliseconds, median of {ROUNDS} requests (goal: at most {RATIO_GOAL:g} times the bare view)")
    for name, seconds in taken.items():
        print(f"  {name:<30}{median(seconds) * 1000:>8.2f}{median(seconds) / base:>8.2f}")


if __name__ == "__main__":
    sys.exit(main())
