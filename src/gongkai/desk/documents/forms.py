"""Forms of documents and interpretations: one for each act that needs facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.html import linebreaks
from django.utils.translation import gettext_lazy as _

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.disclosure.document_flow import DOCUMENT_KINDS, FORMS, PROBLEM_SOURCES
from gongkai.apps.disclosure.document_register import desk_documents
from gongkai.apps.disclosure.models import InterpretationProblem, NormativeDocument
from gongkai.bilingual import Text
from gongkai.ui.forms import DateInput
from gongkai.ui.templatetags.ui import words


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput(), **more)


def text_field(label: Any, most: int = 1000, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)


def choices(options: Mapping[str, Text]) -> list[tuple[str, str]]:
    return [(key, words(label)) for key, label in options.items()]


class BodyForm(forms.Form):
    """Something begun in one of the bodies where the person is a clerk."""

    body = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Public body"), empty_label=None)

    def __init__(self, *args: Any, user: User, day: date, root: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = bodies_of(user, day, roles=["clerk"]).filter(path__startswith=root)
        self.fields["body"].queryset = bodies.order_by("path")  # type: ignore[attr-defined]

    @property
    def body_html(self) -> str:
        """The text as paragraphs."""
        return linebreaks(self.cleaned_data["text"], autoescape=True)


class DocumentForm(BodyForm):
    """A document that is begun."""

    kind = forms.ChoiceField(label=_("Kind of document"))
    title = forms.CharField(max_length=200, label=_("Title"), help_text=_("As it will be printed."))
    co_issuers = forms.CharField(
        max_length=500,
        required=False,
        label=_("Issued together with"),
        help_text=_("Names of the other bodies, between commas. The lead body alone counts the document."),
    )
    text = text_field(
        _("Text"),
        200_000,
        14,
        help_text=_("An empty line begins a new paragraph. It can be changed until it is reviewed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(DOCUMENT_KINDS)  # type: ignore[attr-defined]


class PieceForm(BodyForm):
    """An interpretation of a meeting or another matter that is no document of the register."""

    about = forms.CharField(max_length=200, label=_("What it interprets"), help_text=_("A meeting, a measure."))
    form = forms.ChoiceField(label=_("Form of interpretation"))
    title = forms.CharField(max_length=200, label=_("Title"))
    source = forms.CharField(
        max_length=200, required=False, label=_("Source"), help_text=_("Of a forwarded one: where it first stood.")
    )
    address = forms.URLField(
        max_length=500, required=False, label=_("Web address of the source"), assume_scheme="https"
    )
    text = text_field(_("Text"), 100_000, 12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = choices(FORMS)  # type: ignore[attr-defined]


class ActForm(forms.Form):
    """What one act on a document needs."""

    def __init__(self, *args: Any, subject: NormativeDocument, user: User, day: date, **kwargs: Any) -> None:
        self.subject, self.user, self.day = subject, user, day
        super().__init__(*args, **kwargs)
        for name in ("on", "met_on", "filed_on", "issued_on"):
            if name in self.fields:
                self.fields[name].initial = day


class NothingForm(ActForm):
    """Nothing but the confirmation."""


class OpinionForm(ActForm):
    opinion = text_field(
        _("Opinion"), help_text=_("Whether it lies within the powers and the procedure, and keeps to higher law.")
    )


class ReasonForm(ActForm):
    reason = text_field(_("Reason"), 500)


class IssueForm(ActForm):
    """Number and days; what was issued once keeps those it has."""

    number = forms.CharField(max_length=60, label=_("Document number"), help_text=_("Brackets of any kind will do."))
    formed_on = day_field(_("Formed on"))
    issued_on = day_field(_("Issued on"), help_text=_("By this day it counts in Table 2."))
    effective_on = day_field(_("In effect from"), required=False)
    valid_until = day_field(
        _("Valid until"),
        required=False,
        help_text=_("The last day of its validity. On the next day it lapses by itself."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.subject.issued_on is not None:
            for name, field in self.fields.items():
                field.initial = getattr(self.subject, name)


class BasisForm(ActForm):
    """A change, and the document by which it was made."""

    on = day_field(_("From this day on"))
    by_document = forms.ModelChoiceField(
        NormativeDocument.objects.none(), required=False, label=_("Document of the register"), empty_label="—"
    )
    by_words = forms.CharField(
        max_length=200,
        required=False,
        label=_("Or a document kept elsewhere"),
        help_text=_("Its number and title, where it is not in this register."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = desk_documents(self.user, self.day).filter(issued_on__isnull=False).exclude(pk=self.subject.pk)
        self.fields["by_document"].queryset = known  # type: ignore[attr-defined]


class ProlongForm(BasisForm):
    until = day_field(_("Valid until"), required=False, help_text=_("Empty: without an end."))
    field_order = ("on", "until")


class FilingForm(ActForm):
    filed_on = day_field(_("Sent on"))
    filed_with = forms.CharField(max_length=100, label=_("Sent to"))
    receipt = forms.CharField(max_length=100, required=False, label=_("Number of the receipt"))


class PlanForm(ActForm):
    """The plan of the interpretation; what was planned before stands in it."""

    piece_forms = forms.MultipleChoiceField(label=_("Forms of interpretation"), widget=forms.CheckboxSelectMultiple)
    who = forms.CharField(max_length=100, label=_("Who interprets it"), help_text=_("Whoever drafts it interprets it."))
    planned_on = day_field(_("Ready by"), required=False)
    outline = text_field(
        _("Outline"), 4000, 8, help_text=_("Background, basis, aim, main content, for whom, terms, what changes.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["piece_forms"].choices = choices(FORMS)  # type: ignore[attr-defined]
        plan = getattr(self.subject, "interpretation_plan", None)
        if plan is not None:
            self.fields["piece_forms"].initial = plan.forms
            for name in ("who", "planned_on", "outline"):
                self.fields[name].initial = getattr(plan, name)


class InterpretForm(ActForm):
    """A piece on the document; it may answer a problem that was met."""

    form = forms.ChoiceField(label=_("Form of interpretation"))
    title = forms.CharField(max_length=200, label=_("Title"))
    problem = forms.ModelChoiceField(
        InterpretationProblem.objects.none(), required=False, label=_("Problem it answers"), empty_label="—"
    )
    source = forms.CharField(
        max_length=200, required=False, label=_("Source"), help_text=_("Of a forwarded one: where it first stood.")
    )
    address = forms.URLField(
        max_length=500, required=False, label=_("Web address of the source"), assume_scheme="https"
    )
    text = text_field(_("Text"), 100_000, 12, help_text=_("Pictures and films hang on its publication as files."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = choices(FORMS)  # type: ignore[attr-defined]
        self.fields["title"].initial = f"《{self.subject.title}》解读"
        open_problems = self.subject.problems.filter(closed_on__isnull=True)
        self.fields["problem"].queryset = open_problems  # type: ignore[attr-defined]

    @property
    def body_html(self) -> str:
        return linebreaks(self.cleaned_data["text"], autoescape=True)


class ProblemForm(ActForm):
    body = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Body that met it"), empty_label=None)
    source = forms.ChoiceField(label=_("How it came up"))
    met_on = day_field(_("Met on"))
    words = text_field(_("Problem"), help_text=_("What is not understood or not carried out. Nobody's personal data."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        root = self.subject.public_body.path.split("/")[1]
        bodies = bodies_of(self.user, self.day, roles=["clerk", "office_head"]).filter(path__startswith=f"/{root}/")
        self.fields["body"].queryset = bodies.order_by("path")  # type: ignore[attr-defined]
        self.fields["source"].choices = choices(PROBLEM_SOURCES)  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """How a problem was settled."""

    on = day_field(_("Settled on"))
    note = text_field(_("How it was settled"), 500, help_text=_("By which pieces, or why none is needed."))
