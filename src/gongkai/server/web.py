"""The web processes: granian, started with the settings of the installation."""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

from django.db import connections
from granian import Granian
from granian.constants import Interfaces

from gongkai.server.config import load_config
from gongkai.server.logs import logging_of

SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Read by prometheus-client when it is first imported: set before the processes begin."""

STOP_SECONDS = 20
BACKLOG = 1024


def run() -> None:
    """Answer until told to stop; a request begun is finished. Processes that fail are started anew."""
    config = load_config()
    assert config.port is not None
    connections.close_all()  # the processes are forked from this one; each opens its own
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
