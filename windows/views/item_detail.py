"""One item: what holds today, which materials the answers ask for, every version and what it changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.models import ItemVersion, ServiceItem, Situation
from windows.queries.departments import editable_departments
from windows.queries.item_lists import VersionRow, version_rows
from windows.queries.items import materials_for, questions_of
from windows.views._items import get_item


@screen(Permission.ITEM_VIEW)
def item_detail(request: HttpRequest, contract: Contract, item: int) -> HttpResponse:
    row, today = get_item(request, contract, item), timezone.localdate()
    rows = version_rows(row, today)
    shown = _shown(rows, request.GET.get("version", ""))
    editable = editable_departments(request.user, contract).filter(pk=row.department_id).exists()
    context = {
        "contract": contract,
        "item": row,
        "rows": rows,
        "shown": shown,
        "version": shown.version,
        "coming": [each for each in rows if each.standing == "coming"],
        "is_retired": row.retired_on is not None and row.retired_on <= today,
        "packages": list(row.packages.filter(retired_on=None)),
        "may_edit": editable,
        **_materials(request, row, shown.version),
    }
    return render(request, "windows/item_detail.html", context)


def _shown(rows: list[VersionRow], number: str) -> VersionRow:
    """The version asked for, else the one that holds, else the one to come."""
    asked = [row for row in rows if str(row.version.number) == number]
    held = [row for row in rows if row.standing == "now"]
    return (asked or held or rows)[0]


def _materials(request: HttpRequest, item: ServiceItem, version: ItemVersion) -> dict[str, Any]:
    """The questions as answered in the address, and the papers these answers ask for."""
    questions = questions_of(version)
    chosen = {value for each in questions if (value := _answer(request, each)) is not None}
    papers = materials_for(version, chosen)
    answered = [
        {"question": each, "options": [(option, option.pk in chosen) for option in each.options.all()]}
        for each in questions
    ]
    return {"questions": answered, "papers": papers, "papers_in_all": version.materials.count()}


def _answer(request: HttpRequest, question: Situation) -> int | None:
    """The option chosen for a question; none where the address names no option of it."""
    given = request.GET.get(f"q{question.pk}", "")
    known = {str(option.pk): option.pk for option in question.options.all()}
    return known.get(given)
