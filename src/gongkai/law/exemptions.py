"""Grounds for withholding, kinds of reply, and the row of Table 3 each one ends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, cast, get_args

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law.citation import Citation, cite_of
from gongkai.law.declarations import DATA, Entry, LinedMap, Status, read_declaration

Duty = Literal["must_not", "may"]
Override = Literal["third_party_consent", "public_interest", "disclosure_required_by_rule"]
Adviser = Literal["third_party", "secrecy_authority", "competent_department"]
FormEdition = Literal["2019", "2021"]


@dataclass(frozen=True, slots=True)
class Exemption:
    """One ground for withholding in one period.

    duty       must_not: disclosure is forbidden; may: the body may choose
    row        row of Table 3, such as "denied.third_party"; None where no table has one
    overrides  what opens the information all the same
    consults   who is asked before the decision
    weighs     what the decision must weigh
    reassess   withheld information is reassessed periodically (ogi2019/18)
    """

    id: str
    label: Text
    protects: Text
    duty: Duty
    cite: Citation
    status: Status
    row: str | None
    overrides: tuple[Override, ...]
    consults: tuple[Adviser, ...]
    weighs: tuple[Text, ...]
    reassess: bool
    valid_from: date


@dataclass(frozen=True, slots=True)
class ReplyKind:
    """One way a request may end.

    rests_on_ground  the reply needs an exemption; without rows of its own it counts on the exemption's row
    rows             row of Table 3 by edition of the national form
    row_status       how sure the row is
    also             another row the same article may end on
    needs            what the letter must say
    """

    id: str
    label: Text
    cite: Citation
    status: Status
    rests_on_ground: bool
    rows: Mapping[str, str]
    row_status: Status
    also: tuple[str, ...]
    needs: tuple[str, ...]

    def row(self, edition: FormEdition, *, ground: Exemption | None = None) -> str:
        """The row of Table 3 this reply counts on.

        raises InvalidInput when the reply rests on a ground and none, or one without a row, is given
        """
        if edition in self.rows:
            return self.rows[edition]
        if ground is None or ground.row is None:
            words = Text("不予公开须写明理由所在的条款。", "A refusal needs the ground it rests on.")
            raise InvalidInput("ground-missing", words, where=self.id)
        return ground.row


def exemptions_on(day: date) -> dict[str, Exemption]:
    """The grounds in force on a day, by id."""
    found = {}
    for key, versions in _exemptions().items():
        current = [version for version in versions if version.valid_from <= day]
        if current:
            found[key] = current[-1]
    return found


@cache
def reply_kinds() -> dict[str, ReplyKind]:
    """Every kind of reply (A1 to A11) and of other ending (E1 to E5), by id."""
    return {key: _read_reply(key, entry) for key, entry in read_declaration(DATA / "replies.yaml").named()}


@cache
def _exemptions() -> dict[str, tuple[Exemption, ...]]:
    return {key: _read_exemption(key, entry) for key, entry in read_declaration(DATA / "exemptions.yaml").named()}


def _read_exemption(key: str, entry: Entry) -> tuple[Exemption, ...]:
    entry.only("label", "protects", "values", "overrides", "consults", "weighs", "reassess")
    versions = []
    for day, values in entry.dated("values"):
        assert isinstance(values, LinedMap)
        version = Entry(values, entry.file)
        version.only("duty", "cite", "status", "row")
        versions.append(
            Exemption(
                id=key,
                label=entry.words("label"),
                protects=entry.words("protects"),
                duty=cast(Duty, version.choice("duty", get_args(Duty))),
                cite=cite_of(version),
                status=version.status(),
                row=version.string_or_none("row"),
                overrides=cast(tuple[Override, ...], _known(entry, "overrides", get_args(Override))),
                consults=cast(tuple[Adviser, ...], _known(entry, "consults", get_args(Adviser))),
                weighs=_texts(entry, "weighs"),
                reassess=entry.truth("reassess"),
                valid_from=day,
            )
        )
    return tuple(versions)


def _read_reply(key: str, entry: Entry) -> ReplyKind:
    entry.only("label", "cite", "status", "ground", "rows", "also", "row_status", "needs")
    rows = entry.entry("rows")
    rows.only(*get_args(FormEdition))
    return ReplyKind(
        id=key,
        label=entry.words("label"),
        cite=cite_of(entry),
        status=entry.status(),
        rests_on_ground=entry.truth("ground", default=False),
        rows={edition: rows.string(edition) for edition in get_args(FormEdition) if rows.has(edition)},
        row_status=entry.status("row_status"),
        also=entry.strings("also"),
        needs=entry.strings("needs"),
    )


def _known(entry: Entry, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    for value in entry.strings(key):
        if value not in known:
            raise entry.fault(f"不认识的“{value}”", f"unknown {value!r}", key)
    return entry.strings(key)


def _texts(entry: Entry, key: str) -> tuple[Text, ...]:
    found = []
    for part in entry.entries(key):
        part.only("zh", "en")
        found.append(Text(part.string("zh"), part.string("en")))
    return tuple(found)
