"""What the command line names as input: files, folders, patterns; read one by one, failures told and passed over."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.bilingual import Language, Text
from gongkai.cli.words import show_error
from gongkai.errors import GongkaiError, UnreadableSource

if TYPE_CHECKING:
    from gongkai.reports.model import Report

STANDARD_INPUT = "-"
READABLE = frozenset({".txt", ".text", ".md", ".htm", ".html", ".xhtml"})
"""Endings taken from a folder; a file named itself is read whatever its ending."""


def files_of(name: str) -> tuple[str, ...]:
    """The files that the name of a file, a folder or a pattern stands for, sorted. Raises UnreadableSource for none."""
    path = Path(name)
    if name == STANDARD_INPUT or path.is_file():
        return (name,)
    if path.is_dir():
        below = (found for found in path.rglob("*") if found.suffix.lower() in READABLE and found.is_file())
        files = tuple(sorted(str(found) for found in below if not _is_hidden(found.relative_to(path))))
    elif glob.has_magic(name):
        files = tuple(sorted(match for match in glob.glob(name, recursive=True) if Path(match).is_file()))
    else:
        files = ()
    if not files:
        raise UnreadableSource(
            "no-files",
            Text("没有找到可读取的文件。", "No file to read was found."),
            where=name,
            hint=Text(
                f"文件夹中只取这些后缀：{'、'.join(sorted(READABLE))}。",
                f"From a folder these are taken: {', '.join(sorted(READABLE))}.",
            ),
        )
    return files


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


@dataclass
class Reading:
    """Reports read one by one; `failed` counts what could not be read."""

    language: Language
    failed: int = 0

    def reports(self, names: Sequence[str]) -> Iterator[Report]:
        """Each report that can be read; of what cannot one line goes to stderr."""
        files: dict[str, None] = {}
        for name in names:
            with self._passing_over():
                files.update(dict.fromkeys(files_of(name)))
        for name in _with_progress(tuple(files)):
            with self._passing_over():
                yield read_file(name)

    @contextmanager
    def _passing_over(self) -> Iterator[None]:
        try:
            yield
        except GongkaiError as error:
            self.failed += 1
            show_error(error, self.language)


def read_file(name: str) -> Report:
    """The report in a file, "-" for standard input. Raises UnreadableSource."""
    from gongkai.reports import read_report

    try:
        data = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    except OSError as error:
        raise UnreadableSource(
            "cannot-open",
            Text(f"文件打不开（{error.strerror}）。", f"The file cannot be opened ({error.strerror})."),
            where=name,
        ) from error
    return read_report(data, source=name)


def _with_progress(files: Sequence[str]) -> Iterator[str]:
    """The files; where many are read by a person at a terminal, a bar on stderr goes along."""
    if len(files) < 2 or not sys.stderr.isatty():
        yield from files
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(files, description="", console=Console(stderr=True), transient=True)
