"""Pages that belong to no app: health, errors."""

import sys
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from contracts.middleware import error_page
from hall_ops.health import readiness
from hall_ops.lib.screens import public_screen, token_screen

YEAR = 365 * 24 * 3600


@public_screen(methods=("GET",))
def healthz(request: HttpRequest) -> JsonResponse:
    """The process lives."""
    return JsonResponse({"ok": True})


@token_screen()
@csrf_exempt
def api(request: HttpRequest, path: str) -> HttpResponse:
    """Other systems' door. What serves it is loaded with the first request, pages never wait for it."""
    from hall_ops.api import url_table

    try:
        found = resolve(f"/{path}", urlconf=url_table())
    except Resolver404:
        return JsonResponse({"error": _("没有这个接口。"), "problems": []}, status=404)
    return found.func(request, *found.args, **found.kwargs)


@public_screen(methods=("GET",))
def api_document(request: HttpRequest) -> JsonResponse:
    """What the interface offers, as an OpenAPI document."""
    from hall_ops.api import document

    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@public_screen(methods=("GET",))
def readyz(request: HttpRequest) -> JsonResponse:
    """The parts it needs answer: database, migrations, schedule. 503 names the ones that do not."""
    parts = readiness()
    ready = all(part["ok"] for part in parts.values())
    return JsonResponse({"ok": ready, "parts": parts}, status=200 if ready else 503)


@public_screen(methods=("POST",))
def language(request: HttpRequest, language: str) -> HttpResponse:
    """Choose the language of the pages on this browser."""
    target = request.headers.get("Referer", "/")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    response = redirect(target if safe else "/")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SECURE,
        )
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(
        request, 403, _("页面放置太久，安全校验已过期。请返回上一页、刷新后重新提交；草稿仍在。")
    )


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return error_page(request, 400, _("请求无法识别。请返回上一页重试。"))


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return error_page(request, 404, _("没有这个页面，或您不在它所属的合同里。"))


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return error_page(request, 403, _("您的身份没有这项权限。需要时请向安全管理员申请。"))


def server_error(request: HttpRequest) -> HttpResponse:
    if _kept_waiting(sys.exc_info()[1]):
        return error_page(
            request, 503,
            _("系统正在写入大批数据（例如导入旧台账），这一步没有保存。请等一两分钟再试，填写的内容请先不要关闭。"),
        )  # fmt: skip
    return error_page(
        request, 500, _("系统出错，已记录下请求编号。您的数据没有改动；请稍后重试或联系系统管理员。")
    )


def _kept_waiting(error: BaseException | None) -> bool:
    """Did the database let somebody else write first, for longer than anybody waits? Nothing is broken then."""
    if not isinstance(error, OperationalError):
        return False
    return "database is locked" in str(error) or "lock timeout" in str(error)
