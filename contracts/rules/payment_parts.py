"""The parts a payment plan cuts a service year into, with share and due day, before any amount is rounded.

A whole year's quarters and months are equal parts; in a part year everything goes by days. Source: 002 § 一.9 and
九(二), 003 § 六, 004 § 四.3, 000 § 四.3; rules.md section 3.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from contracts.profile_schema.agreement import Instalment as AgreedInstalment
from contracts.profile_schema.agreement import Payment
from contracts.profile_schema.wording import unit_name
from hall_ops.lib.arithmetic import percent_text
from hall_ops.lib.deadlines import CALENDAR, months_after, term_end
from hall_ops.lib.months import months_between, months_later
from hall_ops.lib.workdays import Exceptions

ONE_DAY = timedelta(days=1)
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class PlanYear:
    """A service year to be paid.

    Shape: `served_from` and `served_to` narrow it to the days really served; `day_type` is the decision and
    `calendar` the working days, for terms of days. Units: price_yuan of the whole year.
    Raises: ValueError for days outside the year.
    """

    starts_on: date
    ends_on: date
    price_yuan: Decimal
    signed_on: date | None = None
    served_from: date | None = None
    served_to: date | None = None
    day_type: str = CALENDAR
    calendar: Exceptions | None = None

    def __post_init__(self) -> None:
        if not self.starts_on <= self.first <= self.last <= self.ends_on:
            raise ValueError("the days served lie within the service year, in order")
        if self.price_yuan < 0:
            raise ValueError("a price is not negative")

    @property
    def first(self) -> date:
        """The first day served."""
        return self.served_from or self.starts_on

    @property
    def last(self) -> date:
        """The last day served."""
        return self.served_to or self.ends_on

    @property
    def days(self) -> int:
        """The days served."""
        return days_of((self.first, self.last))

    @property
    def of_days(self) -> int:
        """The days of the whole service year."""
        return days_of((self.starts_on, self.ends_on))

    @property
    def is_whole(self) -> bool:
        """Whether the whole year was served."""
        return self.days == self.of_days


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a plan: what it pays for, its exact share of the price served, and when it is due."""

    kind: str
    label: str
    period: Span
    share: Fraction
    factors: tuple[str, ...]
    due_on: date | None
    due_rule: str
    clause: str
    waits_for: tuple[date, ...] = ()


def parts_of(payment: Payment, year: PlanYear, closed: Mapping[date, date]) -> tuple[Part, ...]:
    """Return the parts of a plan by its kind, performance money left out."""
    makers = {"quarterly_advance": _advances, "monthly": _months, "instalments": _instalments}
    if payment.kind == "quarterly_assessed":
        return tuple(_assessed_quarters(payment, year, closed))
    return tuple(makers[payment.kind](payment, year))


def days_of(span: Span) -> int:
    """Return how many days a span has, both ends included."""
    return (span[1] - span[0]).days + 1


def _advances(payment: Payment, year: PlanYear) -> Iterator[Part]:
    """A share of each calendar quarter, by a day of one of its months (002 § 一.9: by the 10th of the first)."""
    advance = payment.advance
    if advance is None:
        raise ValueError("a plan of quarterly advances names the advance")
    quarters = [
        (month, _cut((month, months_later(month, 3) - ONE_DAY), year))
        for month in months_between(date(year.first.year, (year.first.month - 1) // 3 * 3 + 1, 1), year.last)
        if month.month % 3 == 1
    ]
    equal = year.is_whole and len(quarters) == 4 and all(
        span == (month, months_later(month, 3) - ONE_DAY) for month, span in quarters
    )  # fmt: skip
    for month, span in quarters:
        weight, factor = _weight(span, year, 4 if equal else 0)
        due_month = months_later(month, advance.month_of_quarter - 1)
        due, rule = _not_before(due_month.replace(day=advance.due_day), year)
        words = {"year": month.year, "quarter": (month.month + 2) // 3}
        label = _("%(year)s 年第 %(quarter)s 季度预付") % words
        factors = (factor, percent_text(advance.share))
        share = weight * Fraction(advance.share)
        rule = rule or _("本季第 %(month)s 个月 %(day)s 日前") % {
            "month": advance.month_of_quarter,
            "day": advance.due_day,
        }
        yield Part("advance", label, span, share, factors, due, rule, advance.clause)


def _not_before(due: date, year: PlanYear) -> tuple[date, str]:
    """A day before service or signing cannot be kept: it becomes the first day on which it can."""
    earliest = max(year.first, year.signed_on or year.first)
    if due >= earliest:
        return due, ""
    return earliest, _("规定的 %(day)s 早于签订或服务开始，改为其首日") % {"day": due.isoformat()}


def _months(payment: Payment, year: PlanYear) -> Iterator[Part]:
    """One part for each month of service; the tender names no day, so the last day of that month."""
    spans = list(_service_spans(year, 1))
    for number, span in enumerate(spans, start=1):
        weight, factor = _weight(span, year, len(spans) if year.is_whole else 0)
        label = _("第 %(number)s 个月服务费") % {"number": number}
        rule = _("服务月的最后一日；招标文件没有写付款日")
        share = weight * _paid_share(payment)
        yield Part("month", label, span, share, _kept(payment, factor), span[1], rule, payment.clause)


def _assessed_quarters(payment: Payment, year: PlanYear, closed: Mapping[date, date]) -> Iterator[Part]:
    """One part for each quarter of service, due when the last of its cards is closed."""
    spans = list(_service_spans(year, 3))
    for number, span in enumerate(spans, start=1):
        weight, factor = _weight(span, year, len(spans) if year.is_whole else 0)
        months = _card_months(span, spans[number][0] if number < len(spans) else None)
        due = max(closed[month] for month in months) if all(month in closed for month in months) else None
        label = _("第 %(number)s 季度服务费") % {"number": number}
        rule = _("本季最后一张考核表关闭之日")
        share = weight * _paid_share(payment)
        yield Part("quarter", label, span, share, _kept(payment, factor), due, rule, payment.clause, months)


def _card_months(span: Span, next_start: date | None) -> tuple[date, ...]:
    """The months whose cards a quarter waits for: one that two quarters share is the later one's, unless it is all."""
    last = span[1] if next_start is None else next_start.replace(day=1) - ONE_DAY
    return tuple(months_between(span[0], last)) or (span[0].replace(day=1),)


def _instalments(payment: Payment, year: PlanYear) -> Iterator[Part]:
    """Shares of the year's fee, due some days after signing or in the n-th month after it (003 § 六)."""
    span = (year.first, year.last)
    for number, agreed in enumerate(payment.instalments, start=1):
        due, rule = _after_signing(agreed, year)
        label = _("第 %(number)s 期") % {"number": number}
        share = Fraction(agreed.share) * _paid_share(payment)
        factors = _kept(payment, percent_text(agreed.share))
        yield Part("instalment", label, span, share, factors, due, rule, agreed.clause)


def _after_signing(agreed: AgreedInstalment, year: PlanYear) -> tuple[date | None, str]:
    signed = year.signed_on
    if agreed.within_days is not None:
        rule = _("签订后 %(days)s %(unit)s内，签订当日不计") % {
            "days": agreed.within_days,
            "unit": unit_name(agreed.day_unit),
        }
        if signed is None:
            return None, rule
        return term_end(signed, agreed.within_days, agreed.day_unit, year.day_type, year.calendar or {}), rule
    rule = _("签订后第 %(month)s 个月内，至该月最后一日") % {"month": agreed.month or 0}
    return (months_after(signed, agreed.month or 0) if signed is not None else None), rule


def _service_spans(year: PlanYear, months: int) -> Iterator[Span]:
    """Stretches of so many months from the first day of the service year, cut to the days served."""
    start, count = year.starts_on, 0
    while start <= year.last:
        count += 1
        following = months_after(year.starts_on, count * months)
        if following > year.first:
            yield _cut((start, following - ONE_DAY), year)
        start = following


def _cut(span: Span, year: PlanYear) -> Span:
    return max(span[0], year.first), min(span[1], year.last)


def _weight(span: Span, year: PlanYear, equal_parts: int) -> tuple[Fraction, str]:
    """A part's share of the price served, and how it is written: 1/4, or by days 31/90."""
    weight = Fraction(1, equal_parts) if equal_parts else Fraction(days_of(span), year.days)
    return weight, f"1/{equal_parts}" if equal_parts else f"{days_of(span)}/{year.days}"


def _paid_share(payment: Payment) -> Fraction:
    return 1 - Fraction(payment.performance.share) if payment.performance else Fraction(1)


def _kept(payment: Payment, factor: str) -> tuple[str, ...]:
    return (factor, percent_text(_paid_share(payment))) if payment.performance else (factor,)
