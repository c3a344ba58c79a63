"""The OCR engine: lines of writing in a page, and the text of single cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from gongkai.reports.extract.pages.straight import SCANS, imaging
from gongkai.reports.optional import optional_module

PAD = 6


@dataclass(frozen=True, slots=True)
class Letter:
    """A recognised character with its box in dots."""

    text: str
    box: tuple[float, float, float, float]
    certainty: float


@cache
def _engine(source_free: None = None) -> Any:
    """One engine for the process; making it takes a second."""
    del source_free
    rapidocr = optional_module("rapidocr", extra="ocr", form=SCANS, is_read=True)
    return rapidocr.RapidOCR(params={"Global.log_level": "critical"})


def engine(source: str) -> Any:
    """The engine. Raises InvalidInput when the extra is not installed."""
    optional_module("onnxruntime", extra="ocr", form=SCANS, where=source, is_read=True)
    optional_module("rapidocr", extra="ocr", form=SCANS, where=source, is_read=True)
    return _engine()


def lines_in(gray: Any, *, source: str) -> list[list[Letter]]:
    """Every line of writing in the page, letter by letter."""
    cv2, _ = imaging(source)
    result = engine(source)(cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR), use_cls=False, return_word_box=True)
    if result.boxes is None or result.word_results is None:
        return []
    return [_letters(line) for line in result.word_results if line]


def _letters(line: Any) -> list[Letter]:
    """The letters of a line; a word of several Latin letters or digits is cut evenly."""
    letters = []
    for text, certainty, corners in line:
        if not text or corners is None:
            continue
        xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        left, right = min(xs), max(xs)
        step = (right - left) / len(text)
        for i, sign in enumerate(text):
            if not sign.isspace():
                box = (left + i * step, min(ys), left + (i + 1) * step, max(ys))
                letters.append(Letter(sign, box, float(certainty)))
    return letters


def texts_of(crops: Sequence[Any], *, source: str) -> list[tuple[str, float]]:
    """The text of each small picture and how sure it is; made larger where it is small."""
    if not crops:
        return []
    cv2, _ = imaging(source)
    from rapidocr.ch_ppocr_rec.typings import TextRecInput

    made = []
    for crop in crops:
        padded = cv2.copyMakeBorder(crop, PAD, PAD, PAD, PAD, cv2.BORDER_REPLICATE)
        made.append(cv2.cvtColor(padded, cv2.COLOR_GRAY2BGR))
    reader = engine(source)
    recognise = reader._load_rec_model() if hasattr(reader, "_load_rec_model") else reader.text_rec
    result = recognise(TextRecInput(img=made))
    return [(text.strip(), float(score)) for text, score in zip(result.txts or (), result.scores, strict=True)]
