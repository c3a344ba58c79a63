"""The public face of the law: complete, sorted, quick to open, without clock or network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import gongkai.law as law


def test_every_public_name_can_be_had() -> None:
    missing = [name for name in law.__all__ if not hasattr(law, name)]

    assert missing == []


def test_the_face_says_where_each_name_lives() -> None:
    homes = [name for names in law._ROOMS.values() for name in names]

    assert sorted(homes) == sorted(law.__all__)


def test_a_name_that_is_not_public_is_not_there() -> None:
    assert not hasattr(law, "working_day_of_the_week")


def test_opening_the_face_loads_no_rule_and_no_reader_of_files() -> None:
    code = "import sys, gongkai.law; print([m for m in sys.modules if m == 'yaml' or m.startswith('gongkai.law.')])"

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"


def test_the_law_never_imports_the_packages_its_tables_are_built_from() -> None:
    source = "".join(path.read_text("utf-8") for path in Path(law.__file__).parent.rglob("*.py"))

    assert "import chinese_calendar" not in source
    assert "import holidays" not in source
