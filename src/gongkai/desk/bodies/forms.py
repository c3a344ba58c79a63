"""Forms of acts on bodies. What is lawful the services say; the forms only ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.apps.accounts.models import User
from gongkai.apps.bodies.kinds import KINDS
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.posts import POSTS
from gongkai.bilingual import Text
from gongkai.ui.templatetags.ui import words

Choices = QuerySet[PublicBody]


def _options(labels: Iterable[tuple[str, Text]]) -> list[tuple[str, str]]:
    return [(value, words(label)) for value, label in labels]


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _on() -> forms.DateField:
    help_text = _("The first day on which it holds; a day to come takes effect on that day.")
    return _day(_("From the day"), help_text=help_text)


def _reason() -> forms.CharField:
    return forms.CharField(max_length=300, label=_("Reason"), help_text=_("Such as the document that orders it."))


class ActForm(forms.Form):
    """A form of one act on a body.

    bodies  living bodies of the government that may be chosen
    """

    def __init__(self, *args: Any, body: PublicBody, bodies: Choices, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("parent", "into", "members_to", "with_others", "office"):
            if name in self.fields:
                self.fields[name].queryset = bodies.exclude(pk=body.pk)  # type: ignore[attr-defined]
        if "account" in self.fields:
            people = User.objects.filter(grants__public_body=body, is_active=True).distinct().order_by("name")
            self.fields["account"].queryset = people  # type: ignore[attr-defined]
        if "on" in self.fields:
            self.initial.setdefault("on", day)


class RegisterForm(ActForm):
    """A new body below this one."""

    kind = forms.ChoiceField(label=_("Kind of body"))
    name = forms.CharField(max_length=100, label=_("Name"))
    valid_from = _day(_("First day"), required=False)
    division_code = forms.CharField(max_length=12, required=False, label=_("Division code"))
    credit_code = forms.CharField(max_length=18, required=False, label=_("Unified social credit code"))
    confirmed = forms.BooleanField(required=False, label=_("The credit code was compared with the certificate"))

    def __init__(self, *args: Any, body: PublicBody, **kwargs: Any) -> None:
        super().__init__(*args, body=body, **kwargs)
        below = [(name, rule.label) for name, rule in KINDS.items() if body.kind in rule.below]
        self.fields["kind"].choices = _options(below)  # type: ignore[attr-defined]


class RenameForm(ActForm):
    """Another name."""

    name = forms.CharField(max_length=100, label=_("New name"))
    on = _on()


class MoveForm(ActForm):
    """Another parent."""

    parent = forms.ModelChoiceField(PublicBody.objects.none(), label=_("New parent"))
    on = _on()


class AbolishForm(ActForm):
    """The end of a body."""

    on = _on()
    reason = _reason()


class MergeForm(ActForm):
    """This body, and perhaps others, end; one carries on."""

    into = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Body that carries on"))
    with_others = forms.ModelMultipleChoiceField(
        PublicBody.objects.none(), required=False, label=_("Others that end with it")
    )
    on = _on()
    reason = _reason()


class SplitForm(ActForm):
    """Others carry on parts of this body's work."""

    into = forms.ModelMultipleChoiceField(
        PublicBody.objects.none(), label=_("Bodies that carry on"), help_text=_("Enter new bodies first.")
    )
    members_to = forms.ModelChoiceField(
        PublicBody.objects.none(), required=False, label=_("Takes over what stands below")
    )
    continues = forms.BooleanField(required=False, label=_("This body goes on beside them"))
    on = _on()
    reason = _reason()


class DivisionCodeForm(ActForm):
    """Another division code."""

    code = forms.CharField(max_length=12, label=_("Division code"))
    on = _on()


class CreditCodeForm(ActForm):
    """Another unified social credit code."""

    code = forms.CharField(max_length=18, label=_("Unified social credit code"))
    confirmed = forms.BooleanField(required=False, label=_("The credit code was compared with the certificate"))
    on = _on()


class SuperviseForm(ActForm):
    """Another supervising office."""

    office = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Supervising office"))
    on = _on()


class OfficeForm(ActForm):
    """The disclosure office, as the guide must state it."""

    name = forms.CharField(max_length=100, label=_("Name of the disclosure office"))
    address = forms.CharField(max_length=200, required=False, label=_("Office address"))
    post_code = forms.CharField(max_length=6, required=False, label=_("Post code"))
    office_hours = forms.CharField(max_length=200, required=False, label=_("Office hours"))
    phone = forms.CharField(max_length=40, required=False, label=_("Telephone"))
    fax = forms.CharField(max_length=40, required=False, label=_("Fax"))
    email = forms.CharField(max_length=200, required=False, label=_("E-mail"))
    web_address = forms.CharField(max_length=200, required=False, label=_("Web address"))
    on = _on()


class AppointForm(ActForm):
    """A person in a post."""

    post = forms.ChoiceField(label=_("Post"))
    name = forms.CharField(max_length=60, label=_("Name of the person"))
    title = forms.CharField(max_length=100, required=False, label=_("Official title"))
    phone = forms.CharField(max_length=40, required=False, label=_("Telephone, for staff only"))
    account = forms.ModelChoiceField(User.objects.none(), required=False, label=_("Account of the person"))
    on = _on()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = _options((name, rule.label) for name, rule in POSTS.items())  # type: ignore[attr-defined]


class EndForm(ActForm):
    """A person leaves a post."""

    last_day = _day(_("Last day in the post"))


class HandOverForm(ActForm):
    """Another dedicated officer takes over."""

    name = forms.CharField(max_length=60, label=_("Name of the successor"))
    title = forms.CharField(max_length=100, required=False, label=_("Official title"))
    phone = forms.CharField(max_length=40, required=False, label=_("Telephone, for staff only"))
    account = forms.ModelChoiceField(User.objects.none(), required=False, label=_("Account of the person"))
    on = _on()
    items = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 6}), label=_("What is handed over"), help_text=_("One thing on each line.")
    )
