"""Words of a dictionary in a text, all in one pass (Aho and Corasick), and the dictionary of wrong words."""

from __future__ import annotations

from collections import deque
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
    """Words, each with what is said of it: the right word, or why it should be looked at."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._says = dict(words)
        self._next: list[dict[str, int]] = [{}]
        self._ends: list[tuple[str, ...]] = [()]
        self._fails: list[int] = [0]
        for word in self._says:
            self._add(word)
        self._link()

    def find(self, text: str) -> Iterator[FoundWord]:
        """Every word that stands in the text, also those that overlap, by where they end."""
        node = 0
        for place, char in enumerate(text, 1):
            while node and char not in self._next[node]:
                node = self._fails[node]
            node = self._next[node].get(char, 0)
            for word in self._ends[node]:
                yield FoundWord(word, self._says[word], place - len(word), place)

    def _add(self, word: str) -> None:
        node = 0
        for char in word:
            if char not in self._next[node]:
                self._next[node][char] = len(self._next)
                self._next.append({})
                self._ends.append(())
                self._fails.append(0)
            node = self._next[node][char]
        self._ends[node] = (word,) if word else ()

    def _link(self) -> None:
        queue = deque(self._next[0].values())
        while queue:
            node = queue.popleft()
            for char, child in self._next[node].items():
                queue.append(child)
                fail = self._fails[node]
                while fail and char not in self._next[fail]:
                    fail = self._fails[fail]
                self._fails[child] = self._next[fail].get(char, 0)
                self._ends[child] += self._ends[self._fails[child]]


@cache
def wrong_words() -> Dictionary:
    """Words often written wrongly in official text, with the right ones: text/data/wrong_words.txt."""
    lines = files("gongkai.text").joinpath("data/wrong_words.txt").read_text("utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return Dictionary({wrong: right for wrong, _, right in pairs})
