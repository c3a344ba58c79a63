"""Pages drawn by hand: frames of web pages, rows cut by a page, blank rows, figures that wrap, raised notes."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.reports.extract.pages.blocks import blocks_of
from gongkai.reports.extract.pages.flow import document_of
from gongkai.reports.extract.pages.frames import ruled
from gongkai.reports.extract.pages.lattice import grids_of
from gongkai.reports.extract.pages.page import Page, Rule, Sign

EM = 10.0


def written(text: str, left: float, base: float, em: float = EM) -> list[Sign]:
    """Signs side by side; digits are half as wide."""
    signs = []
    for sign in text:
        width = em / 2 if sign.isascii() else em
        tall = 0.7 * em if sign.isascii() else em
        signs.append(Sign(sign, left, base - tall, left + width, base, base))
        left += width
    return signs


def page(
    *texts: tuple[str, float, float], number: int = 1, down: Sequence[Rule] = (), across: Sequence[Rule] = ()
) -> Page:
    signs = [sign for text in texts for sign in written(*text)]
    return Page(number, 595, 842, signs, list(across), list(down))


def rows(*pages: Page) -> list[list[str]]:
    return [line.cells for line in document_of(pages, source="").lines if line.is_row]


def test_rules_beside_a_title_frame_the_page() -> None:
    title, other = ("二、主动公开政府信息情况", 100.0, 300.0), ("演示县人民政府", 100.0, 330.0)
    frame = [Rule(80, 100, 800), Rule(500, 100, 800)]
    table = [Rule(82, 400, 500), Rule(300, 400, 500), Rule(498, 400, 500)]
    across = [Rule(100, 80, 500), Rule(400, 82, 498), Rule(500, 82, 498)]

    ((bare, *_),) = ruled([page(title, other, down=[*frame, *table], across=across)])

    assert bare.down == table


def test_a_row_whose_label_the_page_cuts_is_put_together() -> None:
    first = page(("3260", 300, 780), ("行政", 100, 788))
    second = page(("处罚", 100, 60), ("行政强制", 100, 90), ("266", 300, 90), number=2)

    assert rows(first, second) == [["行政处罚", "3260"], ["行政强制", "266"]]


def test_rows_that_show_nothing_stand_between_those_with_figures() -> None:
    figures = [(str(i), 300 + 30 * i, base) for base in (100.0, 220.0) for i in range(7)]
    labels = ["（一）予以公开", "1.属于国家秘密", "2.重复申请", "3.要求提供公开出版物", "（七）总计"]
    texts = [(label, 60.0, 100.0 + 30 * i) for i, label in enumerate(labels)]

    found = rows(page(*texts, *figures))

    assert [row[0] for row in found] == labels
    assert [row[1:] for row in found[1:4]] == [[""] * 7] * 3


def test_a_lone_figure_stands_under_its_head() -> None:
    heads = [("本年制发件数", 200.0, 100.0), ("本年废止件数", 300.0, 100.0), ("现行有效件数", 400.0, 100.0)]
    full = [("规章", 60.0, 130.0), *(("0", left, 130.0) for left in (200.0, 300.0, 400.0))]

    found = rows(page(("信息内容", 60, 100), *heads, *full, ("行政规范性文件", 60, 160), ("282", 400, 160)))

    assert found[-1] == ["行政规范性文件", "", "", "282"]


def test_a_rule_is_where_it_is_drawn_beside_each_row() -> None:
    down = [Rule(at, 100, 120) for at in (60, 100, 143, 200)] + [Rule(at, 120, 140) for at in (60, 103, 146, 200)]
    across = [Rule(y, 60, 200) for y in (100, 120, 140)]

    grid = grids_of(page(("1", 96, 115), ("2", 144, 115), ("1", 97, 135), down=down, across=across))[0][0]

    assert ["".join(sign.text for sign in cell.signs) for cell in grid.cells] == ["1", "", "2", "1", "", ""]


def test_figures_that_wrap_in_narrow_cells_make_one_row() -> None:
    down = [Rule(x, 60, 150) for x in (50, 200, 220, 260, 280, 320, 340)]
    across = [Rule(y, 50, 340) for y in (60, 80, 100, 150)]
    wrapped = [(sign, x, base) for x in (205.0, 265.0, 325.0) for sign, base in (("2", 120.0), ("05", 136.0))]
    level = [("28", x, 128.0) for x in (225.0, 285.0, 60.0)]

    found = blocks_of([page(*wrapped, *level, down=down, across=across)])

    assert [len(block.rows or ()) for block in found] == [3]


def test_a_small_raised_figure_is_a_note() -> None:
    down, across = (
        [Rule(50, 100, 140), Rule(100, 100, 140), Rule(150, 100, 140)],
        [Rule(100, 50, 150), Rule(140, 50, 150)],
    )
    made = page(("件数", 60, 125), ("0", 110, 125), down=down, across=across)
    made.signs += written("2", 116, 121, 8)

    assert [[cell.text for cell in row] for block in blocks_of([made]) for row in block.rows or ()] == [["件数", "0"]]


def test_columns_that_the_page_cuts_from_one_another_are_one_table() -> None:
    numbers = [Rule(20.0 * i, 50, 70) for i in range(5, 11)]
    cells = [Rule(20.0 * i, 120, 200) for i in range(5, 11)]
    down = [Rule(x, 100, 200) for x in (50, 70, 120, 160, 200)]

    (grid,), _ = grids_of(page(across=[*numbers, *cells], down=down))

    assert grid.xs == [50, 70, 120, 160, 200]


def test_a_label_that_runs_over_into_the_next_cell_is_given_back() -> None:
    labels = ("不予处", "理（六）其他处理", "（七）总计")
    texts = [(text, 52.0, 115.0 + 20 * i) for i, text in enumerate(labels)]
    figures = [("7", 205.0, 115.0 + 20 * i) for i in range(3)]
    across, down = [Rule(100.0 + 20 * i, 50, 240) for i in range(4)], [Rule(x, 100, 160) for x in (50, 200, 240)]

    found = rows(page(*texts, *figures, across=across, down=down))

    assert [row[0] for row in found] == ["不予处理", "（六）其他处理", "（七）总计"]


def test_heads_over_several_lines_make_one_row() -> None:
    upper, lower = ("结果", "结果", "其他", "尚未"), ("维持", "纠正", "结果", "审结")
    heads = [
        (text, 100.0 + 40 * i, base) for line, base in ((upper, 100.0), (lower, 112.0)) for i, text in enumerate(line)
    ]
    figures = [(str(i), 105.0 + 40 * i, 130.0) for i in range(4)]

    assert rows(page(*heads, *figures)) == [["结果维持", "结果纠正", "其他结果", "尚未审结"], ["0", "1", "2", "3"]]


def test_a_word_for_none_stands_in_the_column_of_a_figure() -> None:
    columns = [(str(i), 300 + 36 * i, base) for base in (100.0, 120.0) for i in range(7)]
    mixed = [("无" if i == 2 else "0", 300 + 36 * i, 140.0) for i in range(7)]
    labels = [(text, 60.0, 100.0 + 20 * i) for i, text in enumerate(("（一）予以公开", "2.重复申请", "（七）总计"))]

    assert rows(page(*labels, *columns, *mixed))[-1] == ["（七）总计", "0", "0", "无", "0", "0", "0", "0"]


def test_small_tables_whose_heads_and_figures_no_rule_parts_have_rows_all_the_same() -> None:
    names = ("维持", "纠正", "其他", "审结", "总计")
    cells = [
        (text, 55.0 + 40 * i, base)
        for top in (100.0, 150.0, 200.0)
        for i, name in enumerate(names)
        for text, base in ((name, top + 15), ("7", top + 35))
    ]
    down = [Rule(50.0 + 40 * i, 100, 250) for i in range(6)]
    across = [Rule(y, 50, 250) for y in (100, 150, 200, 250)]

    found = rows(page(*cells, down=down, across=across))

    assert found[:2] == [[*names], ["7"] * 5]
    assert [row for row in found if "7" in row] == [["7"] * 5] * 3
