"""A change is taken back before it is carried out."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.changes import withdraw_change
from staffing.forms.changes import ReasonForm
from staffing.views._changes import detail_page, fetch, step


@screen(POST=Permission.CHANGE_FILE)
def change_withdraw(request: HttpRequest, contract: Contract, change: int) -> HttpResponse:
    row = fetch(request, contract, change, Permission.CHANGE_FILE)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return detail_page(request, contract, row, status=422, problem=_("请写明撤回的理由。"))
    return step(
        request, contract, row,
        lambda: withdraw_change(
            by=request.user, at=timezone.now(), change=row, reason=form.cleaned_data["reason"]
        ),
        _("变更已撤回。"),
    )  # fmt: skip
