"""A fee as its notice derives it: brackets, rates and the tariff in words."""

from __future__ import annotations

from gongkai.apps.inforequests.models import FeeNotice
from gongkai.law import Fee, fee_by_item, fee_by_page
from gongkai.law.fees import FeeLine


def fee_of(notice: FeeNotice) -> Fee:
    """The fee of a notice, derived again from the tariff of its day."""
    if notice.method == "by_item":
        return fee_by_item(notice.units, already=notice.already, on=notice.on)
    return fee_by_page(notice.units, on=notice.on)


def printed_line(line: FeeLine, unit: str) -> str:
    """One bracket: 第31至40件，共10件，每件200元，计2000元."""
    span = f"第{line.first}" if line.first == line.last else f"第{line.first}至{line.last}"
    return f"{span}{unit}，共{line.count}{unit}，每{unit}{line.rate_yuan}元，计{line.yuan}元"


def printed_tariff(fee: Fee) -> str:
    """The whole tariff: from which unit which rate, and by how much it rises."""
    parts, unit = [], fee.unit.zh
    for band in fee.tariff.bands:
        rate = f"每{unit}{band.rate}元" if band.rate else "不收费"
        rises = f"，此后每增加{band.every}{unit}，每{unit}加收{band.adds}元" if band.every else ""
        parts.append(f"第{band.first}{unit}起{rate}{rises}")
    return "，".join(parts)
