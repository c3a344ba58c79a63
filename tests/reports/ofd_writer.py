"""OFD files made of the signs and rules of other pages, written the several ways that OFD allows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from itertools import pairwise
from xml.sax.saxutils import escape

from gongkai.reports.extract.pages.page import Page, Sign
from gongkai.reports.extract.pages.writing import lines_of

MM = 25.4 / 72
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
WAYS = ("lines", "signs", "scaled", "boxes", "template", "absolute", "blocks")


def ofd_of(pages: Sequence[Page], *, way: str = "lines") -> bytes:
    """The pages as an OFD file.

    way  lines: a text object a line; signs: one a character; scaled: through CTM; boxes: rules are thin filled boxes;
         template: the rules stand in a template; absolute: parts are named from the top; blocks: objects lie in blocks
    """
    top = "/Doc_0/" if way == "absolute" else ""
    parts = {"OFD.xml": _root("/Doc_0/Document.xml" if way == "absolute" else "Doc_0/Document.xml")}
    kids, templates = [], []
    for page in pages:
        rules, texts = "".join(_rules(page, way)), "".join(_texts(page, way))
        name = f"Pages/Page_{page.number}/Content.xml"
        kids.append(f'<ofd:Page ID="{page.number}" BaseLoc="{top}{name}"/>')
        mark = ""
        if way == "template":
            mark = f'<ofd:Template TemplateID="{900 + page.number}" ZOrder="Background"/>'
            tail = f"Tpls/Tpl_{page.number}/Content.xml"
            templates.append(f'<ofd:TemplatePage ID="{900 + page.number}" BaseLoc="{tail}"/>')
            parts[f"Doc_0/{tail}"] = _content(page, rules, "")
            rules = ""
        inner = f"<ofd:PageBlock>{rules}</ofd:PageBlock><ofd:PageBlock>{texts}</ofd:PageBlock>"
        parts[f"Doc_0/{name}"] = _content(page, inner if way == "blocks" else rules + texts, mark)
    parts["Doc_0/Document.xml"] = (
        f"{HEAD}<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        f"</ofd:PageArea>{''.join(templates)}</ofd:CommonData><ofd:Pages>{''.join(kids)}</ofd:Pages></ofd:Document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def _root(document: str) -> str:
    return (
        f'{HEAD}<ofd:OFD {NAMESPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocRoot>{document}</ofd:DocRoot>'
        "</ofd:DocBody></ofd:OFD>"
    )


def _content(page: Page, objects: str, mark: str) -> str:
    size = f"0 0 {page.width * MM:.3f} {page.height * MM:.3f}"
    return (
        f"{HEAD}<ofd:Page {NAMESPACE}><ofd:Area><ofd:PhysicalBox>{size}</ofd:PhysicalBox></ofd:Area>{mark}"
        f'<ofd:Content><ofd:Layer ID="5000">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def _rules(page: Page, way: str) -> list[str]:
    lines = [(r.start, r.at, r.end, r.at) for r in page.across] + [(r.at, r.start, r.at, r.end) for r in page.down]
    return [_box(*line) if way == "boxes" else _line(*line) for line in lines]


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    box = f"{x0 * MM:.3f} {y0 * MM:.3f} {max(0.2, (x1 - x0) * MM):.3f} {max(0.2, (y1 - y0) * MM):.3f}"
    data = f"M 0 0 L {(x1 - x0) * MM:.3f} {(y1 - y0) * MM:.3f}"
    return (
        f'<ofd:PathObject ID="1" Boundary="{box}" LineWidth="0.2"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )


def _box(x0: float, y0: float, x1: float, y1: float) -> str:
    wide, high = max(0.18, (x1 - x0) * MM), max(0.18, (y1 - y0) * MM)
    data = f"M 0 0 L {wide:.3f} 0 L {wide:.3f} {high:.3f} L 0 {high:.3f} C"
    box = f"{x0 * MM:.3f} {y0 * MM:.3f} {wide:.3f} {high:.3f}"
    return (
        f'<ofd:PathObject ID="1" Boundary="{box}" Fill="true" Stroke="false">'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _texts(page: Page, way: str) -> list[str]:
    groups = [[s] for s in page.signs] if way == "signs" else [line.signs for line in lines_of(page.signs)]
    return [_text(signs, way) for signs in groups]


def _text(signs: Sequence[Sign], way: str) -> str:
    size = max(s.height for s in signs) * 1.1 * MM
    left, base = signs[0].left * MM, max(s.base for s in signs) * MM
    factor = 0.5 if way == "scaled" else 1.0
    steps = [(b.left - a.left) * MM / factor for a, b in pairwise(signs)]
    matrix = f' CTM="{factor} 0 0 {factor} 0 0"' if way == "scaled" else ""
    text = escape("".join(s.text for s in signs))
    deltas = f' DeltaX="{_deltas(steps)}"' if steps else ""
    box = f"{left:.3f} {base - size:.3f} {(signs[-1].right - signs[0].left) * MM + size:.3f} {size * 1.2:.3f}"
    return (
        f'<ofd:TextObject ID="2" Boundary="{box}" Font="3" Size="{size / factor:.3f}"{matrix}>'
        f'<ofd:TextCode X="0" Y="{size / factor:.3f}"{deltas}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def _deltas(steps: Sequence[float]) -> str:
    words: list[str] = []
    at = 0
    while at < len(steps):
        same = 1
        while at + same < len(steps) and abs(steps[at + same] - steps[at]) < 0.01:
            same += 1
        words += ["g", str(same), f"{steps[at]:.3f}"] if same > 2 else [f"{s:.3f}" for s in steps[at : at + same]]
        at += same
    return " ".join(words)
