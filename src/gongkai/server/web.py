"""The web processes: granian, started with the settings of the installation."""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

from granian import Granian
from granian.constants import Interfaces

from gongkai.server.config import load_config
from gongkai.server.logs import logging_of
from gongkai.server.metrics import SHARED_FOLDER

STOP_SECONDS = 20
BACKLOG = 1024


def run() -> None:
    """Answer until told to stop; a request begun is finished. Processes that fail are started anew."""
    config = load_config()
    assert config.port is not None
    with TemporaryDirectory(prefix="gongkai-metrics-") as folder:
        os.environ[SHARED_FOLDER] = folder
        Granian(
            "gongkai.server.wsgi:application",
            address=config.address,
            port=config.port,
            interface=Interfaces.WSGI,
            workers=config.workers,
            blocking_threads=config.threads,
            websockets=False,
            backlog=BACKLOG,
            log_dictconfig=logging_of(config.log_form),
            ssl_cert=config.tls_certificate,
            ssl_key=config.tls_key,
            respawn_failed_workers=True,
            workers_kill_timeout=STOP_SECONDS,
        ).serve()
