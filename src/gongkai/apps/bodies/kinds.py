"""Kinds of public bodies as data: what each is called, and below which others it may stand."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from gongkai.bilingual import Text


class Kind(models.TextChoices):
    """Kinds of public bodies, from the province down. A district and a county-level city are counties."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    SUBDISTRICT = "subdistrict"
    COMMUNITY = "community"
    VILLAGE = "village"
    PUBLIC_SERVICE = "public_service"


@dataclass(frozen=True, slots=True)
class KindRule:
    """One kind.

    below            kinds it may stand below
    may_be_root      it may stand below nothing
    division_digits  length of its division code; 0 for a kind that has no territory
    """

    kind: Kind
    label: Text
    below: frozenset[Kind]
    may_be_root: bool = False
    division_digits: int = 0


_TERRITORIES = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY)
_GRASSROOTS = (Kind.TOWNSHIP, Kind.SUBDISTRICT)

KINDS: dict[str, KindRule] = {
    str(rule.kind): rule
    for rule in (
        KindRule(Kind.PROVINCE, Text("省级政府", "Province"), frozenset(), may_be_root=True, division_digits=6),
        KindRule(Kind.CITY, Text("市级政府", "City"), frozenset({Kind.PROVINCE}), may_be_root=True, division_digits=6),
        KindRule(
            Kind.COUNTY,
            Text("县级政府", "County"),
            frozenset({Kind.PROVINCE, Kind.CITY}),
            may_be_root=True,
            division_digits=6,
        ),
        KindRule(Kind.DEPARTMENT, Text("部门", "Department"), frozenset({*_TERRITORIES, Kind.DEPARTMENT})),
        KindRule(Kind.TOWNSHIP, Text("乡镇", "Township"), frozenset({Kind.CITY, Kind.COUNTY}), division_digits=9),
        KindRule(Kind.SUBDISTRICT, Text("街道", "Subdistrict"), frozenset({Kind.CITY, Kind.COUNTY}), division_digits=9),
        KindRule(Kind.COMMUNITY, Text("社区", "Community"), frozenset(_GRASSROOTS), division_digits=12),
        KindRule(Kind.VILLAGE, Text("村", "Village"), frozenset(_GRASSROOTS), division_digits=12),
        KindRule(
            Kind.PUBLIC_SERVICE,
            Text("公共企事业单位", "Public service institution"),
            frozenset({*_TERRITORIES, *_GRASSROOTS, Kind.DEPARTMENT}),
        ),
    )
}
GOVERNMENT_KINDS = frozenset({*_TERRITORIES, Kind.TOWNSHIP})


def rank(kind: str) -> int:
    """Place of a kind in lists: from the province down."""
    return list(KINDS).index(kind)
