"""Forms of publications."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import PublicBody


class PublicationForm(forms.Form):
    """A new publication of one of the clerk's bodies."""

    body = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Public body"), empty_label=None)
    title = forms.CharField(max_length=200, label=_("Title"))
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 16}), label=_("Text"))

    def __init__(self, *args: object, user: User, day: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["body"].queryset = bodies_of(user, day, roles=["clerk"])  # type: ignore[attr-defined]


class OpinionForm(forms.Form):
    """What a reviewer says."""

    opinion = forms.CharField(
        max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}), label=_("Opinion")
    )
