"""The list of imports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.apps.core.imports import templates
from gongkai.apps.core.models import ImportRun
from gongkai.bilingual import Text
from gongkai.desk.lists import ChoiceFilter, Column, DayFilter, Label, List, Viewer

STATES: Mapping[str, tuple[Text, str]] = {
    "faulty": (Text("有差错", "Has faults"), "late"),
    "checked": (Text("检查通过，待确认", "Checked, to be confirmed"), "near"),
    "waiting": (Text("排队中", "Queued"), "going"),
    "running": (Text("导入中", "Being entered"), "going"),
    "done": (Text("已导入", "Entered"), "done"),
    "stopped": (Text("已停止", "Stopped"), "late"),
    "undone": (Text("已撤销", "Undone"), "idle"),
}
"""What each state is called, and its tone."""


def template_label(run: ImportRun) -> Text:
    template = templates().get(run.template)
    return template.label if template else Text(run.template, run.template)


def _states(_viewer: Viewer) -> Iterable[tuple[str, Label]]:
    return [(name, label) for name, (label, _tone) in STATES.items()]


def _templates(_viewer: Viewer) -> Iterable[tuple[str, Label]]:
    return [(template.name, template.label) for template in templates().values()]


def _address(run: Any) -> str:
    return reverse("desk:import", args=[run.pk])


IMPORTS = List(
    "imports",
    _("Imports"),
    columns=(
        Column("file", _("File"), lambda run: run.attachment.name, link=_address),
        Column("template", _("Template"), template_label, sort="template"),
        Column(
            "state",
            _("State"),
            lambda run: STATES[run.state][0],
            sort="state",
            kind="state",
            tone=lambda run: STATES[run.state][1],
        ),
        Column("rows", _("Rows"), lambda run: run.rows_total, sort="rows_total", kind="number"),
        Column("done", _("Entered"), lambda run: run.rows_done, sort="rows_done", kind="number"),
        Column("faults", _("Faults"), lambda run: run.fault_count, sort="fault_count", kind="number"),
        Column("by", _("Uploaded by"), lambda run: run.started_by or ""),
        Column("at", _("Uploaded"), lambda run: run.created_at, sort="created_at", kind="time"),
    ),
    filters=(
        ChoiceFilter("template", _("Template"), "template", _templates),
        ChoiceFilter("state", _("State"), "state", _states),
        DayFilter("begun", _("Uploaded"), "created_at", is_time=True),
    ),
    body="",
    empty=_("Choose a template above, fill it in and upload it. Nothing is entered before you have seen the check."),
)
