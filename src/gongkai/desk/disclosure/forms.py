"""Forms of publications."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date

from django import forms
from django.templatetags.static import static
from django.utils.html import linebreaks, strip_tags
from django.utils.translation import gettext_lazy as _

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.disclosure import vocabulary
from gongkai.apps.disclosure.details import PROACTIVE, Details
from gongkai.apps.disclosure.site_column import columns_under
from gongkai.bilingual import Text
from gongkai.errors import GongkaiError
from gongkai.flow import Move
from gongkai.law import exemptions_on
from gongkai.ui.forms import DateInput
from gongkai.ui.templatetags.ui import words

PLAIN, MARKED_UP = "plain", "html"


def _choices(labels: Mapping[str, Text | str], none: str = "") -> list[tuple[str, str]]:
    first = [("", none)] if none else []
    return [*first, *((key, words(label)) for key, label in labels.items())]


class PublicationForm(forms.Form):
    """A publication of one of the clerk's bodies.

    text  plain, an empty line between paragraphs; or, with form=html, as the editor and texts with tables have it
    """

    body = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Public body"), empty_label=None)
    title = forms.CharField(
        max_length=200,
        label=_("Title"),
        help_text=_("Say what it is about, as it should stand in lists."),
    )
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 16, "data-editor": ""}),
        label=_("Text"),
        help_text=_(
            "An empty line begins a new paragraph. Leave out citizen numbers, telephone numbers and addresses."
        ),
    )
    form = forms.ChoiceField(choices=[(PLAIN, PLAIN), (MARKED_UP, MARKED_UP)], widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("Type"), help_text=_("It decides by which day the information must be public."), required=False
    )
    formed_on = forms.DateField(
        label=_("Formed on"),
        required=False,
        widget=DateInput(),
        help_text=_("The day it was signed, decided or obtained; the time to publish it runs from then."),
    )
    document_number = forms.CharField(max_length=60, label=_("Document number"), required=False)
    issuer = forms.CharField(
        max_length=200, label=_("Issued by"), required=False, help_text=_("Where it is not the publishing body itself.")
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    column = forms.ChoiceField(label=_("Column of the website"), required=False)
    key_areas = forms.MultipleChoiceField(
        label=_("Key areas"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "gk-checks"})
    )
    keywords = forms.CharField(
        max_length=200, label=_("Keywords"), required=False, help_text=_("Between spaces, the weightiest first.")
    )
    summary = forms.CharField(
        max_length=500, label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = forms.CharField(max_length=200, label=_("Source"), required=False)
    openness = forms.ChoiceField(label=_("Way of disclosure"), required=False)
    ground = forms.ChoiceField(
        label=_("Legal ground for withholding"), required=False, help_text=_("Needed for what is not published.")
    )
    original_source = forms.CharField(
        max_length=200, label=_("Original source"), required=False, help_text=_("Of a re-post: who published it first.")
    )
    original_address = forms.URLField(
        max_length=500, label=_("Address of the original"), required=False, assume_scheme="https"
    )

    def __init__(self, *args: object, user: User, day: date, root: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        bodies = bodies_of(user, day, roles=["clerk"]).filter(path__startswith=root)
        self.fields["body"].queryset = bodies.order_by("path")  # type: ignore[attr-defined]
        self.fields["text"].widget.attrs |= {
            "data-editor": static("django_prose_editor/editor.js"),
            "data-paragraph": _("Paragraph"),
            "data-heading": _("Heading"),
        }
        grounds = {key: ground.label for key, ground in exemptions_on(day).items()}
        none = words(NOT_SAID)
        offered = {
            "kind": _choices({key: kind.label for key, kind in vocabulary.kinds().items()}),
            "topic": _choices(vocabulary.topics(), none),
            "column": _choices(columns_under(root, day), none),
            "key_areas": _choices(vocabulary.key_areas()),
            "openness": _choices(vocabulary.OPENNESS),
            "ground": _choices(grounds, none),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def facts(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kind", "formed_on", "document_number", "issuer", "topic", "column", "source")]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in ("key_areas", "keywords", "summary")]

    @property
    def special(self) -> list[forms.BoundField]:
        return [self[name] for name in ("openness", "ground", "original_source", "original_address")]

    @property
    def says_more(self) -> bool:
        return any(field.value() or field.errors for field in self.more)

    @property
    def is_special(self) -> bool:
        return any(field.errors or field.value() not in (None, "", PROACTIVE) for field in self.special)

    @property
    def body_html(self) -> str:
        """The text as HTML, to be cleaned."""
        text: str = self.cleaned_data["text"]
        return text if self.cleaned_data["form"] == MARKED_UP else linebreaks(text, autoescape=True)

    def details(self, held: Details | None = None) -> Details:
        """What the form says; what it does not ask for, such as attachments, stays as it is held."""
        given = self.cleaned_data
        named = {field.name: given[field.name] for field in fields(Details) if field.name in given}
        named |= {"kind": given["kind"] or "other", "openness": given["openness"] or PROACTIVE}
        return replace(held or Details(), **(named | {"key_areas": tuple(given["key_areas"])}))

    def blame(self, error: GongkaiError) -> None:
        """Show what a service refused, at its field where it names one of ours."""
        where = error.where if error.where in self.fields else None
        self.add_error(where, words(error.message))


class RevisionForm(PublicationForm):
    """A draft that is changed; its body stays."""

    def __init__(self, *args: object, user: User, day: date, root: str, **kwargs: object) -> None:
        super().__init__(*args, user=user, day=day, root=root, **kwargs)
        del self.fields["body"]


def held_by(title: str, body_html: str, details: Details) -> dict[str, object]:
    """What the form of a draft begins with: plain text where the draft is no more than paragraphs."""
    is_plain = _STRUCTURE.search(body_html) is None
    text = as_text(body_html) if is_plain else body_html
    said = {field.name: getattr(details, field.name) for field in fields(Details)}
    return {**said, "title": title, "text": text, "form": PLAIN if is_plain else MARKED_UP}


NOT_SAID = Text("未填", "Not said")
READ_BY_PUBLIC = frozenset({"correct", "withdraw"})
"""Acts whose reason stands on the portal."""
_STRUCTURE = re.compile(r"<(?!/?(?:p|br)\b)", re.IGNORECASE)


class DecisionForm(forms.Form):
    """What somebody says with a decision, and what they state by it.

    moves  what is decided; a tick box stands only where one of them asks for it, and words are optional unless all do
    """

    use_required_attribute = False  # the act itself says what is missing

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
        moves = tuple(moves)
        needs = {need for move in moves for need in move.needs}
        for name in ("proofread", "self_check"):
            if name not in needs:
                del self.fields[name]
        if "basis" in needs:
            self.fields["opinion"].label = _("Basis or reason")
            self.fields["opinion"].help_text = _(
                "Say on what basis it may be published; or what is to be taken out; or why it may not."
            )
        elif {move.name for move in moves} & READ_BY_PUBLIC:
            self.fields["opinion"].label = _("Reason, shown to the public")
        elif "reason" in needs:
            self.fields["opinion"].help_text = _("Needed to send it back: say what is to be changed.")
        self.fields["opinion"].required = bool(moves) and all({"reason", "basis"} & set(move.needs) for move in moves)
        if needs == {"self_check"}:
            del self.fields["opinion"]


def as_text(body_html: str) -> str:
    """Paragraphs as they were typed."""
    broken = re.sub(r"<br\s*/?>\n?", "\n", re.sub(r"</(p|h\d|li|tr)>\s*", "\n\n", body_html))
    return html.unescape(strip_tags(broken)).strip()
