"""Figures for monitoring: requests by route, what waits in the queue, what is not yet sealed."""

from __future__ import annotations

import os
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from gongkai.server import pulse
from gongkai.server.web import SHARED_FOLDER

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})

REGISTRY = CollectorRegistry()
REQUESTS = Counter("gongkai_requests", "Requests answered.", ("route", "method", "status"), registry=REGISTRY)
SECONDS = Histogram("gongkai_request_seconds", "Time to answer.", ("route",), buckets=BUCKETS, registry=REGISTRY)

GAUGES = {
    "queue_length": "Effects that wait for the worker.",
    "dead_letters": "Effects given up after all tries.",
    "unsealed_entries": "Audit entries not yet in the chain.",
    "worker_age_seconds": "Seconds since the worker was last heard of.",
}


def observe(route: str, method: str, status: int, seconds: float) -> None:
    """Count one answered request; a made-up method does not become a label."""
    REQUESTS.labels(route, method if method in METHODS else "other", str(status)).inc()
    SECONDS.labels(route).observe(seconds)


class _Registers(Collector):
    """What the database says at the moment it is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, value in pulse.figures().items():
            yield GaugeMetricFamily(f"gongkai_{name}", GAUGES[name], value=value)


def exposition() -> bytes:
    """Everything in the text form of Prometheus, over all processes that answer pages."""
    registry = REGISTRY
    if os.environ.get(SHARED_FOLDER):
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    gauges = CollectorRegistry()
    gauges.register(_Registers())
    return generate_latest(registry) + generate_latest(gauges)
