"""A letter as it stands on the page, before any format is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.apps.inforequests.letters.compose import printed_day

BLANK_NUMBER = "\u3000"
_ANNEX, _UNDER_ANNEX = "附件：", "\u3000\u3000\u3000"


@dataclass(frozen=True, slots=True)
class LetterPage:
    """What is printed.

    number      such as 示公开〔2026〕1号; with a blank where none is drawn yet
    addressee   without its colon
    paragraphs  the text with the remedy block as its last paragraph
    annexes     titles of what is enclosed
    day         None before it is signed
    note        printed in brackets below the date
    slip        lines of a reply slip on a page of its own
    red_head    whether the name of the body stands in red above the number
    """

    issuer: str
    title: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    day: date | None
    annexes: tuple[str, ...] = ()
    note: str = ""
    slip: tuple[str, ...] = ()
    red_head: bool = True

    @property
    def title_lines(self) -> tuple[str, ...]:
        """Under a red head the title alone; without one the name of the body above it."""
        return (self.title,) if self.red_head else (self.issuer, self.title)

    @property
    def annex_lines(self) -> tuple[str, ...]:
        """As below the text: one without a number, several numbered; no stop after the names."""
        if len(self.annexes) == 1:
            return (f"附件：{self.annexes[0]}",)
        return tuple(
            f"{_ANNEX if place == 0 else _UNDER_ANNEX}{place + 1}.{name}" for place, name in enumerate(self.annexes)
        )

    @property
    def signature(self) -> tuple[str, str]:
        """The name of the body and the date, or a blank to be dated by hand."""
        return self.issuer, printed_day(self.day) if self.day else "\u3000\u3000年\u3000月\u3000日"


def printed_number(code: str, year: int, serial: int | None) -> str:
    """Six-angle brackets, no zero before the serial, no 第.

    >>> printed_number("示公开", 2026, 7)
    '示公开〔2026〕7号'
    """
    return f"{code}〔{year}〕{BLANK_NUMBER if serial is None else serial}号"
