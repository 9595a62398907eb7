"""An uploaded item list against the catalogue, before it is taken: new, changed from what to what, left out."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.item_imports import Taking, drop_list, take_list
from windows.actions.items import ItemMoved, ItemRefused
from windows.forms.items import TakeItemsForm
from windows.models import ItemDraft
from windows.queries.item_plans import plan_list
from windows.views._items import get_draft

PAGE = 40
KINDS = ("changed", "new", "reopened", "missing", "same")


@screen(GET=Permission.ITEM_EDIT, POST=Permission.ITEM_EDIT)
def item_draft(request: HttpRequest, contract: Contract, item_draft: int) -> HttpResponse:
    row, today = get_draft(request, contract, item_draft), timezone.localdate()
    if request.method == "POST" and request.POST.get("op") == "drop":
        drop_list(by=request.user, draft=row)
        messages.success(request, _("已放弃这份清单。"))
        return redirect("windows:item-import", contract.slug)
    if request.method == "POST":
        return _take(request, row, today)
    return render(request, "windows/item_draft.html", _context(request, row, today))


def _take(request: HttpRequest, row: ItemDraft, today: date) -> HttpResponse:
    form = TakeItemsForm(request.POST)
    page = reverse("windows:item-draft", args=[row.contract.slug, row.pk])
    if not form.is_valid():
        return render(request, "windows/item_draft.html", _context(request, row, today, form), status=422)
    taking = Taking(**form.cleaned_data)
    try:
        told = take_list(by=request.user, at=timezone.now(), today=today, draft=row, taking=taking)
    except ItemMoved as moved:
        messages.warning(request, str(moved))
        return redirect(f"{page}?on={taking.effective_on:%Y-%m-%d}")
    except ItemRefused as refused:
        messages.error(request, str(refused))
        return redirect(page)
    words = _(
        "已导入：新增 %(new)s 项，修改 %(changed)s 项，恢复 %(reopened)s 项，停办 %(retired)s 项，不变 %(same)s 项。"
    )
    messages.success(request, words % told)
    return redirect("windows:item-list", row.contract.slug)


def _context(
    request: HttpRequest, row: ItemDraft, today: date, form: TakeItemsForm | None = None
) -> dict[str, Any]:
    asked = parse_date(request.GET.get("on", "")) if len(request.GET.get("on", "")) == 10 else None
    day = max(asked or today, today)
    plan = plan_list(request.user, row.contract, row.content, day)
    counts = plan.counts | {"missing": len(plan.missing)}
    chosen = next((kind for kind in KINDS if kind == request.GET.get("tab")), None) or next(
        (kind for kind in KINDS if counts[kind]), "same"
    )
    rows: list[Any] = plan.missing if chosen == "missing" else plan.of_kind(chosen)
    first = min(row.contract.starts_on, today)
    initial = {"effective_on": day, "added_from": first, "seen": plan.digest}
    return {
        "contract": row.contract,
        "draft": row,
        "plan": plan,
        "counts": counts,
        "tabs": _tabs(counts, chosen, day),
        "tab": chosen,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "form": form or TakeItemsForm(initial=initial),
        "day": day,
        "ready": not plan.problems,
    }


def _tabs(counts: dict[str, int], chosen: str, day: date) -> list[dict[str, Any]]:
    labels = {
        "changed": _("修改"), "new": _("新增"), "reopened": _("恢复办理"), "missing": _("清单中没有"),
        "same": _("不变"),
    }  # fmt: skip
    return [
        {
            "label": f"{labels[kind]} {counts[kind]}",
            "url": f"?tab={kind}&on={day:%Y-%m-%d}",
            "active": kind == chosen,
        }
        for kind in KINDS
        if counts[kind] or kind == chosen
    ]
