"""HTML of texts: what is kept of what was typed, pasted or came from Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import nh3
from lxml import html as lxml_html
from lxml.html import HtmlElement

FILE_SCHEME = "gk-file"
TAGS = {
    *("p", "br", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "sub", "sup", "a", "img"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
SCHEMES = {"http", "https", "mailto", "tel", FILE_SCHEME}

_IS_FOREIGN = re.compile(
    r"<!--|<(?:/?o:|span|font|div|section|center|b\b|i\b|h1|h5|h6|xml|style|meta|colgroup)|class=|style=|&nbsp;|\u00a0",
    re.IGNORECASE,
)
"""What typed text and our own editor never leave behind."""
_FILE = re.compile(rf"{FILE_SCHEME}:([0-9]+)")
_ADDRESS_OF_FILE = re.compile(r"(?:https?://[^/\s]+)?/\S*/files/([0-9]+)/?")
_LABEL = re.compile(r"<!(?:--)?\[if !supportLists\](?:--)?>(.*?)<!(?:--)?\[endif\](?:--)?>", re.DOTALL)
_LIST_LEVEL = re.compile(r"mso-list:\s*l\d+\s+level(\d)", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:[(（]?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)、．）])\s*", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[·•●○§\uf000-\uf0ffoØüv\-–]\s+|^\s*[·•●○§\uf000-\uf0ff]\s*")
_BLOCKS = " or ".join(f"self::{tag}" for tag in ("p", "h1", "h2", "h3", "h4", "div", "table", "ul", "ol"))
_INLINE = ("strong", "em", "sub", "sup", "a")
_RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4", "div": "p", "section": "p", "center": "p"}


def clean(html: str, *, is_foreign: bool = False) -> str:
    """Keep headings, paragraphs, lists, tables, links and our own images; drop scripts, styles and everything else.

    Text pasted from Word becomes the same as if it had been typed: its lists are lists, its bold is strong, its empty
    spans and paragraphs are gone. Cleaning twice changes nothing.

    is_foreign  it is known to come from elsewhere; pasted text is told by its tags
    """
    if is_foreign or _IS_FOREIGN.search(html):
        html = _of_word(html)
    kept = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, attribute_filter=_attribute)
    return re.sub(r"<img(?![^>]*\bsrc=)[^>]*>", "", kept)


def files_in(html: str) -> list[int]:
    """Ids of the files that stand in a text as images, in order."""
    return [int(found) for found in re.findall(rf'src="{FILE_SCHEME}:([0-9]+)"', html)]


def with_files(html: str, address: Callable[[int], str]) -> str:
    """The text with the addresses under which a face serves its images."""
    return re.sub(rf'src="{FILE_SCHEME}:([0-9]+)"', lambda found: f'src="{address(int(found[1]))}"', html)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Images are files of ours, by their scheme or by an address of a face; links never are."""
    if (tag, name) == ("img", "src"):
        found = _FILE.fullmatch(value) or _ADDRESS_OF_FILE.fullmatch(value)
        return f"{FILE_SCHEME}:{found[1]}" if found else None
    if (tag, name) == ("a", "href") and value.startswith(FILE_SCHEME):
        return None
    return value


def _of_word(html: str) -> str:
    html = _LABEL.sub(r'<span class="gk-label">\1</span>', html)
    html = re.sub(r"<(style|xml|title|script)\b.*?</\1\s*>", "", html, flags=re.S | re.IGNORECASE)
    html = re.sub(r"<!--.*?-->|<!\[[^>]*\]>|<\?xml[^>]*>|<meta[^>]*>|<link[^>]*>", "", html, flags=re.S)
    html = re.sub(r"</?(?:o|w|v|m|st1):[^>]*>", "", html)
    root = lxml_html.fragment_fromstring(html.replace("&nbsp;", "\u00a0"), create_parent="div")
    _make_lists(root)
    _rename(root)
    _unwrap(root)
    _tidy(root)
    inner = (root.text or "") + "".join(lxml_html.tostring(one, encoding="unicode") for one in root)
    return re.sub(r"[ \t]{2,}", " ", inner.replace("\u00a0", " "))


def _make_lists(root: HtmlElement) -> None:
    """Word pastes an item as a paragraph that says its level; runs of them become lists."""
    held: list[tuple[int, HtmlElement]] = []
    for paragraph in list(root.iter("p")):
        level = _LIST_LEVEL.search(paragraph.get("style") or "")
        if level is None:
            held = []
            continue
        if held and paragraph.getprevious() is not held[0][1]:
            held = []
        depth = int(level[1])
        is_numbered = _take_label(paragraph)
        while held and held[-1][0] > depth:
            held.pop()
        if not held or held[-1][0] < depth:
            new = paragraph.makeelement("ol" if is_numbered else "ul", {})
            if held and len(held[-1][1]):
                held[-1][1][-1].append(new)
            else:
                paragraph.addprevious(new)
            held.append((depth, new))
        paragraph.tail = None
        paragraph.tag = "li"
        paragraph.attrib.clear()
        held[-1][1].append(paragraph)


def _take_label(paragraph: HtmlElement) -> bool:
    """Drop the number or bullet that Word printed; whether it was a number."""
    labels = paragraph.xpath(".//span[@class='gk-label']")
    label = "".join(labels[0].itertext()) if labels else (paragraph.text or "")
    is_numbered = _NUMBERED.match(label.strip() + " ") is not None
    if labels:
        labels[0].drop_tree()
    elif paragraph.text:
        paragraph.text = _BULLET.sub("", _NUMBERED.sub("", paragraph.text))
    return is_numbered


def _rename(root: HtmlElement) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element is root:
            continue
        style = (element.get("style") or "").replace(" ", "").lower()
        if element.tag in ("span", "font") and re.search(r"font-weight:(?:bold|[6-9]00)", style):
            element.tag = "strong"
        if element.tag == "div" and element.xpath(f"./*[{_BLOCKS}]"):
            element.drop_tag()
        else:
            element.tag = _RENAMED.get(element.tag, element.tag)


def _unwrap(root: HtmlElement) -> None:
    """Tags that say nothing go, their words stay; a lone paragraph of a cell or an item goes the same way."""
    for element in list(root.iter()):
        if isinstance(element.tag, str) and element is not root and element.tag not in TAGS and element.tag != "div":
            element.drop_tag()
    for cell in root.iter("td", "th", "li"):
        inner = [one for one in cell if one.tag == "p"]
        if len(inner) == 1 and not (cell.text or "").strip() and not (inner[0].tail or "").strip():
            inner[0].drop_tag()


def _tidy(root: HtmlElement) -> None:
    """Empty bold and empty paragraphs go; runs of strong that touch are one."""
    for element in _deepest_first(root):
        is_empty = not "".join(element.itertext()).strip() and not element.xpath(".//img | .//br | .//table")
        if element.tag in _INLINE and is_empty:
            element.drop_tag()
        elif element.tag in ("p", "h2", "h3", "h4", "li") and (is_empty or _is_breaks_only(element)):
            element.drop_tree()
    for strong in list(root.iter("strong", "em")):
        before = strong.getprevious()
        if before is not None and before.tag == strong.tag and not before.tail:
            _join(before, strong)


def _is_breaks_only(element: HtmlElement) -> bool:
    return not "".join(element.itertext()).strip() and all(one.tag == "br" for one in element)


def _deepest_first(root: HtmlElement) -> Iterator[HtmlElement]:
    yield from (one for one in reversed(list(root.iter())) if isinstance(one.tag, str) and one is not root)


def _join(before: HtmlElement, after: HtmlElement) -> None:
    if len(before):
        before[-1].tail = (before[-1].tail or "") + (after.text or "")
    else:
        before.text = (before.text or "") + (after.text or "")
    for one in list(after):
        before.append(one)
    before.tail = after.tail
    after.getparent().remove(after)
