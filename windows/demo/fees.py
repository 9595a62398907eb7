"""Fees of the demo hall, taken at the window and one of them refunded, through the actions the screens use."""

from datetime import datetime, timedelta
from typing import Any

from contracts.models import Contract
from windows.actions.fees import OVER, FeeEntry, count_day, reverse_fee, take_fee
from windows.models import Case
from windows.queries.fees import booked_of

CHANNELS = ("scan", "cash", "card", "nontax")
UNPAID = 2  # the newest wait for their fee


def load(*, contract: Contract, people: dict[str, Any], now: datetime) -> None:
    """Fees of the cases whose items cost something; the newest are still to be paid. Call once."""
    supervisor = people["wu.zhuguan"]
    cases = Case.objects.filter(contract=contract, version__fee_yuan__gt=0).exclude(state__in=OVER)
    taken = []
    for place, case in enumerate(cases.order_by("registered_at", "pk")[: max(cases.count() - UNPAID, 0)]):
        at = min(case.registered_at + timedelta(minutes=6), now)
        entry = FeeEntry(channel=CHANNELS[place % len(CHANNELS)], receipt_number=f"QS2026{place + 1:05}")
        taken.append(take_fee(by=case.clerk, at=at, case=case, entry=entry, key=f"demo-fee-{case.number}"))
    if not taken:
        return
    reverse_fee(by=supervisor, at=now, fee=taken[-1], reason="申请人撤回申请", key="demo-fee-back",
                refund_yuan=taken[-1].amount_yuan)  # fmt: skip
    first = taken[0]
    booked = booked_of(contract, first.day, first.channel)[1]
    count_day(
        by=supervisor, at=now, contract=contract, day=first.day, channel=first.channel, counted_yuan=booked
    )
