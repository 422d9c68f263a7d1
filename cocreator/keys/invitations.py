"""Account invitations: a signed link by which one person, within seven days and once, comes to have an account."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from cocreator.keys import audit, roles
from cocreator.keys.models import AccountInvitation

DAYS = 7
KIND = "keys.accountinvitation"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
logger = logging.getLogger(__name__)


class NotOpen(Exception):
    """Why an invitation opens no door: `forged`, `gone`, `used` or `over`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def may_give(account: Any) -> list[roles.Role]:
    """The roles that an account may invite people to have: all, its own as a facilitator, or none."""
    if account.has_perm("keys.add_accountinvitation"):
        return list(roles.ROLES.values())
    leads = settings.FACILITATORS_INVITE and account.has_perm("game.add_workshop")
    return [roles.ROLES["facilitator"]] if leads else []


def make(by: Any, address: str, role: str) -> AccountInvitation:
    """Invite somebody to have an account with a role."""
    made = AccountInvitation.objects.create(made_by=by, address=address, role=role)
    audit.write("invited", account=by.pk, kind=KIND, record=made.pk, detail=role)
    return made


def token_of(invitation: AccountInvitation) -> str:
    """What stands in the link, signed: the number of the invitation, and when it was made.

    The number alone would lead to another one after a restore, when numbers are handed out again.
    """
    return _signer().sign(f"{invitation.pk}.{_moment(invitation)}")


def mail(invitation: AccountInvitation, link: str) -> bool:
    """Mail the link to the address; false if nothing can be mailed."""
    if not settings.ACCOUNT_LOGIN_BY_CODE_ENABLED or not invitation.address:
        return False
    text = render_to_string("keys/email/invitation.txt", {"link": link, "days": DAYS})
    try:
        return bool(send_mail(_("An account for you at CO-CREATOR"), text, None, [invitation.address]))
    except (OSError, SMTPException) as fault:
        logger.warning("an invitation could not be mailed: %s", type(fault).__name__)
        return False


def found(token: str) -> AccountInvitation:
    """The open invitation behind a token. Raises NotOpen."""
    try:
        number, _dot, moment = _signer().unsign(token).partition(".")
    except BadSignature:
        raise NotOpen("forged") from None
    row = AccountInvitation.objects.filter(pk=number).first()
    return _opened(row if row is not None and _moment(row) == moment else None)


def awaiting(address: str) -> AccountInvitation | None:
    """The newest open invitation to this address, if there is one."""
    waiting = AccountInvitation.objects.filter(taken_at=None, made_at__gt=_oldest(), address__iexact=address)
    return waiting.order_by("-made_at").first() if address else None


def take(invitation: AccountInvitation, name: str, password: str | None) -> Any:
    """Make the account, without a password if none is given; of two at once, one has it.

    Raises NotOpen, and IntegrityError for a name that is taken.
    """
    with transaction.atomic():
        fresh = _opened(AccountInvitation.objects.select_for_update().filter(pk=invitation.pk).first())
        address = fresh.address if _vouched_for(fresh, password) else ""
        account = get_user_model().objects.create_user(name, address, password)
        roles.give(account, fresh.role)
        fresh.taken_by, fresh.taken_at, fresh.address = account, timezone.now(), ""
        fresh.save()
        audit.write("accepted", account=account.pk, kind=KIND, record=fresh.pk, detail=fresh.role)
    return account


def _vouched_for(invitation: AccountInvitation, password: str | None) -> bool:
    """Whether the address is known to be theirs: by an administrator who invited, or by the log-in they come with.

    A link that a facilitator has copied may be opened by anybody, and an address leads to accounts.
    """
    by = invitation.made_by
    return password is None or (by is not None and by.has_perm("keys.add_accountinvitation"))


def open_ones(by: Any) -> list[AccountInvitation]:
    """The open invitations that an account may see: all, or those it made itself."""
    every = AccountInvitation.objects.filter(taken_at=None, made_at__gt=_oldest())
    may_see_all = by.has_perm("keys.view_accountinvitation")
    return list(every if may_see_all else every.filter(made_by=by))


def take_back(by: Any, number: str) -> None:
    """Take an open invitation back; the second of two taps finds nothing to do."""
    for invitation in open_ones(by):
        if str(invitation.pk) == number:
            audit.write("taken-back", account=by.pk, kind=KIND, record=invitation.pk, detail=invitation.role)
            invitation.delete()


def forget() -> None:
    """Forget the addresses of those that are over; the invitations themselves go when the audit log does."""
    AccountInvitation.objects.filter(made_at__lte=_oldest()).exclude(address="").update(address="")
    long_ago = timezone.now() - timedelta(days=settings.AUDIT_DAYS)
    AccountInvitation.objects.filter(made_at__lt=long_ago).delete()


def _moment(invitation: AccountInvitation) -> str:
    """When an invitation was made, in microseconds since 1970: no other one shares number and moment."""
    return str((invitation.made_at - EPOCH) // timedelta(microseconds=1))


def _oldest() -> Any:
    return timezone.now() - timedelta(days=DAYS)


def _opened(invitation: AccountInvitation | None) -> AccountInvitation:
    if invitation is None:
        raise NotOpen("gone")
    if invitation.taken_at is not None:
        raise NotOpen("used")
    if invitation.made_at <= _oldest():
        raise NotOpen("over")
    return invitation


def _signer() -> Signer:
    return Signer(salt="co-creator.account")
