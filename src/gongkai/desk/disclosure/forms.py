"""Forms of publications."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.html import linebreaks, strip_tags
from django.utils.translation import gettext_lazy as _

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import PublicBody
from gongkai.flow import Move


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


class DecisionForm(forms.Form):
    """What somebody says with a decision, and what they state by it.

    moves  what is decided; a tick box stands only where one of them asks for it
    """

    opinion = forms.CharField(
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Opinion"),
    )
    proofread = forms.BooleanField(
        required=False, label=_("I have proofread it: characters, names, figures, dates and punctuation.")
    )
    self_check = forms.BooleanField(
        required=False, label=_("I have checked it: facts, wording, dates, and that it shows nobody's personal data.")
    )

    def __init__(self, *args: object, moves: Iterable[Move], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        needs = {need for move in moves for need in move.needs}
        for name in ("proofread", "self_check"):
            if name not in needs:
                del self.fields[name]
        if "basis" in needs:
            self.fields["opinion"].label = _("Basis or reason")
            self.fields["opinion"].help_text = _(
                "Say on what basis it may be published; or what is to be taken out; or why it may not."
            )
        elif "reason" in needs:
            self.fields["opinion"].help_text = _("Needed to send it back: say what is to be changed.")
        if needs == {"self_check"}:
            del self.fields["opinion"]


def as_text(body_html: str) -> str:
    """Paragraphs as they were typed."""
    broken = re.sub(r"<br\s*/?>\n?", "\n", re.sub(r"</(p|h\d|li|tr)>\s*", "\n\n", body_html))
    return html.unescape(strip_tags(broken)).strip()
