"""Service years that ended with too few certificates, for the assessment to read.

Judged by what was on record when the year ended: a certificate entered later keeps the finding and is told as late; an
engagement that was voided was no person, and one certificate voided was none.
Source: 002 § ★2, § 五(一) 表1 1.10.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from contracts.models import Contract, ServiceYear
from contracts.profile_schema.work import Certification
from hall_ops.lib.months import next_month
from staffing.models import Engagement
from staffing.queries.certificates import demands_of, holders_on
from staffing.rules.certificates import Reckoning, reckon


@dataclass(frozen=True, slots=True)
class CertificateLapse:
    """A share that was not reached by the end of a service year. Shape: `made_good` whether later entries reach it."""

    key: str
    label: str
    clause: str
    on: date
    share: Reckoning
    made_good: bool


def certificate_lapses(contract: Contract, month: date, *, today: date) -> list[CertificateLapse]:
    """Shares whose service year ended in a month that is over."""
    stated = demands_of(contract)
    years = ServiceYear.objects.filter(contract=contract, ends_on__gte=month, ends_on__lt=next_month(month))
    ended = {year.number: year.ends_on for year in years if year.ends_on < today}
    found = []
    for wanted in stated:
        if wanted.service_year not in ended:
            continue
        on = ended[wanted.service_year]
        share, later = _share(contract, wanted, on, by=on), _share(contract, wanted, on, by=None)
        if share.short:
            found.append(
                CertificateLapse(wanted.key, wanted.label, wanted.clause, on, share, not later.short)
            )
    return found


def _share(contract: Contract, wanted: Certification, on: date, *, by: date | None) -> Reckoning:
    """The people of a day and the holders among them, as it was on record by a day (None: as it is now)."""
    over = None if by is None else timezone.make_aware(datetime.combine(by + timedelta(days=1), time.min))
    return reckon(wanted, holders_on(contract, on, recorded_before=over), on, on, ())


def corrected_certificates(contract: Contract, keys: Collection[str], *, today: date) -> Mapping[str, str]:
    """Shares that hold once a wrong engagement was voided, with the reason of the last such voiding."""
    found: dict[str, str] = {}
    stated = {each.key: each for each in demands_of(contract)}
    for key in keys:
        if key not in stated:
            continue
        wanted = stated[key]
        year = ServiceYear.objects.filter(contract=contract, number=wanted.service_year).first()
        if year is None or _share(contract, wanted, year.ends_on, by=year.ends_on).short:
            continue
        voided = Engagement.objects.filter(
            contract=contract, voided_at__isnull=False, starts_on__lte=year.ends_on
        )
        if last := voided.order_by("-voided_at").first():
            found[key] = last.void_reason
    return found
