"""The audit log speaks: every act, fact and record has words in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from gongkai.apps.core import audit, imports
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import DeadLetterState
from gongkai.apps.core.notices_templates import templates
from gongkai.apps.remedies.words import FACT_KINDS
from gongkai.desk.accounts.acts import ACTS, FLOWS
from gongkai.desk.accounts.facts import FACTS, facts_in_words, record_of
from gongkai.server.handlers import HANDLERS
from gongkai.server.providers import PROVIDERS
from gongkai.server.schedule import SCHEDULE
from tests.apps.builders import NOW, TODAY, County

SOURCE = Path(audit.__file__).parents[2]
OURS = sorted(config.label for config in apps.get_app_configs() if config.name.startswith("gongkai.apps."))
DOTTED = re.compile(rf"({'|'.join(OURS)})\.[a-z_]+[a-z]")
COUNTERS = frozenset({"core.audit_seal"})
MADE = frozenset(
    {
        "f'core.dead_letter_{state}'",
        "f'bodies.{how}'",
        "f'{declared.act}_undone'",
        "f'inforequests.{act}'",
        "f'remedies.{kind}'",
    }
)
"""Acts whose name is put together; their parts are tried below. A new one needs its line."""


def programs() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((SOURCE / "apps").rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def recorded_acts() -> set[str]:
    """Every dotted name in the apps that is no event, scheduled act, notice, table, counter or provider of figures."""
    written = {
        node.value
        for _, tree in programs()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and DOTTED.fullmatch(node.value)
    }
    tables = {model._meta.label_lower for model in apps.get_models()}
    counting = {provider.app for provider in PROVIDERS} | COUNTERS
    return written - (set(HANDLERS) | set(queued_events()) | set(SCHEDULE) | set(templates()) | tables | counting)


def queued_events() -> Iterator[str]:
    for _, tree in programs():
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(attr="queue"), args=[ast.Constant(value=str(event)), *_]):
                    yield event


def recorded_facts() -> Iterator[str]:
    """Keys of every dictionary that is passed, or kept to be passed, as the facts of an entry."""
    for _, tree in programs():
        for node in ast.walk(tree):
            match node:
                case ast.keyword(arg="facts", value=ast.Dict(keys=keys)):
                    yield from _names(keys)
                case ast.AnnAssign(value=ast.Dict(keys=keys)) if "audit.Fact" in ast.unparse(node.annotation):
                    yield from _names(keys)
                case ast.Call(func=ast.Attribute(attr="note"), keywords=keywords):
                    yield from (one.arg for one in keywords if one.arg)


def _names(keys: list[ast.expr | None]) -> Iterator[str]:
    yield from (key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str))


def test_every_act_recorded_anywhere_has_words() -> None:
    acts = recorded_acts()

    assert {"accounts.sign_in", "core.check_import", "bodies.rename", "disclosure.draft"} <= acts
    assert sorted(acts - set(ACTS)) == []
    assert [act for act, words in ACTS.items() if not (words.zh and words.en)] == []


def of_requests() -> set[str]:
    """What the services of letters and fees call their acts."""
    calls = [node for path, tree in programs() if path.name in ("letters.py", "fees.py") for node in ast.walk(tree)]
    found = set()
    for node in calls:
        match node:
            case ast.Call(func=ast.Name(id="_record"), args=[ast.Constant(value=str(act)), *_]):
                found.add(f"inforequests.{act}")
    assert "inforequests.issue_letter" in found
    return found


def test_every_act_whose_name_is_put_together_has_words() -> None:
    flows = {f"{app}.{move.name}" for app, flows in FLOWS.items() for flow in flows for move in flow.moves}
    undone = {f"{template.act}_undone" for template in imports.templates().values()}
    letters = {f"core.dead_letter_{state}" for state in DeadLetterState.values if state != DeadLetterState.OPEN}

    facts = {f"remedies.{kind}" for kind in FACT_KINDS}

    assert (
        sorted((flows | undone | letters | facts | of_requests() | {"bodies.merged", "bodies.split"}) - set(ACTS)) == []
    )


def test_no_act_is_put_together_that_is_not_tried() -> None:
    starts = (*(f"f'{app}." for app in OURS), "f'{declared.act}")
    made = {ast.unparse(node) for _, tree in programs() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
    counters = {one for one in made if one.endswith("year}'")}

    assert {one for one in made if one.startswith(starts)} - counters == MADE


def test_every_register_with_a_flow_has_its_acts_in_words() -> None:
    flows = [(model._meta.app_label, model.FLOW) for model in apps.get_models() if hasattr(model, "FLOW")]

    assert [flow.name for app, flow in flows if flow not in FLOWS.get(app, ())] == []


def test_every_fact_has_a_label() -> None:
    facts = set(recorded_facts())

    assert {"from", "template", "size"} <= facts
    assert sorted(facts - set(FACTS)) == []


def test_every_event_that_is_queued_has_its_row_in_the_table() -> None:
    queued = set(queued_events())

    assert "disclosure.published" in queued
    assert queued <= set(HANDLERS)


def test_facts_are_told_in_words() -> None:
    told = facts_in_words("disclosure.publish", {"from": "approved", "to": "published", "grant": 3})

    assert (told.zh, told.en) == (
        "原状态：待发布；授权编号：3；新状态：已发布",
        "from: Approved; grant: 3; to: Published",
    )
    assert facts_in_words("core.x", {"on_paper": True, "parent": None, "changed": ["a", "b"]}).zh == (
        "改动项目：a、b；纸质签批：是；上级单位编号：无"
    )
    assert record_of("disclosure.publication", 12).zh == "信息 12"


def test_audit_page_shows_no_raw_key(county: County) -> None:
    audit.record(
        "core.check_import",
        by=SYSTEM,
        at=NOW,
        subject=county.body,
        body_id=county.body.pk,
        facts={"rows": 3, "template": "publications"},
    )

    page = county.client("auditor").get(county.url("desk/audit/")).content.decode()

    assert TODAY.isoformat() in page
    assert "检查导入文件" in page
    assert "行数：3；模板：publications" in page
    assert "core.check_import" not in page.replace('value="core.check_import"', "")
    assert "bodies.publicbody" not in page
