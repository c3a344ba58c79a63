"""Forms of reviews and suits: the entry, and one form for each act."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.remedies.models import Dispute
from gongkai.apps.remedies.selectors import requests_to_dispute, reviews_to_follow
from gongkai.apps.remedies.services import Entered
from gongkai.apps.remedies.services.entering import ENTERS
from gongkai.apps.remedies.services.rows import FORMS_OF
from gongkai.apps.remedies.words import FORMS, KINDS, ROLES, ROLES_OF, forum_of
from gongkai.law import dispute_results
from gongkai.ui.forms import DateInput
from gongkai.ui.templatetags.ui import words


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput(), **more)


class EntryForm(forms.Form):
    """A review or suit as its papers tell it. Who applied or sued is not entered: the request knows."""

    body = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Public body"), empty_label=None)
    kind = forms.ChoiceField(label=_("Kind"))
    role = forms.ChoiceField(label=_("Part of the body"))
    request_number = forms.CharField(
        label=_("Request number"), max_length=20, required=False, help_text=_("Leave empty where it stands alone.")
    )
    act = forms.CharField(
        label=_("What is disputed"),
        max_length=300,
        required=False,
        help_text=_("In neutral words and without names; needed where no request is named."),
    )
    case_number = forms.CharField(label=_("Case number"), max_length=60, required=False)
    forum = forms.CharField(label=_("Reviewing body or court"), max_length=120)
    review = forms.ModelChoiceField(
        Dispute.objects.none(), label=_("Review before it"), required=False, help_text=_("Of a suit after review.")
    )
    received_on = _day(_("Papers received on"))
    is_simple = forms.BooleanField(label=_("Simple procedure"), required=False)

    def __init__(self, *args: Any, user: User, day: date, root: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = bodies_of(user, day, roles=ENTERS).filter(path__startswith=root)
        self.fields["body"].queryset = bodies.order_by("path")  # type: ignore[attr-defined]
        reviews = reviews_to_follow(user, day).filter(public_body__path__startswith=root)
        self.fields["review"].queryset = reviews  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(key, words(label)) for key, label in KINDS.items()]  # type: ignore[attr-defined]
        self.fields["role"].choices = [(key, words(label)) for key, label in ROLES.items()]  # type: ignore[attr-defined]
        self._requests = requests_to_dispute(user, day).filter(public_body__path__startswith=root)

    def clean_request_number(self) -> InfoRequest | None:
        number = self.cleaned_data["request_number"].strip()
        if not number:
            return None
        found = self._requests.filter(number=number).first()
        if found is None:
            raise forms.ValidationError(_("No request of yours has this number."))
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("role") and given["role"] not in ROLES_OF.get(given.get("kind", ""), ()):
            self.add_error("role", _("A body plays no such part in this kind of case."))
        return given

    def entered(self) -> Entered:
        given = self.cleaned_data
        kept = ("kind", "role", "forum", "received_on", "act", "case_number", "review", "is_simple")
        return Entered(**{name: given[name] for name in kept}, info_request=given["request_number"])


class ActForm(forms.Form):
    """What an act needs; `subject` and `day` are there for choices and first values."""

    def __init__(self, *args: Any, subject: Dispute, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        for field in self.fields.values():
            if isinstance(field, forms.DateField) and field.required:
                field.initial = day


class NothingForm(ActForm):
    """An act that needs nothing but the decision."""


class DayForm(ActForm):
    on = _day(_("On"))


class ProofForm(DayForm):
    proof = forms.CharField(
        label=_("Proof"), max_length=300, help_text=_("Such as the number of the letter or receipt.")
    )


class ExtendForm(DayForm):
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=366)


class DecideForm(DayForm):
    """How it ended; the class of Table 4 follows from the result."""

    result = forms.ChoiceField(label=_("Result"))
    form = forms.ChoiceField(label=_("Document"))
    orders_reanswer = forms.BooleanField(label=_("Orders a reply anew"), required=False)
    reanswer_until = _day(_("Reply anew by"), required=False, help_text=_("Where the decision sets a day."))
    said = forms.CharField(
        label=_("Main point"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Without names or other personal data."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forum = forum_of(self.subject.kind)
        results = dispute_results("review" if forum == "review" else "suit")
        self.fields["result"].choices = [(key, words(one.label)) for key, one in results.items()]  # type: ignore[attr-defined]
        self.fields["form"].choices = [(key, words(FORMS[key])) for key in FORMS_OF[forum]]  # type: ignore[attr-defined]
