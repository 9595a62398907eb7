"""A change is carried out: with the purchaser's consent, or without it for a reason that stays on record."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.change_done import Carried, carry_out
from staffing.forms.changes import DoneForm
from staffing.views._changes import detail_page, fetch, step


@screen(POST=Permission.CHANGE_FILE)
def change_done(request: HttpRequest, contract: Contract, change: int) -> HttpResponse:
    row = fetch(request, contract, change, Permission.CHANGE_FILE)
    form = DoneForm(request.POST)
    if not form.is_valid():
        return detail_page(request, contract, row, status=422, done_form=form)
    return step(
        request, contract, row,
        lambda: carry_out(
            by=request.user, at=timezone.now(), change=row, carried=Carried(**form.cleaned_data)
        ),
        _("变更已办理，请更新采购人平台的人员信息。"),
    )  # fmt: skip
