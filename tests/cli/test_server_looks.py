"""Commands for a new installation and those that look at one: government, account, doctor, measures."""

from __future__ import annotations

import json
import os

import pytest

from tests.server.installations import Installation, free_port

pytestmark = pytest.mark.slow

OPEN = ("government", "open", "--name", "示范县人民政府", "--slug", "shifan")
CREATE = ("account", "create", "chen", "--name", "演示", "--government", "shifan")


def levels(installation: Installation) -> dict[str, str]:
    told = json.loads(installation.run("doctor", "--format", "json").stdout)
    return {finding["part"]: finding["level"] for finding in told}


def test_first_administrator_gets_a_password_for_one_use(installation: Installation) -> None:
    installation.run(*OPEN)

    password = installation.run(*CREATE).stdout.strip()

    told = installation.python(
        "from gongkai.apps.accounts.models import User\nuser = User.objects.get()\n"
        f"print(user.check_password({password!r}), user.must_change_password,"
        " *user.grants.values_list('role', 'covers_members'))"
    )
    assert told == "True True ('security_admin', True)"


LOCK = """
from django.utils import timezone
from axes.models import AccessAttempt
from gongkai.apps.accounts.lockout import locked_until, name_digest
name = name_digest("chen")
AccessAttempt.objects.create(username=name, ip_address="127.0.0.1", failures_since_start=50)
print(locked_until(name=name, address=None, at=timezone.now()) is not None)
"""
TOLD = """
from django.utils import timezone
from gongkai.apps.accounts.lockout import locked_until, name_digest
from gongkai.apps.core.models import AuditEntry
entry = AuditEntry.objects.filter(act="accounts.unlock").get()
print(locked_until(name=name_digest("chen"), address=None, at=timezone.now()), entry.actor_kind)
"""


def test_administrator_locked_out_is_let_in_at_the_shell(installation: Installation) -> None:
    installation.run(*OPEN)
    installation.run(*CREATE)
    assert installation.python(LOCK) == "True"

    assert installation.run("account", "unlock", "chen").returncode == 0

    assert installation.python(TOLD) == "None system"
    unknown = installation.run("account", "unlock", "nobody")
    assert (unknown.returncode, "[unknown-account]" in unknown.stderr) == (2, True)


def test_second_administrator_is_not_made_at_the_shell(installation: Installation) -> None:
    installation.run(*OPEN)
    installation.run(*CREATE)

    refused = installation.run("account", "create", "li", *CREATE[3:])

    assert (refused.returncode, "[administrator-exists]" in refused.stderr) == (2, True)


REGISTER = """
from django.utils import timezone
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.services import register_body
from gongkai.apps.core.actors import SYSTEM
told = {"by": SYSTEM, "at": timezone.now()}
here = PublicBody.objects.get()
near = register_body(kind="county", name="邻县", parent=None, division_code="110102", **told)
for name, code, parent in (("城关镇", "110101100", here), ("河东镇", "110101101", here), ("河东镇", "110102101", near)):
    register_body(kind="township", name=name, division_code=code, parent=parent, **told)
"""
SERVED = """
from gongkai.apps.bodies.models import Government
found = Government.objects.order_by("pk").values_list("slug", "body__name", "body__parent__name", "hosts__host")
print([*found])
"""


def test_township_of_the_register_is_served_under_an_address_of_its_own(installation: Installation) -> None:
    installation.run(*OPEN, "--division-code", "110101")
    installation.python(REGISTER)

    ended = installation.run("government", "open", "--body", "110101100", "--slug", "chengguan")

    assert ended.returncode == 0, ended.stderr
    assert "('chengguan', '城关镇', '示范县人民政府', None)" in installation.python(SERVED)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--body", "别处"), "unknown-body"),
        (("--body", "河东镇"), "body-ambiguous"),
        (("--body", "示范县人民政府"), "government-open"),
        ((), "government-unnamed"),
        (("--body", "城关镇", "--name", "城关镇"), "government-unnamed"),
    ],
)
def test_body_that_cannot_be_served_is_refused(installation: Installation, words: tuple[str, ...], code: str) -> None:
    installation.run(*OPEN, "--division-code", "110101")
    installation.python(REGISTER)

    refused = installation.run("government", "open", "--slug", "zhen", *words)

    assert (refused.returncode, f"[{code}]" in refused.stderr) == (2, True), refused.stderr


def test_host_name_comes_later_and_goes_again(installation: Installation) -> None:
    installation.run(*OPEN)
    host = ("government", "host")

    told = installation.run(*host, "add", "shifan", "GK.shifan.example.")
    assert "GONGKAI_HOSTS" in told.stdout + told.stderr
    assert "'gk.shifan.example'" in installation.python(SERVED)

    assert installation.run(*host, "remove", "shifan", "gk.shifan.example").returncode == 0
    assert "None)" in installation.python(SERVED)
    assert "[unknown-host]" in installation.run(*host, "remove", "shifan", "gk.shifan.example").stderr


def test_government_gets_another_slug_and_keeps_the_old_one(installation: Installation) -> None:
    installation.run(*OPEN)

    ended = installation.run("government", "rename", "shifan", "shifanxian")

    assert ended.returncode == 0, ended.stderr
    told = "from gongkai.apps.bodies.selectors import slug_after\nprint(slug_after('shifan'))"
    assert installation.python(told) == "shifanxian"


@pytest.mark.parametrize("words", [CREATE, ("measures", "--government", "nowhere", "--year", "2026")])
def test_unknown_government_is_named(installation: Installation, words: tuple[str, ...]) -> None:
    refused = installation.run(*words)

    assert (refused.returncode, "[unknown-government]" in refused.stderr) == (2, True)


def test_doctor_finds_a_new_installation_sound(installation: Installation) -> None:
    ended = installation.run("doctor")

    assert ended.returncode == 0, ended.stdout
    assert "✓ ok   migrations" in ended.stdout
    assert "! warn accounts" in ended.stdout


@pytest.mark.parametrize(
    ("variable", "value", "part"),
    [
        ("GONGKAI_HOSTS", "*", "settings"),
        ("GONGKAI_KEYS_DIR", "/nowhere", "keys"),
        ("GONGKAI_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none", "database"),
    ],
)
def test_doctor_names_the_part_that_is_broken(installation: Installation, variable: str, value: str, part: str) -> None:
    installation.settings[variable] = value

    ended = installation.run("doctor", "--format", "json")

    assert ended.returncode == 1
    assert [told["level"] for told in json.loads(ended.stdout) if told["part"] == part] == ["fail"]


def test_doctor_knows_mail_that_cannot_be_reached(installation: Installation) -> None:
    installation.settings.update(
        GONGKAI_MAIL_URL=f"smtp://127.0.0.1:{free_port()}", GONGKAI_MAIL_FROM="gk@mail.example"
    )

    assert levels(installation)["mail"] == "fail"


def test_doctor_warns_of_a_misspelt_variable(installation: Installation) -> None:
    installation.settings["GONGKAI_WORKRES"] = "4"

    assert levels(installation)["settings"] == "warn"


def test_doctor_sees_static_files_missing_and_folders_open(installation: Installation) -> None:
    (installation.data / "static" / "staticfiles.json").unlink()
    installation.data.chmod(0o755)

    found = levels(installation)

    assert (found["static"], found["data"]) == ("fail", "warn")


TWO_OFFICES = """
from datetime import date
from django.utils import timezone
from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.services import grant_role
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.actors import SYSTEM
told = {"by": SYSTEM, "at": timezone.now(), "valid_from": date(2020, 1, 1)}
grant_role(User.objects.get(), role="clerk", body=PublicBody.objects.get(), **told)
"""


def test_doctor_names_who_holds_two_offices_that_are_to_be_apart(installation: Installation) -> None:
    installation.run(*OPEN)
    installation.run(*CREATE)
    installation.settings["GONGKAI_SEPARATE_DUTIES"] = "0"
    installation.python(TWO_OFFICES)
    assert "duties" not in levels(installation)

    del installation.settings["GONGKAI_SEPARATE_DUTIES"]

    told = installation.run("doctor").stdout
    assert "演示 (chen): Security administrator and Clerk in one." in told
    assert levels(installation)["duties"] == "warn"


def test_doctor_sees_a_clock_that_went_back(installation: Installation) -> None:
    installation.python(
        "from datetime import timedelta\nfrom django.utils import timezone\n"
        "from gongkai.apps.core import audit\nfrom gongkai.apps.core.actors import SYSTEM\n"
        "audit.record('test.later', by=SYSTEM, at=timezone.now() + timedelta(days=1))"
    )

    assert levels(installation)["clock"] == "fail"


def test_measures_are_counted_over_the_registers(installation: Installation) -> None:
    installation.python(
        f"import sys\nsys.path.insert(0, {os.getcwd()!r})\n"
        "from gongkai.apps.disclosure import services\nfrom tests.apps.builders import NOW, County\n"
        "county = County()\nassert county.government\nclerk = county.person('clerk')\n"
        "new = services.draft_publication(body=county.body, title='一', body_html='<p>一</p>', by=clerk, at=NOW)\n"
        "services.submit_publication(new, has_checked=True, by=clerk, at=NOW)\n"
        "county.review(new)\n"
        "services.publish_publication(new, by=county.person('publisher'), at=NOW)"
    )
    asked = ("measures", "--government", "shifan", "--year", "2026", "--measure", "site_posts")

    told = json.loads(installation.run(*asked, "--body", "示范县", "--format", "json").stdout)

    assert [(row["body"], row["measure"], row["value"]) for row in told] == [("示范县", "site_posts", "1")]
    assert "示范县,site_posts,,1," in installation.run(*asked, "--format", "csv").stdout


COUNTED = f"""
import sys
sys.path.insert(0, {os.getcwd()!r})
from gongkai.apps.accounts.roles import ROLES
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.details import Details
from tests.apps.builders import NOW, County
from tests.apps.inforequests.builders import in_hand, replied
county = County()
assert county.government
for role in ROLES:
    county.person(role, covers_members=True)
for body, details in ((county.body, Details(key_areas=("budget",))), (county.department, Details())):
    new = services.draft_publication(
        body=body, title='一', body_html='<p>一</p>', details=details, by=county.person('clerk'), at=NOW
    )
    services.submit_publication(new, has_checked=True, by=county.person('clerk'), at=NOW)
    county.review(new)
    services.publish_publication(new, by=county.person('publisher'), at=NOW)
replied(county)
in_hand(county)
"""


def test_measures_of_all_bodies_below_are_added_up_with_parts_and_rates(installation: Installation) -> None:
    installation.python(COUNTED)
    wanted = ("site_posts", "budget_posts", "requests_reply_rate", "reposts")
    asked = ("measures", "--government", "shifan", "--year", "2026", "--members", "--format", "json")

    ended = installation.run(*asked, *(word for name in wanted for word in ("--measure", name)))

    rows = [row for row in json.loads(ended.stdout) if not row["dimensions"]]
    assert {row["body"] for row in rows} == {"示范县"}
    assert {row["measure"]: row["value"] for row in rows} == {
        "site_posts": "2",
        "budget_posts": "1",
        "requests_reply_rate": "50.0",
        "reposts": "0",
    }


def test_rate_of_each_body_is_told_where_something_stands_below(installation: Installation) -> None:
    installation.python(COUNTED)
    asked = ("measures", "--government", "shifan", "--year", "2026", "--measure", "requests_reply_rate")

    told = json.loads(installation.run(*asked, "--format", "json").stdout)

    assert [(row["body"], row["value"], row["unit"]) for row in told] == [("示范县", "50.0", "%")]


def test_all_measures_below_are_told_with_their_rates(installation: Installation) -> None:
    installation.python(COUNTED)

    ended = installation.run("measures", "--government", "shifan", "--year", "2026", "--members", "--format", "csv")

    assert "示范县,site_posts,,2," in ended.stdout
    assert "示范县,requests_reply_rate,,50.0," in ended.stdout


def test_unknown_measure_and_body_are_refused(installation: Installation) -> None:
    installation.run(*OPEN)
    asked = ("measures", "--government", "shifan", "--year", "2026")

    assert "[unknown-measure]" in installation.run(*asked, "--measure", "no_such").stderr
    assert "[unknown-body]" in installation.run(*asked, "--body", "别处").stderr
