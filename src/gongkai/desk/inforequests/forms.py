"""Forms of requests: intake at the counter, and one form for each act that needs facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.inforequests.identity import Identity
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.needs import DAYS, MOST, NEEDS, needs_of
from gongkai.apps.inforequests.selectors import latest_reply
from gongkai.apps.inforequests.services import Asked
from gongkai.apps.inforequests.services.reply import DRAFTED
from gongkai.apps.inforequests.words import (
    ADVISED,
    CONSULTED,
    MANNERS,
    RECEIPT_WAYS,
    WAYS_OF_SERVICE,
    channels,
    classes,
)
from gongkai.law import exemptions_on, reply_kinds
from gongkai.ui.forms import DateInput
from gongkai.ui.templatetags.ui import words


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput(), **more)


def text_field(label: Any, most: int = 1000, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)


class IntakeForm(forms.Form):
    """A request as it stands on paper: what came, when and how, who asks, what is wanted."""

    body = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Public body"), empty_label=None)
    channel = forms.ChoiceField(label=_("Channel"))
    arrived_on = day_field(
        _("Came on"), help_text=_("The day it was handed in, signed for, or came into the letter box, fax or mailbox.")
    )
    submitted_on = day_field(_("Sent on"), required=False, help_text=_("As the postmark or the header says."))
    applicant_class = forms.ChoiceField(
        label=_("Applicant"), help_text=_("The class of the applicant; that of an agent does not count.")
    )
    name = forms.CharField(label=_("Name"), max_length=100)
    document = forms.CharField(
        label=_("Proof of identity"), max_length=60, help_text=_("Kind and number. Kept sealed.")
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Postal address"), max_length=200, required=False)
    wanted = text_field(
        _("Information wanted"), 4000, 5, help_text=_("Name, document number, or what else describes it.")
    )
    manner = forms.ChoiceField(label=_("Form wanted"))
    receipt_way = forms.ChoiceField(label=_("Way of receiving it"))
    needs_assistance = forms.BooleanField(label=_("Needs help with reading, seeing or hearing"), required=False)

    def __init__(self, *args: Any, user: User, day: date, root: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = bodies_of(user, day, roles=["inbound_clerk"]).filter(path__startswith=root)
        self.fields["body"].queryset = bodies.order_by("path")  # type: ignore[attr-defined]
        kept = {key: label for key, label in channels().items() if key != "online"}
        for name, options in (
            ("channel", kept),
            ("applicant_class", classes()),
            ("manner", MANNERS),
            ("receipt_way", RECEIPT_WAYS),
        ):
            self.fields[name].choices = [(key, words(label)) for key, label in options.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(given.get(name) for name in ("phone", "email", "address")):
            self.add_error("phone", _("Give at least one: telephone, e-mail or postal address."))
        return given

    def asked(self) -> Asked:
        given = self.cleaned_data
        who = Identity(**{name: given[name].strip() for name in ("name", "document", "phone", "email", "address")})
        chosen = {name: given[name] for name in ("applicant_class", "wanted", "manner", "receipt_way")}
        return Asked(who, needs_assistance=given["needs_assistance"], **chosen)


class ActForm(forms.Form):
    """What an act needs; `subject` and `day` are there for forms that offer choices or a first value."""

    def __init__(self, *args: Any, subject: InfoRequest, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        for field in self.fields.values():
            if isinstance(field, forms.DateField) and field.required:
                field.initial = day


class NothingForm(ActForm):
    """An act that needs nothing but the decision."""


class ContactForm(ActForm):
    contacted_on = day_field(_("Spoken with the applicant on"))


class AssignForm(ActForm):
    unit = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Handling unit"), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = PublicBody.objects.filter(path__startswith=self.subject.public_body.path)
        self.fields["unit"].queryset = below.order_by("path")  # type: ignore[attr-defined]


class AskCorrectionForm(ActForm):
    what = text_field(_("What is to be corrected"))
    until = day_field(_("Until"))
    on = day_field(_("Told on"))


class CorrectionForm(ActForm):
    corrected = text_field(_("The corrected text"), 4000, 5)
    on = day_field(_("Came on"))


class ConsultForm(ActForm):
    to = forms.ChoiceField(label=_("Whom"))
    whom = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("The body, or the third party; a third party is kept sealed.")
    )
    what = text_field(_("About what"))
    on = day_field(_("Sent on"))
    internal_limit = day_field(
        _("Internal limit"), required=False, help_text=_("After this day the letter stands as late on Today.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(key, words(label)) for key, label in CONSULTED.items()]  # type: ignore[attr-defined]


class LetterForm(ActForm):
    letter = forms.ChoiceField(label=_("Consultation letter"))
    on = day_field(_("On"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = self.subject.events.filter(kind="consultation_sent").values_list("letter", "on")
        self.fields["letter"].choices = [(letter, f"{letter} · {on}") for letter, on in sent]  # type: ignore[attr-defined]


class AskReasonsForm(ActForm):
    what = text_field(_("What is clearly beyond reason"), help_text=_("The number or frequency of the requests."))
    on = day_field(_("Applicant told on"))


class ReasonsForm(ActForm):
    reasons = text_field(_("Reasons of the applicant"), 4000, 5)
    on = day_field(_("Came on"))


class DelayForm(ActForm):
    until = day_field(_("The reply is given by"))
    reason = text_field(_("Why the reasons hold and the time does not suffice"))
    on = day_field(_("Applicant told on"))


class ExtendForm(ActForm):
    days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=60)
    reason = text_field(_("Reason"))
    approved_on = day_field(_("Approved on"))
    on = day_field(_("Applicant told on"))


class DraftForm(ActForm):
    """A draft of the reply; what kind it is decides on which row of Table 3 the request ends."""

    kind = forms.ChoiceField(label=_("Reply"))
    ground = forms.ChoiceField(label=_("Ground for withholding"), required=False)
    text = text_field(_("Text"), 20_000, 12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(key, f"{words(one.label)} · {words(one.cite.printed)}") for key, one in reply_kinds().items()]
        received = self.subject.received_on
        grounds = exemptions_on(received) if received else {}
        self.fields["kind"].choices = [(key, label) for key, label in kinds if key in DRAFTED]  # type: ignore[attr-defined]
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((key, f"{words(one.label)} · {words(one.cite.printed)}") for key, one in grounds.items()),
        ]


class SaysForm(ActForm):
    """What the latest draft must say by its kind; fields may stay blank until it is sent on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reply, received_on = latest_reply(self.subject), self.subject.received_on
        if reply is None or received_on is None:
            return
        for need in needs_of(reply.kind, reply.ground, received_on):
            field = text_field(words(NEEDS[need]), MOST, required=False)
            self.fields[need] = day_field(words(NEEDS[need]), required=False) if need in DAYS else field
            self.fields[need].initial = reply.says.get(need, "")

    def clean(self) -> dict[str, Any]:
        return {"says": {need: str(value or "") for need, value in (super().clean() or {}).items()}}


class UnitsForm(ActForm):
    """What is counted for the fee, by the method of the body."""

    units = forms.IntegerField(
        label=_("Items or pages of this request"),
        min_value=1,
        max_value=100_000,
        help_text=_("Items by one matter, one request; or pages given. The method is that of the body."),
    )


class DayForm(ActForm):
    on = day_field(_("On"))


class SlipForm(ActForm):
    slip_number = forms.CharField(label=_("Number of the fiscal slip"), max_length=40)
    on = day_field(_("Paid in full on"))


class ReasonForm(ActForm):
    reason = text_field(_("Reason"))


class BasisForm(ActForm):
    basis = text_field(_("Basis and finding"))


class AdviserRuleForm(forms.Form):
    """Which drafts of one body go to the legal adviser, and from when."""

    body = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Public body"), empty_label=None)
    advised = forms.ChoiceField(label=_("To the legal adviser go"))
    valid_from = day_field(_("From"))

    def __init__(self, *args: Any, bodies: QuerySet[PublicBody], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies.order_by("path")  # type: ignore[attr-defined]
        self.fields["advised"].choices = [(key, words(label)) for key, label in ADVISED.items()]  # type: ignore[attr-defined]


class SummaryForm(ActForm):
    """What the public register will say of it."""

    summary = forms.CharField(
        label=_("Public summary"), max_length=200, help_text=_("In your own neutral words, without names or numbers.")
    )
    is_cleared = forms.BooleanField(
        label=_("I have checked that the applicant's own words in it may stand"), required=False
    )


class OpinionForm(ActForm):
    opinion = text_field(_("Opinion"), required=False)


class ProofForm(ActForm):
    proof = forms.CharField(
        label=_("Proof"), max_length=300, help_text=_("Such as the number of the letter or receipt.")
    )
    on = day_field(_("On"))


class ServeForm(ActForm):
    """Way and proof; who was late and why, where the due day has passed."""

    way = forms.ChoiceField(label=_("Way of service"))
    proof = forms.CharField(
        label=_("Proof"), max_length=300, help_text=_("By China Post the number of the letter; else what proves it.")
    )
    on = day_field(_("Handed over, sent or posted on"))
    late_unit = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Unit that was late"), required=False)
    late_reason = text_field(_("Why it was late"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [(key, words(label)) for key, label in WAYS_OF_SERVICE.items()]  # type: ignore[attr-defined]
        below = PublicBody.objects.filter(path__startswith=self.subject.public_body.path)
        self.fields["late_unit"].queryset = below.order_by("path")  # type: ignore[attr-defined]
