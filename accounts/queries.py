"""Reads over accounts: lists, the posts only one person holds, recent failures."""

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessFailureLog
from django.apps import apps
from django.db.models import Q
from django.db.models.functions import Coalesce

from accounts.enums import AccountState
from accounts.models import User
from hall_ops.lib.permissions import Permission, Role

# Without a holder of these nobody could grant rights, read the audit, or sign: the last one stays.
GUARDED_ROLES = (Role.SECURITY_ADMIN, Role.AUDITOR, Role.APPROVER)
IDLE_LIMIT = timedelta(days=90)


def last_holder_of(user: User) -> list[Any]:
    """The user's memberships in force that nobody else active could stand in for (contracts.Membership rows)."""
    memberships = user.memberships
    held = (
        memberships.in_force().filter(role__in=GUARDED_ROLES).select_related("contract")
        if user.is_active
        else []
    )
    return [place for place in held if not stand_ins(place).exclude(user=user).exists()]


def stand_ins(place: Any) -> Any:
    """Other memberships of active users with the same role in the same contract, or for the whole installation."""
    others = type(place).objects.in_force().filter(role=place.role, user__is_active=True).exclude(pk=place.pk)
    return others.filter(
        Q(contract=place.contract_id) | Q(contract=None) if place.contract_id else Q(contract=None)
    )


def failures_in_last_hour(username: str, *, at: datetime) -> int:
    """Evaluated failures over all addresses, without those from devices the user signed in on before."""
    return AccessFailureLog.objects.filter(
        username=username, attempt_time__gt=at - timedelta(hours=1)
    ).count()


def accounts_matching(accounts: Any, *, words: str = "", side: str = "", state: str = "") -> Any:
    """The list's search within the accounts somebody may see."""
    for word in words.split():
        accounts = accounts.filter(
            Q(username__icontains=word) | Q(name__icontains=word) | Q(holder__icontains=word)
        )
    if side:
        accounts = accounts.filter(side=side)
    conditions = {
        AccountState.WAITING: Q(is_active=False, disabled_at=None),
        AccountState.ACTIVE: Q(is_active=True),
        AccountState.DISABLED: Q(disabled_at__isnull=False),
    }
    return accounts.filter(conditions[AccountState(state)]) if state in AccountState.values else accounts


def account_named(username: str) -> User | None:
    """The account with exactly this name, for an administrator who names somebody they cannot list."""
    return User.objects.filter(username=username.strip().lower()).first()


def idle_accounts(*, at: datetime) -> list[User]:
    """Active accounts whose last sign-in (or, failing one, activation) is longer ago than the limit."""
    last_use = Coalesce("last_login", "activated_at", "created_at")
    return list(
        User.objects.filter(is_active=True).alias(last_use=last_use).filter(last_use__lt=at - IDLE_LIMIT)
    )


def contract_names(user: User) -> dict[int, str]:
    """Contracts by number, for events, which know only the number. The one look upward: by name, without import."""
    contracts = apps.get_model("contracts", "Contract").objects.allowed(user, Permission.AUDIT_VIEW)
    return dict(contracts.values_list("pk", "short_name"))
