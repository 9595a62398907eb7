"""A wage list from Excel: every fault named, what it would say looked at first, then all of it taken or nothing."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.file_problems import FileRefused
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.wages import WageList, WageRefused, check_list, draft_of, import_wages
from staffing.forms.wages import WageFileForm, WageTakeForm
from staffing.models import WageMonth
from staffing.queries.wages import list_preview
from staffing.resources.wages import packed, read_wages, unpacked

SALT = "staffing.wage_import"
PREVIEW_SECONDS = 3600


@screen(GET=Permission.WAGE_RECORD, POST=Permission.WAGE_RECORD)
def wage_import(request: HttpRequest, contract: Contract) -> HttpResponse:
    if request.method == "POST" and "preview" in request.POST:
        return _take(request, contract)
    form = WageFileForm(request.POST or None, request.FILES or None, initial=_start(request, contract))
    if request.method == "GET":
        return _page(request, contract, form=form)
    if not form.is_valid():
        return _page(request, contract, form=form, status=422)
    clean, today = form.cleaned_data, timezone.localdate()
    file = clean["file"]
    try:
        entries = read_wages(contract, clean["month"], file.name, file.read(), today=today)
        made = WageList(clean["month"], clean["due_on"], clean["insured_due_on"], file.name, entries)
        check_list(contract, made, today)
    except FileRefused as refused:
        told = {"problems": refused.problems, "total": refused.total, "refused_name": file.name}
        return _page(request, contract, form=form, status=422, **told)
    except WageRefused as refused_list:
        form.add_error(None, str(refused_list))
        return _page(request, contract, form=form, status=422)
    return _preview(request, contract, made)


def _start(request: HttpRequest, contract: Contract) -> dict[str, Any]:
    """The month somebody came for, with the due days of the list it already has."""
    asked = request.GET.get("month", "")
    lists = WageMonth.objects.allowed(request.user, Permission.WAGE_RECORD).filter(contract=contract)
    now = next((each for each in lists[:60] if f"{each.month:%Y-%m}" == asked), None)
    days = {"due_on": now.due_on, "insured_due_on": now.insured_due_on} if now else {}
    return {"month": asked, **days}


def _preview(
    request: HttpRequest, contract: Contract, made: WageList, *, error: str = "", status: int = 200
) -> HttpResponse:
    content = {
        "contract": contract.pk, "month": made.month.isoformat(), "due": made.due_on.isoformat(),
        "insured": made.insured_due_on.isoformat() if made.insured_due_on else None, "file": made.file_name,
        "rows": packed(list(made.entries)),
    }  # fmt: skip
    signed = signing.dumps(content, salt=SALT, compress=True)
    context = {
        "made": made,
        "laid": list_preview(contract, *draft_of(contract, made), timezone.localdate()),
        "take": WageTakeForm(initial={"preview": signed, "reason": request.POST.get("reason", "")}),
        "error": error,
    }
    return _page(request, contract, status=status, **context)


def _take(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = WageTakeForm(request.POST)
    try:
        content = signing.loads(request.POST["preview"], salt=SALT, max_age=PREVIEW_SECONDS)
    except signing.BadSignature:
        content = {}
    if not form.is_valid() or content.get("contract") != contract.pk:
        messages.error(request, _("预览已过期，请重新上传工资表。"))
        return redirect("staffing:wage-import", contract.slug)
    insured = date.fromisoformat(content["insured"]) if content["insured"] else None
    made = WageList(
        date.fromisoformat(content["month"]), date.fromisoformat(content["due"]), insured, content["file"],
        unpacked(content["rows"]),
    )  # fmt: skip
    try:
        taken = import_wages(
            by=request.user,
            at=timezone.now(),
            contract=contract,
            made=made,
            reason=form.cleaned_data["reason"],
        )
    except WageRefused as refused:
        return _preview(request, contract, made, error=str(refused), status=409)
    if taken is None:
        messages.info(request, _("与现有的工资表相同，没有改变任何记录。"))
    else:
        messages.success(request, _("已导入 %(n)d 人的工资。") % {"n": len(made.entries)})
    return redirect("staffing:wage-month", contract.slug, f"{made.month:%Y-%m}")


def _page(request: HttpRequest, contract: Contract, *, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, "staffing/wage_import.html", {"contract": contract, **context}, status=status)
