"""The yearly evaluation before the renewal gate."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contracts.models import Appraisal, ServiceYear
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import record_event


class AppraisalRefused(DomainError):
    """An evaluation that does not fit."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the purchaser found. Shape: is_needed where the contract is renewed on need, else None."""

    grade: str
    reason: str
    evaluated_on: date
    is_needed: bool | None = None
    mended_reason: str = ""


@transaction.atomic
def record_appraisal(
    *, by: Any, at: datetime, today: date, service_year: ServiceYear, evaluation: Evaluation
) -> Appraisal:
    """Record a year's evaluation; a second one is a correction and says why. Raises: AppraisalRefused."""
    year = (
        ServiceYear.objects.select_for_update(of=("self",)).select_related("contract").get(pk=service_year.pk)
    )
    if not holds(by, Permission.APPRAISAL_RECORD, year.contract):
        raise AppraisalRefused(_("年度评估须由采购人的批准人完成。"))
    reason, mended = clean_text(evaluation.reason).strip(), clean_text(evaluation.mended_reason).strip()
    if not reason:
        raise AppraisalRefused(_("请写明评估的理由。"))
    if not year.starts_on <= evaluation.evaluated_on <= today:
        raise AppraisalRefused(_("评估日期应在服务年度开始之后、今天之前。"))
    earlier = Appraisal.objects.filter(service_year=year).order_by("-pk").first()
    if earlier is not None and not mended:
        raise AppraisalRefused(_("本年度已评估过。要更正请写明原因，原记录保留。"))
    try:
        with transaction.atomic():
            row = Appraisal.objects.create(
                service_year=year,
                grade=evaluation.grade,
                reason=reason,
                evaluated_on=evaluation.evaluated_on,
                is_needed=evaluation.is_needed,
                replaces=earlier,
                mended_reason=mended if earlier else "",
                by=by,
                at=at,
            )
    except IntegrityError as error:
        raise AppraisalRefused(_("本年度刚刚已由别人评估。请刷新页面。")) from error
    record_event(
        "appraisal.record",
        by=by,
        obj=row,
        contract=year.contract,
        before={"grade": earlier.grade} if earlier else {},
        after={"grade": row.grade, "reason": reason, "is_needed": row.is_needed, "mended_reason": mended},
    )
    return row
