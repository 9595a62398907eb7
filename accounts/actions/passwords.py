"""Passwords: one's own, and links with which a person sets one. Nobody sets another's."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.actions.step_up import confirm_password
from accounts.enums import AccountState
from accounts.models import PasswordLink, PastPassword, User
from accounts.rules import POLICIES
from hall_ops.lib.errors import DomainError
from records.actions import record_event

LINK_LASTS = timedelta(minutes=30)
KEEP = max(policy.keep for policy in POLICIES.values())


class WrongPassword(DomainError):
    """The password in use was asked and did not match."""

    status = 422


class LinkClosed(DomainError):
    """Used, replaced, expired, never made, or of a disabled account: one answer for all."""

    status = 410


class LinkRefused(DomainError):
    """No link for this account."""


def change_password(*, by: User, old: str, new: str, at: datetime) -> User:
    """Change one's own password; ends every session (the caller renews its own).

    Raises: WrongPassword; ValidationError from the validators.
    """
    confirm_password(by=by, password=old, refusal=WrongPassword, action="password.change")
    validate_password(new, by)
    with transaction.atomic():
        _set_password(by, new, at)
        record_event("password.change", by=by, obj=by)
    return User.objects.get(pk=by.pk)


def create_link(*, by: User | None, account: User, at: datetime, lasts: timedelta = LINK_LASTS) -> str:
    """A link's token, shown once. Closes an earlier link of the account.

    Raises: LinkRefused for oneself and for disabled accounts.
    """
    if by is not None and by.pk == account.pk:
        raise LinkRefused(_("修改自己的口令请用“修改口令”。"))
    if account.state == AccountState.DISABLED:
        raise LinkRefused(_("账号已停用。请先由安全管理员重新启用，再重设口令。"))
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        PasswordLink.objects.filter(user=account, closed_at=None).update(closed_at=at)
        link = PasswordLink.objects.create(
            user=account, token_hash=_hash(token), created_by=by, created_at=at, expires_at=at + lasts
        )
        record_event("password.link", by=by, obj=account, after={"expires_at": link.expires_at})
    return token


def open_link(*, token: str, at: datetime, lock: bool = False) -> PasswordLink:
    """The link while it may be used. Raises: LinkClosed."""
    links = PasswordLink.objects.select_related("user").filter(
        token_hash=_hash(token), closed_at=None, expires_at__gt=at, user__disabled_at=None
    )
    link = (links.select_for_update(of=("self",)) if lock else links).first()
    if link is None:
        raise LinkClosed(_("链接无效：可能已用过、已过期或已被新的链接代替。请联系系统管理员重新生成。"))
    return link


def use_link(*, token: str, new: str, at: datetime) -> User:
    """Set the password by a link, once; ends every session of the user.

    Raises: LinkClosed; ValidationError from the validators.
    """
    validate_password(new, open_link(token=token, at=at).user)
    with transaction.atomic():
        link = open_link(token=token, at=at, lock=True)
        _set_password(link.user, new, at)
        PasswordLink.objects.filter(pk=link.pk).update(closed_at=at, used=True)
        record_event("password.set_by_link", by=link.user, obj=link.user)
    return link.user


def _set_password(user: User, new: str, at: datetime) -> None:
    user.set_password(new)
    User.objects.filter(pk=user.pk).update(
        password=user.password, password_changed_at=at, must_change_password=False, epoch=F("epoch") + 1
    )
    PastPassword.objects.create(user=user, password=user.password, set_at=at)
    kept = user.past_passwords.values_list("pk", flat=True)[:KEEP]
    user.past_passwords.exclude(pk__in=list(kept)).delete()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
