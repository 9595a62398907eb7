"""The interface for other systems: one door, one token check, the apps' own routers, Chinese answers.

Loaded with the first request (hall_ops.views.api): what it needs takes a third of a second that pages never wait for.
Each route calls the action that the screen calls; a route holds no rule.
"""

from functools import lru_cache
from types import ModuleType
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer

from contracts.actions.tokens import token_presented
from contracts.models import ApiToken
from hall_ops.lib.errors import DomainError
from hall_ops.lib.request_context import use_role

ROOT = "/api/v1/"


class TokenAuth(HttpBearer):
    """`Authorization: Bearer hall_…`. What is given to the route: request.auth, the ApiToken."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        found = token_presented(token, at=timezone.now())
        if found:
            use_role("api")
        return found


class HallApi(NinjaAPI):
    """The addresses are resolved by hall_ops.views.api, so the root is known without the URL table."""

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        return ROOT


@lru_cache(maxsize=1)
def the_api() -> HallApi:
    """The interface with every app's routes (settings.API_ROUTERS)."""
    api = HallApi(
        title="hall_ops",
        version="1",
        description=_(
            "政务大厅运营系统对接接口。时间一律写明时区；写操作须带 Idempotency-Key 请求头，重发不会重复登记。"
        ),
        docs_url=None,
        openapi_url=None,
        auth=TokenAuth(),
        urls_namespace="api-v1",
    )
    for prefix, dotted in settings.API_ROUTERS:
        api.add_router(prefix, import_string(dotted))
    api.add_exception_handler(ValidationError, _invalid(api))
    api.add_exception_handler(DomainError, _refused(api))
    api.add_exception_handler(HttpError, _http(api))
    return api


def _invalid(api: HallApi) -> Any:
    def answer(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
        problems = [_problem(each) for each in getattr(error, "errors", [])]
        body = {"error": _("请求内容有误，请按 problems 逐项改正后重发。"), "problems": problems}
        return api.create_response(request, body, status=422)

    return answer


def _problem(error: dict[str, Any]) -> dict[str, str]:
    """Where the value stands, and what is wrong with it; the value itself may be personal and is not repeated."""
    place = [str(part) for part in error.get("loc", ()) if part not in {"body", "query", "path", "header"}]
    reason = str(error.get("ctx", {}).get("error") or error.get("msg", ""))
    return {"field": ".".join(place[1:] or place), "reason": str(KNOWN.get(str(error.get("type")), reason))}


KNOWN = {
    "missing": _lazy("缺少这一项"),
    "extra_forbidden": _lazy("没有这一项"),
    "string_type": _lazy("应为文本"),
    "int_type": _lazy("应为整数"),
    "bool_type": _lazy("应为 true 或 false"),
    "list_type": _lazy("应为列表"),
    "json_invalid": _lazy("不是有效的 JSON"),
}


def _refused(api: HallApi) -> Any:
    def answer(request: HttpRequest, error: DomainError | type[DomainError]) -> HttpResponse:
        return api.create_response(request, {"error": str(error), "problems": []}, status=error.status)

    return answer


def _http(api: HallApi) -> Any:
    def answer(request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
        status = getattr(error, "status_code", 400)
        told = {400: _("请求不是有效的 JSON，请检查后重发。"), 401: _("令牌无效、已停用或已过期。")}
        return api.create_response(
            request, {"error": told.get(status, str(error)), "problems": []}, status=status
        )

    return answer


@lru_cache(maxsize=1)
def url_table() -> ModuleType:
    """The routes as a URL table of their own."""
    table = ModuleType("hall_ops.api_addresses")
    table.urlpatterns = the_api().urls[0]  # type: ignore[attr-defined]
    return table


def document() -> dict[str, Any]:
    """The OpenAPI document."""
    return dict(the_api().get_openapi_schema(path_prefix=ROOT))
