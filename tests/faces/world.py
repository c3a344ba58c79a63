"""An invented world to look at the faces in: one county with a busy desk, one where nothing has happened yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from io import BytesIO
from uuid import uuid4

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.services import grant_role, open_account
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.services import appoint, register_body
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.imports import check_file, run_import
from gongkai.apps.core.models import DeadLetter
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from tests.apps.builders import PASSWORD, County
from tests.faces import disputes, documents, requests, sites

NAMES = {
    "clerk": "王敏",
    "first_reviewer": "李建国",
    "second_reviewer": "郑海",
    "third_reviewer": "冯涛",
    "secrecy_reviewer": "许静",
    "publisher": "陈芳",
    "inbound_clerk": "何洁",
    "handler": "高远",
    "legal_adviser": "林正",
    "leader": "杨立",
    "office_head": "赵立新",
    "superior": "江华",
    "security_admin": "孙安",
    "auditor": "周明",
    "operator": "吴伟",
}
DEPARTMENTS = ("教育局", "卫生健康局", "交通运输局", "民政局", "农业农村局")
TOPICS = (
    "关于印发{year}年政务公开工作要点的通知",
    "{year}年义务教育阶段学校招生工作公告",
    "关于县道012线路面改造期间交通管制的通告",
    "{year}年度城乡低保对象动态管理情况公示",
    "关于开展冬春季农田水利建设的实施方案",
    "基层医疗卫生机构基本药物采购目录（{year}年第三批）",
    "关于进一步规范农村宅基地审批管理、切实保障农民住房权益并明确乡镇人民政府与县级主管部门职责分工的若干意见（试行）",
    "{year}年财政预算执行情况与下一年度预算草案的说明",
)
TEXT = """<p>为进一步做好本项工作，根据有关法律法规规定，经研究，现将有关事项通知如下。</p>
<h2>一、总体要求</h2><p>坚持以公开为常态、不公开为例外，依法依规、及时准确公开政府信息，方便群众查询和使用。</p>
<h2>二、主要任务</h2><p>各单位应当在信息形成之日起二十个工作日内予以公开；内容发生变更的，及时更新。涉及个人隐私的，
公开前应当作去标识处理。</p>
<table><tr><th>事项</th><th>责任单位</th><th>完成时限</th></tr><tr><td>梳理公开目录</td><td>县政府办公室</td><td>三月底前</td></tr>
<tr><td>更新办事指南</td><td>各承办单位</td><td>长期坚持</td></tr></table>
<h2>三、工作保障</h2><p>各单位要明确专人负责，加强审核把关，按季度报送进展情况。</p>"""


@dataclass
class World:
    """Two governments of one installation, seen at one moment."""

    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    @cached_property
    def full(self) -> County:
        county = County()
        assert county.government
        self._staff(county)
        self._publish(county)
        sites.fill(county, self.now)
        self._import(county)
        requests.fill(county, self.now)
        disputes.fill(county, self.now)
        documents.fill(county, self.now)
        appoint(county.body, post="dedicated_officer", name="罗文", on=self.today, by=SYSTEM, at=self.now)
        self._leave_undone(county)
        return county

    @cached_property
    def empty(self) -> County:
        county = County(slug="kongbai", name="空白县")
        assert county.government
        self._staff(county)
        return county

    def _staff(self, county: County) -> None:
        for role, name in NAMES.items():
            user = self._account(county, role, name)
            covers = {"covers_members": True}
            grant_role(user, role=role, body=county.body, by=SYSTEM, at=self.now, valid_from=date(2020, 1, 1), **covers)
            county.people[role, county.body.pk] = user

    def _account(self, county: County, role: str, name: str) -> User:
        username = f"{county.slug}-{role.replace('_', '-')}"
        return open_account(username=username, name=name, password=PASSWORD, home=county.body, by=SYSTEM, at=self.now)

    def _publish(self, county: County) -> None:
        """Two pages of public items over the year, and work at every step: fresh, near its day, late."""
        bodies = [county.body]
        for name in DEPARTMENTS:
            bodies.append(
                register_body(kind="department", name=county.name + name, parent=county.body, by=SYSTEM, at=self.now)
            )
        for number in range(24):
            self._item(county, bodies, number, days_ago=3 + number * 13, upto="published")
        self._item(county, bodies, 1, days_ago=1, upto="draft")
        self._item(county, bodies, 2, days_ago=2, upto="in_first_review")
        self._item(county, bodies, 3, days_ago=3, upto="approved")
        self._item(county, bodies, 3, days_ago=4, upto="in_second_review")
        self._item(county, bodies, 2, days_ago=5, upto="in_secrecy_review")
        self._item(county, bodies, 4, days_ago=26, upto="in_first_review")
        self._item(county, bodies, 5, days_ago=27, upto="draft")
        self._item(county, bodies, 6, days_ago=45, upto="in_first_review")
        self._item(county, bodies, 7, days_ago=60, upto="approved")

    def _leave_undone(self, county: County) -> None:
        """A notice that was tried ten times and not sent."""
        told = {"subject_type": "bodies.publicbody", "subject_id": county.body.pk, "body_id": county.body.pk}
        tried = {"handler": "gongkai.apps.core.notices.send", "reason": "not-sent", "attempts": 10}
        DeadLetter.objects.create(task_id=uuid4(), event="core.notice_queued", died_at=self.now, **tried, **told)

    def _import(self, county: County) -> None:
        """A file that was entered, one that waits to be confirmed, one with faults."""
        rows = [f"{county.body.name},第{n}号通知,2021-03-{n:02},通知公告" for n in range(1, 29)]
        self._file(county, rows[:20], "2021年主动公开信息.csv", enter=True)
        self._file(county, rows[20:], "2021年补充.csv")
        self._file(county, [*rows[:3], "没有的局,通知,2021-02-30,别的栏目", ",,,"], "2020年主动公开信息.csv")

    def _file(self, county: County, rows: list[str], name: str, *, enter: bool = False) -> None:
        data = "\n".join(["发布单位,标题,发布日期,栏目", *rows]).encode()
        by = county.people["office_head", county.body.pk].actor
        body_id = county.body.pk
        run = check_file(BytesIO(data), name=name, template="publications", body_id=body_id, by=by, at=self.now)
        if enter:
            run_import(run, at=self.now)

    def _item(self, county: County, bodies: list[PublicBody], number: int, *, days_ago: int, upto: str) -> Publication:
        at = self.now - timedelta(days=days_ago)
        body, topic = bodies[number % len(bodies)], TOPICS[number % len(TOPICS)].format(year=at.year)
        clerk, publisher = county.people["clerk", county.body.pk], county.people["publisher", county.body.pk]
        item = services.draft_publication(body=body, title=f"{body.name}{topic}", body_html=TEXT, by=clerk, at=at)
        if upto == "draft":
            return item
        services.submit_publication(item, has_checked=True, by=clerk, at=at + timedelta(hours=1))
        if upto != "in_first_review":
            county.review(item, at=at + timedelta(hours=5), upto="approved" if upto == "published" else upto)
        if upto == "published":
            services.publish_publication(item, by=publisher, at=at + timedelta(days=1))
        return item
