"""Who answers to what: the name of an event, and the functions that run after the act has been committed."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from gongkai.apps.accounts.models import User
from gongkai.apps.channels.services import links
from gongkai.apps.core import imports, notices
from gongkai.apps.core.models import Channel
from gongkai.apps.core.notices import Address, Resolver
from gongkai.apps.core.outbox import Handlers
from gongkai.server import telling_applicants
from gongkai.server.telling import staff_address, tell_secrecy_reviewers
from gongkai.server.watching import watch_published_links, watch_submitted_links

HANDLERS: Handlers = {
    notices.EVENT: (notices.HANDLER,),
    "core.marked_file_refused": (tell_secrecy_reviewers,),
    "core.marked_text_refused": (tell_secrecy_reviewers,),
    "core.import_confirmed": (imports.HANDLER,),
    "inforequests.acknowledged": (telling_applicants.tell_acknowledged,),
    "inforequests.registered": (telling_applicants.tell_registered,),
    "inforequests.correction_asked": (telling_applicants.tell_correction_asked,),
    "inforequests.replied": (telling_applicants.tell_replied,),
    links.EVENT: (links.try_link,),
    "disclosure.submitted": (watch_submitted_links,),
    "disclosure.published": (watch_published_links,),
    "disclosure.withdrawn": (),
}


def _staff(pk: int, channel: str) -> Address | None:
    """A member of staff who still has an account."""
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None:
        return None
    found = staff_address(user, channel)
    return Address(found) if found else None


def _audit_mailbox(_pk: int, channel: str) -> Address | None:
    """The one mailbox that receives the heads of the audit log."""
    mailbox = settings.CONFIG.audit_mail
    return Address(mailbox) if mailbox and channel == Channel.EMAIL else None


RECIPIENTS: Mapping[str, Resolver] = {
    "staff": _staff,
    "audit_mailbox": _audit_mailbox,
    telling_applicants.RECIPIENT: telling_applicants.applicant_address,
}
