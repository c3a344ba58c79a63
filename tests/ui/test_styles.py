"""The styles keep to what Chromium 86 draws, load nothing from elsewhere, and their colours can be read."""

from __future__ import annotations

import re
from itertools import product

import pytest

from tests.architecture.source import SRC, name_of

STYLES = sorted((SRC / "ui" / "static" / "ui").rglob("*.css"))
SCRIPTS = sorted((SRC / "ui" / "static" / "ui").rglob("*.js"))
TEMPLATES = sorted(SRC.rglob("templates/**/*.html"))

TOO_NEW = re.compile(
    r":has\(|:is\(|:where\(|@layer|@container|color-mix\(|oklch\(|\binset(-inline|-block)?:|\b(margin|padding|border)-(inline|block):"
    r"|aspect-ratio|\b[sdl]v[hw]\b|^\s*&",
    re.MULTILINE,
)
TOO_NEW_SCRIPT = re.compile(
    r"\?\.[a-zA-Z(\[]|\?\?|\.replaceAll\(|\.at\(|\|\|=|&&=|#[a-z]\w*\s*[=(;]|^import |\bawait import"
)
ELSEWHERE = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import")
TEXT, SECONDARY = 7.0, 4.5

TEXT_ON = {
    "ink": ("paper", "ground", "blue-wash", "late-wash", "near-wash", "done-wash", "idle-wash"),
    "ink-2": ("paper", "ground"),
    "blue": ("paper", "ground"),
    "blue-strong": ("paper", "blue-wash"),
    "on-blue": ("blue",),
    "on-band": ("band", "band-deep"),
    "late": ("paper", "late-wash"),
    "near": ("paper", "near-wash"),
    "done": ("paper", "done-wash"),
    "on-demo": ("demo",),
}


def themes() -> dict[str, dict[str, str]]:
    """The colours of each block of tokens.css that sets them."""
    text = (SRC / "ui" / "static" / "ui" / "tokens.css").read_text("utf-8")
    blocks = re.findall(r"(:root[^{]*)\{([^{}]*--gk-paper[^{}]*)\}", text)
    return {selector.strip(): dict(re.findall(r"--gk-([\w-]+):\s*(#[0-9a-f]{6})", body)) for selector, body in blocks}


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", themes())
def test_every_text_colour_can_be_read_on_every_ground_it_stands_on(theme: str) -> None:
    colours = themes()[theme]

    weak = {
        (text, ground): round(contrast(colours[text], colours[ground]), 2)
        for text, grounds in TEXT_ON.items()
        for ground in grounds
        if contrast(colours[text], colours[ground]) < TEXT
    }

    assert weak == {}


@pytest.mark.parametrize("theme", themes())
def test_lines_around_fields_can_be_seen(theme: str) -> None:
    colours = themes()[theme]

    assert all(
        contrast(colours[line], colours[ground]) >= 3
        for line, ground in product(("line-strong", "blue"), ("paper", "ground"))
    )


def test_dark_is_the_same_by_choice_and_by_device() -> None:
    light, by_device, by_choice = themes().values()

    assert by_device == by_choice
    assert by_device.keys() == light.keys()


@pytest.mark.parametrize("style", STYLES, ids=name_of)
def test_style_is_drawn_by_chromium_86(style: object) -> None:
    assert TOO_NEW.findall(style.read_text("utf-8")) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_script_is_run_by_browsers_of_2019(script: object) -> None:
    assert TOO_NEW_SCRIPT.findall(script.read_text("utf-8")) == []  # type: ignore[attr-defined]


def test_styles_load_nothing() -> None:
    assert [name_of(style) for style in STYLES if ELSEWHERE.search(style.read_text("utf-8"))] == []


def test_no_style_or_script_stands_inside_a_template() -> None:
    inside = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=", re.IGNORECASE)

    assert [name_of(path) for path in TEMPLATES if inside.search(path.read_text("utf-8"))] == []


def test_every_component_says_which_variables_it_takes() -> None:
    parts = [
        path
        for path in (SRC / "ui" / "templates" / "ui").rglob("*.html")
        if "{% extends" not in path.read_text("utf-8")
    ]

    assert [name_of(path) for path in parts if not path.read_text("utf-8").startswith("{#")] == []


def test_templates_are_no_longer_than_agreed() -> None:
    assert [name_of(path) for path in TEMPLATES if len(path.read_text("utf-8").splitlines()) > 120] == []
