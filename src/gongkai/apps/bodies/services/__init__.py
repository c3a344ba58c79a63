"""Acts on public bodies, governments and disclosure offices."""

from gongkai.apps.bodies.services.caches import refresh_names_and_paths
from gongkai.apps.bodies.services.codes import change_credit_code, change_division_code
from gongkai.apps.bodies.services.endings import abolish_body, merge_bodies, split_body
from gongkai.apps.bodies.services.governments import (
    add_host,
    designate_supervising_office,
    open_government,
    remove_host,
    rename_government,
)
from gongkai.apps.bodies.services.offices import (
    appoint,
    confirm_hand_over,
    end_appointment,
    hand_over,
    set_disclosure_office,
)
from gongkai.apps.bodies.services.tree import move_body, register_body, rename_body

__all__ = [
    "abolish_body",
    "add_host",
    "appoint",
    "change_credit_code",
    "change_division_code",
    "confirm_hand_over",
    "designate_supervising_office",
    "end_appointment",
    "hand_over",
    "merge_bodies",
    "move_body",
    "open_government",
    "refresh_names_and_paths",
    "register_body",
    "remove_host",
    "rename_body",
    "rename_government",
    "set_disclosure_office",
    "split_body",
]
