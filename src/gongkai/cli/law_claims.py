"""Answers of `gongkai law fee` and `gongkai law remedy`."""

from __future__ import annotations

from datetime import date

from gongkai.bilingual import Language, Text
from gongkai.cli.law_answers import Answer, Json, iso, rule_value
from gongkai.cli.output import Row
from gongkai.law import ORDER_WORDS, STATUS_WORDS, Fee, Remedy, Rule, WorkingCalendar, court_labels, remedy_dates


def fee_answer(found: Fee, language: Language) -> Answer:
    """A fee with its brackets."""
    lines: list[Json] = [
        {
            "first": line.first,
            "last": line.last,
            "count": line.count,
            "rate_yuan": line.rate_yuan,
            "yuan": line.yuan,
        }
        for line in found.lines
    ]
    rule = Rule.of(found.tariff)
    value: Json = {
        "yuan": found.yuan,
        "method": found.method,
        "units": found.units,
        "already": found.already,
        "lines": lines,
        **rule_value(rule, language),
        "note": found.tariff.note.in_language(language) if found.tariff.note else None,
    }
    rows = [(line.first, line.last, line.count, line.rate_yuan, line.yuan) for line in found.lines]
    words = Text("按标准可收 {yuan} 元。依据{cite}（{status}）。", "May charge {yuan} yuan. {cite} ({status}).")
    if not found.yuan:
        words = Text("未超过免费的数量，不收费。依据{cite}（{status}）。", "Within the free amount. {cite} ({status}).")
    filled = words.format(yuan=found.yuan, cite=rule.cite.printed, status=STATUS_WORDS[rule.status])
    heads = (
        Text("从", "from"),
        Text("到", "to"),
        Text("数量", "count"),
        Text("单价（元）", "yuan each"),
        Text("小计（元）", "yuan"),
    )
    notes = [found.tariff.note] if found.tariff.note else []
    return Answer(value, ("first", "last", "count", "rate_yuan", "yuan"), rows, [filled, *notes], heads, rows)


def remedy_answer(found: Remedy, received_on: date | None, calendar: WorkingCalendar, language: Language) -> Answer:
    """Who reviews, which court, and until when, each with its rule."""
    value: Json = {
        "body_kind": found.body_kind.id,
        "outcome": found.outcome,
        "date": str(found.on),
        "order": found.order,
        "review_first": {"review_first": True, "either": False, "none": False}.get(found.order),
        "must_tell": found.must_tell,
        "order_rule": rule_value(found.order_rule, language),
        "reviewers": [{"id": part.id, "label": part.label.in_language(language)} for part in found.reviewers],
        "reviewers_rule": rule_value(found.reviewers_rule, language),
        "court": _court(found, language),
        "review_days": found.review_days.number if found.order != "none" else None,
        "suit_months": found.suit_months.number if _may_sue_at_once(found) else None,
        "suit_after_review_days": found.suit_after_review_days.number if found.order != "none" else None,
        "notes": [note.in_language(language) for note in found.notes],
    }
    if received_on is not None:
        dates = remedy_dates(found, received_on, calendar=calendar)
        value["review_until"] = iso(dates.review.on if dates.review else None)
        value["suit_until"] = iso(dates.suit.on if dates.suit else None)
    rows = _remedy_rows(found, value, language)
    csv_rows = [(key, part) for key, part in value.items() if isinstance(part, str | int)]
    heads = (Text("事项", "matter"), Text("结论", "answer"), Text("依据", "cite"), Text("核对情况", "status"))
    return Answer(value, ("key", "value"), csv_rows, found.notes, heads, rows)


def _may_sue_at_once(found: Remedy) -> bool:
    return found.order in ("either", "disputed")


def _court(found: Remedy, language: Language) -> Json:
    return {
        "direct": found.court if _may_sue_at_once(found) else None,
        "after_review_upheld": found.court_upheld if found.order != "none" else None,
        "after_review_changed": found.court_changed if found.order != "none" else None,
        "direct_rule": rule_value(found.court_rule, language),
        "after_review_upheld_rule": rule_value(found.court_upheld_rule, language),
        "after_review_changed_rule": rule_value(found.court_changed_rule, language),
    }


def _remedy_rows(found: Remedy, value: Json, language: Language) -> list[Row]:
    labels = court_labels()
    reviewers = Text("或者".join(r.label.zh for r in found.reviewers), " or ".join(r.label.en for r in found.reviewers))
    matters = [(Text("次序", "order"), ORDER_WORDS[found.order], found.order_rule)]
    direct = [
        (Text("直接起诉的法院", "court of a direct suit"), labels[found.court], found.court_rule),
        (Text("直接起诉期限", "time to sue"), _length(found.suit_months.number, "months"), Rule.of(found.suit_months)),
    ]
    review = [
        (Text("复议机关", "reviewing body"), reviewers, found.reviewers_rule),
        (Text("复议期限", "time for review"), _length(found.review_days.number, "days"), Rule.of(found.review_days)),
        (Text("复议维持后的法院", "court after upheld"), labels[found.court_upheld], found.court_upheld_rule),
        (Text("复议改变后的法院", "court after changed"), labels[found.court_changed], found.court_changed_rule),
        (
            Text("复议后起诉期限", "time to sue after review"),
            _length(found.suit_after_review_days.number, "days"),
            Rule.of(found.suit_after_review_days),
        ),
    ]
    matters += [*(review if found.order != "none" else ()), *(direct if _may_sue_at_once(found) else ())]
    rows: list[Row] = [_matter_row(*matter, language=language) for matter in matters]
    for key, label in (("review_until", Text("复议至", "review until")), ("suit_until", Text("起诉至", "sue until"))):
        if value.get(key):
            rows.append((label.in_language(language), str(value[key]), "", ""))
    return rows


def _length(number: int, unit: str) -> Text:
    return Text(f"{number} 日" if unit == "days" else f"{number} 个月", f"{number} {unit}")


def _matter_row(label: Text, answer: Text, rule: Rule, *, language: Language) -> Row:
    cite, status = rule.cite.printed, STATUS_WORDS[rule.status]
    return tuple(part.in_language(language) for part in (label, answer, cite, status))
