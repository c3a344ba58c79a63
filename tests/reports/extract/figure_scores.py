"""Sentences with marked figures, and how many of the marked figures are found."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

from gongkai.reports.extract.figures import find_figures

SENTENCES = Path(__file__).parents[1] / "files" / "figure_sentences.yaml"

_MARKED = re.compile(r"\[([^\]|]*)\|([^\]]*)\]")

Told = tuple[str, Decimal]


@dataclass(frozen=True)
class Score:
    """How many figures were marked, found right, and told beside the marked ones."""

    wanted: int
    found: int
    told: int

    @property
    def found_percent(self) -> float:
        return 100 * self.found / self.wanted

    @property
    def wrong_percent(self) -> float:
        return 100 * (self.told - self.found) / self.told


def unmarked(marked: str) -> tuple[str, Counter[Told]]:
    """The bare sentence, and its figures: measure and value."""
    figures: Counter[Told] = Counter()

    def bare(match: re.Match[str]) -> str:
        printed, _, value = match[1].partition("=")
        number = Decimal((value or printed).rstrip("~!").replace(",", ""))
        figures.update((measure, number) for measure in match[2].split(","))
        return printed

    return _MARKED.sub(bare, marked), figures


def score(part: str) -> Score:
    """The score of one part of the sentences, `dev` or `held_out`."""
    wanted = found = told = 0
    for marked in yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))[part]:
        text, figures = unmarked(marked)
        have = Counter((f.measure, Decimal(f.value)) for f in find_figures([(1, 1, text)]))
        wanted += figures.total()
        told += have.total()
        found += (figures & have).total()
    return Score(wanted, found, told)
