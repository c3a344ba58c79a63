"""One canonical form of a printed label, whatever its width, spaces, brackets and numbering."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Radicals of the CJK supplement block (U+2E80–2EFF) that PDF producers print for characters; NFKC leaves them alone.
_RADICALS = dict(
    zip(
        map(
            ord,
            "⺁⺄⺆⺈⺌⺍⺕⺜⺝⺠⺢⺫⺬⺮⺯⺲⺶⺸⺺⺼⺽⻁⻂⻃⻄⻅⻆⻉⻋⻌⻎⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻮⻰⻳",
        ),
        "厂乙冂刀小小彐日月民水目示竹糸网羊羊聿肉臼虎衣西西见角贝车辶辶長长长门阜青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齐齿龙龟",
        strict=True,
    )
)

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_RADICAL = re.compile("[\u2e80-\u2eff]")
_UNUSUAL = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u2e80-\u2fdf]")

_DROPPED = re.compile(r"[\s\u200b-\u200d\ufeff\xad，、。：:；;,.．·“”‘’\"'《》〈〉<>（）()\[\]【】〔〕*#|_]+")

_NUMBERING = re.compile(r"[0-9]{1,2}|[一二三四五六七八九十]{1,2}")


@lru_cache(maxsize=8192)
def canonical(text: str) -> str:
    """The label without spaces and punctuation, in half width; its numbering stays in front.

    >>> canonical("（三） 不 予公开"), canonical("１．属于国家秘密")
    ('三不予公开', '1属于国家秘密')
    """
    return _DROPPED.sub("", _without_radicals(unicodedata.normalize("NFKC", _without_radicals(text))))


def without_numbering(label: str) -> str:
    """A canonical label without the numbering in front of it, unless nothing would be left.

    >>> without_numbering("1属于国家秘密"), without_numbering("三不予公开")
    ('属于国家秘密', '不予公开')
    """
    match = _NUMBERING.match(label)
    return label[match.end() :] if match and match.end() < len(label) else label


def numbering(label: str) -> str:
    """The numbering in front of a canonical label, "" when it has none.

    >>> numbering("3其他"), numbering("其他")
    ('3', '')
    """
    match = _NUMBERING.match(label)
    return match.group() if match and match.end() < len(label) else ""


def with_common_characters(text: str) -> str:
    """The text without invisible signs, radicals printed for characters put back; everything else as it stands."""
    if _UNUSUAL.search(text) is None:
        return text
    bare = _INVISIBLE.sub("", _without_radicals(text))
    return "".join(unicodedata.normalize("NFKC", c) if "\u2f00" <= c <= "\u2fdf" else c for c in bare)


def _without_radicals(text: str) -> str:
    """Characters in place of the radicals printed for them; looking first is much quicker where there are none."""
    return text.translate(_RADICALS) if _RADICAL.search(text) else text
