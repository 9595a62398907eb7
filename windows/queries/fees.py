"""Reads of fees: those of one case, a day's totals by way of paying and by person, what was counted."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from contracts.models import Contract
from windows.enums.fees import FeeChannel, FeeKind
from windows.models import Case, Fee, FeeCount
from windows.rules.fees import CENT, left_of

NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class CaseFees:
    """A case's fees. Units: yuan. Shape: `charge` is the one that stands, `left_yuan` what of it was not taken back."""

    entries: list[Fee]
    charge: Fee | None
    left_yuan: Decimal
    net_yuan: Decimal


def fees_of(case: Case) -> CaseFees:
    """One query."""
    entries = list(
        Fee.objects.filter(case=case).select_related("taken_by", "window", "reverses").order_by("pk")
    )
    net = sum((fee.amount_yuan for fee in entries), NOTHING)
    for fee in reversed(entries):
        if fee.kind == FeeKind.CHARGE:
            left = left_of(
                fee.amount_yuan, [each.amount_yuan for each in entries if each.reverses_id == fee.pk]
            )
            if left > 0 or fee.amount_yuan == 0:
                return CaseFees(entries, fee, left, net)
    return CaseFees(entries, None, NOTHING, net)


def booked_of(contract: Contract, day: date, channel: str) -> tuple[int, Decimal]:
    """How many entries of a day by this way of paying, and what they come to. One query."""
    found = Fee.objects.filter(contract=contract, day=day, channel=channel).aggregate(
        n=Count("pk"), yuan=Sum("amount_yuan")
    )
    return found["n"], _cents(found["yuan"])


@dataclass(frozen=True, slots=True)
class DayLine:
    """One way of paying, or one person, on one day. Units: yuan. Shape: back_yuan is negative."""

    key: str
    label: str
    charges: int
    charged_yuan: Decimal
    backs: int
    back_yuan: Decimal
    count: FeeCount | None = None

    @property
    def net_yuan(self) -> Decimal:
        return self.charged_yuan + self.back_yuan

    @property
    def entries(self) -> int:
        return self.charges + self.backs

    @property
    def gap_yuan(self) -> Decimal | None:
        return self.count.counted_yuan - self.count.booked_yuan if self.count else None

    @property
    def is_stale(self) -> bool:
        """Something was booked after the count."""
        return self.count is not None and (
            self.count.entries != self.entries or self.count.booked_yuan != self.net_yuan
        )


def day_by_channel(fees: QuerySet[Fee], contract: Contract, day: date) -> list[DayLine]:
    """A line for every way of paying with the last count. Two queries."""
    counts = {count.channel: count for count in reversed(_counts(contract, day))}
    lines = {row["channel"]: row for row in _summed(fees, "channel", day)}
    found = []
    for channel in FeeChannel:
        row = lines.get(channel.value)
        if row or channel.value in counts:
            found.append(_line(channel.value, str(channel.label), row or {}, counts.get(channel.value)))
    return found


def _counts(contract: Contract, day: date) -> list[FeeCount]:
    return list(FeeCount.objects.filter(contract=contract, day=day).select_related("counted_by"))


def day_by_person(fees: QuerySet[Fee], day: date) -> list[DayLine]:
    """One query."""
    rows = _summed(fees, "taken_by", day, "taken_by__name")
    return [_line(str(row["taken_by"]), row["taken_by__name"], row, None) for row in rows]


def _summed(fees: QuerySet[Fee], by: str, day: date, *names: str) -> list[dict[str, Any]]:
    charge = Q(kind=FeeKind.CHARGE)
    return list(
        fees.filter(day=day).order_by().values(by, *names).annotate(
            charges=Count("pk", filter=charge), charged=Sum("amount_yuan", filter=charge),
            backs=Count("pk", filter=~charge), back=Sum("amount_yuan", filter=~charge),
        ).order_by(by)
    )  # fmt: skip


def _cents(yuan: Decimal | None) -> Decimal:
    """SQLite sums drop the places that PostgreSQL keeps."""
    return (yuan or NOTHING).quantize(CENT)


def _line(key: str, label: str, row: dict[str, Any], count: FeeCount | None) -> DayLine:
    return DayLine(
        key, label, row.get("charges", 0), _cents(row.get("charged")), row.get("backs", 0),
        _cents(row.get("back")), count,
    )  # fmt: skip


def total_line(lines: list[DayLine], label: str) -> DayLine:
    """The sum under the table."""
    return DayLine(
        "", label, sum(line.charges for line in lines), sum((line.charged_yuan for line in lines), NOTHING),
        sum(line.backs for line in lines), sum((line.back_yuan for line in lines), NOTHING),
    )  # fmt: skip
