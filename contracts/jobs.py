"""Nightly work on the contracts, and what people are to be reminded of."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.calendar import seed_year
from contracts.actions.notices import forget_read_notices
from contracts.enums import PaymentState
from contracts.models import Contract, PaymentInstalment
from contracts.queries.payments import PaymentRow, payment_rows
from hall_ops.lib.months import months_later
from hall_ops.lib.permissions import Role

MONTHS_AHEAD = 14


def seed_calendar_ahead() -> str:
    """See that the calendar reaches 14 months ahead, and take up notices that came with a newer package."""
    now = timezone.now()
    today = timezone.localdate(now)
    years = range(today.year, months_later(today, MONTHS_AHEAD).year + 1)
    return " ".join(f"{year}={seed_year(by=None, at=now, year=year)}" for year in years)


def forget_old_reads() -> str:
    """Forget which notices were read half a year ago."""
    return _("清除已读记号 %(count)d 条") % {"count": forget_read_notices(at=timezone.now())}


def payment_reminders(now: datetime) -> list[dict[str, Any]]:
    """What to remind people of about payments: due within 30 days, or late, and not yet filed.

    Shape: [{kind, key, text, role, url, contract_id}]; `key` stays the same from day to day, so that one reason gives
    one notice. The contractor is asked to apply, the assessor to file.
    """
    today = timezone.localdate(now)
    told = []
    for contract in Contract.objects.order_by("pk"):
        found = PaymentInstalment.objects.filter(contract=contract).select_related("service_year")
        rows = payment_rows(contract, found.prefetch_related("steps"), today)
        told += [_reminder(contract, row) for row in rows if row.state in REMINDED]
    return told


REMINDED = (PaymentState.OPEN, PaymentState.APPLIED, PaymentState.LATE)


def _reminder(contract: Contract, row: PaymentRow) -> dict[str, Any]:
    due = f"{row.due_on:%Y-%m-%d}" if row.due_on else ""
    words = {"label": row.instalment.label, "due": due, "days": row.days_late}
    if row.is_late:
        text = _("“%(label)s”应于 %(due)s 前报送财政，已过 %(days)s 天") % words
    elif row.applied:
        text = _("“%(label)s”已申请，请于 %(due)s 前报送财政") % words
    else:
        text = _("“%(label)s”将于 %(due)s 到期，请申请付款并开具发票") % words
    step = "file" if row.applied else "apply"
    return {
        "kind": "payment_late" if row.is_late else f"payment_{step}",
        "key": f"payment:{row.instalment.pk}:{step}:{'late' if row.is_late else 'due'}",
        "text": text,
        "role": Role.ASSESSOR if row.applied else Role.DIRECTOR,
        "url": reverse(
            "contracts:payment-detail",
            args=[contract.slug, row.instalment.service_year.number, row.instalment.number],
        ),
        "contract_id": contract.pk,
    }
