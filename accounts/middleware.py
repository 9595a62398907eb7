"""The rules of a session: idle time, absolute time. Both count from the server's clock (A6)."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

SEEN, SIGNED_IN = "seen_at", "signed_in_at"
# The time of the last request is written at most this often, so reading pages does not write at each click.
WRITE_EVERY = timedelta(seconds=60)


class SessionRulesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now()
            if self._over(request, now.timestamp()):
                logout(request)
                messages.info(
                    request, _("长时间未操作或登录已满规定时长，请重新登录。未提交的草稿仍保留在本机。")
                )
            elif now.timestamp() - request.session.get(SEEN, 0) > WRITE_EVERY.total_seconds():
                request.session[SEEN] = now.timestamp()
        return self.get_response(request)

    @staticmethod
    def _over(request: HttpRequest, now: float) -> bool:
        privileged = request.user.is_privileged  # type: ignore[union-attr]
        idle = settings.SESSION_IDLE_PRIVILEGED_MINUTES if privileged else settings.SESSION_IDLE_MINUTES
        return (
            now - request.session.get(SEEN, 0) > idle * 60
            or now - request.session.get(SIGNED_IN, 0) > settings.SESSION_ABSOLUTE_HOURS * 3600
        )
