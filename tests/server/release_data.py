"""A small invented installation with something in every register: what the backup of a release is made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

from django.db import transaction
from django_otp.oath import totp

from gongkai.apps.accounts.moves import OnPaper
from gongkai.apps.accounts.services import change_password, give_delegation
from gongkai.apps.accounts.services.second_factor import begin_totp, confirm_totp
from gongkai.apps.bodies import services as bodies
from gongkai.apps.bodies.services.offices import Office
from gongkai.apps.core import imports, notices, numbers, saved_views, seals
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.attachments import store
from gongkai.apps.core.models import Channel
from gongkai.apps.core.notices import Recipient
from gongkai.apps.core.worker import Shift, Timing
from gongkai.apps.disclosure import services as disclosure
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.texts import working_text
from gongkai.apps.inforequests.services.matches import count_answered
from tests.apps.builders import NOW, TODAY, County
from tests.apps.scans import scan_file
from tests.server.release_channels import fill_channels
from tests.server.release_documents import fill_documents
from tests.server.release_requests import fill_requests

TITLE = "关于公开演示事项的通知"
IMPORTED = "关于往年演示事项的通知"
SLUG = "shifan"


def fill() -> None:
    """Every act that leaves a row of its own, through the services, dated on one day of the past."""
    county = County(slug=SLUG)
    _enter_bodies(county)
    _enter_people(county)
    _publish(county)
    fill_documents(county)
    fill_channels(county)
    _import(county)
    fill_requests(county)
    count_answered(Publication.objects.filter(state="published").earliest("pk"), on=TODAY)
    _tell(county)
    seals.seal(NOW)
    seals.take_head(TODAY, NOW)


def _enter_bodies(county: County) -> None:
    body, school, to_end = (
        county.body,
        county.department,
        bodies.register_body(kind="department", name="示范县体育局", parent=county.body, by=SYSTEM, at=NOW),
    )
    assert county.government
    bodies.change_division_code(body, code="992301", on=TODAY, by=SYSTEM, at=NOW)
    bodies.rename_body(school, name="示范县教育和体育局", on=TODAY + timedelta(days=1), by=SYSTEM, at=NOW)
    bodies.merge_bodies(
        bodies=[to_end], into=school, on=TODAY + timedelta(days=1), reason="机构改革", by=SYSTEM, at=NOW
    )
    bodies.rename_government(county.government, slug="yanshi", by=SYSTEM, at=NOW)
    bodies.rename_government(county.government, slug=SLUG, by=SYSTEM, at=NOW)
    bodies.add_host(county.government, host="shifan.example", by=SYSTEM, at=NOW)
    bodies.designate_supervising_office(county.government, office=school, on=TODAY, by=SYSTEM, at=NOW)
    office = Office("示范县政务公开办公室", address="演示路1号", phone="0999-1234567")
    bodies.set_disclosure_office(body, office, on=TODAY - timedelta(days=30), by=SYSTEM, at=NOW)
    bodies.set_disclosure_office(body, replace(office, address="演示路2号"), on=TODAY, by=SYSTEM, at=NOW)
    officer = bodies.appoint(body, post="dedicated_officer", name="演示甲", on=TODAY, by=SYSTEM, at=NOW)
    later = TODAY + timedelta(days=1)
    record = bodies.hand_over(officer, name="演示乙", on=later, items=["台账", "印章"], by=SYSTEM, at=NOW)
    bodies.confirm_hand_over(record, side="giver", by=SYSTEM, at=NOW, on_paper=True)


def _enter_people(county: County) -> None:
    clerk, adviser = county.person("clerk"), county.person("legal_adviser")
    for role in ("security_admin", "auditor", "operator", "secrecy_reviewer", "office_head"):
        county.person(role)
    device = begin_totp(clerk)
    confirm_totp(device, code=f"{totp(device.bin_key):06d}", at=NOW)
    change_password(adviser, new="yanshi-演示-67890", at=NOW)
    last = TODAY + timedelta(days=7)
    give_delegation(
        giver=adviser,
        taker=clerk,
        body=county.body,
        valid_from=TODAY,
        valid_to=last,
        reason="出差",
        by=adviser.actor,
        at=NOW,
    )


def _publish(county: County) -> None:
    clerk, reviewer, publisher = county.person("clerk"), county.person("first_reviewer"), county.person("publisher")
    disclosure.set_publishing_rule(
        county.body, reviews=2, leader_signs=True, on=TODAY, by=county.person("office_head"), at=NOW
    )
    scan = store(scan_file(), name="签批单.png", by=clerk.actor, at=NOW, body_id=county.body.pk)
    for paper in (None, OnPaper(reviewer, TODAY, scan)):
        new = _draft(county)
        disclosure.submit_publication(new, has_checked=True, by=clerk, at=NOW)
        if paper:
            disclosure.approve_publication(new, is_proofread=True, opinion="", by=clerk, at=NOW, on_paper=paper)
        county.review(new)
        disclosure.publish_publication(new, by=publisher, at=NOW)
    draft = _draft(county)
    disclosure.attach_file(draft, file=scan_file(), name="附件.png", title="附件", by=clerk, at=NOW)
    marked = f"{working_text(draft).body_html}<p>咨询13800138000。</p>"
    disclosure.revise_publication(draft, title=TITLE, body_html=marked, by=clerk, at=NOW)
    county.let_marks_stand(draft)


def _draft(county: County) -> Publication:
    text = "<h2>事项</h2><p>正文</p><table><tr><td>数</td><td>3</td></tr></table>"
    return disclosure.draft_publication(
        body=county.body, title=TITLE, body_html=text, by=county.person("clerk"), at=NOW
    )


def _import(county: County) -> None:
    heads = "发布单位,标题,发布日期,一审"
    lines = (f"{county.body.name},{IMPORTED},{date(2021, 3, day)},张某同意" for day in range(1, 31))
    file, head = "\n".join([heads, *lines]).encode(), county.person("office_head")
    common = {"template": "publications", "body_id": county.body.pk, "by": head.actor, "at": NOW}
    run = imports.check_file(BytesIO(file), name="历年信息.csv", **common)  # type: ignore[arg-type]
    imports.confirm_import(run, by=head.actor, at=NOW)
    faulty = f"{heads}\n没有的单位,{IMPORTED},2021-02-30,".encode()
    imports.check_file(BytesIO(faulty), name="有误.csv", **common)  # type: ignore[arg-type]


def _tell(county: County) -> None:
    """A notice with nobody to carry it, so that a dead letter lies there; and what the worker does of itself."""
    clerk = county.person("clerk")
    saved_views.keep_view(
        "publications", name="草稿", query="state=draft", shared_body_id=county.body.pk, by=clerk.actor, at=NOW
    )
    with transaction.atomic():
        notices.post(
            "core.dead_letters",
            channel=Channel.SMS,
            to=Recipient("staff", clerk.pk),
            about=clerk,
            at=NOW,
            places={"count": 3},
        )
        numbers.next_number("test.letters")
    shift = Shift(timing=Timing())
    while shift.turn(NOW):
        pass
