"""Wordings of notices: in both languages, and with nothing personal to be filled in."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from gongkai.apps.core.notices_templates import PLACES, Template, read_templates, templates
from gongkai.errors import InvalidDeclaration

SAMPLES = {"day": "2026-03-09", "count": 3, "number": "示公开复〔2026〕12号", "digest": "0" * 64}
SAMPLES["link"] = "https://gk.shifan.example/shifan/requests/follow/"
SMS_LENGTH = 500
WORDS = """
good.one:
  channels: [email]
  subject: {zh: 题, en: Subject}
  text: {zh: "{day} 到期", en: "due {day}"}
  places: {day: day}
"""


def every_template() -> list[str]:
    return sorted(templates())


@pytest.mark.parametrize("name", every_template())
def test_template_fills_in_both_languages(name: str) -> None:
    template = templates()[name]
    values = {place: SAMPLES[kind] for place, kind in template.places.items()}

    template.check_values(values)
    subject, text = template.filled(values)

    assert all("{" not in words for words in (subject.zh, subject.en, text.zh, text.en))
    assert len(text.zh) <= SMS_LENGTH
    assert "sms" not in template.channels or len(text.zh) <= 200


@pytest.mark.parametrize("name", every_template())
def test_template_has_the_same_places_in_both_languages_and_uses_each(name: str) -> None:
    template = templates()[name]
    used = [places(text) for text in (template.text.zh, template.text.en)]

    assert used[0] == used[1]
    assert used[0] | places(template.subject.zh) == set(template.places)


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("name", every_template())
def test_template_holds_no_number_of_a_person_and_no_address(name: str) -> None:
    template = templates()[name]
    told = " ".join((template.subject.zh, template.subject.en, template.text.zh, template.text.en))

    assert not re.search(r"\d{7,}|@", told)


@pytest.mark.parametrize(
    "personal",
    [
        "王小明",
        "11010519491231002X",
        "110105194912310021",
        "13900000000",
        "wang@example.com",
        "北京路1号 2室",
        "https://a.example/?name=a",
    ],
)
def test_no_kind_of_place_lets_a_person_in(personal: str) -> None:
    kinds = [kind for kind, pattern in PLACES.items() if pattern.fullmatch(personal)]

    assert kinds == []


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("good.one", "other.one", 3),
        ("[email]", "[pigeon]", 3),
        ("[email]", "[]", 3),
        ("{day: day}", "{day: name}", 6),
        ("due {day}", "due {name}", 5),
        ("text:", "txt:", 5),
    ],
)
def test_wrong_file_is_refused_with_its_line(tmp_path: Path, before: str, after: str, line: int) -> None:
    path = tmp_path / "good" / "notices.yaml"
    path.parent.mkdir()
    path.write_text(WORDS.replace(before, after), "utf-8")

    with pytest.raises(InvalidDeclaration) as refused:
        list(read_templates(path))

    assert refused.value.where == f"good/notices.yaml:{line}"


def test_right_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "good" / "notices.yaml"
    path.parent.mkdir()
    path.write_text(WORDS, "utf-8")

    assert [isinstance(template, Template) for template in read_templates(path)] == [True]
