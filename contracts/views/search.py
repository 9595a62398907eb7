"""Ctrl K: one box over every app's search, as JSON for the palette.

Asked by POST: somebody may type a name or a number, which must stand in no address and no server's log.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.module_loading import import_string

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import member_screen, screen


@member_screen(methods=("POST",))
def search_all(request: HttpRequest) -> JsonResponse:
    return _answer(request, None)


@screen(POST=Permission.CONTRACT_VIEW)
def search(request: HttpRequest, contract: Contract) -> JsonResponse:
    return _answer(request, contract)


def _answer(request: HttpRequest, contract: Contract | None) -> JsonResponse:
    words = request.POST.get("q", "")[:80]
    groups: list[dict[str, Any]] = []
    for dotted in settings.SEARCH_PROVIDERS:
        groups += import_string(dotted)(request.user, contract, words)
    return JsonResponse({"groups": groups}, json_dumps_params={"ensure_ascii": False})
