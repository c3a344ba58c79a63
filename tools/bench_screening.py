"""Measures the screening: planted data found, false marks on clean official text, what stays under masks, speed."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from gongkai.text.screening import mask_html, screen_html
from tests.text.planted import MARKED_AS, Planted, planted_cases, remains
from tests.text.planted_clean import clean_page

CASES, SEED = 2000, 20261130
FOUND_GOAL, FALSE_GOAL = 0.99, 0.01


def missed(case: Planted) -> bool:
    """Whether no mark of its kind covers what was planted."""
    wanted = MARKED_AS.get(case.kind, case.kind)
    return not any(mark.kind == wanted for mark in screen_html(case.html))


def main() -> int:
    cases = list(planted_cases(CASES, SEED))
    chance = random.Random(SEED + 1)
    pages = [clean_page(chance) for _ in range(CASES)]
    lost = [case for case in cases if missed(case)]
    started = time.perf_counter()
    marks = [[mark for mark in screen_html(page) if mark.group in ("personal", "secrecy")] for page in pages]
    seconds = time.perf_counter() - started
    false = sum(1 for found in marks if found)
    size = sum(map(len, pages))
    found = [case for case in cases if case not in lost]
    print(f"planted {len(cases)}, found {len(found)} = {len(found) / len(cases):.2%} (goal ≥ {FOUND_GOAL:.0%})")
    kinds, lost_kinds = Counter(case.kind for case in cases), Counter(case.kind for case in lost)
    _tell("kind", kinds, lost_kinds)
    _tell("form", Counter(case.form for case in cases), Counter(case.form for case in lost))
    share = f"{false / len(pages):.2%} (goal ≤ {FALSE_GOAL:.0%})"
    print(f"clean pages {len(pages)} ({size:,} characters), with a false mark {false} = {share}")
    stayed = sum(1 for case in found if remains(case, mask_html(case.html, screen_html(case.html))))
    print(f"numbers that can still be read after masking, of {len(found)} found: {stayed} (goal 0)")
    print(f"{size / seconds:,.0f} characters a second, {1000 * seconds / len(pages):.2f} ms a page")
    if "-v" in sys.argv:
        for case in lost:
            print("LOST", case.kind, case.form, repr(case.printed), repr(case.html))
        for page, found in zip(pages, marks, strict=True):
            for mark in found:
                print("FALSE", mark.kind, repr(page[max(0, mark.start - 30) : mark.end + 20]))
    short = short_kinds(kinds, lost_kinds)
    print(f"kinds below the goal: {', '.join(short) or 'none'}")
    return 0 if not short and false <= len(pages) * FALSE_GOAL and not stayed else 1


def short_kinds(planted: Counter[str], lost: Counter[str]) -> list[str]:
    """The kinds of which less than the goal was found; where each reaches it, so does the whole.

    >>> short_kinds(Counter(minor=200, plate=200), Counter(minor=3, plate=2))
    ['minor']
    """
    return [kind for kind, number in planted.items() if number - lost[kind] < number * FOUND_GOAL]


def _tell(what: str, whole: Counter[str], lost: Counter[str]) -> None:
    for name, number in whole.items():
        print(f"  {what:<5}{name:<24}{number - lost[name]:>5} of {number}")


if __name__ == "__main__":
    sys.exit(main())
