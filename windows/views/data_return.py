"""The end of a contract: personal data listed, given back, destroyed, confirmed. One page for both sides."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.enums import CarrierState
from windows.forms.privacy import CopyForm, DestroyForm, ReceiveForm
from windows.models import DataReturn
from windows.queries.data_returns import copies_of, flow_of, open_carriers, open_cases, return_of
from windows.rules.data_return import is_over


@screen(Permission.DATA_RETURN_VIEW, nav=Nav(Room.CONTRACT, _("合同终止数据归还"), order=90))
def data_return(request: HttpRequest, contract: Contract) -> HttpResponse:
    return return_page(request, contract)


def get_return(request: HttpRequest, contract: Contract, permission: Permission) -> DataReturn:
    rows = DataReturn.objects.allowed(request.user, permission).select_related("contract")
    return get_object_or_404(rows, contract=contract)


def return_page(request: HttpRequest, contract: Contract, status: int = 200, **more: Any) -> HttpResponse:
    """The page; a step that was refused comes back with what is wrong."""
    user, row = request.user, return_of(request.user, contract)
    state = row.state if row else ""
    supplier = holds(user, Permission.DATA_RETURN_DO, contract)
    purchaser = holds(user, Permission.DATA_RETURN_CONFIRM, contract)
    package = row.package if row else None
    context = {
        "package_made": bool(package and package.state == CarrierState.MADE and package.made_by_id == user.pk),
        "package_taken": bool(package and package.state == CarrierState.DOWNLOADED),
        "contract": contract, "row": row, "flow": flow_of(row), "copies": copies_of(row) if row else [],
        "out": open_carriers(contract), "cases": open_cases(contract),
        "is_over": is_over(contract.ends_on, timezone.localdate()), "supplier": supplier,
        "may_open": supplier and row is None, "may_list": supplier and state == "listing",
        "may_receive": purchaser and state == "handed",
        "may_package": purchaser and state == "handed" and holds(user, Permission.LEDGER_EXPORT, contract),
        "may_destroy": supplier and state == "received", "may_confirm": purchaser and state == "destroyed",
        "may_see_carrier": holds(user, Permission.CARRIER_VIEW, contract),
        "copy_form": CopyForm(), "receive_form": ReceiveForm(), "destroy_form": DestroyForm(), "problem": "", **more,
    }  # fmt: skip
    return render(request, "windows/data_return.html", context, status=status)
