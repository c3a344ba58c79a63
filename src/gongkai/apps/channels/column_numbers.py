"""Numbers of publications by column, asked of the measures, and whether they add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.channels.models import WebColumn, Website
from gongkai.apps.channels.selectors import Branch, branches
from gongkai.apps.core import measures
from gongkai.apps.core.measures import Period

Standing = Literal["adds_up", "part", "differs"]


@dataclass(frozen=True, slots=True)
class ColumnNumbers:
    """A column in a period.

    own       published in the column itself
    whole     with all columns below it
    standing  of its own columns: they add up to it, are 其中 (some of it), or should add up and do not
    """

    column: WebColumn
    own: int
    whole: int
    standing: Standing | None
    members: tuple[ColumnNumbers, ...]

    @property
    def difference(self) -> int:
        return self.own if self.standing == "differs" else 0


@dataclass(frozen=True, slots=True)
class SiteNumbers:
    """A website in a period. whole: all that was published; without: what stands in no column of it."""

    whole: int
    without: int
    standing: Standing
    columns: tuple[ColumnNumbers, ...]

    @property
    def in_columns(self) -> int:
        return self.whole - self.without


def numbers_of(website: Website, columns: Sequence[WebColumn], period: Period) -> SiteNumbers:
    """Every column with its number. The columns are those to be shown; those closed before the period count too."""
    posts, whole = posts_by_column(website, period)
    found = tuple(_numbers(branch, posts) for branch in branches(columns))
    without = whole - sum(one.whole for one in found)
    standing: Standing = "part" if not website.adds_up else "differs" if without else "adds_up"
    return SiteNumbers(whole, without, standing, found)


def posts_by_column(website: Website, period: Period) -> tuple[Mapping[str, int], int]:
    """Publications by the key of their column, and all of them: of the bodies that publish on this website."""
    counted = measures.counts(publishers(website), period, measures=["site_posts"])
    by_column: dict[str, int] = {}
    whole = 0
    for (_body, _measure, dimensions), value in counted.items():
        if not dimensions:
            whole += int(value)
        elif len(dimensions) == 1 and dimensions[0][0] == "column":
            by_column[dimensions[0][1]] = by_column.get(dimensions[0][1], 0) + int(value)
    return by_column, whole


def publishers(website: Website) -> list[int]:
    """Bodies that publish on a website: its own and those below, without those that have another below it."""
    root = website.public_body
    others = Website.objects.filter(public_body__path__startswith=root.path, valid_to__isnull=True)
    apart = list(others.exclude(public_body=root).values_list("public_body__path", flat=True))
    below = PublicBody.objects.filter(path__startswith=root.path).values_list("pk", "path")
    return [pk for pk, path in below if not any(path.startswith(other) for other in apart)]


def _numbers(branch: Branch, posts: Mapping[str, int]) -> ColumnNumbers:
    members = tuple(_numbers(member, posts) for member in branch.members)
    own = posts.get(branch.column.key, 0)
    standing: Standing | None = None
    if members:
        standing = "part" if not branch.column.adds_up else "differs" if own else "adds_up"
    return ColumnNumbers(branch.column, own, own + sum(one.whole for one in members), standing, members)
