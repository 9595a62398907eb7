"""The last step of a return: the purchaser confirms, the supplier's people go, and the system's data with them if so
agreed. The erasing of millions of rows is a job; its end closes the return.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.accounts import disable_account
from accounts.enums import AccountState
from contracts.actions.memberships import end_role
from contracts.models import Contract, Membership
from hall_ops.lib.permissions import Side
from records.actions.jobs import start_job
from records.actions.personal_data import contract_fields, erase_contract, held_rows
from windows.actions.data_returns import ReturnRefused, may_confirm, move_on
from windows.enums import ReturnState, SystemData
from windows.models import DataReturn

KIND = "contract_erase"


@transaction.atomic
def confirm_return(*, by: Any, at: datetime, row: DataReturn) -> DataReturn:
    """The purchaser has seen that nothing is left with the supplier. Raises: ReturnRefused, TooManyJobs."""
    locked = may_confirm(by=by, row=row, today=timezone.localdate(at))
    ended = end_supplier(by=by, at=at, contract=locked.contract, number=locked.number)
    columns: dict[str, Any] = {"confirmed_by": by, "confirmed_at": at, "ended_roles": ended}
    if locked.system_data == SystemData.KEEP:
        return move_on(locked, ReturnState.CLOSED, "return.close", by, closed_at=at, **columns)
    moved = move_on(locked, ReturnState.ERASING, "return.confirm", by, **columns)
    title = _("清除%(contract)s的个人信息") % {"contract": locked.contract.short_name}
    start_job(
        by=by, at=at, contract=locked.contract, kind=KIND, title=title, params={"data_return": locked.pk}
    )
    return moved


def end_supplier(*, by: Any, at: datetime, contract: Contract, number: str) -> int:
    """Take back every role of the supplier's people in this contract, and shut the accounts that have none left.

    Shape: how many roles.
    """
    roles = list(
        Membership.objects.filter(contract=contract, side=Side.CONTRACTOR, ended_at=None).select_related(
            "user"
        )
    )
    for role in roles:
        end_role(by=by, membership=role, at=at)
    people = {role.user_id: role.user for role in roles}
    busy = set(Membership.objects.filter(user__in=people, ended_at=None).values_list("user_id", flat=True))
    for pk, user in people.items():
        if pk not in busy and user.state != AccountState.DISABLED:
            reason = _("合同终止，数据归还 %(number)s 已确认") % {"number": number}
            disable_account(by=by, account=user, reason=reason, at=at)
    return len(roles)


def erase_and_close(*, by: Any, row: DataReturn) -> DataReturn:
    """Erase what the system keeps of the contract, then close. May be cut off and done again.

    Raises: ReturnRefused.
    """
    if row.state != ReturnState.ERASING:
        raise ReturnRefused(_("这份归还不在清除中。"))
    done = erase_contract(at=timezone.now(), contract=row.contract)
    with transaction.atomic():
        locked = DataReturn.objects.select_for_update(of=("self",)).select_related("contract").get(pk=row.pk)
        if locked.state != ReturnState.ERASING:
            return locked
        held = sum(held_rows(entry, row.contract_id).count() for entry in contract_fields())
        return move_on(
            locked, ReturnState.CLOSED, "return.close", by, closed_at=timezone.now(), erased=done, held=held
        )
