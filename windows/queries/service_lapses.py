"""What the service registers prove was left undone; the assessment reads it (rules.md § 8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.months import next_month
from windows.enums import RatingSource, RatingState
from windows.enums.service import AssistState, MatterCause
from windows.models import AssistOrder, PhoneCheck, Rating, UnresolvedMatter
from windows.queries.ledger_filters import day_start

# A helper is found within so long; the day after an agreed time nothing was done is a refusal too.
UNASSIGNED_AFTER = timedelta(days=2)
# National reason codes that speak of papers not looked at beforehand (facts.md § 1.4).
PRECHECK_CODES = ("109", "207", "208", "210")


@dataclass(frozen=True, slots=True)
class ServiceLapse:
    """One lapse. Shape: `kind` and `pk` name the record; mended_on is the later day it was done after all."""

    kind: str
    pk: int
    number: str
    on: date
    who: str
    text: str
    mended_on: date | None = None


def _within(month: date) -> dict[str, datetime]:
    return {"recorded_at__gte": day_start(month), "recorded_at__lt": day_start(next_month(month))}


def assist_lapses(contract: Contract, month: date, *, now: datetime) -> Iterator[ServiceLapse]:
    """Help that was asked for and declined, or for which nobody was found in two days. One query.

    Source: 002 § 五(一) 表1 5.2.3.
    """
    orders = AssistOrder.objects.filter(contract=contract, **_within(month)).select_related(
        "window", "helper"
    )
    for order in orders.order_by("recorded_at"):
        who = order.window.number if order.window else ""
        day = timezone.localdate(order.recorded_at)
        if order.state == AssistState.DECLINED:
            text = _("%(number)s 要求%(kind)s，未能提供：%(why)s") % {
                "number": order.number, "kind": order.get_kind_display(), "why": order.outcome[:80],
            }  # fmt: skip
            yield ServiceLapse("declined", order.pk, order.number, day, who, text)
        elif order.state != AssistState.CANCELLED and _waited_long(order, now):
            text = _("%(number)s 要求%(kind)s，两天内没有安排人员") % {
                "number": order.number, "kind": order.get_kind_display(),
            }  # fmt: skip
            yield ServiceLapse("unassigned", order.pk, order.number, day, who, text, _begun_on(order))


def _waited_long(order: Any, now: datetime) -> bool:
    begun = order.started_at or (None if order.state == AssistState.REQUESTED else order.recorded_at)
    return (begun or now) - order.recorded_at > UNASSIGNED_AFTER


def _begun_on(order: Any) -> date | None:
    return timezone.localdate(order.started_at) if order.started_at else None


def precheck_lapses(contract: Contract, month: date) -> Iterator[ServiceLapse]:
    """Complaints that come of papers nobody looked at beforehand: matters and bad ratings. Two queries.

    Source: 002 § 五(一) 表1 3.37.
    """
    matters = UnresolvedMatter.objects.filter(
        contract=contract, cause=MatterCause.MATERIALS, **_within(month)
    )
    for matter in matters.select_related("window").order_by("recorded_at"):
        text = _("%(number)s 因材料没有事先审清而未办成：%(what)s") % {
            "number": matter.number, "what": matter.text[:80],
        }  # fmt: skip
        who = matter.window.number if matter.window else ""
        yield ServiceLapse(
            "matter", matter.pk, matter.number, timezone.localdate(matter.recorded_at), who, text
        )
    ratings = Rating.objects.filter(
        contract=contract, level__lte=2, source=RatingSource.ACTIVE, state=RatingState.VALID,
        visited_on__gte=month, visited_on__lt=next_month(month),
    )  # fmt: skip
    for rating in ratings.select_related("window", "case").order_by("visited_on", "pk"):
        codes = sorted(set(rating.reasons) & set(PRECHECK_CODES))
        if codes:
            text = _("差评反映材料没有一次说清（评价内容 %(codes)s）") % {"codes": "、".join(codes)}
            who = rating.window.number if rating.window else ""
            number = rating.case.number if rating.case else ""
            yield ServiceLapse("rating", rating.pk, number, rating.visited_on, who, text)


def excluded_ratings(contract: Contract, ratings: set[int]) -> dict[int, str]:
    """Ratings that a ruling took out, with its reason; they prove nothing any more."""
    found = Rating.objects.filter(contract=contract, pk__in=ratings, state=RatingState.EXCLUDED)
    return {rating.pk: _("评价经申诉复核剔除") for rating in found}


def unanswered_phones(contract: Contract, month: date) -> Iterator[ServiceLapse]:
    """Spot checks nobody answered. One query. Source: 002 § 五(一) 表1 3.51."""
    checks = PhoneCheck.objects.filter(
        contract=contract, answered=False, called_at__date__gte=month, called_at__date__lt=next_month(month)
    )
    for check in checks.select_related("window").order_by("called_at"):
        text = _("%(at)s 拨打 %(line)s，响铃 %(rings)s 次无人接听") % {
            "at": f"{timezone.localtime(check.called_at):%m-%d %H:%M}", "line": check.line, "rings": check.rings,
        }  # fmt: skip
        who = check.window.number if check.window else ""
        yield ServiceLapse("phone", check.pk, "", timezone.localdate(check.called_at), who, text)
