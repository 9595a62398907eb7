"""What the ledgers propose for a month, criterion by criterion; two keys decide a line."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from assessment.actions.findings import look_again
from assessment.models import Finding, Scorecard
from assessment.queries.findings import finding_groups, waiting_by_month
from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen

REASONS = (
    _lazy("已有采购人同意的情况说明"),
    _lazy("系统故障或平台停机造成"),
    _lazy("同一事实已按其他条款计入"),
    _lazy("不属于本合同人员的责任"),
)


@screen(GET=Permission.FINDING_VIEW, POST=Permission.FINDING_DECIDE, within="assessment:finding-list-now")
def finding_list(request: HttpRequest, contract: Contract, month: date) -> HttpResponse:
    if request.method == "POST":
        changed = look_again(by=request.user, at=timezone.now(), contract=contract, month=month)
        told = ngettext("已重新查找，%(n)s 条有变化。", "已重新查找，%(n)s 条有变化。", changed) % {
            "n": changed
        }
        messages.success(request, told if changed else _("已重新查找，没有变化。"))
        return redirect("assessment:finding-list", contract.slug, month)
    seen = Finding.objects.allowed(request.user, Permission.FINDING_VIEW)
    groups = finding_groups(seen, contract, month)
    context = {
        "contract": contract,
        "month": month,
        "groups": groups,
        "has_card": Scorecard.objects.allowed(request.user, Permission.SCORECARD_VIEW)
        .filter(contract=contract, month=month)
        .exists(),
        "waiting": sum(group.waiting for group in groups),
        "reasons": REASONS,
        "months": waiting_by_month(seen, contract),
        "may_decide": holds(request.user, Permission.FINDING_DECIDE, contract),
    }
    return render(request, "assessment/finding_list.html", context)


@screen(Permission.FINDING_VIEW, nav=Nav(Room.ASSESSMENT, _lazy("考核线索"), order=15))
def finding_list_now(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The newest month in which something waits, or this one."""
    seen = Finding.objects.allowed(request.user, Permission.FINDING_VIEW)
    waiting = waiting_by_month(seen, contract)
    month = waiting[0][0] if waiting else timezone.localdate().replace(day=1)
    return redirect("assessment:finding-list", contract.slug, month)
