"""Acts on publications."""

from gongkai.apps.disclosure.cleaning import clean
from gongkai.apps.disclosure.services.drafting import draft_publication, revise_publication
from gongkai.apps.disclosure.services.files import (
    attach_file,
    describe_picture,
    draft_from_word,
    remove_file,
    replace_by_word,
)
from gongkai.apps.disclosure.services.planning import place_publication, plan_release, release_planned, settle_clocks
from gongkai.apps.disclosure.services.releasing import (
    correct_publication,
    drop_correction,
    publish_publication,
    rework_publication,
    withdraw_publication,
    withhold_publication,
)
from gongkai.apps.disclosure.services.reviewing import (
    Decision,
    approve_publication,
    screen_secrecy,
    send_back_publication,
    sign_publication,
    submit_publication,
)
from gongkai.apps.disclosure.services.rules import set_publishing_rule
from gongkai.apps.disclosure.services.screening import let_mark_stand, mask_marks

__all__ = [
    "Decision",
    "approve_publication",
    "attach_file",
    "clean",
    "correct_publication",
    "describe_picture",
    "draft_from_word",
    "draft_publication",
    "drop_correction",
    "let_mark_stand",
    "mask_marks",
    "place_publication",
    "plan_release",
    "publish_publication",
    "release_planned",
    "remove_file",
    "replace_by_word",
    "revise_publication",
    "rework_publication",
    "screen_secrecy",
    "send_back_publication",
    "set_publishing_rule",
    "settle_clocks",
    "sign_publication",
    "submit_publication",
    "withdraw_publication",
    "withhold_publication",
]
