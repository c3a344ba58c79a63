"""Forms of acts on websites and columns. What is lawful the services say; the forms only ask."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from gongkai.apps.channels.column_types import COLUMN_TYPES
from gongkai.apps.channels.models import WebColumn
from gongkai.apps.channels.services import SiteFacts
from gongkai.ui.templatetags.ui import words

_EXAMPLE = format_html("<code>{}</code>", "www.shifan.gov.cn")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _reason() -> forms.CharField:
    return forms.CharField(max_length=300, label=_("Reason"))


class ChangeWebsiteForm(forms.Form):
    """What is said of the website of the government."""

    name = forms.CharField(max_length=100, label=_("Name of the website"))
    domain = forms.CharField(max_length=200, required=False, label=_("Domain"), help_text=_EXAMPLE)
    site_code = forms.CharField(max_length=10, required=False, label=_("Identification code of the website"))
    icp_number = forms.CharField(
        max_length=40, required=False, label=_("ICP filing number"), help_text=_("Stands at the foot of every page.")
    )
    police_number = forms.CharField(max_length=40, required=False, label=_("Filing number of the public security"))
    adds_up = forms.BooleanField(required=False, label=_("Its columns hold everything that is published"))

    @property
    def given(self) -> dict[str, Any]:
        """For the service: the facts of the site together."""
        left = dict(self.cleaned_data)
        facts = SiteFacts(**{field.name: left.pop(field.name) for field in fields(SiteFacts)})
        return {**left, "facts": facts}


class WebsiteForm(ChangeWebsiteForm):
    """A website of the government."""

    on = _day(_("Opened on"))
    field_order = ("name", "domain", "site_code", "icp_number", "police_number", "on")


class CloseWebsiteForm(forms.Form):
    """The end of a website."""

    on = _day(_("From the day"))
    reason = _reason()


class ColumnActForm(forms.Form):
    """A form of one act on a column. columns: those that may be chosen."""

    def __init__(self, *args: Any, columns: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("parent", "into"):
            if name in self.fields:
                self.fields[name].queryset = columns  # type: ignore[attr-defined]
        if "column_type" in self.fields:
            options = [(key, words(label)) for key, label in COLUMN_TYPES.items()]
            self.fields["column_type"].choices = options  # type: ignore[attr-defined]
        if "on" in self.fields:
            self.initial.setdefault("on", day)


class ChangeForm(ColumnActForm):
    """What is said of a column."""

    column_type = forms.ChoiceField(label=_("Type of the column"))
    description = forms.CharField(max_length=300, required=False, label=_("What stands in it"))
    keywords = forms.CharField(max_length=200, required=False, label=_("Keywords"))
    position = forms.IntegerField(min_value=0, max_value=999, required=False, label=_("Place in lists"))
    stale_days = forms.IntegerField(
        min_value=0,
        max_value=999,
        required=False,
        label=_("Days after which it counts as not kept up"),
        help_text=_("Leave it blank where nothing new is expected."),
    )
    adds_up = forms.BooleanField(required=False, label=_("The columns below it hold all of it"))


class OpenForm(ChangeForm):
    """A new column."""

    key = forms.CharField(max_length=40, label=_("Key of the column"), help_text=_("Small letters; it never changes."))
    name = forms.CharField(max_length=60, label=_("Name of the column"))
    parent = forms.ModelChoiceField(WebColumn.objects.none(), required=False, label=_("Column above it"))
    on = _day(_("Opened on"))
    field_order = ("key", "name", "parent", "on")


class RenameForm(ColumnActForm):
    """Another name."""

    name = forms.CharField(max_length=60, label=_("New name"))
    on = _day(_("From the day"))


class MoveForm(ColumnActForm):
    """Another place."""

    parent = forms.ModelChoiceField(WebColumn.objects.none(), required=False, label=_("Column above it"))
    on = _day(_("From the day"))


class CloseForm(ColumnActForm):
    """The end of a column."""

    on = _day(_("From the day"))
    reason = _reason()


class MergeForm(ColumnActForm):
    """The end of a column that another carries on."""

    into = forms.ModelChoiceField(WebColumn.objects.none(), label=_("Column that carries on"))
    on = _day(_("From the day"))
    reason = _reason()


class WordForm(forms.Form):
    """A word for the screening."""

    word = forms.CharField(max_length=60, label=_("Word to look for"))
    says = forms.CharField(max_length=200, label=_("What to say of it"))
