"""Writing down what the province's platform tells of a month. Source: 001 § 1.2(5)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.text_hygiene import clean_text
from records.actions import record_event
from windows.models import PlatformFigure


class FigureRefused(DomainError):
    """A figure that cannot be written down like this. Shape: `field` names where it is wrong."""

    def __init__(self, said: str, field: str) -> None:
        super().__init__(said)
        self.field = field


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """One figure as typed. Shape: `month` is a first day; `reason` only where it corrects another."""

    kind: str
    month: date
    value: int
    source: str
    reason: str = ""


@transaction.atomic
def record_figure(*, by: Any, at: datetime, contract: Contract, entry: FigureEntry) -> PlatformFigure:
    """Write a month's figure, or its correction as the next revision; the same again changes nothing.

    Raises: FigureRefused.
    """
    source, reason = clean_text(entry.source).strip(), clean_text(entry.reason).strip()
    if entry.month > timezone.localdate(at):
        raise FigureRefused(
            _("%(month)s 还没有到，请核对月份。") % {"month": f"{entry.month:%Y-%m}"}, "month"
        )
    if not source:
        raise FigureRefused(_("请写明数据来源，如“县政务服务平台月度通报”。"), "source")
    Contract.objects.select_for_update(of=("self",)).get(
        pk=contract.pk
    )  # two at once would take one revision
    rows = PlatformFigure.objects.filter(contract=contract, kind=entry.kind, month=entry.month)
    now = rows.order_by("-revision").first()
    if now is not None and (now.value, now.source) == (entry.value, source):
        return now
    if now is not None and not reason:
        said = _("%(month)s 已登记 %(value)s 人。数字有误请填写更正原因，原来的登记会保留。")
        raise FigureRefused(said % {"month": f"{entry.month:%Y-%m}", "value": now.value}, "reason")
    made = PlatformFigure.objects.create(
        contract=contract, kind=entry.kind, month=entry.month, revision=now.revision + 1 if now else 1,
        value=entry.value, source=source, reason=reason if now else "", recorded_at=at, recorded_by=by,
    )  # fmt: skip
    record_event(
        "platform_figure.record", by=by, obj=made, contract=contract,
        before={"value": now.value} if now else {},
        after={"kind": made.kind, "month": made.month, "value": made.value, "source": source, "reason": made.reason},
    )  # fmt: skip
    return made
