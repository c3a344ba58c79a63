"""What the backup of a release holds of requests: the way of one, its letters and fees, and what is disputed."""

from __future__ import annotations

import io
from datetime import date

from PIL import Image

from gongkai.apps.core.attachments import store
from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.services import fees, letters
from gongkai.apps.inforequests.services.letters import LetterWays
from gongkai.apps.inforequests.services.retention import set_retention
from gongkai.apps.inforequests.services.summaries import write_summary
from gongkai.apps.remedies.services import answer
from tests.apps.builders import NOW, TODAY, County
from tests.apps.inforequests.builders import LETTER, at, in_hand, replied
from tests.apps.remedies.builders import decided, entered

SINCE, PAID = date(2026, 1, 1), date(2026, 3, 20)


def fill_requests(county: County) -> None:
    handler, head = county.person("handler"), county.person("office_head")
    services.set_adviser_rule(county.body, advised="denied", valid_from=TODAY, by=head, at=NOW)
    set_retention(county.body, years=10, valid_from=SINCE, basis="演示规定", by=head, at=NOW)
    services.consult(in_hand(county), to="third_party", **LETTER, on=TODAY, by=handler, at=NOW)
    answered = replied(county)
    write_summary(answered, summary="某学年招生安排", by=head, at=NOW)
    _send_letter(county)
    _charge(county)
    dispute = entered(county)
    answer(dispute, proof="答复书", on=TODAY, by=handler, at=NOW)
    decided(county, dispute)


def _send_letter(county: County) -> None:
    clerk, head = county.person("inbound_clerk"), county.person("office_head")
    letters.set_letter_rule(county.body, LetterWays(code="示公开"), valid_from=SINCE, by=head, at=NOW)
    letter = letters.make_letter(in_hand(county), kind="receipt", given={}, by=county.person("handler"), at=NOW)
    letters.issue_letter(letter, by=head, at=NOW)
    scan = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(scan, format="JPEG")
    scan.seek(0)
    sealed = store(scan, name="盖章.jpg", by=clerk.actor, at=NOW)
    letters.keep_sealed(letter, sealed, by=clerk, at=NOW)
    letters.serve_letter(letter, on=TODAY, proof="当面签收", by=clerk, at=NOW)


def _charge(county: County) -> None:
    head, handler = county.person("office_head"), county.person("handler")
    fees.set_fee_rule(county.body, method="by_item", way="到代收银行缴纳", valid_from=SINCE, by=head, at=NOW)
    charged = in_hand(county)
    fees.decide_fee(charged, units=31, by=handler, at=NOW)
    fees.notice_fee(charged, on=TODAY, by=handler, at=NOW)
    clerk = county.person("inbound_clerk")
    fees.record_fee(charged, slip_number="示财0001", on=PAID, by=clerk, at=at(PAID))
    fees.refund_fee(charged, yuan=100, slip_number="退1", reason="多计", on=PAID, by=head, at=at(PAID))
