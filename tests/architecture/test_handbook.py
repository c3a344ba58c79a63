"""The handbook says what the data and the code say, in full."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from gongkai.reports.findings import rules
from gongkai.reports.measures import measures
from tools.docs import DOCS, PAGES
from tools.handbook.commands import all_commands
from tools.handbook.errors import raised_errors


@pytest.mark.parametrize("name", PAGES)
def test_generated_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == PAGES[name](), "run `make generated` and commit the result"


def missing(page: str, entries: Iterable[str]) -> set[str]:
    text = (DOCS / page).read_text("utf-8")
    return {entry for entry in entries if f"`{entry}`" not in text}


def test_every_finding_has_its_entry() -> None:
    assert missing("reference/findings.md", rules()) == set()


def test_every_measure_has_its_entry() -> None:
    assert missing("reference/measures.md", measures()) == set()


def test_every_error_code_can_be_told_from_the_source() -> None:
    assert [f"{error.module}:{error.line}" for error in raised_errors() if not error.code] == []


def test_every_error_code_has_its_entry() -> None:
    assert missing("reference/errors.md", {error.code for error in raised_errors()}) == set()


def test_every_option_has_its_entry() -> None:
    options = {opt for _, command in all_commands() for parameter in command.params for opt in parameter.opts}
    shown = {opt for opt in options if opt.startswith("--")}

    assert missing("reference/cli.md", shown) <= {"--help", "--install-completion", "--show-completion"}


def test_every_option_says_what_it_means() -> None:
    silent = [f"{name} {p.name}" for name, command in all_commands() for p in command.params if not p.help]

    assert silent == []


def test_both_readmes_show_the_two_commands_first(root: Path) -> None:
    for name in ("README.md", "README.zh-CN.md"):
        top = (root / name).read_text("utf-8").splitlines()[:20]
        assert [line.split()[1] for line in top if line.startswith("make ")] == ["demo", "test"]
