"""The rules of a session: idle time, absolute time. Both count from the server's clock (A6).

What a page asks by itself while nobody sits there does not count as use; which addresses those are the views declare
(hall_ops.lib.screens), never the request (docs/decisions/0028-polling-is-no-use.md).
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from hall_ops.lib.screens import View, screen_of

SEEN, SIGNED_IN = "seen_at", "signed_in_at"
# The time of the last request is written at most this often, so reading pages does not write at each click.
WRITE_EVERY = timedelta(seconds=60)


class SessionRulesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and self._over(request, timezone.now().timestamp()):
            logout(request)
            messages.info(
                request, _("长时间未操作或登录已满规定时长，请重新登录。未提交的草稿仍保留在本机。")
            )
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: dict[str, Any]) -> None:
        """Somebody is there: count the idle time anew, unless the page asked by itself."""
        declared = screen_of(view)
        if not request.user.is_authenticated or (declared is not None and declared.polled):
            return
        now = timezone.now().timestamp()
        if now - request.session.get(SEEN, 0) > WRITE_EVERY.total_seconds():
            request.session[SEEN] = now

    @staticmethod
    def _over(request: HttpRequest, now: float) -> bool:
        privileged = request.user.is_privileged  # type: ignore[union-attr]
        idle = settings.SESSION_IDLE_PRIVILEGED_MINUTES if privileged else settings.SESSION_IDLE_MINUTES
        return (
            now - request.session.get(SEEN, 0) > idle * 60
            or now - request.session.get(SIGNED_IN, 0) > settings.SESSION_ABSOLUTE_HOURS * 3600
        )
