"""The words of the faces: take the English ones from the source, keep their Chinese, compile both for Django.

    python -m tools.messages            extract, merge, compile; says what still has no Chinese
    python -m tools.messages --compile  compile what has changed
    python -m tools.messages --check    change nothing; fail where a catalogue is stale or has gaps

One catalogue stands in each app and face that speaks: <folder>/locale/zh_Hans/LC_MESSAGES/django.po.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SRC = Path(__file__).resolve().parents[1] / "src" / "gongkai"
FACES = ("desk", "portal", "ui", "server")
LOCALE = "zh_Hans"
HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACE = re.compile(r"%\((\w+)\)[sd]|%[sd]")

Key = tuple[str, str]
"""Context and message; for one with a plural, its singular."""


def folders() -> tuple[Path, ...]:
    """Every app and face, whether it speaks or not."""
    apps = sorted(path for path in (SRC / "apps").iterdir() if (path / "__init__.py").is_file())
    return (*apps, *(SRC / face for face in FACES))


def catalogue_of(folder: Path) -> Path:
    return folder / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def spoken_in(folder: Path) -> Catalog:
    """The messages of one folder as its source has them, without translations."""
    found = Catalog(locale=LOCALE)
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            text = path.read_text(encoding="utf-8")
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            blanked = templatize(path.read_text(encoding="utf-8"), origin=path.name)
            text = "\n".join(line.lstrip() for line in blanked.splitlines())
        else:
            continue
        for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
            found.add(message, context=context)
    return found


def read(path: Path) -> Catalog:
    if not path.is_file():
        return Catalog(locale=LOCALE)
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE)


def merged(folder: Path) -> Catalog:
    """What the source says now, with the translations already made."""
    known = {key_of(message): message.string for message in read(catalogue_of(folder)) if message.id}
    catalogue = spoken_in(folder)
    for message in catalogue:
        if message.id and key_of(message) in known:
            old = strings_of(known[key_of(message)])
            message.string = old if isinstance(message.id, tuple) else old[0]
    return catalogue


def key_of(message: object) -> Key:
    identity = message.id  # type: ignore[attr-defined]
    return (message.context or "", identity[0] if isinstance(identity, tuple) else identity)  # type: ignore[attr-defined]


def strings_of(told: object) -> tuple[str, ...]:
    """A message or its forms, as a tuple."""
    return tuple(str(form) for form in told) if isinstance(told, tuple | list) else (str(told or ""),)


def as_file(catalogue: Catalog) -> str:
    """The catalogue as it is committed: sorted, without dates, names or places in the source."""
    written = io.BytesIO()
    write_po(written, catalogue, omit_header=True, no_location=True, sort_output=True, width=0)
    return HEADER + "\n".join(line for line in written.getvalue().decode().splitlines() if line[:2] != "#,") + "\n"


def gaps(catalogue: Catalog) -> Iterator[str]:
    """Messages without Chinese, and Chinese whose places differ from the English."""
    for message in catalogue:
        if not message.id:
            continue
        identities, strings = strings_of(message.id), strings_of(message.string)
        if not all(strings) or message.fuzzy:
            yield f"no Chinese: {identities[0]}"
        elif any(set(PLACE.findall(string)) != set(PLACE.findall(identities[-1])) for string in strings):
            yield f"other places: {identities[0]}"


def compile_catalogue(path: Path) -> None:
    """Write the compiled file beside its source, whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        write_mo(file, read(path))
    Path(file.name).chmod(0o644)
    os.replace(file.name, path.with_suffix(".mo"))


def compile_stale() -> None:
    """Compile every catalogue that is newer than what was compiled from it."""
    for folder in folders():
        path = catalogue_of(folder)
        compiled = path.with_suffix(".mo")
        if path.is_file() and (not compiled.is_file() or compiled.stat().st_mtime < path.stat().st_mtime):
            compile_catalogue(path)


def update() -> list[str]:
    """Write every catalogue anew. Returns what is missing, with its folder."""
    missing = []
    for folder in folders():
        catalogue, path = merged(folder), catalogue_of(folder)
        if len(catalogue) == 0:
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        text = as_file(catalogue)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
        missing += [f"{folder.relative_to(SRC)}: {gap}" for gap in gaps(catalogue)]
    compile_stale()
    return missing


def faults() -> list[str]:
    """What a check finds wrong: stale catalogues and gaps."""
    found = []
    for folder in folders():
        catalogue, path = merged(folder), catalogue_of(folder)
        if len(catalogue) == 0 and not path.is_file():
            continue
        if not path.is_file() or path.read_text(encoding="utf-8") != as_file(catalogue):
            found.append(f"{folder.relative_to(SRC)}: stale, run python -m tools.messages")
        found += [f"{folder.relative_to(SRC)}: {gap}" for gap in gaps(catalogue)]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Words of the faces")
    parser.add_argument("--compile", action="store_true", help="only compile what has changed")
    parser.add_argument("--check", action="store_true", help="change nothing; fail where something is missing")
    options = parser.parse_args()
    if options.compile:
        compile_stale()
        return 0
    found = faults() if options.check else update()
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
