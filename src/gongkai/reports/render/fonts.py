"""Which fonts a page is set in: for every role the first that this machine has, and what none of them can show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any

from gongkai.bilingual import Text
from gongkai.errors import GongkaiError
from gongkai.reports.optional import optional_module

FONT_PACKAGES = ("manimgx_fonts_cjk",)
"""Packages of the extra [fonts]; the font files lie in the package itself."""

FANG = ("FangSong_GB2312", "FangSong", "STFangsong", "FZFangSong-Z02S", "FandolFang R", "FandolFang")
SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "STSong", "SimSun")
SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei")
CHAINS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "STZhongsong", *SERIF, "FandolSong", *SANS),
        "body": (*FANG, *SERIF, "FandolSong", *SANS),
        "heading": ("SimHei", "STHeiti", *SANS, "FandolHei", *SERIF),
        "kai": ("KaiTi_GB2312", "KaiTi", "STKaiti", "FandolKai R", "FandolKai", "LXGW WenKai", *SERIF, *SANS),
        "song": ("SimSun", "STSong", *SERIF, "FandolSong", *SANS),
    }
)
LATIN = ("Times New Roman", "Liberation Serif", "Nimbus Roman", "TeX Gyre Termes")
MISSING = "\u3013"
"""The printers' mark for a character that is not in the case."""


@dataclass(frozen=True)
class FontShelf:
    """The fonts found at the start.

    roles   for each role the families that are there, best first
    loaded  what the typesetter takes
    files   where the fonts of a role lie: path and number inside the file
    """

    roles: Mapping[str, tuple[str, ...]]
    latin: str
    loaded: Any
    files: Mapping[str, tuple[tuple[str, int], ...]]

    @property
    def has_fangsong(self) -> bool:
        return self.roles["body"][0] in FANG

    @property
    def is_sans(self) -> bool:
        return self.roles["body"][0] in SANS

    def chain(self, role: str) -> list[str | dict[str, str]]:
        """The families of a role as the typesetter wants them: Latin letters and digits from a Latin serif."""
        families: list[str | dict[str, str]] = list(self.roles[role])
        has_latin = self.latin and not self.is_sans and role != "heading"
        return [{"name": self.latin, "covers": "latin-in-cjk"}, *families] if has_latin else families

    def missing(self, letters: Iterable[str]) -> list[str]:
        """Those characters that the fonts of some role all lack."""
        known = self._known
        return sorted({letter for letter in letters if ord(letter) not in known and not letter.isspace()})

    @property
    def _known(self) -> frozenset[int]:
        return frozenset.intersection(*(_covered(files) for files in self.files.values()))


@cache
def font_shelf(*, with_system: bool = True) -> FontShelf:
    """The fonts of the system and of the extra [fonts].

    raises  InvalidInput ("missing-extra") without typst,
            GongkaiError ("no-chinese-font") when no font has Chinese characters
    """
    typst = optional_module("typst", extra="pdf", form=Text("PDF文件", "PDF files"))
    folders = [
        path for name in FONT_PACKAGES if (spec := find_spec(name)) for path in spec.submodule_search_locations or ()
    ]
    loaded = typst.Fonts(include_system_fonts=with_system, include_embedded_fonts=True, font_paths=folders)
    known = {family.casefold(): family for family in loaded.families()}
    roles = {
        role: tuple(known[name.casefold()] for name in chain if name.casefold() in known)
        for role, chain in CHAINS.items()
    }
    if not all(roles.values()):
        raise GongkaiError(
            "no-chinese-font",
            Text(
                "没有找到可用的中文字体，无法生成PDF。",
                "No font with Chinese characters was found, so no PDF can be made.",
            ),
            hint=Text(
                "请安装中文字体（如Debian的fonts-noto-cjk），或运行：pip install 'gongkai[fonts]'",
                "Install a Chinese font (fonts-noto-cjk on Debian), or run: pip install 'gongkai[fonts]'",
            ),
        )
    infos = loaded.fonts()
    files = {
        role: tuple(sorted({(info.path, info.index) for info in infos if info.family in families and info.path}))
        for role, families in roles.items()
    }
    latin = next((known[name.casefold()] for name in LATIN if name.casefold() in known), "")
    return FontShelf(MappingProxyType(roles), latin, loaded, MappingProxyType(files))


@cache
def _covered(files: tuple[tuple[str, int], ...]) -> frozenset[int]:
    """The code points that one of these fonts has a glyph for."""
    library = optional_module("fontTools.ttLib", extra="pdf", form=Text("PDF文件", "PDF files"))
    covered: set[int] = set()
    for path, number in files:
        with library.TTFont(path, fontNumber=number, lazy=True) as font:
            covered.update(font.getBestCmap())
    return frozenset(covered)
