"""Word files as clean HTML: headings, lists, tables and pictures stay; fonts, comments and deleted words do not."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

import mammoth
from lxml import etree
from lxml import html as lxml_html

from gongkai.apps.disclosure.cleaning import FILE_SCHEME, clean
from gongkai.apps.disclosure.word_hidden import shown_only
from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource

STYLES = """
p[style-name='Title'] => h2.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='heading 1'] => h2:fresh
p[style-name='heading 2'] => h3:fresh
p[style-name='heading 3'] => h4:fresh
"""
LONGEST_TITLE = 200
_DAMAGED = (etree.XMLSyntaxError, KeyError, ValueError, IndexError, AttributeError, OSError, RuntimeError)
"""What the reader raises for a file whose parts do not fit together."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the file; the text shows it as gk-file:number until it has an id."""

    number: int
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class WordText:
    """What a file says.

    title  its first line where that looks like a title, and is then no part of the text; "" where none does
    """

    title: str
    body_html: str
    pictures: tuple[Picture, ...]


def read_word(data: bytes) -> WordText:
    """The text of a DOCX file that has passed the checks of an upload.

    Deleted words, comments and hidden text are left out; inserted ones stay.
    raises  UnreadableSource
    """
    pictures: list[Picture] = []

    def keep(image: mammoth.documents.Image) -> Mapping[str, str]:
        with image.open() as opened:
            pictures.append(Picture(len(pictures) + 1, image.content_type, opened.read()))
        return {"src": f"{FILE_SCHEME}:{len(pictures)}"}

    try:
        converted = mammoth.convert_to_html(
            io.BytesIO(shown_only(data)), style_map=STYLES, convert_image=mammoth.images.img_element(keep)
        )
    except _DAMAGED as error:
        words = Text("这个文件不能作为 Word 文档读取。", "The file cannot be read as a Word document.")
        raise UnreadableSource("word-unreadable", words) from error
    title, rest = _parted(converted.value)
    return WordText(title, clean(rest, is_foreign=True), tuple(pictures))


def placed(body_html: str, ids: Mapping[int, int]) -> str:
    """The text with the ids of its pictures; one that was not taken is left out."""

    def picture(found: re.Match[str]) -> str:
        number = int(found[1])
        return found[0].replace(f'"{FILE_SCHEME}:{number}"', f'"{FILE_SCHEME}:{ids[number]}"') if number in ids else ""

    return re.sub(rf'<img\b[^>]*?src="{FILE_SCHEME}:([0-9]+)"[^>]*>', picture, body_html)


def _parted(html: str) -> tuple[str, str]:
    """The title and the rest: a line in the style of a title or of a heading, or all in bold, before any other."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for block in list(root):
        words = " ".join("".join(block.itertext()).split())
        if not words and not block.xpath(".//img"):
            continue
        bold = "".join("".join(one.itertext()) for one in block.iter("strong"))
        is_title = block.tag in ("h1", "h2") or (block.tag == "p" and " ".join(bold.split()) == words)
        if not is_title or not words or len(words) > LONGEST_TITLE:
            break
        root.remove(block)
        rest = "".join(lxml_html.tostring(one, encoding="unicode") for one in root)
        return words, rest
    return "", html
