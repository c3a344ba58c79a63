"""Who may bring in files: whoever a template names, in the root body of the government."""

from __future__ import annotations

from datetime import date

from gongkai.apps.accounts.doors import staff
from gongkai.apps.accounts.models import User
from gongkai.apps.core.imports import templates
from gongkai.apps.core.models import ImportRun
from gongkai.desk.imports.selectors import run_for


def _run(user: User, day: date, *, pk: int, act: str = "") -> ImportRun | None:
    return run_for(user, day, pk=pk)


ROLES = frozenset[str]().union(*(template.roles for template in templates().values()))

DOORS = {
    "desk:import_list": staff(*ROLES),
    "desk:import_template": staff(*ROLES),
    "desk:import_new": staff(*ROLES),
    "desk:import": staff(*ROLES, find=_run),
    "desk:import_act": staff(*ROLES, find=_run),
    "desk:import_faults": staff(*ROLES, find=_run),
    "desk:import_file": staff(*ROLES, find=_run),
}
