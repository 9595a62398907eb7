"""The paper that was handed in with a personnel change, for those who may see the change."""

from django.http import HttpRequest, HttpResponseBase

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.views._changes import fetch
from staffing.views._people import kept_response


@screen(Permission.CHANGE_VIEW)
def change_attachment(request: HttpRequest, contract: Contract, change: int) -> HttpResponseBase:
    return kept_response(fetch(request, contract, change, Permission.CHANGE_VIEW).file)
