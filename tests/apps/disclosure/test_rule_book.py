"""The rule book: versions one after the other, and nothing public before its reviews."""

from __future__ import annotations

from datetime import date, timedelta

from gongkai.apps.disclosure.models import RuleBookEntry, RuleBookVersion
from gongkai.apps.disclosure.rule_book import public_versions, standings
from gongkai.apps.disclosure.services.rule_book import RuleText, draft_rule
from gongkai.errors import InvalidInput, NotPermitted
from tests.apps.builders import NOW, TODAY, County
from tests.apps.disclosure.documents import imported, published
from tests.apps.refusals import refused

TITLE = "信息发布审核制度"


def drafted(county: County, *, begins: date = TODAY, until: date | None = None) -> RuleBookVersion:
    text = RuleText(TITLE, "<p>先审后发。</p>", begins, until)
    return draft_rule(body=county.body, kind="rule", topic="release", text=text, by=county.person("clerk"), at=NOW)


def test_row_08_rule_is_public_once_its_text_was_reviewed(county: County) -> None:
    version = drafted(county)
    assert list(public_versions(county.government)) == []

    published(county, version.publication)

    assert list(public_versions(county.government)) == [version]


def test_row_08_version_holds_until_the_next_begins(county: County) -> None:
    published(county, drafted(county).publication)
    later = TODAY + timedelta(days=30)
    published(county, drafted(county, begins=later, until=later + timedelta(days=9)).publication)
    versions = list(public_versions(county.government))

    def worth(day: date) -> list[str]:
        return [one.worth for one in standings(versions, day)]

    assert RuleBookEntry.objects.count() == 1
    assert [one.number for one in versions] == [2, 1]
    assert worth(TODAY) == ["not_yet", "in_force"]
    assert worth(later) == ["in_force", "replaced"]
    assert worth(later + timedelta(days=10)) == ["lapsed", "replaced"]


def test_version_begins_after_the_one_before_it(county: County) -> None:
    drafted(county)

    with refused(InvalidInput, "rule-book-days"):
        drafted(county)
    with refused(InvalidInput, "rule-book-days"):
        drafted(county, begins=TODAY + timedelta(days=2), until=TODAY)


def test_only_a_clerk_begins_a_rule(county: County) -> None:
    text = RuleText(TITLE, "<p>文</p>", TODAY)

    with refused(NotPermitted, "role-needed"):
        draft_rule(body=county.body, kind="rule", topic="release", text=text, by=county.person("office_head"), at=NOW)


def test_row_08_older_rules_come_in_with_their_versions(county: County) -> None:
    name = county.body.name
    rows = [
        f"{name},流程图,依申请公开,依申请公开流程图,2019-05-15,,2019-05-20,受理、办理、答复。",
        f"{name},流程图,依申请公开,依申请公开流程图,2022-01-01,,2022-01-05,受理、办理、审查、答复。",
    ]

    assert imported(county.body, "rule_book", rows).state == "done"
    assert imported(county.body, "rule_book", rows[:1], name="b.csv").state == "faulty"
    assert [one.worth for one in standings(list(public_versions(county.government)), TODAY)] == ["in_force", "replaced"]


def test_older_rule_with_personal_data_is_a_fault(county: County) -> None:
    row = f"{county.body.name},流程图,依申请公开,流程图,2019-05-15,,2019-05-20,联系13800138000。"

    run = imported(county.body, "rule_book", [row])

    assert [fault["column"]["zh"] for fault in run.faults] == ["正文"]
