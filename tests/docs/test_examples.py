"""The examples of the handbook and of the docstrings work as they stand."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

import gongkai
from gongkai.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<kind>python|console)(?P<info>[^\n]*)\n(?P<body>.*?)^(?P=indent)```",
    re.MULTILINE | re.DOTALL,
)
SHOWN = re.compile(r"\n\n```text\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("README*.md")])


def blocks(kind: str) -> list[tuple[str, list[re.Match[str]]]]:
    shown = []
    for page in PAGES:
        found = [match for match in BLOCK.finditer(page.read_text("utf-8")) if match["kind"] == kind]
        if found:
            shown.append((page.relative_to(ROOT).as_posix(), found))
    return shown


def modules() -> list[str]:
    named = [module.name for module in pkgutil.walk_packages(gongkai.__path__, "gongkai.", onerror=lambda _name: None)]
    return [name for name in named if ".migrations" not in name and not name.endswith((".settings", ".wsgi"))]


@pytest.mark.parametrize(("page", "found"), blocks("python"), ids=lambda value: value if isinstance(value, str) else "")
def test_python_of_a_page_runs_from_top_to_bottom(
    page: str, found: list[re.Match[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {"__name__": page}

    for match in found:
        exec(compile(match["body"], page, "exec"), names)


@pytest.mark.parametrize(
    ("page", "found"), blocks("console"), ids=lambda value: value if isinstance(value, str) else ""
)
def test_commands_of_a_page_end_as_it_says(
    page: str, found: list[re.Match[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(ROOT)
    for match in found:
        expected = int(match["info"].partition("exit=")[2] or 0)
        for line in match["body"].splitlines():
            if line.startswith("$ gongkai "):
                words = [word.replace("var/", f"{tmp_path}/") for word in shlex.split(line)[2:]]
                ended = CliRunner().invoke(app, words)
                assert ended.exit_code == expected, f"{page}: {line}: {ended.output}"
                if shown := SHOWN.match(match.string, match.end()):
                    assert set(shown["body"].splitlines()) - {"  …"} <= set(ended.stdout.splitlines())


@pytest.mark.parametrize("name", modules())
def test_examples_of_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
