"""Reads over what left: the month's list, its figures, what is overdue, requests to decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.months import next_month
from hall_ops.lib.permissions import Permission
from windows.enums import CarrierState, RequestState
from windows.models import Carrier, ExportRequest
from windows.queries.disclosure import day_start


@dataclass(frozen=True, slots=True)
class CarrierRow:
    """A line of the list, and what this user may do with it."""

    carrier: Carrier
    is_overdue: bool
    may_settle: bool
    may_confirm: bool
    may_download: bool

    @property
    def may_choose(self) -> bool:
        return self.may_settle or self.may_confirm

    @property
    def level(self) -> str:
        """The tag's colour."""
        if self.is_overdue:
            return "bad"
        if self.carrier.confirmed_at or self.carrier.due_on is None:
            return "ok" if self.carrier.confirmed_at else ""
        return {CarrierState.DOWNLOADED: "warn"}.get(CarrierState(self.carrier.state), "info")


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """How the month stands. Shape: counts; `to_return` includes what is overdue."""

    made: int
    to_return: int
    overdue: int
    to_confirm: int
    confirmed: int


def carriers_of_month(user: Any, contract: Contract, month: date) -> QuerySet[Carrier]:
    """The register's lines of a month, by the day they were made, newest first."""
    found = Carrier.objects.allowed(user, Permission.CARRIER_VIEW).filter(
        contract=contract, made_at__gte=day_start(month), made_at__lt=day_start(next_month(month))
    )
    return found.select_related("made_by", "settled_by", "confirmed_by", "department")


def overdue_carriers(contract: Contract, today: date) -> QuerySet[Carrier]:
    """What should have come back and did not. For reminders and findings. Source: 002 § 七(三)."""
    return Carrier.objects.filter(contract=contract, state=CarrierState.DOWNLOADED, due_on__lt=today)


def carrier_rows(user: Any, contract: Contract, carriers: Sequence[Carrier], today: date) -> list[CarrierRow]:
    """What the list shows. No query."""
    returns = holds(user, Permission.CARRIER_RETURN, contract)
    confirms = holds(user, Permission.CARRIER_CONFIRM, contract)
    return [
        CarrierRow(
            carrier,
            is_overdue=_is_out(carrier) and carrier.due_on is not None and carrier.due_on < today,
            may_settle=returns and _is_out(carrier) and carrier.due_on is not None,
            may_confirm=confirms
            and carrier.state in (CarrierState.RETURNED, CarrierState.DESTROYED)
            and carrier.confirmed_at is None
            and carrier.settled_by_id != user.pk,
            may_download=carrier.state == CarrierState.MADE and carrier.made_by_id == user.pk,
        )
        for carrier in carriers
    ]


def _is_out(carrier: Carrier) -> bool:
    return bool(carrier.state == CarrierState.DOWNLOADED)


def figures(rows: Sequence[CarrierRow]) -> MonthFigures:
    """Counted over the month's lines."""
    settled = [row.carrier for row in rows if row.carrier.settled_at]
    return MonthFigures(
        made=len(rows),
        to_return=sum(_is_out(row.carrier) and row.carrier.due_on is not None for row in rows),
        overdue=sum(row.is_overdue for row in rows),
        to_confirm=sum(carrier.confirmed_at is None for carrier in settled),
        confirmed=sum(carrier.confirmed_at is not None for carrier in settled),
    )


def requests_of(user: Any, contract: Contract) -> QuerySet[ExportRequest]:
    """Requests this user may see, newest first: a liaison their department's, the others all."""
    found = ExportRequest.objects.allowed(user, Permission.CARRIER_VIEW).filter(contract=contract)
    return found.select_related("asked_by", "decided_by", "department", "carrier")


def waiting_requests(contract: Contract) -> int:
    """How many wait for a decision."""
    return ExportRequest.objects.filter(contract=contract, state=RequestState.ASKED).count()


def usable(request: ExportRequest, user: Any, now: Any) -> bool:
    """Whether this user may export by this request now. Shape: `carrier` was fetched with it."""
    used = getattr(request, "carrier", None)
    return (
        request.state == RequestState.APPROVED
        and request.asked_by_id == user.pk
        and request.valid_until is not None
        and request.valid_until >= now
        and (used is None or used.state == CarrierState.FAILED)
    )


def overdue_before(user: Any, contract: Contract, month: date, today: date) -> list[tuple[date, int]]:
    """Earlier months with overdue carriers. Shape: (month, how many), oldest first."""
    found = Carrier.objects.allowed(user, Permission.CARRIER_VIEW).filter(
        contract=contract, state=CarrierState.DOWNLOADED, due_on__lt=today, made_at__lt=day_start(month)
    )
    months = found.order_by().annotate(month=TruncMonth("made_at")).values("month").annotate(many=Count("pk"))
    return [(row["month"].date(), row["many"]) for row in months.order_by("month")]


@dataclass(frozen=True, slots=True)
class CarrierStep:
    """One step of a carrier's way. Shape: `at` None for one that is still to come."""

    title: str
    at: datetime | None
    by: Any
    note: str = ""


def carrier_steps(carrier: Carrier) -> list[CarrierStep]:
    """The way out and back, as far as it went. Shape: the related users were fetched with it. No query."""
    request = carrier.request
    steps = []
    if request is not None:
        steps.append(CarrierStep(_("同意导出"), request.decided_at, request.decided_by, request.reason))
    steps.append(CarrierStep(_("登记并生成"), carrier.made_at, carrier.made_by, carrier.problem))
    if carrier.state == CarrierState.FAILED:
        return steps
    if carrier.state == CarrierState.EXPIRED:
        return [*steps, CarrierStep(_("过期未下载，文件已删除"), carrier.expires_at, None)]
    steps.append(CarrierStep(_("下载"), carrier.downloaded_at, carrier.made_by))
    if carrier.downloaded_at and carrier.due_on is None:
        return [*steps, CarrierStep(_("采购人留存，不需归还"), carrier.downloaded_at, None)]
    title = carrier.get_state_display() if carrier.settled_at else _("归还或销毁")
    steps.append(CarrierStep(title, carrier.settled_at, carrier.settled_by, carrier.settle_note))
    return [*steps, CarrierStep(_("采购人确认"), carrier.confirmed_at, carrier.confirmed_by)]
