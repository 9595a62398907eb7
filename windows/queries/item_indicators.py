"""The indicators that 001 asks of the catalogue: each with what was counted and against what.

Source: 001 § 1.2(1) (70 % of the items in the hall, without police, taxes and social insurance), § 1.2(5).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from django.db.models import Count, Q

from contracts.models import Contract, Organisation
from hall_ops.lib.months import next_month
from windows.enums import CaseChannel, CaseState, Delivery
from windows.models import Case, ServiceItem
from windows.queries.figures import AppMonth, app_months
from windows.queries.licence_use import licence_uses, papers_with_licence
from windows.queries.ratings import counts_by, midnight, reach_whole

IN_HALL_TARGET = Decimal("0.70")
FROM_AFAR = (CaseChannel.ONLINE, CaseChannel.POST)
WITHOUT_A_VISIT = (Delivery.POST, Delivery.NETWORK, Delivery.NONE)


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its counts. Shape: `ratio` is None where there was nothing to count."""

    numerator: int
    denominator: int
    target: Decimal | None = None

    @property
    def ratio(self) -> Decimal | None:
        return Decimal(self.numerator) / self.denominator if self.denominator else None

    @property
    def shown(self) -> str:
        """73.2%, cut and not rounded up, so that no target looks met that is missed; — without anything to count."""
        if self.ratio is None:
            return "—"
        return f"{(self.ratio * 100).quantize(Decimal('0.1'), ROUND_DOWN)}%"

    @property
    def level(self) -> str:
        """ok, bad, or "" where there is no target or nothing to count."""
        if self.target is None or self.ratio is None:
            return ""
        return "ok" if self.ratio >= self.target else "bad"


@dataclass(frozen=True, slots=True)
class DepartmentShares:
    """A department's items: how many are in the hall, how many of these spare the visit."""

    department: str
    in_hall: Share
    zero_visit: Share


@dataclass(frozen=True, slots=True)
class LicenceShare:
    """One electronic licence: of the papers it could stand for, how many came as it."""

    licence: str
    used: Share


@dataclass(frozen=True, slots=True)
class ItemIndicators:
    """The catalogue on a day, the cases of a month, and twelve months of the province's mobile service."""

    in_hall: Share
    zero_visit_possible: Share
    zero_visit_used: Share
    rated: Share
    licence_possible: Share
    licence_used: Share
    departments: list[DepartmentShares]
    licences: list[LicenceShare]
    app: list[AppMonth]


def item_indicators(contract: Contract, month: date, day: date) -> ItemIndicators:
    """All of them. Shape: `month` is a first day. Some ten queries."""
    rows = _by_department(contract, day)
    names = dict(
        Organisation.objects.filter(pk__in=[row["department"] for row in rows]).values_list("pk", "name")
    )
    total = {key: sum(row[key] for row in rows) for key in ("countable", "inside", "served", "zero")}
    departments = [
        DepartmentShares(
            names[row["department"]],
            Share(row["inside"], row["countable"]),
            Share(row["zero"], row["served"]),
        )
        for row in rows
    ]
    uses = licence_uses(contract, month)
    return ItemIndicators(
        Share(total["inside"], total["countable"], IN_HALL_TARGET),
        Share(total["zero"], total["served"]),
        zero_visit_used(contract, month),
        rating_share(contract, month, day),
        Share(*papers_with_licence(contract, day)),
        Share(sum(each.used for each in uses), sum(each.possible for each in uses)),
        sorted(
            departments,
            key=lambda each: (each.in_hall.ratio is None, each.in_hall.ratio or 0, each.department),
        ),
        [LicenceShare(each.licence, Share(each.used, each.possible)) for each in uses],
        app_months(contract, month),
    )


def _by_department(contract: Contract, day: date) -> list[dict[str, int]]:
    """Items that are served, by department. `countable` and `inside` leave out those that do not count."""
    served = Q(retired_on=None) | Q(retired_on__gt=day)
    return list(
        ServiceItem.objects.of(contract)
        .filter(served, current__isnull=False)
        .order_by()
        .values("department")
        .annotate(
            countable=Count("pk", filter=Q(counted=True)),
            inside=Count("pk", filter=Q(counted=True, in_hall=True)),
            served=Count("pk", filter=Q(in_hall=True)),
            zero=Count("pk", filter=Q(in_hall=True, current__zero_visit=True)),
        )
    )


def zero_visit_used(contract: Contract, month: date) -> Share:
    """Of the month's cases of items that can spare the visit those that did: handed in from afar, nothing to fetch."""
    cases = Case.objects.filter(
        contract=contract,
        registered_at__gte=midnight(month),
        registered_at__lt=midnight(next_month(month)),
        version__zero_visit=True,
    ).exclude(state=CaseState.VOID)
    spared = Q(channel__in=FROM_AFAR, delivery__in=WITHOUT_A_VISIT)
    found = cases.aggregate(spared=Count("pk", filter=spared), possible=Count("pk"))
    return Share(found["spared"], found["possible"])


def rating_share(contract: Contract, month: date, day: date) -> Share:
    """Of the month's cases that could be rated those that were, by people and not by default."""
    last = next_month(month) - timedelta(days=1)
    found = counts_by(reach_whole(contract, month, last, day), "month").values()
    return Share(sum(each.rated_actively for each in found), sum(each.rateable for each in found))
