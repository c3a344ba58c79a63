"""The words of the faces: all there, none doubtful, and each with the places of its English."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog

from tools.messages import as_file, catalogue_of, compile_catalogue, faults, folders, gaps, key_of, read, strings_of


def written(**messages: str) -> Catalog:
    catalogue = Catalog(locale="zh_Hans")
    for english, chinese in messages.items():
        catalogue.add(english.replace("_", " "), chinese)
    return catalogue


def test_no_word_of_the_faces_lacks_its_chinese() -> None:
    assert faults() == []


def test_message_without_chinese_is_named() -> None:
    assert list(gaps(written(Sign_in=""))) == ["no Chinese: Sign in"]


def test_chinese_that_forgets_a_place_is_named() -> None:
    catalogue = Catalog(locale="zh_Hans")
    catalogue.add("%(name)s signs", "签发")

    assert list(gaps(catalogue)) == ["other places: %(name)s signs"]


def test_catalogue_tells_no_date_author_or_place() -> None:
    text = as_file(written(Sign_in="登录"))

    assert "登录" in text
    assert not any(word in text for word in ("Date", "Translator", "#:", "@"))


def test_catalogue_survives_being_written_and_compiled(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    path.write_text(as_file(written(Sign_in="登录")), encoding="utf-8")

    compile_catalogue(path)

    assert read(path).get("Sign in").string == "登录"
    assert path.with_suffix(".mo").stat().st_size > 0


def test_one_english_wording_has_one_chinese_everywhere() -> None:
    """Django joins all catalogues into one: of two translations only one would be seen."""
    told: dict[tuple[str, str], set[str]] = {}
    for folder in folders():
        for message in read(catalogue_of(folder)):
            if message.id:
                told.setdefault(key_of(message), set()).add("".join(strings_of(message.string)))

    assert {key: chinese for key, chinese in told.items() if len(chinese) > 1} == {}
