"""Noise in what cells and labels print; each noise says what the document still tells."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from gongkai.reports.schema import CellId
from tests.reports.layouts import Layout
from tests.reports.sheets import Box, Grid, Sheet

Spoil = Callable[[Sheet], None]

FULL_WIDTH = str.maketrans("0123456789.+-", "０１２３４５６７８９．＋－")
RADICALS = str.maketrans(
    "一二八十人入力口土大女子小工己干文方无日月比民水火生用田示立自行西见角言贝车身里金长门页风食马高齐",
    "⼀⼆⼋⼗⼈⼊⼒⼝⼟⼤⼥⼦⼩⼯⼰⼲⽂⽅⽆⽇⽉⽐⺠⽔⽕⽣⽤⽥⽰⽴⾃⾏⻄⻅⾓⾔⻉⻋⾝⾥⾦⻓⻔⻚⻛⻝⻢⾼⻬",
)
NUMBERING = re.compile(r"^(\d)\.")
LEAD = re.compile(r"^(\d\.|（[一二三四五六七]）|[一二三四]、)")


@dataclass(frozen=True)
class Noise:
    name: str
    spoil: Spoil
    fits: Callable[[Layout], bool]


def anywhere(_layout: Layout) -> bool:
    return True


def unless_glued(layout: Layout) -> bool:
    return layout.name != "glued"


def cells_apart(layout: Layout) -> bool:
    """Layouts in which a space may stand inside a cell."""
    return not layout.spaces_part and layout.name != "glued"


def sample(sheet: Sheet, share: float, *, table: str = "") -> list[CellId]:
    """Some of the cells that show a figure."""
    return [c for c, text in sheet.shown.items() if text and c.startswith(table) and sheet.rng.random() < share]


def relabel(sheet: Sheet, change: Callable[[str], str], *, kinds: tuple[str, ...] = ("head", "label")) -> None:
    """Change the text of every head and label."""

    def edit(_table: str, grid: Grid) -> Grid:
        for row in grid:
            for box in row:
                if box.kind in kinds and box.text:
                    box.text = change(box.text)
        return grid

    sheet.grid_edits.append(edit)


def once(rng: random.Random, change: Callable[[random.Random, str], str]) -> Callable[[str], str]:
    """A random change that is the same each time the sheet is drawn."""
    seed = rng.random()
    return lambda text: change(random.Random(f"{seed}/{text}"), text)


# ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def blanks(sheet: Sheet) -> None:
    for cell in sample(sheet, 0.1):
        sheet.shown[cell], sheet.expected[cell] = "", None


def blank_rows(sheet: Sheet) -> None:
    rows = [cells for t in ("t2", "t3", "t4") for cells in sheet.rows_of(t)]
    for cells in sheet.rng.sample(rows, len(rows) // 3):
        for cell in cells:
            sheet.shown[cell], sheet.expected[cell] = "", None


def _placeholders(*marks: str) -> Spoil:
    def spoil(sheet: Sheet) -> None:
        for cell in sample(sheet, 0.15):
            sheet.shown[cell], sheet.expected[cell] = sheet.rng.choice(marks), None

    return spoil


def full_width_digits(sheet: Sheet) -> None:
    for cell, text in sheet.shown.items():
        sheet.shown[cell] = text.translate(FULL_WIDTH)


def thousands(sheet: Sheet) -> None:
    for cell, value in sheet.expected.items():
        if value is not None and value >= 1000:
            sheet.shown[cell] = f"{value:,}"


def wide_thousands(sheet: Sheet) -> None:
    thousands(sheet)
    for cell, text in sheet.shown.items():
        sheet.shown[cell] = text.replace(",", "，")


def units(sheet: Sheet) -> None:
    """万元 or 元 after amounts, 件 after some counts."""
    for cell in sample(sheet, 1.0):
        spec, value = sheet.report.edition.spec(cell), sheet.expected[cell]
        if spec is not None and spec.unit == "万元" and value is not None:
            in_yuan = sheet.rng.random() < 0.5
            sheet.shown[cell] = f"{Decimal(value) * 10_000:f}元" if in_yuan else f"{value}万元"
        elif sheet.rng.random() < 0.1:
            sheet.shown[cell] += sheet.rng.choice(("件", "宗"))


def head_in_yuan(sheet: Sheet) -> None:
    """The head over the amounts says 元, and the amounts are in 元."""
    relabel(sheet, lambda text: re.sub(r"万(?=\u200b?元\u200b?[）)]\u200b?$)", "", text), kinds=("head",))
    for cell, value in sheet.expected.items():
        if cell == "t2.fees.amount" and value is not None:
            sheet.shown[cell] = f"{Decimal(value) * 10_000:f}"


def ten_thousands(sheet: Sheet) -> None:
    """Counts of some ten thousand, as texts write them."""
    for cell, value in sheet.expected.items():
        spec = sheet.report.edition.spec(cell)
        if value is not None and value >= 10_000 and spec is not None and not spec.unit:
            sheet.shown[cell] = f"{Decimal(value).scaleb(-4):f}万"


def notes(sheet: Sheet) -> None:
    for cell in sample(sheet, 0.05):
        sheet.shown[cell] += sheet.rng.choice(("（其中修订6件）", "(含上年结转3件)", "（注1）", "*"))


def excel_floats(sheet: Sheet) -> None:
    for cell, text in sheet.shown.items():
        sheet.shown[cell] = f"{text}.0" if text and "." not in text else text


def signs(sheet: Sheet) -> None:
    """Signs as fonts and officials write them."""
    minus = sheet.rng.choice(("－", "−", "–", "-"))
    plus = sheet.rng.choice(("＋", "", "+"))
    for cell in sample(sheet, 1.0):
        sheet.shown[cell] = sheet.shown[cell].replace("-", minus).replace("+", plus)


def signs_in_words(sheet: Sheet) -> None:
    more, less = sheet.rng.choice((("增", "减"), ("增加", "减少"), ("↑", "↓")))
    for cell in sample(sheet, 1.0):
        sheet.shown[cell] = sheet.shown[cell].replace("-", less).replace("+", more)


def padded_figures(sheet: Sheet) -> None:
    for cell in sample(sheet, 1.0):
        left, right = sheet.rng.choice((" ", "\u00a0", "\u3000", "")), sheet.rng.choice((" ", "\u3000", ""))
        sheet.shown[cell] = left + sheet.shown[cell] + right


def zero_width(sheet: Sheet) -> None:
    """Joiners and soft hyphens that no eye sees."""
    for cell in sample(sheet, 0.5):
        text = sheet.shown[cell]
        sheet.shown[cell] = text[:1] + sheet.rng.choice("\u200b\ufeff\u00ad\u2060") + text[1:]
    relabel(sheet, lambda text: "\u200b".join(text))


def digits_apart(sheet: Sheet) -> None:
    """A space inside a figure: one figure or two? The sums tell."""
    for cell in sample(sheet, 1.0):
        if len(sheet.shown[cell]) > 1:
            sheet.shown[cell] = f"{sheet.shown[cell][0]} {sheet.shown[cell][1:]}"


def letters_for_digits(sheet: Sheet) -> None:
    for cell in sample(sheet, 0.3):
        spoilt = sheet.shown[cell].translate(str.maketrans("01", "Ol"))
        if spoilt != sheet.shown[cell]:
            sheet.shown[cell] = spoilt
            sheet.undecided.add(cell)


def words_for_figures(sheet: Sheet) -> None:
    for cell in sample(sheet, 0.2):
        if sheet.expected[cell] == 0:
            sheet.shown[cell] = sheet.rng.choice(("无", "零", "〇", "未发生"))
            sheet.undecided.add(cell)


def several_in_a_cell(sheet: Sheet) -> None:
    """Two figures in one cell: which is meant?"""
    for cell in sample(sheet, 0.1):
        sheet.shown[cell] = sheet.rng.choice(("{}/{}", "{}、{}", "{}-{}")).format(sheet.shown[cell], 7)
        sheet.undecided.add(cell)


# ── labels ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def spaced_labels(sheet: Sheet) -> None:
    between = sheet.rng.choice((" ", "\u3000", "\u00a0"))
    relabel(sheet, lambda text: between.join(text) if len(text) < 7 else f"{text[:4]} {text[4:]}")


def half_width_marks(sheet: Sheet) -> None:
    relabel(sheet, lambda text: text.translate(str.maketrans("（）：，“”", '():,""')))


def other_numbering(sheet: Sheet) -> None:
    form = sheet.rng.choice(("{}、", "{} .", "{}．", "（{}）", "({})", "{} ", "{}. "))
    relabel(sheet, lambda text: NUMBERING.sub(lambda m: form.format(m[1]), text))


def no_numbering(sheet: Sheet) -> None:
    relabel(sheet, lambda text: LEAD.sub("", text))


def misprints(sheet: Sheet) -> None:
    """One character lost or replaced in some of the longer labels."""

    def misprint(rng: random.Random, text: str) -> str:
        if len(text) < 6 or rng.random() < 0.7:
            return text
        at = rng.randint(2, len(text) - 1)
        return text[:at] + rng.choice(("", "某")) + text[at + 1 :]

    relabel(sheet, once(sheet.rng, misprint))


def short_labels(sheet: Sheet) -> None:
    """The shorter wordings that reports are known to print."""
    known: dict[str, str] = {}
    for table in sheet.report.edition.tables:
        for block in table.blocks:
            known |= {row.label: row.printed_as[0] for row in block.rows if row.printed_as}
            known |= {column.label: column.printed_as[0] for column in block.columns if column.printed_as}
    relabel(sheet, lambda text: known.get(text, text))


def notes_in_labels(sheet: Sheet) -> None:
    relabel(sheet, lambda text: f"{text}（件）" if LEAD.match(text) else text, kinds=("label",))


def radicals(sheet: Sheet) -> None:
    sheet.text_edits.append(lambda text: text.translate(RADICALS))


def numbered_heads(sheet: Sheet) -> None:
    """Invented heads 数据1, 数据2 … over the columns of Table 3."""
    known = [c.label for c in sheet.report.edition.table("t3").blocks[0].columns]

    def edit(table: str, grid: Grid) -> Grid:
        for box in (box for row in grid for box in row if table == "t3" and box.kind == "head"):
            box.text = f"数据{known.index(box.text) + 1}" if box.text in known else box.text
        return grid

    sheet.grid_edits.append(edit)


def no_heads(sheet: Sheet) -> None:
    """Table 3 without its head rows."""
    sheet.grid_edits.append(lambda table, grid: grid if table != "t3" else [r for r in grid if any(b.cell for b in r)])


def head_shifted(sheet: Sheet) -> None:
    """总计 stands before 其他 in the head, the figures in the order of the form."""

    def edit(table: str, grid: Grid) -> Grid:
        heads: list[Box] = [b for row in grid for b in row if b.kind == "head" and b.text in ("总计", "其他")]
        if table == "t3" and len(heads) == 2:
            heads[0].text, heads[1].text = heads[1].text, heads[0].text
        return grid

    sheet.grid_edits.append(edit)


def named(spoil: Spoil, fits: Callable[[Layout], bool]) -> Noise:
    """The noise under the name of its function."""
    return Noise(spoil.__name__.replace("_", "-"), spoil, fits)


def _all() -> Iterator[Noise]:
    yield Noise("slashes", _placeholders("/", "／", "\\"), unless_glued)
    yield Noise("dashes", _placeholders("-", "—", "——", "－", "--", "–"), unless_glued)
    for spoil in (blank_rows, full_width_digits, head_in_yuan, half_width_marks, short_labels, radicals, no_heads):
        yield named(spoil, anywhere)
    for spoil in (blanks, thousands, wide_thousands, units, ten_thousands, notes, excel_floats, signs, signs_in_words):
        yield named(spoil, unless_glued)
    for spoil in (zero_width, letters_for_digits, words_for_figures, several_in_a_cell, other_numbering, no_numbering):
        yield named(spoil, unless_glued)
    for spoil in (misprints, notes_in_labels, numbered_heads):
        yield named(spoil, unless_glued)
    for spoil in (padded_figures, digits_apart, spaced_labels):
        yield named(spoil, cells_apart)
    yield named(head_shifted, anywhere)


CELL_NOISES: Mapping[str, Noise] = MappingProxyType({noise.name: noise for noise in _all()})
