"""docs/reference/cells.md: the editions of the national tables and the id of every cell."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.reports.editions import EDITION_IDS, edition
from gongkai.reports.schema import Edition, Table
from tools.handbook.markdown import code, page_of, table

INTRODUCTION = """
单元格编号 = 表.行.栏，如 `t3.received.total`。空白、“/”、“-”读作空值，不读作0。
元的金额换算为万元，原单位另存。

A cell id is table.row.column, as in `t3.received.total`. A blank, “/” or “-” is read as no value, never as 0.
Amounts in yuan are turned into 10,000 yuan; the printed unit is kept beside them.
"""


def page() -> str:
    return page_of(
        "单元格编号 Cell ids", INTRODUCTION, *(part for id_ in EDITION_IDS for part in _edition(edition(id_)))
    )


def _edition(shown: Edition) -> Iterator[str]:
    years = f"{shown.first_year}–{shown.last_year or ''}"
    yield f"## {shown.label.zh} {shown.label.en}"
    yield (
        f"格式 edition `{shown.id}` · 年份 years {years} · 依据 instrument {shown.instrument}"
        f" · 核实情况 status {shown.status} · {len(shown.cells)} 个单元格 cells"
    )
    for part in shown.tables:
        yield f"### {shown.id} · `{part.id}`"
        yield from (_block(part, number) for number in range(len(part.blocks)))
    if shown.identities:
        yield f"### {shown.id} · 勾稽关系 identities"
        yield _identities(shown)


def _block(shown: Table, number: int) -> str:
    block = shown.blocks[number]
    columns = table(("栏 column", "编号 id", "单位 unit"), ((c.label, code(c.id), c.unit) for c in block.columns))
    rows = table(
        ("行 row", "编号 id", "所属 under", "依据 citation"),
        ((r.label, code(f"{shown.id}.{r.id}.*"), " › ".join(r.under), r.cite or block.cite) for r in block.rows),
    )
    head = f"**{block.head}**\n\n" if block.head else ""
    return f"{head}{rows}\n\n{columns}"


def _identities(shown: Edition) -> str:
    counted: dict[str, list[str]] = {}
    for identity in shown.identities:
        counted.setdefault(identity.rule, []).append(f"{' + '.join(identity.left)} = {' + '.join(identity.right)}")
    return table(
        ("规则 rule", "条数 count", "例 example"),
        ((code(rule), len(equations), code(equations[0])) for rule, equations in counted.items()),
    )
