"""Forms of letters: the elements of a kind, the words of a letter, its sealing and service, and how a body writes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.inforequests.services.letters import LetterWays
from gongkai.desk.inforequests.forms import day_field, text_field
from gongkai.law import LetterKind, body_kinds
from gongkai.ui.templatetags.ui import words


class ElementsForm(forms.Form):
    """What a person types for a letter: one field for each element the registers do not know."""

    def __init__(self, *args: Any, kind: LetterKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind.to != "applicant":
            self.fields["addressee"] = forms.CharField(label=_("To whom"), max_length=100)
        for element in kind.typed:
            self.fields[element.id] = text_field(words(element.label), 4000)
        self.fields["annexes"] = text_field(_("Enclosures"), required=False, help_text=_("One a line."))

    def given(self) -> dict[str, str]:
        return {element.id: self.cleaned_data[element.id] for element in self.kind.typed}


class TextForm(forms.Form):
    """The words of a letter before signature."""

    text = text_field(_("Text"), 20_000, 16, help_text=_("One paragraph a line. Addressee and remedies are added."))
    annexes = text_field(_("Enclosures"), required=False, help_text=_("One a line."))


class SealedForm(forms.Form):
    file = forms.FileField(
        label=_("Sealed file"),
        help_text=_("PDF, OFD or JPEG."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.ofd,.jpg,.jpeg"}),
    )


class ServedForm(forms.Form):
    on = day_field(_("Served on"))
    proof = forms.CharField(
        label=_("Proof"), max_length=300, help_text=_("Such as the number of the letter or receipt.")
    )


class TakeBackForm(forms.Form):
    reason = text_field(_("Reason"), 300)


class LetterRuleForm(forms.Form):
    """How a body writes its letters; fields are those of LetterWays."""

    body = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Public body"), empty_label=None)
    valid_from = day_field(_("From"))
    code = forms.CharField(label=_("Code before the year"), max_length=20)
    issuer = forms.CharField(label=_("Name as printed"), max_length=60, required=False)
    has_red_head = forms.BooleanField(label=_("Print the red head"), required=False, initial=True)
    needs_seal = forms.BooleanField(label=_("Serve only the sealed file"), required=False, initial=True)
    remedy_kind = forms.ChoiceField(
        label=_("Kind for remedies"), required=False, help_text=_("Only where its place in the register is not enough.")
    )
    silence = forms.ChoiceField(label=_("Remedy against silence, as read here"), required=False)
    same_level_government = forms.CharField(label=_("Government of the same level"), max_length=60, required=False)
    upper_government = forms.CharField(label=_("Government above"), max_length=60, required=False)
    upper_department = forms.CharField(label=_("Department above"), max_length=60, required=False)
    court = forms.CharField(label=_("Court named here"), max_length=60, required=False)

    def __init__(self, *args: Any, user: User, day: date, root: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = bodies_of(user, day, roles=["office_head"]).filter(path__startswith=root)
        self.fields["body"].queryset = bodies.order_by("path")  # type: ignore[attr-defined]
        kinds = [(key, words(kind.label)) for key, kind in body_kinds().items()]
        self.fields["remedy_kind"].choices = [("", "—"), *kinds]  # type: ignore[attr-defined]
        silence = [("", "—"), ("review_first", _("Review first")), ("either", _("Review or suit"))]
        self.fields["silence"].choices = silence  # type: ignore[attr-defined]

    def ways(self) -> LetterWays:
        return LetterWays(**{name: self.cleaned_data[name] for name in LetterWays.__slots__})
