"""Import template of remedies: reviews and suits of earlier years, with how they ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.selectors import bodies_by_name
from gongkai.apps.core.imports_templates import Column, Fault, Import, Row, Template
from gongkai.apps.remedies.clock import settle
from gongkai.apps.remedies.flow import DISPUTE
from gongkai.apps.remedies.models import Dispute
from gongkai.apps.remedies.services.entering import Entered, new_dispute
from gongkai.apps.remedies.services.rows import FORMS_OF, check_day, end_stage, open_stage
from gongkai.apps.remedies.words import FORMS, KINDS, ROLES, forum_of
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused
from gongkai.law import dispute_results

_RESULTS = {key: one.label for key, one in {**dispute_results("suit"), **dispute_results("review")}.items()}
_RESULTS |= {f"suit.{key}": one.label for key, one in dispute_results("suit").items()}
COLUMNS = (
    Column("body", Text("本机关", "Public body"), "body", is_required=True, example="示范县"),
    Column("kind", Text("案件类型", "Kind"), "choice", is_required=True, example="复议案件", choices=KINDS),
    Column(
        "role", Text("本机关身份", "Part of the body"), "choice", is_required=True, example="被申请人", choices=ROLES
    ),
    Column("act", Text("争议的行为", "What is disputed"), is_required=True, example="对招生计划申请的答复", most=300),
    Column("case_number", Text("案号", "Case number"), example="示市政复〔2021〕3号", most=60),
    Column(
        "forum", Text("复议机关或法院", "Reviewing body or court"), is_required=True, example="示范市人民政府", most=120
    ),
    Column("received_on", Text("收到日期", "Received on"), "date", is_required=True, example="2021-03-05"),
    Column("decided_on", Text("决定或裁判日期", "Decided on"), "date", example="2021-05-06"),
    Column("form", Text("文书", "Document"), "choice", example="复议决定", choices=FORMS),
    Column(
        "result",
        Text("结果", "Result"),
        "choice",
        example="判决撤销",
        choices=_RESULTS,
        help=Text("没有结果的留空，按尚在审理导入。", "Leave it empty while there is none."),
    ),
)
_LABELS = {column.key: column.label for column in COLUMNS} | {"on": COLUMNS[7].label}


def check(rows: Sequence[Row], about: Import) -> Iterator[Fault]:
    """Enter every row and take all of them back: what is refused now would be refused then."""
    faults = []
    with transaction.atomic():
        for row in rows:
            try:
                with transaction.atomic():
                    _enter(row, about)
            except (InvalidInput, MoveRefused) as error:
                faults.append(Fault(row.number, _LABELS.get(error.where), error.message, error.hint))
        transaction.set_rollback(True)
    yield from faults


def write(rows: Sequence[Row], about: Import) -> list[Dispute]:
    return [_enter(row, about) for row in rows]


def _enter(row: Row, about: Import) -> Dispute:
    """One old case with its one stage. Raises InvalidInput, MoveRefused."""
    received_on = row.day("received_on")
    assert received_on is not None, "a required column"
    check_day(received_on, about.at)
    given = Entered(
        kind=row.text("kind"),
        role=row.text("role"),
        forum=row.text("forum"),
        received_on=received_on,
        act=row.text("act"),
        case_number=row.text("case_number"),
    )
    decided_on, result = row.day("decided_on"), row.text("result").removeprefix("suit.")
    if bool(result) != (decided_on is not None):
        words = Text("结果和日期要么都填，要么都不填。", "Give both result and day, or neither.")
        raise InvalidInput("result-without-day", words, where="result" if decided_on else "decided_on")
    body, state = PublicBody.objects.get(pk=row.number_of("body")), "closed" if decided_on else DISPUTE.start
    dispute = new_dispute(body, given, about.at, state=state)
    dispute.origin = "imported"
    dispute.full_clean()
    dispute.save()
    level = "review" if given.kind == "review" else "first"
    stage = open_stage(dispute, level, received_on, is_simple=False, at=about.at)
    if decided_on is None:
        settle(dispute)
        dispute.save(update_fields=["due_on"])
        return dispute
    check_day(decided_on, about.at, since=received_on)
    end_stage(
        stage,
        result=result,
        form=row.text("form") or FORMS_OF[forum_of(given.kind)][0],
        on=decided_on,
        orders_reanswer=False,
        reanswer_until=None,
        said="",
        at=about.at,
    )
    return dispute


def undo(ids: Sequence[int], _about: Import) -> None:
    """Refused: dated facts are written once. Raises MoveRefused."""
    if ids:
        words = Text("复议和诉讼的事实不能撤销导入。", "Facts of reviews and suits, once imported, stay.")
        raise MoveRefused("import-stays", words)


DISPUTES = Template(
    "disputes",
    Text("复议和诉讼", "Reviews and suits"),
    COLUMNS,
    act="remedies.import",
    write=write,
    undo=undo,
    check=check,
    find_bodies=bodies_by_name,
    roles=frozenset({"office_head"}),
)
TEMPLATES = (DISPUTES,)
