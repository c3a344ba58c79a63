"""The few forms the generated pages are written in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.bilingual import Text

NOTE = "<!-- Written by tools/docs.py from the data; change the data, then run `make generated`. -->"


def page_of(title: str, *parts: str) -> str:
    return "\n\n".join((NOTE, f"# {title}", *(part.strip() for part in parts if part.strip()))) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = (heads, ["---"] * len(heads), *rows)
    return "\n".join(f"| {' | '.join(_cell(value) for value in line)} |" for line in lines)


def _cell(value: object) -> str:
    return str("" if value is None else value).replace("|", "\\|").replace("\n", "<br>").replace("{", "&#123;")


def code(value: str) -> str:
    return f"`{value}`" if value else ""


def both(text: Text | None) -> str:
    """Chinese above English in one cell."""
    return f"{text.zh}<br>{text.en}" if text else ""
