"""What the windows remind people of. Each function is a source of settings.REMINDER_SOURCES."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.months import next_month
from hall_ops.lib.permissions import Role
from windows.enums import CarrierState
from windows.models import Carrier
from windows.queries.carriers import overdue_carriers

BEFORE_THE_END = timedelta(days=3)


def carrier_reminders(now: datetime) -> list[dict[str, Any]]:
    """Carriers to give back: three days before the month ends, and once it is over. Source: 002 § 七(三).

    Shape: [{kind, key, text, role, url, contract_id}]; one notice a month and reason.
    """
    today = timezone.localdate(now)
    due = next_month(today) - timedelta(days=1)
    found = []
    for contract in Contract.objects.order_by("pk"):
        late = overdue_carriers(contract, today)
        for row in late.order_by().values("due_on").annotate(many=Count("pk")):
            found.append(_reminder(contract, "carrier_late", row["due_on"], row["many"], Role.ASSESSOR))
            found.append(_reminder(contract, "carrier_late", row["due_on"], row["many"], Role.SUPERVISOR))
        if due - today < BEFORE_THE_END:
            many = Carrier.objects.filter(
                contract=contract, state=CarrierState.DOWNLOADED, due_on=due
            ).count()
            if many:
                found.append(_reminder(contract, "carrier_due", due, many, Role.SUPERVISOR))
    return found


def _reminder(contract: Contract, kind: str, due: Any, many: int, role: Role) -> dict[str, Any]:
    words = {"month": f"{due:%Y-%m}", "many": many, "due": f"{due:%Y-%m-%d}"}
    text = (
        _("%(month)s 的导出载体还有 %(many)d 份逾期未归还或销毁")
        if kind == "carrier_late"
        else _("导出载体还有 %(many)d 份须在 %(due)s 前归还或销毁")
    )
    return {
        "kind": kind,
        "key": f"carrier:{contract.pk}:{due:%Y-%m}:{kind}:{role}",
        "text": text % words,
        "role": role,
        "url": f"{reverse('windows:carrier-list', args=[contract.slug])}?month={due:%Y-%m}",
        "contract_id": contract.pk,
    }
