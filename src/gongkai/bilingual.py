"""Words in the two languages of the product, kept side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in Chinese (shown by default) and in English.

    Both are whole sentences or labels; `{name}` places are filled by `format`.
    """

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def format(self, **values: object) -> Text:
        """Fill the places of both wordings. A value that is a Text is filled in its own language."""
        chinese = {k: v.zh if isinstance(v, Text) else v for k, v in values.items()}
        english = {k: v.en if isinstance(v, Text) else v for k, v in values.items()}
        return Text(self.zh.format(**chinese), self.en.format(**english))

    def __str__(self) -> str:
        return self.zh
