"""A draft is put before the purchaser."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.changes import file_change
from staffing.views._changes import fetch, step


@screen(POST=Permission.CHANGE_FILE)
def change_file(request: HttpRequest, contract: Contract, change: int) -> HttpResponse:
    row = fetch(request, contract, change, Permission.CHANGE_FILE)
    return step(
        request, contract, row,
        lambda: file_change(by=request.user, at=timezone.now(), change=row), _("已报采购人，等候答复。"),
    )  # fmt: skip
