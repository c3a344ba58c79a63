"""The rule book on the desk: rules and flow charts with their versions."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.disclosure.document_flow import RULE_BOOK_KINDS, RULE_BOOK_TOPICS
from gongkai.apps.disclosure.models import RuleBookEntry
from gongkai.apps.disclosure.rule_book import STANDING, desk_rules, standings
from gongkai.apps.disclosure.services.rule_book import RuleText, draft_rule
from gongkai.desk.documents.forms import BodyForm, choices, day_field, text_field
from gongkai.desk.documents.lists import RULES
from gongkai.desk.list_views import show_list
from gongkai.errors import GongkaiError
from gongkai.ui.templatetags.ui import words


class RuleForm(BodyForm):
    """A rule or flow chart, or a new version of the one with that title."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    topic = forms.ChoiceField(label=gettext_lazy("Topic"))
    title = forms.CharField(
        max_length=200,
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("The same title as before makes a new version of that rule."),
    )
    valid_from = day_field(gettext_lazy("In effect from"))
    valid_until = day_field(gettext_lazy("Valid until"), required=False)
    text = text_field(
        gettext_lazy("Text"),
        100_000,
        14,
        help_text=gettext_lazy("A flow chart hangs on its publication as a file; say here in words what it shows."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(RULE_BOOK_KINDS)  # type: ignore[attr-defined]
        self.fields["topic"].choices = choices(RULE_BOOK_TOPICS)  # type: ignore[attr-defined]


def rule_list(request: StaffRequest) -> HttpResponse:
    rows = desk_rules(request.user, request.today)
    return show_list(request, RULES, rows, template="desk/documents/rules.html")


def rule_new(request: StaffRequest) -> HttpResponse:
    """?of= takes over body, kind, topic and title of a rule that gets a new version."""
    old = RuleBookEntry.objects.filter(pk=request.GET["of"]).first() if request.GET.get("of", "").isdecimal() else None
    initial = {"valid_from": request.today}
    form = RuleForm(
        request.POST or None, initial=initial, user=request.user, day=request.today, root=request.government.body.path
    )
    if old is not None and old.public_body in form.fields["body"].queryset:  # type: ignore[attr-defined]
        form.initial.update(body=old.public_body_id, kind=old.kind, topic=old.topic, title=old.title)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        text = RuleText(given["title"], form.body_html, given["valid_from"], given["valid_until"])
        named = {name: given[name] for name in ("body", "kind", "topic")}
        try:
            made = draft_rule(text=text, by=request.user, at=request.now, **named)
        except GongkaiError as error:
            form.add_error(error.where if error.where in form.fields else None, words(error.message))
        else:
            messages.success(
                request, _("The version is begun. It is public once its publication has passed the reviews.")
            )
            return redirect("desk:rule", pk=made.entry_id)
    return render(request, "desk/documents/new.html", {"form": form, "back": "desk:rule_list"})


@require_safe
def rule(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(RuleBookEntry, request.subject)
    versions = list(subject.versions.select_related("publication").order_by("-valid_from"))
    context = {
        "entry": subject,
        "kind": RULE_BOOK_KINDS[subject.kind],
        "topic": RULE_BOOK_TOPICS[subject.topic],
        "versions": [(one, STANDING[one.worth]) for one in standings(versions, request.today)],
    }
    return render(request, "desk/documents/rule.html", context)
