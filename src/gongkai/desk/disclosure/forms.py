"""Forms of publications."""

from __future__ import annotations

import html
import re
from datetime import date

from django import forms
from django.utils.html import linebreaks, strip_tags
from django.utils.translation import gettext_lazy as _

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import PublicBody


class PublicationForm(forms.Form):
    """A publication of one of the clerk's bodies, typed as plain text: an empty line begins a paragraph."""

    body = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Public body"), empty_label=None)
    title = forms.CharField(
        max_length=200,
        label=_("Title"),
        help_text=_("Say what it is about, as it should stand in lists."),
    )
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 16}),
        label=_("Text"),
        help_text=_(
            "An empty line begins a new paragraph. Leave out citizen numbers, telephone numbers and addresses."
        ),
    )

    def __init__(self, *args: object, user: User, day: date, root: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        bodies = bodies_of(user, day, roles=["clerk"]).filter(path__startswith=root)
        self.fields["body"].queryset = bodies.order_by("path")  # type: ignore[attr-defined]

    @property
    def body_html(self) -> str:
        """The text as paragraphs."""
        return linebreaks(self.cleaned_data["text"], autoescape=True)


class RevisionForm(PublicationForm):
    """A draft that is changed; its body stays."""

    field_order = ("title", "text")

    def __init__(self, *args: object, user: User, day: date, root: str, **kwargs: object) -> None:
        super().__init__(*args, user=user, day=day, root=root, **kwargs)
        del self.fields["body"]


class OpinionForm(forms.Form):
    """What a reviewer says."""

    opinion = forms.CharField(
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Opinion"),
        help_text=_("Needed to send it back: say what is to be changed."),
    )


def as_text(body_html: str) -> str:
    """Paragraphs as they were typed."""
    broken = re.sub(r"<br\s*/?>\n?", "\n", re.sub(r"</(p|h\d|li|tr)>\s*", "\n\n", body_html))
    return html.unescape(strip_tags(broken)).strip()
