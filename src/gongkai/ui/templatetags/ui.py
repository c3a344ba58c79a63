"""Words and small parts for templates."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from gongkai.bilingual import Text

register = template.Library()


@register.filter
def words(text: Text) -> str:
    """A bilingual text in the language of the page."""
    return text.in_language("en" if get_language() == "en" else "zh")
