"""What the command line names as input: files, folders, patterns; read one by one, failures told and passed over."""

from __future__ import annotations

import glob
import os
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
READABLE = frozenset(
    {".txt", ".text", ".md", ".htm", ".html", ".xhtml", ".mht", ".mhtml", ".pdf", ".zip"}
    | {".ofd", ".docx", ".docm", ".doc", ".wps", ".xlsx", ".xlsm", ".xls", ".et", ".ods"}
)
"""Endings taken from a folder; pictures are not, since saved pages bring theirs. A file named itself is read anyway."""


def files_of(name: str) -> tuple[str, ...]:
    """The files that the name of a file, a folder or a pattern stands for, sorted.

    raises  UnreadableSource for a folder or a pattern without files; a single name is taken as it is
    """
    path = Path(name)
    if os.path.isdir(name):  # unlike Path.is_dir, no error for a name that is too long
        below = (found for found in path.rglob("*") if found.suffix.lower() in READABLE and found.is_file())
        files = tuple(sorted(str(found) for found in below if not _is_hidden(found.relative_to(path))))
        hint = Text(
            f"文件夹中只取这些后缀：{'、'.join(sorted(READABLE))}。",
            f"From a folder these are taken: {', '.join(sorted(READABLE))}.",
        )
    elif glob.has_magic(name) and not os.path.exists(name):
        files = tuple(sorted(match for match in glob.glob(name, recursive=True) if Path(match).is_file()))
        hint = None
    else:
        return (name,)
    if not files:
        words = Text("没有找到可读取的文件。", "No file to read was found.")
        raise UnreadableSource("no-files", words, where=name, hint=hint)
    return files


def _is_hidden(path: Path) -> bool:
    """Whether the file is hidden, or one that Office keeps beside a file that is open."""
    return any(part.startswith((".", "~$")) for part in path.parts)


@dataclass
class Reading:
    """Reports read one by one; `failed` counts what could not be read."""

    language: Language
    failed: int = 0

    def reports(self, names: Sequence[str]) -> Iterator[Report]:
        """Each report that can be read, once whatever names its file has; of what cannot one line goes to stderr."""
        files: dict[Path, str] = {}
        for name in names:
            with self._passing_over():
                for file in files_of(name):
                    files.setdefault(Path(file).resolve(), file)
        for name in _with_progress(tuple(files.values())):
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

    return read_report(sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name), source=name)


def _with_progress(files: Sequence[str]) -> Iterator[str]:
    """The files; where many are read by a person at a terminal, a bar on stderr goes along."""
    if len(files) < 2 or not sys.stderr.isatty():
        yield from files
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(files, description="", console=Console(stderr=True), transient=True)
