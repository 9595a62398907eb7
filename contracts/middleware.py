"""The gate: every door is shut unless its view declares a screen, and every pass is checked here, in one place.

Order of the checks, and their answers: undeclared view 404 (and a system check finds it), not signed in → sign-in,
expired password → change it, contract the user has no part in 404 (its existence is nobody's business), method the
screen does not know 405 (a reader who opens a form's address is led to its page), permission the role lacks 403
(written to the audit).
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.navigation import way_back
from hall_ops.lib.permissions import Permission
from hall_ops.lib.request_context import use_role
from hall_ops.lib.screens import Door, Screen, View, screen_of
from records.actions import record_event
from records.enums import Result


class ScreenGateMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.contract = None  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        screen = screen_of(view)
        if screen is None:
            raise Http404
        if screen.door is Door.TOKEN:
            return None  # its own router knows the methods of each address
        if screen.door is Door.PUBLIC:
            return None if self._method_fits(request, screen) else HttpResponseNotAllowed(screen.methods)
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if request.user.must_change_password and not screen.allow_expired_password:
            return redirect("accounts:password-change")
        if screen.door is Door.PERMISSION:
            refusal = self._pass(request, screen, kwargs)
            if refusal is not None:
                return refusal
        elif not self._method_fits(request, screen):
            return _led_back(request, screen, kwargs, request.user.standings())
        return None

    @staticmethod
    def _method_fits(request: HttpRequest, screen: Screen) -> bool:
        return request.method in screen.methods or (request.method == "HEAD" and "GET" in screen.methods)

    def _pass(self, request: HttpRequest, screen: Screen, kwargs: dict[str, Any]) -> HttpResponseBase | None:
        """Resolve the address's contract, then ask the matrix. Puts the Contract in place of its slug."""
        standings = request.user.standings()  # type: ignore[union-attr]
        contract = None
        if "contract" in kwargs:
            contract = _contract_at(kwargs["contract"], standings)
            standings = [
                place for place in standings if contract and place.contract_id in (None, contract.pk)
            ]
            # Installation-wide administrators see only what the matrix gives them; others' contracts do not exist.
            if not standings:
                raise Http404
            kwargs["contract"] = request.contract = contract  # type: ignore[attr-defined]
        if not self._method_fits(request, screen):
            return _led_back(request, screen, kwargs, standings)
        needed = screen.permissions["GET" if request.method == "HEAD" else str(request.method)]
        holder = next((place for place in standings if place.scope_of(needed)), None)
        if holder is None:
            return refuse(request, needed, contract)
        if contract is None and not any(p.contract_id is None and p.scope_of(needed) for p in standings):
            return refuse(request, needed, contract)
        use_role(holder.role)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A rule's refusal that the screen did not catch is still plain Chinese, with its own status."""
        if not isinstance(error, DomainError):
            return None
        return error_page(request, error.status, str(error))


def _contract_at(slug: str, standings: Iterable[Any]) -> Contract | None:
    """The contract of an address, without its profile, which is read where a screen asks for it.

    Who stands in it brought it along; only who stands everywhere makes the database look for another.
    """
    for place in standings:
        if place.contract_id is not None and place.contract.slug == slug:
            return place.contract
    if not any(place.contract_id is None for place in standings):
        return None
    found = Contract.objects.filter(slug=slug).select_related("purchaser", "contractor")
    return found.defer("profile").first()


def _led_back(
    request: HttpRequest, screen: Screen, kwargs: dict[str, Any], standings: Iterable[Any]
) -> HttpResponseBase:
    """Who opens the address of a form, by Enter on a refused one or from their history, gets the form's page."""
    reads = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
    if reads and request.resolver_match and not request.headers.get("HX-Request"):
        contract = kwargs.get("contract")
        values = kwargs | ({"contract": contract.slug} if contract else {})
        url = way_back(request.resolver_match.view_name, values, standings)
        if url:
            return redirect(url)
    return HttpResponseNotAllowed(screen.methods)


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=401)
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=401)
        response.headers["HX-Redirect"] = reverse("accounts:sign-in")
        return response
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")


def refuse(request: HttpRequest, needed: Permission, contract: Contract | None) -> HttpResponse:
    """403, and the refusal is an event of its own."""
    with transaction.atomic():
        record_event(
            "access.refuse",
            by=request.user,
            contract=contract,
            after={"permission": str(needed), "path": request.path, "method": request.method},
            result=Result.REFUSED,
        )
    return error_page(request, 403, _("您的身份没有这项权限。需要时请向安全管理员申请。"))


def error_page(request: HttpRequest, status: int, message: str) -> HttpResponse:
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"error": message}, status=status, json_dumps_params={"ensure_ascii": False})
    return render(request, "shell/error.html", {"code": status, "detail": message}, status=status)
