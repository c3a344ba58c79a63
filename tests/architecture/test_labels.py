"""The labels of the national tables stand in the edition files and nowhere in the code."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.reports.editions import EDITION_IDS, edition
from tests.architecture.source import name_of, python_files, strings_of, tree_of

CERTAIN_LENGTH = 6
"""A label this long is refused inside any string; a shorter one is a common word and refused only alone."""

SPEAKS_THE_STATUTE = "src/gongkai/law/"
"""The law floor lies below the tables and names legal acts in the words of the Regulations."""

ALLOWED: dict[str, dict[str, str]] = {
    "src/gongkai/reports/extract/lexicon.py": {
        "其他": "too common a word to be looked for in running text",
        "总计": "too common a word to be looked for in running text",
    },
}
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
        if not name_of(path).startswith(SPEAKS_THE_STATUTE)
        for node in strings_of(tree_of(path))
        for label in ({str(node.value)} & known) | {label for label in long if label in str(node.value)}
    }

    allowed = {(path, label) for path, reasons in ALLOWED.items() for label in reasons}
    assert found - allowed == set()
    assert allowed - found == set(), "no longer needed: take it out of the list"
