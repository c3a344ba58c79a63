"""The mark that everything of a demonstration carries: pages, prints, files, feeds, answers of the interface."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings

from gongkai.apps.bodies.models import Government
from gongkai.apps.core.exports import Cell

DEMO = "演示数据 · 非政府网站"


def is_demonstration(government: Government | None) -> bool:
    """Whether the installation is one, or this government of it."""
    return settings.CONFIG.demo or bool(government and government.is_demo)


def marked(
    heads: Sequence[str], rows: Iterable[Sequence[Cell]], government: Government | None
) -> tuple[list[str], Iterator[list[Cell]]]:
    """A table for a file: of a demonstration with the mark in a last column, so that no row can be cut off from it."""
    if not is_demonstration(government):
        return [*heads], ([*row] for row in rows)
    return [*heads, DEMO], ([*row, DEMO] for row in rows)
