"""Reads of the end of a contract: what is still out, what the return says, what it counts."""

from typing import Any

from django.db.models import Q

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from windows.enums import CarrierState, ReturnState
from windows.models import Carrier, Case, DataReturn, ReturnCopy
from windows.rules.data_return import ORDER, flow_state

OUT = Q(state=CarrierState.DOWNLOADED, due_on__isnull=False)
UNCONFIRMED = Q(state__in=[CarrierState.RETURNED, CarrierState.DESTROYED], confirmed_at=None)


def open_carriers(contract: Contract) -> int:
    """Exports that are out, or whose return nobody has confirmed."""
    return Carrier.objects.filter(OUT | UNCONFIRMED, contract=contract).count()


def open_cases(contract: Contract) -> int:
    """Cases that have not ended."""
    return Case.objects.filter(contract=contract, archived_at=None, closed_at=None, issued_at=None).count()


def return_of(user: Any, contract: Contract) -> DataReturn | None:
    rows = DataReturn.objects.allowed(user, Permission.DATA_RETURN_VIEW).filter(contract=contract)
    people = ("opened_by", "handed_by", "received_by", "destroyed_by", "confirmed_by")
    return rows.select_related("contract", "package", "proof", *people).first()


def copies_of(row: DataReturn) -> list[ReturnCopy]:
    return list(row.copies.filter(dropped_at=None))


def flow_of(row: DataReturn | None) -> list[dict[str, Any]]:
    """The steps for the page."""
    state = row.state if row else ReturnState.LISTING
    times = {
        ReturnState.LISTING: row.opened_at, ReturnState.HANDED: row.handed_at, ReturnState.RECEIVED: row.received_at,
        ReturnState.DESTROYED: row.destroyed_at, ReturnState.CLOSED: row.closed_at,
    } if row else {}  # fmt: skip
    return [
        {
            "label": ReturnState(step).label,
            "state": flow_state(state, step),
            "note": f"{times[ReturnState(step)]:%m-%d}" if times.get(ReturnState(step)) else "",
        }
        for step in ORDER
    ]
