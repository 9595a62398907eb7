"""Ctrl K and the scanner: a case by the exact number on a paper, items by words, codes or initials."""

import re
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.codes import cleaned, is_code
from hall_ops.lib.permissions import Permission
from windows.models import Case, ServiceItem
from windows.queries.items import search_items

FORM_ENDING = re.compile(r"-[A-Z]{2,3}\d{2}\Z")
LONGEST = 200


def find_case(user: Any, contract: Contract, text: str) -> Case | None:
    """The case a slip's code or address, its own, a form's or the platform's number means. At most one query."""
    last = text.strip()[:LONGEST].rstrip("/").rsplit("/", 1)[-1]
    if not last:
        return None
    code, number = cleaned(last), FORM_ENDING.sub("", last.upper())
    meant = Q(number=number) | Q(platform_number=last)
    if is_code(code):
        meant |= Q(query_code=code)
    allowed = Case.objects.allowed(user, Permission.CASE_VIEW).filter(contract=contract)
    found = list(allowed.filter(meant).select_related("version")[:3])
    return min(found, key=lambda case: (case.query_code != code, case.number != number), default=None)


def search_cases(user: Any, contract: Contract | None, words: str) -> list[dict[str, Any]]:
    """Ctrl K: the case of exactly this number. Shape: [{label, items: [{label, hint, url}]}]."""
    if contract is None or not any(mark.isdigit() for mark in words):
        return []
    case = find_case(user, contract, words)
    if case is None:
        return []
    page = reverse("windows:case-detail", args=[contract.slug, case.number])
    hint = f"{case.version.name} · {case.get_state_display()}"
    return [{"label": _("办件"), "items": [{"label": case.number, "hint": hint, "url": page}]}]


def search_catalogue(user: Any, contract: Contract | None, words: str) -> list[dict[str, Any]]:
    """Ctrl K: items of the hall by name, code or initials. Shape: as `search_cases`. Two queries."""
    if contract is None or not words.strip():
        return []
    found = search_items(contract, words, timezone.localdate(), limit=8)
    allowed = ServiceItem.objects.allowed(user, Permission.ITEM_VIEW).filter(
        pk__in=[version.item_id for version in found]
    )
    seen = set(allowed.values_list("pk", flat=True))
    items = [
        {
            "label": f"{version.name} {version.item.short_code}",
            "hint": version.item.department.name,
            "url": reverse("windows:item-detail", args=[contract.slug, version.item_id]),
        }
        for version in found
        if version.item_id in seen
    ]
    return [{"label": _("事项"), "items": items}] if items else []
