"""The command as a whole: help, version, errors, interrupted pipes, start-up time."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai import __version__
from gongkai.cli.main import app

RUNNER = CliRunner()
COMMAND = (sys.executable, "-c", "from gongkai.cli.main import app; app()")


def test_version_is_told() -> None:
    assert RUNNER.invoke(app, ["--version"]).output == f"gongkai {__version__}\n"


def test_help_lists_every_command() -> None:
    told = RUNNER.invoke(app, ["--help"]).output

    assert all(f"\n  {name} " in told for name in ("read", "check", "explain", "law"))


def test_help_loads_no_reader_and_no_parser() -> None:
    code = (
        "import sys; import gongkai.cli.main; print(sorted({'lxml', 'rapidfuzz', 'yaml', 'docx'} & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert loaded.strip() == "[]"


def test_error_is_one_line_on_stderr_with_its_code() -> None:
    ended = RUNNER.invoke(app, ["explain", "no-such-rule"])

    assert ended.exit_code == 2
    assert ended.stdout == ""
    assert ended.stderr == "gongkai: 没有“no-such-rule”这条规则。 [unknown-rule]\n"


@pytest.mark.parametrize(
    ("words", "environment"),
    [(["--language", "en"], {}), ([], {"GONGKAI_LANGUAGE": "en"})],
    ids=["option", "environment"],
)
def test_error_is_told_in_the_language_asked_for(words: list[str], environment: dict[str, str]) -> None:
    ended = RUNNER.invoke(app, ["explain", "no-such-rule", *words], env=environment)

    assert ended.stderr == "gongkai: There is no rule 'no-such-rule'. [unknown-rule]\n"


@pytest.mark.slow
def test_reader_that_goes_away_is_no_trouble(root: Path) -> None:
    command = subprocess.Popen(
        [*COMMAND, "read", str(root / "demo" / "reports"), "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert command.stdout is not None
    assert command.stderr is not None

    with command.stdout, command.stderr:
        command.stdout.read(10)
        command.stdout.close()
        told = command.stderr.read()
    command.wait(timeout=60)

    assert told == b""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_full_disk_is_told_in_one_line(root: Path) -> None:
    report = str(root / "demo" / "reports" / "yanshi-2023.txt")

    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run([*COMMAND, "check", report], stdout=full, stderr=subprocess.PIPE, text=True)

    assert ended.returncode == 2
    assert ended.stderr == "gongkai: -: 文件写不进去：磁盘已满。 [cannot-write]\n"


@pytest.mark.slow
def test_help_comes_at_once() -> None:
    fastest = min(_seconds_of_work([*COMMAND, "--help"]) for _ in range(5))

    assert fastest < 0.3


def _seconds_of_work(command: list[str]) -> float:
    """Time a command keeps the processor, whatever else the machine does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
