"""Texts and files as the portal shows them, on every page and in every file that carries a text."""

from __future__ import annotations

from django.urls import reverse

from gongkai.apps.disclosure.cleaning import with_files
from gongkai.apps.disclosure.models import Publication, PublicationFile
from gongkai.apps.disclosure.selectors import attachments_of


def text_for_public(publication: Publication | None, body_html: str) -> str:
    """A text with the addresses of its pictures; that of an imported entry, which has no publication, as it is."""
    if publication is None:
        return body_html
    return with_files(body_html, lambda file: reverse("portal:publication_file", args=[publication.pk, file]))


def files_for_public(publication: Publication | None) -> list[PublicationFile]:
    """The attachments below a public text, in order."""
    return attachments_of(publication, publication.file_ids) if publication and publication.file_ids else []
