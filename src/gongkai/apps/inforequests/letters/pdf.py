"""Letters, envelopes and slips as PDF documents."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from typing import Any

from gongkai.apps.inforequests.letters.page import LetterPage
from gongkai.bilingual import Text
from gongkai.errors import GongkaiError, InvalidInput
from gongkai.reports.optional import optional_module
from gongkai.reports.render.drawing import CONTROL, NO_CHARACTER, signature_insets
from gongkai.reports.render.fonts import FontShelf, font_shelf

ENVELOPE_MM = (220, 110)
SLIP_MM = (210, 148)
TYPE_AREA = 442.2
LARGEST_MARK = 46.0  # points; a long name is set smaller so that it stays on one line
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_POST_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


@dataclass(frozen=True, slots=True)
class Posting:
    """Who sends what to whom."""

    sender: str
    sender_address: str
    sender_code: str
    sender_phone: str
    receiver: str
    address: str
    phone: str
    number: str


def letter_to_pdf(page: LetterPage) -> bytes:
    """The letter, PDF/A; the same page and fonts give the same bytes.

    raises  InvalidInput "letter-glyph" naming characters that no font has; GongkaiError as reports.render.pdf
    """
    shelf = font_shelf()
    signature = page.signature
    values: dict[str, Any] = {
        "title": page.title,
        "issuer": page.issuer,
        "number": page.number,
        "addressee": page.addressee,
        "title_lines": page.title_lines,
        "paragraphs": page.paragraphs,
        "annexes": page.annex_lines,
        "note": page.note,
        "slip": page.slip,
        "red_head": page.red_head,
        "mark_size": min(LARGEST_MARK, TYPE_AREA / max(len(page.issuer), 1)),
        "title_weight": "regular" if shelf.roles["title"][0].startswith(("FZ", "ST")) else "bold",
        "day": [page.day.year, page.day.month, page.day.day] if page.day else None,
        "signature": [
            {"text": line, "inset": inset} for line, inset in zip(signature, signature_insets(signature), strict=True)
        ],
    }
    dated = datetime(page.day.year, page.day.month, page.day.day, tzinfo=UTC) if page.day else _NO_DATE
    return _typeset("letter.typ", values, shelf, dated)


def envelope_to_pdf(posting: Posting) -> bytes:
    """The face of an envelope of 220 by 110 mm; the post code is read out of the address where it holds one."""
    width, height = ENVELOPE_MM
    code = _POST_CODE.search(posting.address)
    values = _posted(posting, "信封", width, height) | {
        "is_slip": False,
        "receiver_code": list(code[0]) if code else [],
        "address": _POST_CODE.sub("", posting.address).strip(),
        "rows": [],
    }
    return _typeset("envelope.typ", values, font_shelf(), _NO_DATE)


def slip_to_pdf(posting: Posting) -> bytes:
    """What the slip of an express letter of China Post asks for."""
    width, height = SLIP_MM
    rows = [
        ["寄件人", posting.sender],
        ["寄件地址", f"{posting.sender_address} {posting.sender_code}".strip()],
        ["寄件电话", posting.sender_phone],
        ["收件人", posting.receiver],
        ["收件地址", posting.address],
        ["收件电话", posting.phone],
        ["内件品名", f"政府信息公开文书 {posting.number}".strip()],
        ["邮费", "由寄件机关支付，不向收件人收取"],
    ]
    values = _posted(posting, "国家公文特快专递邮件面单", width, height) | {
        "is_slip": True,
        "receiver_code": [],
        "address": posting.address,
        "rows": rows,
    }
    return _typeset("envelope.typ", values, font_shelf(), _NO_DATE)


def _posted(posting: Posting, title: str, width: int, height: int) -> dict[str, Any]:
    return {
        "title": title,
        "width": width,
        "height": height,
        "receiver": posting.receiver,
        "sender": posting.sender,
        "sender_address": posting.sender_address,
        "sender_code": posting.sender_code,
    }


def _typeset(template: str, values: dict[str, Any], shelf: FontShelf, dated: datetime) -> bytes:
    typst = optional_module("typst", extra="pdf", form=Text("PDF文件", "PDF files"))
    source = NO_CHARACTER.sub("", CONTROL.sub("", json.dumps(values, ensure_ascii=False)))
    if missing := shelf.missing(source):
        words = Text("现有字体没有这些字：{letters}。", "The fonts at hand lack these characters: {letters}.")
        hint = Text(
            "请下载 Word 版，用有这些字的字体打印。", "Take the Word file and print it with a font that has them."
        )
        raise InvalidInput("letter-glyph", words.format(letters="、".join(missing)), hint=hint)
    source = json.dumps(json.loads(source) | {"fonts": {role: shelf.chain(role) for role in shelf.roles}})
    try:
        compiled: bytes = typst.compile(
            (resources.files(__package__) / template).read_bytes(),
            format="pdf",
            font_paths=shelf.loaded,
            sys_inputs={"data": source},
            pdf_standards=["a-2b"],
            timestamp=dated,
        )
    except typst.TypstError as error:
        reason = Text(f"排版失败：{error.message}", f"The typesetter failed: {error.message}")
        raise GongkaiError("typesetting-failed", reason) from error
    return compiled
