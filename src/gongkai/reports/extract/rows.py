"""From lines to observed rows: which label stands before which value cells, without deciding what they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource
from gongkai.reports.extract.lexicon import KnownRow, Label, Lexicon
from gongkai.reports.extract.observed import Observed, Piece, Table
from gongkai.reports.extract.source import Line
from gongkai.reports.extract.values import parse_value
from gongkai.reports.model import Place
from gongkai.text.labels import canonical

_TOKEN = r"(?>[+\-−－–]?\d+(?:[,，.．]+\d+)*[.．]?(?:\s?(?:万元|元|件|条|个|项))?|[/\\—–－-]{1,3})"
"""One figure. Atomic: a comma belongs to the figure it stands in, and is not tried again as what parts two of them."""
_LABEL_AND_FIGURES = re.compile(
    rf"(?P<label>\S.*?[^\s\d.,，+\-−－–/])[\s,，|]+(?P<figures>{_TOKEN}(?:[\s,，]+{_TOKEN})*)[\s,，]*"
)
_FIGURES = re.compile(rf"\s*{_TOKEN}(?:[\s,，]+{_TOKEN})+[\s,，]*")
_TOKENS = re.compile(_TOKEN)
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–－]\s*\d{1,3}\s*[-—–－]|第\s*\d{1,3}\s*页.*|\d{1,3}\s*/\s*\d{1,3})\s*")
_DIGIT = re.compile(r"\d")
_PROSE = re.compile(r"[。；！？]|20\d\d年")
_UNITS = frozenset({"件", "条", "个", "项", "次", "宗", "份", "起", "万元", "元", "单位"})
_UNIT_IN_HEAD = re.compile(r"单位(亿元|万元|千元|元)")
_MOST_ROWS = 10_000
"""A table with more rows than this belongs to no report."""
_HAN = re.compile(r"[\u4e00-\u9fff]")


class Walker:
    """Walks the lines of one table and collects its rows.

    is_rowwise   the document prints a row a line, so a lone number in a line is a page number
    is_streamed  it prints a cell a line, so two numbers in a line are the parts of one
    """

    def __init__(self, lexicon: Lexicon, *, is_rowwise: bool, is_streamed: bool = False) -> None:
        self.lexicon = lexicon
        self.table = Table()
        self._is_rowwise = is_rowwise
        self._is_streamed = is_streamed
        self._pending: list[tuple[Label, int, str]] = []
        self._fragments: list[tuple[str, int]] = []
        self._open: Observed | None = None
        self._group = ""
        self._group_line = 0
        self._last_kind = ""
        self._last_row = ""
        self._stray = 0
        self._said: list[str] = []
        self._at = 0
        self._in_row = False
        self._heads_before = 0
        self._is_stuck = False
        self._paged: Place | None = None

    def feed(self, line: Line) -> None:
        """Take the next line of the table's region."""
        cells = line.cells
        columns = line.columns
        lines = line.cell_lines
        places: Sequence[Place | None] = line.places
        is_row = line.is_row and len(cells) > 1
        self._is_stuck = False
        if len(cells) == 1:
            split = self.cells_of(cells[0], line)
            if split is None:
                return
            is_row = len(split) > 1
            cells, columns, lines, places = split, [], [], [*places] * len(split)
        if is_row and self._open is None and (known := self.lexicon.known_row(tuple(cells))) is not None:
            where = zip(
                cells,
                lines or [line.number] * len(cells),
                columns or [-1] * len(cells),
                places or [None] * len(cells),
                strict=True,
            )
            self._take(known, line, list(where)[known.first :])
            return
        before = len(self.table.rows)
        self._heads_before = len(self.table.head_order)
        self._in_row = is_row
        for i, text in enumerate(cells):
            self._paged = places[i] if places else None
            if is_row and self._open is not None and (value := parse_value(text)).kind == "number":
                column = columns[i] if columns else -1
                number = lines[i] if lines else line.number
                self._open.pieces.append(Piece(text, value, number, column, paged=self._paged))
                self._open.is_stuck |= self._is_stuck
                continue
            self._cell(text, line, lines[i] if lines else line.number, columns[i] if columns else -1, is_row)
        if is_row:
            self._end_row()
            self.table.head_lines.append(self.table.head_order[self._heads_before :])
        if line.is_row or is_row or len(self.table.rows) > before or self._last_kind != "words":
            self.table.lines.add(line.number)

    def _take(self, known: KnownRow, line: Line, figures: list[tuple[str, int, int, Place | None]]) -> None:
        """A row that says all there is to say: its labels, and a figure in every column."""
        label, text = known.label, known.words[-1]
        for words in known.words:
            form = canonical(words)
            self._said.append(form)
            self._at += len(form)
        if label.match != "exact" and canonical(text) not in canonical(label.expected):
            self.table.misprints.append((line.number, text, label.expected, label.match))
        pieces = [
            Piece(printed, value, number, column, paged=paged)
            for (printed, number, column, paged), value in zip(figures, known.values, strict=True)
        ]
        row = Observed(label.id, pieces, pieces[0].line, text, label.expected, label.match, True, table=line.table)
        row.offset, row.is_merged = self._at, line.is_merged
        self._keep([row])
        self.table.labels.add(label.id)
        self.table.lines.add(line.number)
        self._pending.clear()
        self._fragments.clear()
        self._stray, self._group = 0, ""
        self._last_row, self._last_kind = label.id, "value"

    def finish(self) -> Table:
        self._close()
        self.table.said = "".join(self._said)
        return self.table

    def cells_of(self, text: str, line: Line) -> list[str] | None:
        """The cells of a lone text: itself, or the labels and figures run together in it. None: not of the table."""
        stripped = text.strip()
        if not stripped:
            return [""] if self._open is not None and not self._is_rowwise else None
        if _PAGE_NUMBER.fullmatch(stripped) or (self._is_rowwise and not line.is_row and stripped.isdigit()):
            self.table.lines.add(line.number)
            return None
        if self.lexicon.find(stripped) or len(stripped) < 4:
            return [stripped]
        if _FIGURES.fullmatch(stripped):
            figures = _TOKENS.findall(stripped)
            return [stripped] if line.is_row or (self._is_streamed and len(figures) < 3) else figures
        return self._split_words(stripped) or [stripped]

    def _split_words(self, text: str) -> list[str] | None:
        """Labels and figures of a text that runs them together; None when it is prose or one label."""
        if len(text) <= 400 and (match := _LABEL_AND_FIGURES.fullmatch(text)):
            figures = _TOKENS.findall(match["figures"])
            label = match["label"].strip()
            if self.lexicon.find(label) or len(figures) > 1 or (len(label) <= 40 and not _PROSE.search(label)):
                inner = self._split_words(label) if not self.lexicon.find(label) else None
                return [*(inner or [label]), *figures]
        found = list(self.lexicon.scanner.finditer(text))
        if not found:
            return None
        pieces, at, unknown = [], 0, 0
        for match in found:
            between = _words_of(text[at : match.start()])
            self._is_stuck |= bool(between) and between[-1][-1].isdigit() and match.group()[0].isdigit()
            unknown += sum(1 for word in between if _HAN.search(word) and not self.lexicon.find(word))
            pieces += [*between, match.group()]
            at = match.end()
        rest = _words_of(text[at:])
        unknown += sum(1 for word in rest if _HAN.search(word) and not self.lexicon.find(word))
        pieces += rest
        return pieces if len(pieces) > 1 and unknown * 2 <= len(found) else None

    def _note_unit(self, text: str) -> None:
        """A head (canonical) that names the unit of an amount names it for every amount of the table."""
        if "单位" in text and "金额" in text and (unit := _UNIT_IN_HEAD.search(text)):
            columns = [c.id for block in self.lexicon.table.blocks for c in block.columns if c.unit]
            self.table.head_units.update(dict.fromkeys(columns, unit.group(1)))

    def _cell(self, text: str, line: Line, number: int, column: int, is_row: bool) -> None:
        stripped = text.strip()
        if not stripped:
            self._value(Piece("", parse_value(""), number, column, not is_row, self._paged), line)
            return
        value = parse_value(stripped)
        if value.kind != "words":
            self._value(Piece(stripped, value, number, column, paged=self._paged), line)
            return
        label = self.lexicon.find(stripped)
        if label is None and len(stripped) > 5 and (parts := self._split_words(stripped)) and len(parts) > 1:
            for part in parts:
                self._cell(part, line, number, column, is_row)
            return
        form = canonical(stripped)
        self._note_unit(form)
        self._said.append(form)
        self._at += len(form)
        if label is not None:
            self._label(label, stripped, line, number, column)
        else:
            self._words(stripped, line, number, column, is_row)

    def _value(self, piece: Piece, line: Line) -> None:
        if self._open is None:
            opened = self._open_row(piece, line)
            if opened is None:
                return
            opened.offset, opened.is_merged = self._at, line.is_merged
            opened.words = self._fragments[-1][0] if self._fragments else ""
            self._open = opened
        self._open.pieces.append(piece)
        self._open.is_stuck |= self._is_stuck
        if piece.value.kind == "number" or not piece.is_weak:
            self._last_kind = "value"

    def _open_row(self, piece: Piece, line: Line) -> Observed | None:
        """The row that begins with this cell; None when blanks stand where no row can begin."""
        if self._pending:
            label, at, text = self._pending[-1]
            is_own = at == line.number
            if is_own or (len(self._pending) == 1 and not self._stray):
                return Observed(label.id, [], piece.line, text, label.expected, label.match, is_own, table=line.table)
            return Observed(None, [], piece.line, table=line.table)
        if piece.value.kind != "number":
            return None
        if self._group and not self._stray and (self._group_line == line.number or not self._in_row):
            return self._group_row(piece, line)
        if self._in_row or self._last_kind == "value":
            return Observed(None, [], piece.line, table=line.table)
        return None

    def _group_row(self, piece: Piece, line: Line) -> Observed:
        """Figures right behind a group label: a row of another edition, or a subtotal nobody asked for."""
        foreign = next(
            (r.id for b in self.lexicon.table.blocks for r in b.foreign_rows if r.label == self._group), None
        )
        return Observed(
            foreign,
            [],
            piece.line,
            self._group,
            self._group,
            is_own=True,
            is_subtotal=foreign is None,
            table=line.table,
        )

    def _label(self, label: Label, text: str, line: Line, number: int, column: int) -> None:
        label = self._in_context(label, text)
        self._discard_lead(line)
        self._close()
        self._fragments.clear()
        self._last_kind = label.kind
        if label.match != "exact" and label.kind != "mark" and canonical(text) not in canonical(label.expected):
            self.table.misprints.append((number, text, label.expected, label.match))
        if label.kind == "row":
            if self._pending and self._pending[-1][0].id == label.id:
                self._pending.pop()
            self._pending.append((label, line.number, text))
            self._last_row = label.id
            self.table.labels.add(label.id)
            self._group = ""
        elif label.kind == "group":
            self._group, self._group_line = label.id, line.number
            self._stray += bool(self._pending)
        elif label.kind == "mark":
            self._pending.clear()
        elif label.kind == "head":
            self._pending.clear()
            if column >= 0 and label.id not in self.table.head_order[self._heads_before :]:
                self.table.heads.setdefault(line.table, {})[label.id] = column
            self.table.head_order.append(label.id)

    def _in_context(self, label: Label, text: str) -> Label:
        """其他 and 总计 are column heads, and rows of table 3 where they come after the other rows."""
        if label.table != "t3" or label.kind != "head" or label.id not in {"other", "total"}:
            return label
        if self._last_kind == "head" or not self._last_row or self.lexicon.is_numbered(text):
            return label
        row = "other.misc" if label.id == "other" else "handled_total"
        if row == "other.misc" and not self._last_row.startswith("other.") and "其他处理" not in self._group:
            return label
        if row == "handled_total" and not self._last_row.startswith(("other", "refused.reconfirm")):
            return label
        return Label("row", "t3", row, label.expected, "exact")

    def _discard_lead(self, line: Line) -> None:
        """Cells before the first label of a row (a running number, an empty cell of a merged label) are no values."""
        row = self._open
        if row is None or line.number not in {row.line, row.pieces[0].line}:
            return
        is_lead = row.row is None and not row.is_subtotal and len(row.pieces) <= 2
        if is_lead or (not row.numbers and len(row.pieces) < self.lexicon.width(row.row or "")):
            self._open = None

    def _words(self, text: str, line: Line, number: int, column: int, is_row: bool) -> None:
        if is_row and text in _UNITS:
            return
        if self._open is not None and (is_row or len(text) <= 2) and self._open.pieces:
            self._open.pieces.append(Piece(text, parse_value(text), number, column, paged=self._paged))
            return
        is_cell = len(text) <= 3 or (len(text) <= 30 and _DIGIT.search(text))
        if is_row and is_cell and self._pending and self._pending[-1][1] == line.number:
            self._value(Piece(text, parse_value(text), number, column, paged=self._paged), line)
            return
        if self._open is not None and not is_row:
            self._close()
        self._fragments.append((text, number))
        label, used = self._joined_label(text)
        self._stray += 1 - (used if label else 0)
        if label is None:
            self._last_kind = "words"
            return
        printed = "".join(t for t, _ in self._fragments[-used:])
        self.table.lines.update(n for _, n in self._fragments[-used:])
        self._label(label, printed, line, number, column)

    def _joined_label(self, text: str) -> tuple[Label | None, int]:
        """The label that the last fragments make together, else the head this text is a misprint of."""
        texts = [t for t, _ in self._fragments[-5:]]
        for used in range(2, len(texts) + 1):
            if found := self.lexicon.find("".join(texts[-used:])):
                return found, used
        guess = self.lexicon.guess(text) if len(text) <= 80 else None
        return (guess, 1) if guess is not None and guess.kind == "head" else (None, 0)

    def _end_row(self) -> None:
        if self._open is not None and self._open.pieces:
            self._close()
            self._pending.clear()

    def _close(self) -> None:
        row, self._open = self._open, None
        if row is None or not row.pieces:
            return
        while row.pieces and row.pieces[-1].is_weak and len(row.pieces) > self.lexicon.width(row.row or ""):
            row.pieces.pop()
        if row.row is None and not row.numbers:
            return
        self._keep(self._apart(row))
        self._pending.clear()
        self._fragments.clear()
        self._stray = 0
        self._group = ""

    def _keep(self, rows: list[Observed]) -> None:
        self.table.rows += rows
        if len(self.table.rows) > _MOST_ROWS:
            words = Text(f"一个表超过{_MOST_ROWS}行。", f"A table has more than {_MOST_ROWS} rows.")
            raise UnreadableSource("too-long", words, where=f"line {rows[-1].line}")

    def _apart(self, row: Observed) -> list[Observed]:
        """Several rows' worth of figures behind one label: the rows after the first have lost theirs."""
        width = self.lexicon.width(row.row or "")
        count = len(row.pieces) // width
        if row.is_own or count < 2 or len(row.pieces) % width or not all(p.printed for p in row.pieces):
            return [row]
        chunks = [row.pieces[i * width : (i + 1) * width] for i in range(count)]
        row.pieces = chunks[0]
        return [row, *(Observed(None, chunk, chunk[0].line, table=row.table) for chunk in chunks[1:])]


def _words_of(text: str) -> list[str]:
    """The words of a text between two labels, without the punctuation that clings to labels."""
    return [bare for word in text.split() if (bare := word.strip("：:”“\"'）)（(，,。、|；;"))]
