"""Writes the generated pages of the handbook: python -m tools.docs [--check]."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.handbook import cells, commands, errors, findings, law, measures, permissions, rows, settings

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"

PAGES: Mapping[str, Callable[[], str]] = {
    "rows.md": rows.page,
    "reference/cells.md": cells.page,
    "reference/cli.md": commands.page,
    "reference/errors.md": errors.page,
    "reference/findings.md": findings.page,
    "reference/law.md": law.page,
    "reference/measures.md": measures.page,
    "reference/permissions.md": permissions.page,
    "reference/settings.md": settings.page,
}


def outdated_pages() -> list[str]:
    """The pages that do not say what the data says."""
    return [name for name, page in PAGES.items() if not _is_current(DOCS / name, page())]


def _is_current(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is out of date")
    if parser.parse_args().check:
        if outdated := outdated_pages():
            print(f"Out of date: {', '.join(outdated)}. Run `make generated` and commit the result.", file=sys.stderr)
        return 1 if outdated else 0
    for name, page in PAGES.items():
        path, text = DOCS / name, page()
        if not _is_current(path, text):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
