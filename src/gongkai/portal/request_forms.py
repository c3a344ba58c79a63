"""Forms of the public for requests."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.apps.bodies.kinds import GOVERNMENT_KINDS, Kind
from gongkai.apps.bodies.models import Government, PublicBody
from gongkai.apps.inforequests.identity import Identity
from gongkai.apps.inforequests.services import Asked
from gongkai.apps.inforequests.words import MANNERS, RECEIPT_WAYS, classes
from gongkai.ui.templatetags.ui import words

ASKED = (*GOVERNMENT_KINDS, Kind.DEPARTMENT, Kind.SUBDISTRICT)
"""Kinds of bodies that may be asked. law: ogi2019/27."""


class RequestForm(forms.Form):
    """A request with its three elements, and no more. law: ogi2019/29(2)."""

    body = forms.ModelChoiceField(
        PublicBody.objects.none(),
        label=_("Whom you ask"),
        empty_label=None,
        help_text=_("If another body keeps it, you will be told which."),
    )
    wanted = forms.CharField(
        label=_("What you want"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Name or number of the document, or what else describes it. You need not say why you want it."),
    )
    applicant_class = forms.ChoiceField(label=_("You ask as"), help_text=_("Who asks for somebody else gives theirs."))
    name = forms.CharField(
        label=_("Name of the applicant"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    document = forms.CharField(
        label=_("Number of your identity document"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "Identity card, passport, or the credit code of an organisation. The law asks for it; it is sealed."
        ),
    )
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    address = forms.CharField(
        label=_("Postal address"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    manner = forms.ChoiceField(label=_("In what form"))
    receipt_way = forms.ChoiceField(label=_("How you receive it"))
    needs_assistance = forms.BooleanField(label=_("I need help with reading, seeing or hearing"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, government: Government, bodies: Any, wanted: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = (  # type: ignore[attr-defined]
            bodies.filter(kind__in=ASKED, valid_to__isnull=True).order_by("path")
        )
        self.fields["body"].initial = government.body_id
        self.fields["key"].initial = uuid4().hex
        self.fields["wanted"].initial = wanted
        for name, options in (
            ("applicant_class", classes()),
            ("manner", MANNERS),
            ("receipt_way", RECEIPT_WAYS),
        ):
            self.fields[name].choices = [(key, words(label)) for key, label in options.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(given.get(name) for name in ("phone", "email", "address")):
            self.add_error("phone", _("Give at least one: telephone, e-mail or postal address."))
        needed = {"email": "email", "post": "address"}.get(given.get("receipt_way", ""))
        if needed and not given.get(needed):
            self.add_error(needed, _("It is needed for the way in which you want to receive the answer."))
        return given

    def asked(self) -> Asked:
        given = self.cleaned_data
        who = Identity(**{name: given[name].strip() for name in ("name", "document", "phone", "email", "address")})
        chosen = {name: given[name] for name in ("applicant_class", "wanted", "manner", "receipt_way")}
        return Asked(who, needs_assistance=given["needs_assistance"], **chosen)


class FollowForm(forms.Form):
    """Number and code, as they were given with the receipt."""

    number = forms.CharField(
        label=_("Request number"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    code = forms.CharField(label=_("Follow code"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class CorrectForm(forms.Form):
    """What the applicant answers when asked to correct the request."""

    corrected = forms.CharField(label=_("Your correction"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
