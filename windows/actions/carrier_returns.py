"""The month's list: the holder gives back or destroys, the purchaser confirms or sends back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import record_event
from windows.actions.carriers import CarrierRefused
from windows.enums import CarrierState
from windows.models import Carrier

SETTLED = (CarrierState.RETURNED, CarrierState.DESTROYED)


@transaction.atomic
def settle_carriers(
    *, by: Any, at: datetime, contract: Contract, carriers: Sequence[int], state: str, note: str = ""
) -> int:
    """Mark taken carriers as given back or destroyed, all or none. Shape: `carriers` are keys.

    Raises: CarrierRefused. Source: 002 § 七(三).
    """
    if state not in SETTLED:
        raise CarrierRefused(_("请选择“已归还”或“已销毁”。"))
    note = clean_text(note).strip()
    if state == CarrierState.DESTROYED and not note:
        raise CarrierRefused(_("销毁请写明方式，例如“粉碎”“删除并清空回收站”。"))
    rows = _chosen(by, Permission.CARRIER_RETURN, contract, carriers)
    for row in rows:
        if row.state != CarrierState.DOWNLOADED:
            raise _not_now(row)
        row.state, row.settled_at, row.settled_by, row.settle_note = CarrierState(state), at, by, note
        row.save(update_fields=["state", "settled_at", "settled_by", "settle_note"])
        after = {"state": row.state, "note": note}
        record_event("carrier.settle", by=by, obj=row, contract=contract, after=after)
    return len(rows)


@transaction.atomic
def confirm_carriers(*, by: Any, at: datetime, contract: Contract, carriers: Sequence[int]) -> int:
    """The purchaser has seen that they came back or are gone. Raises: CarrierRefused."""
    rows = _chosen(by, Permission.CARRIER_CONFIRM, contract, carriers)
    for row in rows:
        if row.state not in SETTLED or row.confirmed_at is not None:
            raise _not_now(row)
        if row.settled_by_id == by.pk:
            raise CarrierRefused(
                _("载体 %(number)s 由您登记归还，须由另一位人员确认。") % {"number": row.number}
            )
        row.confirmed_at, row.confirmed_by = at, by
        row.save(update_fields=["confirmed_at", "confirmed_by"])
        record_event(
            "carrier.confirm", by=by, obj=row, contract=contract, after={"confirmed_at": row.confirmed_at}
        )
    return len(rows)


@transaction.atomic
def send_carriers_back(*, by: Any, contract: Contract, carriers: Sequence[int], reason: str) -> int:
    """What was called given back is not: it is to be given back again, and its holder reads why.

    Raises: CarrierRefused.
    """
    reason = clean_text(reason).strip()
    if not reason:
        raise CarrierRefused(_("请写明为什么不确认。"))
    rows = _chosen(by, Permission.CARRIER_CONFIRM, contract, carriers)
    note = (_("%(who)s退回：%(reason)s") % {"who": by.name, "reason": reason})[:200]
    for row in rows:
        if row.state not in SETTLED or row.confirmed_at is not None:
            raise _not_now(row)
        before = {"state": row.state, "note": row.settle_note}
        row.state, row.settled_at, row.settled_by, row.settle_note = CarrierState.DOWNLOADED, None, None, note
        row.save(update_fields=["state", "settled_at", "settled_by", "settle_note"])
        record_event(
            "carrier.send_back", by=by, obj=row, contract=contract, before=before, after={"reason": reason}
        )
    return len(rows)


def _chosen(by: Any, permission: Permission, contract: Contract, carriers: Sequence[int]) -> list[Carrier]:
    """The rows, locked in one order, each within this user's reach."""
    if not holds(by, permission, contract):
        raise CarrierRefused(_("这一步须由有相应身份的人员完成。"))
    if not carriers:
        raise CarrierRefused(_("请先勾选载体。"))
    rows = list(
        Carrier.objects.allowed(by, permission)
        .select_for_update(of=("self",))
        .filter(contract=contract, pk__in=carriers)
        .order_by("pk")
    )
    if len(rows) != len(set(carriers)):
        raise CarrierRefused(_("所选的载体中有找不到的。请刷新页面后重新勾选。"))
    return rows


def _not_now(row: Carrier) -> CarrierRefused:
    state = _("已确认") if row.confirmed_at else row.get_state_display()
    return CarrierRefused(
        _("载体 %(number)s 现在是“%(state)s”，不能这样操作。") % {"number": row.number, "state": state}
    )
