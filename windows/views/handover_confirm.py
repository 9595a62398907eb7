"""The department signs for papers, line by line."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.handover_lines import settle_lines
from windows.enums import LineOutcome
from windows.forms.handover import SettleForm
from windows.models import HandOver
from windows.views._papers import get_batch, look_up
from windows.views.handover_detail import batch_page


@screen(POST=Permission.HANDOVER_CONFIRM)
def handover_confirm(request: HttpRequest, contract: Contract, batch: str) -> HttpResponse:
    return settle_page(request, contract, batch, Permission.HANDOVER_CONFIRM)


def settle_page(
    request: HttpRequest, contract: Contract, number: str, permission: Permission
) -> HttpResponse:
    """What one side says of the lines it ticked or scanned; then the batch again."""
    batch = get_batch(request, contract, number, permission)
    lines = list(batch.lines.values_list("pk", "case_id"))
    form = SettleForm(request.POST, choices=[pk for pk, _case in lines])
    if not form.is_valid():
        return batch_page(request, contract, batch, form=form, status=422)
    values = form.cleaned_data
    chosen = values["lines"]
    if values["scan"]:
        found = {
            case.pk for case in look_up(request, contract, values["scan"], Permission.HANDOVER_VIEW).cases
        }
        chosen = [pk for pk, case in lines if case in found]
        if found and not chosen:
            messages.error(request, _("扫到的办件不在交接单 %(number)s 内。") % {"number": batch})
        if not chosen:
            return redirect("windows:handover-detail", contract.slug, batch.number)
    try:
        settled = settle_lines(
            by=request.user, at=timezone.now(), batch=batch, lines=chosen, outcome=values["outcome"],
            note=values["note"], place=values["place"], key=values["key"],
        )  # fmt: skip
    except DomainError as refused:
        form.add_error(None, str(refused))
        return batch_page(request, contract, batch, form=form, status=refused.status)
    _say(request, settled, values, len(chosen))
    query = f"?{urlencode({'place': values['place']})}" if values["place"] else ""
    return redirect(reverse("windows:handover-detail", args=[contract.slug, batch.number]) + query)


def _say(request: HttpRequest, batch: HandOver, values: dict[str, Any], count: int) -> None:
    outcome = LineOutcome(values["outcome"])
    left = batch.lines.filter(outcome=LineOutcome.WAITING).count()
    text = (
        _("%(n)d 件登记为“%(outcome)s”，还有 %(left)d 件待签收。")
        if left
        else _("%(n)d 件登记为“%(outcome)s”，本单全部签收完毕。")
    )
    messages.success(request, text % {"n": count, "outcome": outcome.label, "left": left})
