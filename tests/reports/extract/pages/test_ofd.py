"""OFD files: the same cells as the pages they were made of, whichever way the file is written."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from collections.abc import Callable

import pytest

from gongkai.errors import GongkaiError, UnreadableSource
from gongkai.reports import check_report, read_report
from gongkai.reports.extract.pages.page import Page
from gongkai.reports.extract.pages.pdf import pdf_pages
from gongkai.reports.extract.pages.proof import proof_page
from tests.reports.layouts import Written
from tests.reports.ofd_writer import WAYS, ofd_of
from tests.reports.prints import typeset
from tests.reports.scoring import Score, tally

Made = tuple[Written, list[Page]]


@pytest.fixture(scope="module")
def made() -> Made:
    document, data = typeset(41, variant="big")
    return document, pdf_pages(data)


@pytest.mark.parametrize("way", WAYS)
def test_every_cell_is_read(made: Made, way: str) -> None:
    document, pages = made

    assert set(tally(document, read_report(ofd_of(pages, way=way)))) == {Score.RIGHT}


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("variant", ["blanks", "one-row-other"])
def test_every_cell_of_any_report_is_read(edition: str, variant: str) -> None:
    document, data = typeset(42, edition=edition, variant=variant)

    assert set(tally(document, read_report(ofd_of(pdf_pages(data))))) == {Score.RIGHT}


def test_places_are_points_of_the_page(made: Made) -> None:
    report = read_report(ofd_of(made[1]))
    same = read_report(typeset(41, variant="big")[1])

    for cell, content in report.all_cells():
        place, other = content.place, same.cell(cell).place
        assert place is not None
        assert other is not None
        assert place.page == other.page
        assert place.box == pytest.approx(other.box, abs=1.0)


def test_the_proof_page_draws_the_page(made: Made) -> None:
    data = ofd_of(made[1])
    report = read_report(data)

    page = "".join(proof_page([(report, check_report(report), data)]))

    assert "data:image/svg+xml;base64," in page
    assert '<g id="r1-t3.received.total"' in page


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            target.writestr(entry, change(source.read(entry)) if entry == name else source.read(entry))
    return out.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("OFD.xml", b"<x/>", "broken-file"),
        ("OFD.xml", b"not xml", "broken-file"),
        ("OFD.xml", BOMB, "broken-file"),
        ("Doc_0/Document.xml", b"<Document/>", "broken-file"),
        ("Doc_0/Document.xml", b"<D>" + b'<Page BaseLoc="a"/>' * 500 + b"</D>", "too-long"),
        pytest.param(
            "Doc_0/Pages/Page_1/Content.xml",
            b"<P>" + b"<a/>" * 300_000 + b"</P>",
            "too-long",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_a_hostile_file_is_refused(made: Made, name: str, content: bytes, code: str) -> None:
    data = changed(ofd_of(made[1]), name, lambda _: content)

    with pytest.raises(UnreadableSource) as refused:
        read_report(data)

    assert refused.value.code == code


def test_endless_repetition_of_steps_is_cut(made: Made) -> None:
    data = changed(
        ofd_of(made[1]),
        "Doc_0/Pages/Page_1/Content.xml",
        lambda text: text.replace(b'DeltaX="', b'DeltaX="g 999999999999 1 '),
    )

    assert read_report(data).year == made[0].report.year


@pytest.mark.parametrize("seed", range(8))
def test_a_page_with_changed_bytes_is_refused_or_read_without_a_crash(made: Made, seed: int) -> None:
    rng = random.Random(seed)

    def spoil(text: bytes) -> bytes:
        spoilt = bytearray(text)
        for _ in range(rng.choice((1, 20, 200))):
            spoilt[rng.randrange(len(spoilt))] = rng.choice(b'0123456789eE-.<>"gMLC \xff')
        return bytes(spoilt)

    with contextlib.suppress(GongkaiError):
        read_report(changed(ofd_of(made[1]), "Doc_0/Pages/Page_3/Content.xml", spoil))
