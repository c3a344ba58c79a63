"""What an auditor says of a report: findings, and the register of the rules behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal, get_args

from gongkai.bilingual import Text
from gongkai.declarations import read_mapping
from gongkai.errors import InvalidDeclaration, InvalidInput

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)

RULE_FILES: tuple[str, ...] = ("layout", "arithmetic", "continuity", "figures", "structure")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the checker, as the docs and `gongkai explain` show it.

    severities  first the usual one, then those it may take in special cases
    alias       a second id that `gongkai explain` knows the rule by (T3-COL …), "" when it has none
    """

    id: str
    severities: tuple[Severity, ...]
    title: Text
    message: Text
    hint: Text | None
    cite: str
    alias: str

    @property
    def severity(self) -> Severity:
        return self.severities[0]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found in one report.

    where     cell ids, or "line 12", or "section 5"; never empty
    evidence  the figures or words that show it, as printed
    """

    rule: str
    severity: Severity
    where: tuple[str, ...]
    message: Text
    evidence: str = ""
    hint: Text | None = None
    cite: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its id, in the order of the files."""
    known: dict[str, Rule] = {}
    for name in RULE_FILES:
        where = f"reports/data/rules/{name}.yaml"
        path = resources.files("gongkai.reports") / "data" / "rules" / f"{name}.yaml"
        for rule_id, values in read_mapping(path.read_text(encoding="utf-8"), where=where).items():
            if rule_id in known:
                raise _wrong(f"{where}: {rule_id}", "规则重复。", "This rule is declared twice.")
            known[rule_id] = _rule(rule_id, values, f"{where}: {rule_id}")
    return MappingProxyType(known)


def rule(rule_id: str) -> Rule:
    """The rule of that id or of that alias. Raises InvalidInput."""
    if rule_id in rules():
        return rules()[rule_id]
    for known in rules().values():
        if known.alias == rule_id.upper():
            return known
    raise InvalidInput("unknown-rule", Text(f"没有“{rule_id}”这条规则。", f"There is no rule {rule_id!r}."))


def finding(
    rule_id: str,
    where: tuple[str, ...],
    *,
    evidence: str = "",
    severity: Severity | None = None,
    **values: object,
) -> Finding:
    """A finding of a declared rule; `values` fill the places of its message and hint."""
    known = rules()[rule_id]
    assert where, f"{rule_id}: a finding without a place"
    assert severity is None or severity in known.severities, f"{rule_id} may not be {severity}"
    return Finding(
        rule_id,
        severity or known.severity,
        where,
        known.message.format(**values),
        evidence,
        known.hint.format(**values) if known.hint else None,
        known.cite,
    )


def _rule(rule_id: str, values: Any, where: str) -> Rule:
    expected = {"severity", "title", "message", "hint", "cite", "alias"}
    if not isinstance(values, dict) or set(values) - expected or not {"severity", "title", "message"} <= set(values):
        raise _wrong(where, "规则的键不对。", "The keys of this rule are wrong.")
    listed = values["severity"]
    severities = tuple(listed) if isinstance(listed, list) else (listed,)
    if not severities or set(severities) - set(SEVERITIES):
        raise _wrong(where, "没有这样的严重程度。", "There is no such severity.")
    hint = values.get("hint")
    return Rule(
        rule_id,
        severities,
        Text(**values["title"]),
        Text(**values["message"]),
        Text(**hint) if hint else None,
        values.get("cite", ""),
        values.get("alias", ""),
    )


def _wrong(where: str, zh: str, en: str) -> InvalidDeclaration:
    return InvalidDeclaration("invalid-rule", Text(zh, en), where=where)
