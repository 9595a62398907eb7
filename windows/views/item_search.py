"""The desk's search box: items by words, codes or pinyin initials, as JSON."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.models import ItemVersion
from windows.queries.items import search_items


@screen(Permission.CASE_REGISTER)
def item_search(request: HttpRequest, contract: Contract) -> JsonResponse:
    found = search_items(contract, request.GET.get("q", "")[:100], timezone.localdate())
    return JsonResponse({"items": [_row(version) for version in found]})


def _row(version: ItemVersion) -> dict[str, Any]:
    return {
        "item": version.item_id,
        "version": version.pk,
        "name": version.name,
        "short_code": version.item.short_code,
        "national_code": version.item.national_code,
        "department": version.item.department.name,
        "kind": version.kind,
        "kind_label": version.get_kind_display(),
        "promised_days": version.promised_days,
        "statutory_days": version.statutory_days,
        "zero_visit": version.zero_visit,
        "cross_region": version.get_cross_region_display() if version.cross_region else "",
    }
