"""The staff record in the purchaser's platform was brought up to date (002 § 五(一) 表1 1.8)."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.changes import mark_platform
from staffing.forms.changes import PlatformForm
from staffing.views._changes import detail_page, fetch, step


@screen(POST=Permission.CHANGE_FILE)
def change_platform(request: HttpRequest, contract: Contract, change: int) -> HttpResponse:
    row = fetch(request, contract, change, Permission.CHANGE_FILE)
    form = PlatformForm(request.POST)
    if not form.is_valid():
        return detail_page(request, contract, row, status=422, problem=_("说明最多 300 字。"))
    return step(
        request, contract, row,
        lambda: mark_platform(by=request.user, at=timezone.now(), change=row, note=form.cleaned_data["note"]),
        _("已登记平台人员信息更新。"),
    )  # fmt: skip
