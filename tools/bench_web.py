"""Measures pages of the platform beside bare Django views: the same granian, database and run, one after another."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.server.installations import COMMAND, Installation, free_port, prepared

ROOT = Path(__file__).resolve().parents[1]
RATIO_GOAL = 2.0
ROUNDS, WARM = 300, 30
PATIENCE = 60.0
SETTINGS = """
from gongkai.server.settings import *
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [%r], "OPTIONS": {
    "context_processors": [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ],
}}]
ROOT_URLCONF = "bare"
"""
BARE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "bare_settings"
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import path
from gongkai.apps.accounts.backends import StaffBackend
from gongkai.apps.bodies.models import PublicBody

StaffBackend.get_user = ModelBackend.get_user  # session and person are read as Django reads them

def page(request):
    return render(request, "bare.html", {"rows": PublicBody.objects.order_by("path")[:8]})

urlpatterns = [path("", page), path("signed/", login_required(page))]
"""
BARE_PAGE = """<!doctype html><title>bare</title>{% if user.is_authenticated %}<p>{{ user.name }}</p>{% endif %}
<ul>{% for row in rows %}<li>{{ row.name }}</li>{% endfor %}</ul>
"""
FILL = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from django.utils import timezone
from gongkai.apps.disclosure.models import Publication
from tests.faces.world import World
county = World(timezone.now()).full
print(Publication.objects.exclude(state="published").order_by("pk").first().pk)
print(county.client("clerk").cookies["gk_session"].value)
"""


@dataclass
class Page:
    """One address, and the name of the bare view it is held to: "" for a bare view itself."""

    name: str
    port: int
    path: str
    equal: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    taken: list[float] = field(default_factory=list)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as name:
        folder = Path(name)
        installation = prepared(folder / "installation")
        item, session = installation.python(FILL).split()
        ours, bare = free_port(), free_port()
        installation.settings.update(
            GONGKAI_LISTEN=f"127.0.0.1:{ours}", GONGKAI_WORKERS="1", GONGKAI_REQUIRE_TOTP="0", GONGKAI_LOG_FORM="plain"
        )
        with _running([*COMMAND, "web"], installation.environment), _running(*_bare(folder, installation, bare)):
            for port in (ours, bare):
                _until_answered(port)
            pages = _pages(ours, bare, item, {"Cookie": f"gk_session={session}"})
            _measure(pages)
    return _tell(pages)


def _bare(folder: Path, installation: Installation, port: int) -> tuple[list[str], dict[str, str]]:
    """One query and a template behind the middleware `startproject` writes, on the same database and connection."""
    (folder / "bare.html").write_text(BARE_PAGE, encoding="utf-8")
    (folder / "bare_settings.py").write_text(SETTINGS % str(folder), encoding="utf-8")
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    threads = ["--workers", "1", "--blocking-threads", "4", "--no-ws", "--working-dir", str(folder), "bare:application"]
    return [*command, *threads], installation.environment


def _pages(ours: int, bare: int, item: str, cookie: Mapping[str, str]) -> list[Page]:
    nobody, staff = "bare view, nobody", "bare view, signed in"
    return [
        Page(nobody, bare, "/"),
        Page(staff, bare, "/signed/", "", cookie),
        Page("portal, the shell alone", ours, "/shifan/accessibility/", nobody),
        Page("portal, first page", ours, "/shifan/", nobody),
        Page("portal, list", ours, "/shifan/publications/", nobody),
        Page("desk, the shell alone", ours, "/shifan/desk/search/", staff, cookie),
        Page("desk, Today", ours, "/shifan/desk/", staff, cookie),
        Page("desk, list", ours, "/shifan/desk/publications/", staff, cookie),
        Page("desk, a publication", ours, f"/shifan/desk/publications/{item}/", staff, cookie),
    ]


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


def _seconds(port: int, path: str, headers: Mapping[str, str]) -> float:
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


def _measure(pages: list[Page]) -> None:
    """In turns, so that whatever else the machine does falls on all alike."""
    for number in range(ROUNDS + WARM):
        for page in pages:
            seconds = _seconds(page.port, page.path, page.headers)
            if number >= WARM:
                page.taken.append(seconds)


def _tell(pages: list[Page]) -> int:
    """Print the medians; 1 where a page of the shell takes more than the goal allows."""
    middle = {page.name: median(page.taken) for page in pages}
    print(f"pages: milliseconds, median of {ROUNDS} requests, and times the bare view beside it")
    for page in pages:
        ratio = f"{middle[page.name] / middle[page.equal]:>8.2f}" if page.equal else ""
        print(f"  {page.name:<26}{middle[page.name] * 1000:>8.2f}{ratio}")
    shells = [middle[page.name] / middle[page.equal] for page in pages if "shell" in page.name]
    print(f"a page of the shell: {max(shells):.2f} times (goal: at most {RATIO_GOAL:g})")
    return int(max(shells) > RATIO_GOAL)


if __name__ == "__main__":
    sys.exit(main())
