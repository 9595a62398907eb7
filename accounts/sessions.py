"""The browser's side of signing in: the session itself and the cookie of known devices.

A device cookie tells that this browser signed in as these users before (docs/decisions/0030-device-cookie.md).
"""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.middleware import SEEN, SIGNED_IN
from accounts.models import User

DEVICE_COOKIE = "__Secure-device" if settings.SECURE else "hall_device"
DEVICE_PATH = "/sign-in/"
DEVICE_SALT = "accounts.device"
DEVICE_LASTS = timedelta(days=180)
# Clerks share machines: the cookie remembers the latest ones and stays far below a header's limit.
USERS_PER_DEVICE = 12
BACKEND = "accounts.backends.NamePasswordBackend"


def start_session(request: HttpRequest, user: User, at: datetime) -> None:
    """A fresh session (new key, nothing carried over) with the times its rules count from."""
    request.session.flush()
    login(request, user, backend=BACKEND)
    request.session[SEEN] = request.session[SIGNED_IN] = at.timestamp()


def known_devices(request: HttpRequest) -> dict[int, str]:
    """Marks by user number, from a cookie that is ours; each mark has its own age."""
    return {user: mark for user, (mark, _since) in _marks(request).items()}


def remember_device(request: HttpRequest, response: HttpResponse, user: User, at: datetime) -> None:
    marks = _marks(request)
    mark = marks.pop(user.pk, (secrets.token_urlsafe(9), 0))[0]
    kept = [(number, *rest) for number, rest in marks.items()] + [(user.pk, mark, int(at.timestamp()))]
    response.set_cookie(
        DEVICE_COOKIE,
        signing.dumps(kept[-USERS_PER_DEVICE:], salt=DEVICE_SALT, compress=True),
        max_age=DEVICE_LASTS,
        path=DEVICE_PATH,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> dict[int, tuple[str, int]]:
    """Shape: user number → (mark, time of that user's last sign-in here)."""
    try:
        entries = signing.loads(request.COOKIES.get(DEVICE_COOKIE, ""), salt=DEVICE_SALT)
    except signing.BadSignature:
        return {}
    oldest = timezone.now().timestamp() - DEVICE_LASTS.total_seconds()
    return {user: (mark, since) for user, mark, since in entries if since > oldest}
