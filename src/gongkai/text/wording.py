"""Words of a dictionary in a text, all in one pass (Aho and Corasick), and the dictionaries of the product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word of the dictionary and where it stands; `says` is what the dictionary says of it."""

    word: str
    says: str
    start: int
    end: int


class Dictionary:
    """Words, each with what is said of it: the right word, or why it should be looked at. Needs the extra `server`."""

    def __init__(self, words: Mapping[str, str]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._words = [(word, says) for word, says in words.items() if word]
        self._machine = AhoCorasick([word for word, _ in self._words], matchkind=MatchKind.Standard)

    def find(self, text: str) -> Iterator[FoundWord]:
        """Every word that stands in the text, also those that overlap, by where they end."""
        if not self._words:
            return
        for number, start, end in self._machine.find_matches_as_indexes(text, overlapping=True):
            word, says = self._words[number]
            yield FoundWord(word, says, start, end)


@cache
def wrong_words() -> Dictionary:
    """Words often written wrongly in official text, with the right ones: text/data/wrong_words.txt."""
    return Dictionary(declared_words("wrong_words"))


@cache
def secrecy_words() -> Dictionary:
    """Words of papers that were not meant for the public, with what to look at: text/data/secrecy_words.txt."""
    return Dictionary(declared_words("secrecy_words"))


def declared_words(name: str) -> dict[str, str]:
    """A word a line, a tab, and what is said of it."""
    lines = files("gongkai.text").joinpath(f"data/{name}.txt").read_text("utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {word: says for word, _, says in pairs}
