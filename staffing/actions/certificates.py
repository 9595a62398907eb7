"""Exams of the authority, as they were announced and as they were held.

Source: 002 § ★2 makes the ratios depend on the exams that are held.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.wording import needed, optional
from staffing.models import ExamOffer


class OfferRefused(DomainError):
    """An exam that cannot be written down like this."""


@transaction.atomic
def record_offer(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    level: int,
    held_on: date,
    places: int | None,
    held: bool,
    note: str,
) -> ExamOffer:
    """Write an exam down; one that fell out says why. The same level and day again is corrected.

    Raises: OfferRefused.
    """
    if not holds(by, Permission.CERTIFICATE_RECORD, contract):
        raise OfferRefused(_("您的身份不能登记鉴定考试。"))
    if not 1 <= level <= 5:
        raise OfferRefused(_("等级应在 1 至 5 之间。"))
    if abs((held_on - timezone.localdate(at)).days) > 3660:
        raise OfferRefused(_("考试日期超出十年，请核对年份。"))
    said = optional(note) if held else needed(note, _("没有如期举行的，请写明情况和通知来源。"), OfferRefused)
    values = {"places": places, "held": held, "note": said}
    row, made = ExamOffer.objects.select_for_update().get_or_create(
        contract=contract, level=level, held_on=held_on,
        defaults={**values, "recorded_at": at, "recorded_by": by},
    )  # fmt: skip
    before = {} if made else {name: getattr(row, name) for name in values}
    if not made:
        ExamOffer.objects.filter(pk=row.pk).update(**values, recorded_at=at, recorded_by=by)
        row.refresh_from_db()
    after = {"level": level, "held_on": held_on, **values}
    record_event("exam_offer.record", by=by, obj=row, contract=contract, before=before, after=after)
    return row
