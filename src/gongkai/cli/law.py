"""Commands on the law: due days, fees, remedies, the working calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from re import fullmatch
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gongkai.bilingual import Language, Text
from gongkai.cli.output import Row, csv_chunks, emit, table
from gongkai.cli.words import LanguageOption
from gongkai.errors import InvalidInput

if TYPE_CHECKING:
    from gongkai.cli.law_answers import Answer

Form = Literal["table", "json", "csv"]

FormOption = Annotated[Form, typer.Option("--format", help="输出的形式。 Form of the output.")]
OverlayOption = Annotated[
    Path | None,
    typer.Option("--overlay", help="地方放假安排文件（YAML）。 File of local days off.", show_default=False),
]

app = typer.Typer(
    name="law",
    no_args_is_help=True,
    help="法定期限、收费、救济、工作日历。 Time limits, fees, remedies, working days.",
)


def day_option(name: str, words: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, metavar="YYYY-MM-DD", help=words, show_default=False)
    return option


Received = Annotated[str | None, day_option("--received", "收到之日。 Day of receipt.")]
FirstDay = Annotated[str | None, day_option("--from", "起始日。 First day.")]
LastDay = Annotated[str | None, day_option("--to", "结束日。 Last day.")]
Served = Annotated[
    str | None,
    day_option("--served", "申请人收到之日；未答复的为期满之日。 Day of receipt; for no_reply the day the time ended."),
]
AsOf = Annotated[str | None, day_option("--as-of", "查询日。 Day of asking.")]


def parse_day(value: str | None, option: str) -> date | None:
    """A day given on the command line. Raises InvalidInput that names the option."""
    if value is None:
        return None
    try:
        if fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    words = Text(f"“{value}”不是日期，应如 2026-01-15。", f"{value!r} is not a date such as 2026-01-15.")
    raise InvalidInput("not-a-date", words, where=option)


def _refuse_together(given: Mapping[str, object], *, one_of: tuple[str, ...]) -> str:
    """The one option given of several that exclude each other. Raises InvalidInput otherwise."""
    found = [name for name in one_of if given[name] is not None]
    if len(found) == 1:
        return found[0]
    names = "、".join(one_of)
    words = Text(f"请给出 {names} 中的一个。", f"Give exactly one of {', '.join(one_of)}.")
    raise InvalidInput("options-exclude", words, where=", ".join(found) or names)


@app.command()
def due(
    received: Received = None,
    events: Annotated[
        Path | None,
        typer.Option("--events", help="事件文件（JSON）。 File of events (JSON).", show_default=False),
    ] = None,
    first: FirstDay = None,
    last: LastDay = None,
    *,
    days: Annotated[
        int | None,
        typer.Option("--days", help="只数这么多个工作日。 Count this many working days.", show_default=False),
    ] = None,
    limit: Annotated[
        str | None,
        typer.Option(
            "--limit", help="按此期限参数，如 ogi.publication.days。 A time limit by its id.", show_default=False
        ),
    ] = None,
    as_of: AsOf = None,
    overlay: OverlayOption = None,
    form: FormOption = "table",
    language: LanguageOption = "zh",
) -> None:
    """计算截止日并列出推算步骤。 Compute a due day and show each step.

    用 --received 计算一件申请（可加 --events），用 --from、--to 列出一段日期。
    With --received for one request (and --events); with --from and --to for a range of days.
    """
    from gongkai.cli import law_due as answers
    from gongkai.cli.law_answers import calendar_of

    if days is not None and days < 1:
        raise InvalidInput("count-wrong", Text("天数应为正数。", "The days must be positive."), where="--days")
    calendar = calendar_of(overlay)
    if first is not None or last is not None:
        span = _span(first, last, received, events)
        answer = answers.due_days(calendar, span, days=days, limit=limit)
        _print(answer, form, language)
        return
    received_on, history = parse_day(received, "--received"), answers.history_of(events)
    received_on = answers.day_received(received_on, history)
    if days is not None or limit is not None:
        if events is not None:
            words = Text("--events 不能与 --days、--limit 同用。", "--events does not go with --days or --limit.")
            raise InvalidInput("options-exclude", words, where="--events")
        _print(answers.due_day(calendar, received_on, days=days, limit=limit, language=language), form, language)
        return
    asked = parse_day(as_of, "--as-of")
    _print(answers.request_due(calendar, received_on, history.events, asked, language=language), form, language)


def _span(first: str | None, last: str | None, received: str | None, events: Path | None) -> tuple[date, date]:
    """Both ends of --from and --to."""
    start, end = parse_day(first, "--from"), parse_day(last, "--to")
    if start is None or end is None or received is not None or events is not None:
        words = Text(
            "--from 与 --to 须同时给出，且不与 --received、--events 同用。",
            "--from and --to go together, and without --received or --events.",
        )
        raise InvalidInput("options-exclude", words, where="--from, --to")
    if end < start:
        raise InvalidInput("days-reversed", Text("--to 早于 --from。", "--to is before --from."), where="--to")
    return start, end


@app.command()
def fee(
    items: Annotated[int | None, typer.Option("--items", help="本次件数。 Items now.", show_default=False)] = None,
    pages: Annotated[int | None, typer.Option("--pages", help="页数。 Pages.", show_default=False)] = None,
    already: Annotated[int, typer.Option("--already", help="本月已计件数。 Items counted this month.")] = 0,
    on: Annotated[str | None, day_option("--date", "收费通知之日。 Day of the fee notice.")] = None,
    *,
    form: FormOption = "table",
    language: LanguageOption = "zh",
) -> None:
    """计算信息处理费。 Compute the processing fee, by item or by page."""
    from gongkai.cli import law_claims as answers
    from gongkai.law import fee_for_request

    found = fee_for_request(items=items, pages=pages, already=already, on=parse_day(on, "--date"))
    _print(answers.fee_answer(found, language), form, language)


@app.command()
def remedy(
    body_kind: Annotated[
        str, typer.Option("--body-kind", help="机关类型，如 department。 Kind of body.", show_default=False)
    ],
    outcome: Annotated[
        str, typer.Option("--outcome", help="办理结果，如 denied.process。 Outcome.", show_default=False)
    ],
    on: Annotated[str, day_option("--date", "文书之日。 Day of the document.")],
    served: Served = None,
    *,
    silence: Annotated[
        Literal["review_first", "either"] | None,
        typer.Option("--silence", help="未按期答复时的地方口径。 Local setting for no reply.", show_default=False),
    ] = None,
    overlay: OverlayOption = None,
    form: FormOption = "table",
    language: LanguageOption = "zh",
) -> None:
    """复议机关、管辖法院、复议前置和期限。 Who reviews, which court, what comes first, until when."""
    from gongkai.cli import law_claims as answers
    from gongkai.cli.law_answers import calendar_of
    from gongkai.law import remedy as find_remedy

    day = parse_day(on, "--date")
    assert day is not None
    found = find_remedy(body_kind, outcome, on=day, silence=silence)
    received_on = parse_day(served, "--served")
    _print(answers.remedy_answer(found, received_on, calendar_of(overlay), language), form, language)


@app.command()
def calendar(
    year: Annotated[int | None, typer.Option("--year", help="年份。 Year.", show_default=False)] = None,
    on: Annotated[str | None, day_option("--on", "某日。 One day.")] = None,
    first: FirstDay = None,
    last: LastDay = None,
    *,
    overlay: OverlayOption = None,
    form: FormOption = "table",
    language: LanguageOption = "zh",
) -> None:
    """工作日、放假和调休及其依据。 Working days, days off and worked weekends, each with its notice."""
    from gongkai.cli import law_answers as answers

    given = {"--year": year, "--on": on, "--from": first or last}
    chosen = _refuse_together(given, one_of=("--year", "--on", "--from"))
    if chosen == "--year":
        assert year is not None
        span = answers.year_span(year)
    elif chosen == "--on":
        day = parse_day(on, "--on")
        assert day is not None
        span = (day, day)
    else:
        span = _span(first, last, None, None)
    _print(answers.calendar_answer(answers.calendar_of(overlay), span, language), form, language)


def _print(answer: Answer, form: Form, language: Language) -> None:
    """An answer in the form asked for: JSON, CSV, or tables for a person."""
    import json

    if form == "json":
        emit([f"{json.dumps(answer.value, ensure_ascii=False)}\n".encode()], None)
    elif form == "csv":
        emit(csv_chunks(answer.heads, answer.rows), None)
    else:
        emit(_tables(answer, language), None)


def _tables(answer: Answer, language: Language) -> Iterable[bytes]:
    for line in answer.lines:
        yield f"{line.in_language(language)}\n".encode()
    rows: tuple[Row, ...] = tuple(answer.table_rows)
    if rows:
        yield table([head.in_language(language) for head in answer.table_heads], rows)
