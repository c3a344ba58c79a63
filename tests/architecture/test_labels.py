"""The labels of the national tables stand in the edition files and nowhere in the code."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.reports.editions import EDITION_IDS, edition
from tests.architecture.source import name_of, python_files, strings_of, tree_of

CERTAIN_LENGTH = 4
"""A label this long is refused inside any string; a shorter one is a common word and refused only alone."""

ALLOWED: dict[str, dict[str, str]] = {}
"""File -> label -> why it must stand there. This list may only shrink."""


def labels() -> Iterator[str]:
    for edition_id in EDITION_IDS:
        for table in edition(edition_id).tables:
            for block in table.blocks:
                yield from (block.head, block.corner, block.over)
                for part in (*block.rows, *block.columns, *block.foreign_rows):
                    yield from (part.label, *part.printed_as)


def test_no_label_of_the_national_tables_stands_in_code() -> None:
    known = {label for label in labels() if label}
    long = {label for label in known if len(label) >= CERTAIN_LENGTH}

    found = {
        (name_of(path), label)
        for path in python_files("src")
        for node in strings_of(tree_of(path))
        for label in ({str(node.value)} & known) | {label for label in long if label in str(node.value)}
    }

    allowed = {(path, label) for path, reasons in ALLOWED.items() for label in reasons}
    assert found - allowed == set()
    assert allowed - found == set(), "no longer needed: take it out of the list"
