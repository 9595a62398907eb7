"""Signing in: verification first, then the session. A second factor stands between the two, not inside either.

Whatever fails, the caller learns only that it failed, and one password hash was computed (A8).
Source: security.md A4 (five failures of a user and address, never of an address alone; per user step-up, not lock).
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from axes.handlers.proxy import AxesProxyHandler
from axes.utils import reset
from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.backends import DEVICE_MARK, spend_a_hash
from accounts.enums import AccountState, Refusal
from accounts.models import User
from accounts.passwords import policy
from accounts.queries import failures_in_last_hour
from accounts.rules import LONGEST, password_expired
from records.actions import record_event
from records.enums import Result

STEP_UP_AFTER = 20


def verify(
    *, username: str, password: str, address: str, agent: str, devices: Mapping[int, str], at: datetime
) -> User | None:
    """The user whose name and password these are, or None. Each None is an event in the audit.

    Shape: `devices` holds, by user number, the marks of the browser's device cookie (accounts.sessions).
    """
    typed = username.strip().lower()
    user = User.objects.filter(username=typed).first()
    device = devices.get(user.pk, "") if user else ""
    key = attempt_key(user, typed, device)
    if user and not device and failures_in_last_hour(user.username, at=at) >= STEP_UP_AFTER:
        spend_a_hash(password)
        _refuse(user, typed, Refusal.STEP_UP)
        return None
    request = bare_request(address, agent)
    if not AxesProxyHandler.is_allowed(request, {"username": key}):
        spend_a_hash(password)
        _refuse(user, typed, Refusal.LOCKED)
        return None
    # Nobody can have set a longer one; a megabyte of text is not worth hashing in full.
    found = authenticate(request, username=key, password=password[: LONGEST + 1])
    if not isinstance(found, User):
        _refuse(user, typed, _reason(user))
        return None
    reset(username=key)
    return found


def open_session(*, user: User, at: datetime) -> User:
    """Write the sign-in down and, where one session per user is the rule, end the others. The user, read anew."""
    with transaction.atomic():
        changes: dict[str, object] = {}
        if policy().one_session:
            changes["epoch"] = F("epoch") + 1
        if password_expired(user.password_changed_at, at, policy()):
            changes["must_change_password"] = True
        if changes:
            User.objects.filter(pk=user.pk).update(**changes)
        user = User.objects.get(pk=user.pk)
        record_event(
            "session.open", by=user, obj=user, after={"must_change_password": user.must_change_password}
        )
    return user


def close_session(*, by: User) -> None:
    """Write a signing out down; the session itself is ended by the caller."""
    with transaction.atomic():
        record_event("session.close", by=by, obj=by)


def end_sessions(*, user: User) -> None:
    """End every session of somebody: their check value no longer fits from the next request on."""
    User.objects.filter(pk=user.pk).update(epoch=F("epoch") + 1)


def attempt_key(user: User | None, typed: str, device: str) -> str:
    """Under which name failures are counted. A typed name nobody has may be a password: only its mark is kept."""
    if user is None:
        return f"?{_mark(typed)}"
    return (
        f"{user.username}{DEVICE_MARK}{hashlib.sha256(device.encode()).hexdigest()[:12]}"
        if device
        else user.username
    )


def bare_request(address: str, agent: str) -> HttpRequest:
    """What the lockout needs of a request, without the form: it would keep the typed text."""
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": address, "HTTP_USER_AGENT": agent[:255], "PATH_INFO": "/sign-in/"}
    request.method = "POST"
    return request


def _mark(typed: str) -> str:
    return salted_hmac("accounts.unknown_name", typed, algorithm="sha256").hexdigest()[:12]


def _reason(user: User | None) -> Refusal:
    if user is None:
        return Refusal.UNKNOWN
    if user.state == AccountState.ACTIVE:
        return Refusal.WRONG
    return Refusal.DISABLED if user.state == AccountState.DISABLED else Refusal.WAITING


def _refuse(user: User | None, typed: str, reason: Refusal) -> None:
    with transaction.atomic():
        record_event(
            "session.refuse",
            by=None,
            actor_name=str(user) if user else _("未知登录名 %(mark)s") % {"mark": _mark(typed)},
            obj=user,
            after={"reason": reason},
            result=Result.REFUSED,
        )
