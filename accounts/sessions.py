"""The browser's side of signing in: the session itself and the cookie of known devices.

A device cookie tells that this browser signed in as these users before (docs/decisions/0030-device-cookie.md).
"""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login
from django.core import signing
from django.http import HttpRequest, HttpResponse

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
    """Marks by user number, from a cookie that is ours and not too old."""
    try:
        marks = signing.loads(request.COOKIES.get(DEVICE_COOKIE, ""), salt=DEVICE_SALT, max_age=DEVICE_LASTS)
    except signing.BadSignature:
        return {}
    return {int(user): str(mark) for user, mark in marks}


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    marks = known_devices(request)
    mark = marks.pop(user.pk, "") or secrets.token_urlsafe(9)
    kept = [*marks.items(), (user.pk, mark)][-USERS_PER_DEVICE:]
    response.set_cookie(
        DEVICE_COOKIE,
        signing.dumps(kept, salt=DEVICE_SALT, compress=True),
        max_age=DEVICE_LASTS,
        path=DEVICE_PATH,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
