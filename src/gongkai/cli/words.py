"""The words of the shell: the choice of language, and errors as one line."""

from __future__ import annotations

import os
from typing import Annotated, cast

import typer

from gongkai.bilingual import LANGUAGES, Language
from gongkai.errors import GongkaiError

_LANGUAGE = "gongkai.language"


def _remember(ctx: typer.Context, language: Language) -> Language:
    ctx.meta[_LANGUAGE] = language
    return language


LanguageOption = Annotated[
    Language,
    typer.Option(
        "--language",
        envvar="GONGKAI_LANGUAGE",
        callback=_remember,
        is_eager=True,
        help="输出的语言。 Language of messages.",
    ),
]


def language_of(ctx: typer.Context) -> Language:
    """The language asked for on this call, else that of the environment, else Chinese."""
    chosen = ctx.meta.get(_LANGUAGE) or os.environ.get("GONGKAI_LANGUAGE", "")
    return cast(Language, chosen) if chosen in LANGUAGES else "zh"


def error_line(error: GongkaiError, language: Language) -> str:
    """Place, message and hint on one line."""
    place = f"{error.where}: " if error.where else ""
    gap = "" if language == "zh" else " "
    hint = gap + error.hint.in_language(language) if error.hint else ""
    return f"{place}{error.message.in_language(language)}{hint} [{error.code}]"


def show_error(error: GongkaiError, language: Language) -> None:
    typer.echo(f"gongkai: {error_line(error, language)}", err=True)


def say(zh: str, en: str, language: Language) -> None:
    """One line about progress on stderr; results alone go to stdout."""
    typer.echo(zh if language == "zh" else en, err=True)
