"""What is committed: no place of one machine, no address of an index, nothing large, and all data in the wheel."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, SRC, kept_files, name_of

LARGEST = 1_000_000

MACHINE_PATH = re.compile("(?<![A-Za-z0-9_.~-])/(?:work|root|farm|opt/" + "pypi)/")
INDEX_ADDRESS = re.compile(
    r"https?://[^\s\"'<>]*(?:/simple\b|\.whl\b|/packages/[0-9a-f]{2}/)|find-" + "links|index-" + "url"
)

TAKES_ADDRESSES_OUT = {"tools/lock.sh"}
"""Files that name an option in order to keep addresses out."""


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "ignore")


def test_no_file_names_a_place_of_one_machine() -> None:
    assert [name_of(path) for path in kept_files() if MACHINE_PATH.search(text_of(path))] == []


def test_no_file_names_the_address_of_an_index() -> None:
    found = {name_of(path) for path in kept_files() if INDEX_ADDRESS.search(text_of(path))}

    assert found == TAKES_ADDRESSES_OUT


def test_no_file_is_large() -> None:
    assert [name_of(path) for path in kept_files() if path.stat().st_size > LARGEST] == []


@pytest.mark.slow
def test_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    with tarfile.open(tmp_path / "kept.tar", "w") as kept:
        for path in kept_files():
            kept.add(path, name_of(path))
    with tarfile.open(tmp_path / "kept.tar") as kept:
        kept.extractall(source, filter="data")

    build = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=source, check=True, capture_output=True)

    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    ours = {f"gongkai/{path.relative_to(SRC).as_posix()}" for path in kept_files() if path.is_relative_to(SRC)}
    assert ours - packed == {name for name in ours if name.endswith("README.md")}
    assert {name for name in packed if not name.startswith(("gongkai/", "gongkai-"))} == set()
    assert (ROOT / "LICENSE").is_file()
