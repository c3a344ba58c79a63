"""Words a government adds to the dictionary of its screening."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.services.checks import clean_words, locked, refused
from gongkai.apps.channels.models import SiteWord
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.bilingual import Text


@transaction.atomic
def add_word(body: PublicBody, *, word: str, says: str, by: Actor, at: datetime) -> SiteWord:
    """Look for a word from now on."""
    locked(body)
    given = enter_word(body, word, says, at)
    audit.record("channels.add_word", by=by, at=at, subject=given, body_id=body.pk)
    return given


def enter_word(body: PublicBody, word: str, says: str, at: datetime) -> SiteWord:
    """Check and write a word; the caller writes the audit entry. Raises InvalidInput that names the field."""
    wanted = clean_words(word, where="word", longest=60)
    if len(wanted) < 2:
        raise refused("word-short", Text("至少两个字。", "At least two characters."), where="word")
    if SiteWord.objects.filter(public_body=body, word=wanted, is_dropped=False).exists():
        raise refused("word-known", Text("词库里已有这个词。", "The list has this word."), where="word")
    told = clean_words(says, where="says", longest=200)
    if wanted in told and len(told) == len(wanted):
        raise refused("word-itself", Text("提示与原词相同。", "It says the word itself."), where="says")
    given = SiteWord(public_body=body, word=wanted, says=told, added_at=at)
    given.full_clean()
    given.save()
    return given


@transaction.atomic
def drop_word(word: SiteWord, *, by: Actor, at: datetime) -> None:
    """No longer look for it."""
    word.refresh_from_db(from_queryset=SiteWord.objects.select_for_update())
    if not word.is_dropped:
        word.is_dropped = True
        word.save(update_fields=["is_dropped"])
        audit.record("channels.drop_word", by=by, at=at, subject=word, body_id=word.public_body_id)
