"""Serve the invented world on this machine: python -m tests.faces.serve. Ends when its input is closed.

The first line it writes says, as JSON, where it answers, the session of every role, and all pages.
"""

from __future__ import annotations

import json
import os
import socketserver
import sys
import tempfile
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


def settle(folder: Path) -> None:
    """An installation of its own in a folder, with the settings of a real one."""
    from gongkai.server.keys import create_keys
    from tools.messages import compile_stale

    create_keys(folder / "keys")
    (folder / "data" / "static").mkdir(parents=True)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="gongkai.server.settings",
        GONGKAI_DATA_DIR=str(folder / "data"),
        GONGKAI_KEYS_DIR=str(folder / "keys"),
        GONGKAI_HOSTS="127.0.0.1,localhost",
        GONGKAI_HTTPS="0",
        GONGKAI_REQUIRE_TOTP="0",
    )
    compile_stale()


def build() -> dict[str, object]:
    """Fill the registers; say who may look at what."""
    from django.core.management import call_command
    from django.utils import timezone

    from tests.faces.routes import pages, unknown_routes, unshown_routes
    from tests.faces.world import World

    call_command("migrate", verbosity=0)
    world = World(timezone.now())
    counties = {"full": world.full, "empty": world.empty}
    return {
        "unknown": unknown_routes(),
        "unshown": unshown_routes(world.full),
        "pages": {fill: [_told(page) for page in pages(county)] for fill, county in counties.items()},
        "sessions": {
            fill: {role: county.client(role).cookies["gk_session"].value for role, _ in county.people}
            for fill, county in counties.items()
        },
        "homes": {fill: county.url() for fill, county in counties.items()},
    }


def _told(page: Any) -> dict[str, object]:
    return {**asdict(page), "roles": sorted(page.roles) if page.roles is not None else None}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="gongkai-faces-") as name:
        settle(Path(name))
        import django

        django.setup()
        told = build()
        from gongkai.server.wsgi import application

        server = make_server("127.0.0.1", 0, application, server_class=Server, handler_class=Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(json.dumps({"address": f"http://127.0.0.1:{server.server_port}", **told}), flush=True)
        sys.stdin.read()
        server.shutdown()


if __name__ == "__main__":
    main()
