"""What goes public without sign-off: rows of import files, reasons. Personal data in it are refused, not marked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from gongkai.apps.bodies.models import DisclosureOffice, PublicBody
from gongkai.apps.core.imports_templates import Column, Fault, Import, Row
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.text.screening import screen_text
from gongkai.text.screening_kinds import SCREENING_KINDS

_FOUND = Text("含有个人信息：{kinds}。", "It holds personal data: {kinds}.")
_TAKE_OUT = Text("请删去或遮盖后再办理。", "Take it out or mask it first.")


def contacts_of(body: PublicBody) -> frozenset[str]:
    """Telephones and mailboxes of disclosure offices of its government: they are public. law: ogi2019/12(2)."""
    root = body.path.split("/")[1]
    offices = DisclosureOffice.objects.filter(public_body__path__startswith=f"/{root}/")
    held = offices.values_list("phone", "fax", "email")
    return frozenset(value for office in held for value in office if value)


def refuse_personal(lines: Mapping[str, str], body: PublicBody) -> None:
    """Let words pass that become public at once; keys of `lines` are names of fields. Raises InvalidInput."""
    contacts = contacts_of(body) if any(lines.values()) else ()
    for field, words in lines.items():
        told = _personal(words, contacts)
        if told is not None:
            raise InvalidInput("personal-data", told, where=field, hint=_TAKE_OUT)


def personal_faults(rows: Sequence[Row], columns: Sequence[Column], about: Import) -> Iterator[Fault]:
    """Cells with personal data, by column and kind; never what they hold."""
    contacts = contacts_of(PublicBody.objects.get(pk=about.body_id))
    texts = [column for column in columns if column.kind == "text"]
    for row in rows:
        for column in texts:
            told = _personal(row.text(column.key), contacts)
            if told is not None:
                yield Fault(row.number, column.label, told, _TAKE_OUT)


def _personal(words: str, contacts: Collection[str]) -> Text | None:
    """What is said of the personal data in these words; None where there are none."""
    marks = screen_text(words, contacts=contacts) if words else []
    labels = [
        SCREENING_KINDS[kind].label for kind in dict.fromkeys(one.kind for one in marks if one.group == "personal")
    ]
    if not labels:
        return None
    return Text(
        _FOUND.zh.format(kinds="、".join(label.zh for label in labels)),
        _FOUND.en.format(kinds=", ".join(label.en for label in labels)),
    )
