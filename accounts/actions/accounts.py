"""Accounts: made by the system administrator, activated by the security administrator, disabled, never deleted."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.enums import AccountState
from accounts.models import User
from accounts.queries import GUARDED_ROLES, last_holder_of
from accounts.rules import new_password
from hall_ops.lib.errors import DomainError
from records.actions import record_event


class AccountRefused(DomainError):
    """The account cannot be made or changed like this."""


def create_account(
    *, by: User | None, username: str, name: str, side: str, holder: str, at: datetime
) -> tuple[User, str]:
    """An inactive account and its first password, which is shown once and must be changed at the first sign-in.

    Raises: AccountRefused for a name or holder that has an account already, or values out of bounds.
    """
    password = new_password()
    user = User(username=username.strip(), name=name.strip(), side=side, holder=holder.strip(), created_at=at)
    user.created_by = by
    user.set_password(password)
    try:
        user.clean_fields(exclude=["created_by", "activated_by"])
        with transaction.atomic():
            user.save(force_insert=True)
            record_event("account.create", by=by, obj=user, after=_facts(user))
    except ValidationError as error:
        raise AccountRefused("；".join(error.messages)) from error
    except IntegrityError as error:
        raise AccountRefused(_("登录名或工号已有账号：一人一号，离岗人员的账号请重新启用。")) from error
    return user, password


def activate_account(*, by: User, account: User, at: datetime) -> None:
    """Open an account for use, for the first time or again after it was disabled; by another than its maker.

    Raises: AccountRefused.
    """
    with transaction.atomic():
        user = _locked(account)
        if user.state == AccountState.ACTIVE:
            raise AccountRefused(_("账号已经启用。"))
        if by.pk in (user.pk, user.created_by_id):
            raise AccountRefused(_("账号须由建立人以外的另一人启用。"))
        again = user.state == AccountState.DISABLED
        User.objects.filter(pk=user.pk).update(
            is_active=True,
            activated_at=at,
            activated_by=by,
            disabled_at=None,
            disabled_reason="",
            epoch=F("epoch") + 1,
        )
        record_event("account.reactivate" if again else "account.activate", by=by, obj=user)


def disable_account(*, by: User | None, account: User, reason: str, at: datetime) -> None:
    """Shut an account; its sessions end with the next request. `by` None is the nightly job.

    Raises: AccountRefused for oneself, without a reason, or for the last holder of a post that must stay filled.
    """
    with transaction.atomic():
        user = _locked(account)
        if user.state == AccountState.DISABLED:
            raise AccountRefused(_("账号已经停用。"))
        if by is not None and by.pk == user.pk:
            raise AccountRefused(_("不能停用自己的账号。"))
        if not reason.strip():
            raise AccountRefused(_("请写明停用原因。"))
        posts = last_holder_of(_lock_guarded(user))
        if posts:
            names = "、".join(str(place.get_role_display()) for place in posts)
            raise AccountRefused(_("此人是最后一位%(posts)s。请先由他人接任，再停用。") % {"posts": names})
        User.objects.filter(pk=user.pk).update(
            is_active=False, disabled_at=at, disabled_reason=reason.strip()[:200], epoch=F("epoch") + 1
        )
        record_event("account.disable", by=by, obj=user, after={"reason": reason.strip()[:200]})


def _locked(account: User) -> User:
    return User.objects.select_for_update().get(pk=account.pk)


def _lock_guarded(user: User) -> User:
    """One lock over the guarded roles: two administrators cannot shut the last two holders out at once."""
    memberships = user.memberships.model.objects
    list(memberships.in_force().filter(role__in=GUARDED_ROLES).select_for_update().order_by("pk"))
    return user


def _facts(user: User) -> dict[str, str]:
    return {"username": user.username, "name": user.name, "side": user.side, "holder": user.holder}
