"""The wordings of notices, as data: `notices.yaml` of each app. Nothing personal can be filled into them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from django.apps import apps

from gongkai.apps.core.models import Channel
from gongkai.bilingual import Text
from gongkai.declarations import Entry, read_file
from gongkai.errors import InvalidInput

Value = str | int

PLACES: dict[str, re.Pattern[str]] = {
    "day": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "count": re.compile(r"\d{1,9}"),
    "number": re.compile(r"(?=.*\d)(?!.*\d{9})[\w〔〕（）()\[\]-]{1,40}"),
    "link": re.compile(r"(?!.*\d{9})https?://[A-Za-z0-9.:\[\]-]{1,200}/[A-Za-z0-9_/-]{0,100}"),
    "digest": re.compile(r"[0-9a-f]{64}"),
}
"""What may be filled in: days, counts, numbers of files and letters (no run of nine figures), pages, keyed digests."""

CHANNELS = tuple(Channel.values)


@dataclass(frozen=True, slots=True)
class Template:
    """One wording.

    channels   ways in which it may travel
    subject    the line above a mail
    places     name of each place -> its kind, a key of PLACES
    """

    id: str
    channels: frozenset[str]
    subject: Text
    text: Text
    places: Mapping[str, str]

    def check_values(self, values: Mapping[str, Value]) -> None:
        """Raises InvalidInput unless every place, and nothing else, is given a value of its kind."""
        if set(values) != set(self.places):
            words = Text("填入的项目与模板不符。", "The values given are not those of the template.")
            raise InvalidInput("notice-places-wrong", words, where=self.id)
        for name, value in values.items():
            if not PLACES[self.places[name]].fullmatch(str(value)):
                words = Text("“{name}”不能这样填。", "{name!r} cannot be filled in so.").format(name=name)
                raise InvalidInput("notice-places-wrong", words, where=self.id)

    def filled(self, values: Mapping[str, Value]) -> tuple[Text, Text]:
        """Subject and text with their places filled in."""
        return self.subject.format(**values), self.text.format(**values)


@cache
def templates() -> Mapping[str, Template]:
    """Every template of every app. Raises InvalidDeclaration for a wrong file."""
    return {template.id: template for path in template_files() for template in read_templates(path)}


def template_named(name: str) -> Template:
    """Raises InvalidInput when there is none."""
    try:
        return templates()[name]
    except KeyError:
        words = Text("没有这个通知模板。", "There is no such template of a notice.")
        raise InvalidInput("notice-unknown", words, where=name) from None


def template_files() -> list[Path]:
    folders = [Path(app.path) for app in apps.get_app_configs() if app.name.startswith("gongkai.")]
    return [path for folder in folders if (path := folder / "notices.yaml").is_file()]


def read_templates(path: Path) -> Iterator[Template]:
    """The templates of one file. Raises InvalidDeclaration with file and line."""
    where = f"{path.parent.name}/{path.name}"
    for name, entry in Entry(read_file(path, where=where), where).named():
        if not name.startswith(f"{path.parent.name}."):
            raise entry.fault(f"名称应以“{path.parent.name}.”开头", f"its name begins with “{path.parent.name}.”")
        yield _template(name, entry)


def _template(name: str, entry: Entry) -> Template:
    entry.only("channels", "subject", "text", "places")
    channels = entry.strings("channels")
    if not channels or not set(channels) <= set(CHANNELS):
        known = ", ".join(CHANNELS)
        raise entry.fault(f"渠道只能是 {known}", f"channels are among {known}", "channels")
    places: dict[str, str] = {}
    if entry.has("places"):
        kinds = entry.entry("places")
        places = {str(place): kinds.choice(place, tuple(PLACES)) for place in kinds.values}
    template = Template(name, frozenset(channels), entry.words("subject"), entry.words("text"), places)
    for key, words in (("subject", template.subject), ("text", template.text)):
        for wording in (words.zh, words.en):
            if not _places_of(wording) <= set(places):
                raise entry.fault("用了没有声明的位置", "it uses a place that is not declared", key)
    return template


def _places_of(wording: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(wording) if name is not None}
