"""Electronic licences: for which papers one would do, and where one did instead of paper.

Source: 001 § 1.2(5) (“电子证照”推广使用); 002 表1 5.基础管理.2 (减证明、减材料).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q

from contracts.models import Contract
from hall_ops.lib.months import next_month
from windows.enums import CaseState, Taken
from windows.models import Case, CaseMaterial, Material, ServiceItem
from windows.queries.ratings import midnight

BROUGHT = (Taken.PAPER, Taken.SCAN, Taken.ELECTRONIC, Taken.LICENCE)


@dataclass(frozen=True, slots=True)
class LicenceUse:
    """One licence in a month's cases. Units: papers that came in; `used` of them came as the electronic licence."""

    licence: str
    used: int
    possible: int


def papers_with_licence(contract: Contract, day: date) -> tuple[int, int]:
    """Of the papers the hall's items ask for those an electronic licence may stand for. Shape: (those, all)."""
    served = ServiceItem.objects.of(contract).filter(
        Q(retired_on=None) | Q(retired_on__gt=day), current__isnull=False, in_hall=True
    )
    asked = Material.objects.filter(version__in=served.order_by().values("current"))
    found = asked.aggregate(possible=Count("pk", filter=~Q(licence="")), asked=Count("pk"))
    return found["possible"], found["asked"]


def licence_uses(contract: Contract, month: date) -> list[LicenceUse]:
    """Each licence that could stand for a paper brought in the month's cases, the least used first. Three queries.

    The catalogue says first which papers these are: only they are looked for among the many of the cases. Cases of one
    month stand together, and so do their papers: these are read from the first to the last, not case by case.
    """
    named = Material.objects.filter(version__item__purchaser_id=contract.purchaser_id).exclude(licence="")
    licences = {
        (version, name): licence for version, name, licence in named.values_list("version", "name", "licence")
    }
    if not licences:
        return []
    within = {"registered_at__gte": midnight(month), "registered_at__lt": midnight(next_month(month))}
    cases = Case.objects.filter(contract=contract, **within)
    # counted as well, so that the month is read for it: the least id alone would be looked for from the oldest case on
    ends = cases.aggregate(first=Min("pk"), last=Max("pk"), number=Count("pk"))
    rows = (
        CaseMaterial.objects.filter(
            case__contract=contract,
            **{f"case__{name}": value for name, value in within.items()},
            case_id__gte=ends["first"] or 0,
            case_id__lte=ends["last"] or 0,
            case__version__in=named.order_by().values("version"),
            name__in=sorted({name for _version, name in licences}),
            taken__in=BROUGHT,
        )
        .exclude(case__state=CaseState.VOID)
        .order_by()
        .values("case__version", "name")
        .annotate(brought=Count("pk"), used=Count("pk", filter=Q(taken=Taken.LICENCE)))
    )
    used: Counter[str] = Counter()
    possible: Counter[str] = Counter()
    for row in rows:
        licence = licences.get((row["case__version"], row["name"]))
        if licence:
            used[licence] += row["used"]
            possible[licence] += row["brought"]
    found = [LicenceUse(licence, used[licence], possible[licence]) for licence in possible]
    return sorted(found, key=lambda each: (each.used / each.possible, -each.possible, each.licence))
