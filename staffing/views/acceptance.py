"""The acceptance: each line with what the records show today, met or not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from hall_ops.lib.uploads import UploadRefused
from staffing.actions.acceptance import check_line
from staffing.actions.takeover import TakeoverRefused
from staffing.forms.takeover import CheckForm
from staffing.models import AcceptanceCheck
from staffing.queries.acceptance import acceptance_limit, acceptance_lines
from staffing.views._people import add_refusal, sent_file


@screen(GET=Permission.TAKEOVER_VIEW, POST=Permission.TAKEOVER_CHECK)
def acceptance(request: HttpRequest, contract: Contract) -> HttpResponse:
    today, status = timezone.localdate(), 200
    sent = CheckForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        status = 422
        if sent.is_valid():
            values = sent.cleaned_data | {
                "met": sent.cleaned_data["met"] == "yes", "file": sent_file(sent)
            }  # fmt: skip
            try:
                check_line(by=request.user, at=timezone.now(), contract=contract, **values)
            except (TakeoverRefused, UploadRefused) as refused:
                add_refusal(sent, refused)
            else:
                messages.success(request, _("验收意见已登记。"))
                return redirect("staffing:acceptance", contract.slug)
    limit = acceptance_limit(contract)
    lines = acceptance_lines(contract, today) if limit else []
    forms = [sent if sent.data.get("key") == line.key else empty(line.key) for line in lines]
    checks = AcceptanceCheck.objects.allowed(request.user, Permission.TAKEOVER_VIEW).filter(contract=contract)
    context = {
        "contract": contract,
        "limit": limit,
        "lines": list(zip(lines, forms, strict=True)),
        "passed": bool(lines) and all(line.found and line.found.met for line in lines),
        "history": checks.select_related("by", "file").order_by("-pk") if limit else [],
        "labels": {line.key: line.label for line in lines},
        "may_check": holds(request.user, Permission.TAKEOVER_CHECK, contract),
    }
    return render(request, "staffing/acceptance.html", context, status=status)


def empty(key: str) -> CheckForm:
    """A line's form; its field ids are its own, since the page holds one for each line."""
    return CheckForm(initial={"key": key, "checked_on": timezone.localdate()}, auto_id=f"{key}-%s")
