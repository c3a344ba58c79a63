"""Forms of the operation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DropForm(forms.Form):
    """Why an effect is given up for good."""

    reason = forms.CharField(max_length=200, label=_("Reason"), help_text=_("No name, number or address of a person."))
