"""Asking for the package of a contract's personal data; a job writes it (windows.jobs.data_returns)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from records.actions.jobs import start_job
from records.models import Job
from windows.actions.data_returns import ReturnRefused
from windows.enums import CarrierState, ReturnState
from windows.models import DataReturn

KIND = "data_package"


@transaction.atomic
def start_package(*, by: Any, at: datetime, row: DataReturn, carrier: str) -> Job:
    """Have the package written for the purchaser. Shape: `carrier` the key of the one to come.

    Raises: ReturnRefused, TooManyJobs.
    """
    locked = (
        DataReturn.objects.select_for_update(of=("self",))
        .select_related("contract", "package")
        .get(pk=row.pk)
    )
    if not holds(by, Permission.LEDGER_EXPORT, locked.contract):
        raise ReturnRefused(_("数据包只能由采购人的考核人员生成和下载。"))
    if locked.state != ReturnState.HANDED:
        raise ReturnRefused(_("供应商提交清单后才能生成数据包。"))
    if locked.package is not None and locked.package.state in (CarrierState.MADE, CarrierState.DOWNLOADED):
        raise ReturnRefused(
            _("数据包 %(number)s 已经生成，请在导出载体中查看。") % {"number": locked.package.number}
        )
    title = _("合同终止数据包 %(number)s") % {"number": locked.number}
    params = {"data_return": locked.pk, "carrier": carrier}
    return start_job(by=by, at=at, contract=locked.contract, kind=KIND, title=title, params=params)
