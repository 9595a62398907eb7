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
from staffing.queries.certificates import demands_of, holders_among, holders_on
from staffing.queries.people import engaged_on
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
    over = None if by is None else after(by)
    return reckon(wanted, holders_on(contract, on, recorded_before=over), on, on, ())


def after(day: date) -> datetime:
    """The moment a day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


# -- what was wrong and has been set right --------------------------------------------------------------------------
def corrected_certificates(contract: Contract, keys: Collection[str]) -> Mapping[str, str]:
    """Shares that hold once wrong engagements were voided, with the reasons of those voidings that made them hold.

    Shape: one that was voided while the year ran never stood in the find, and one that makes no difference to the
    share, or made it look better, is not named.
    """
    found: dict[str, str] = {}
    stated = {each.key: each for each in demands_of(contract)}
    for key in keys:
        wanted = stated.get(key)
        year = wanted and ServiceYear.objects.filter(contract=contract, number=wanted.service_year).first()
        if wanted and year and (reasons := _telling(contract, wanted, year.ends_on)):
            found[key] = "；".join(dict.fromkeys(reasons))
    return found


def _telling(contract: Contract, wanted: Certification, on: date) -> list[str]:
    """The reasons of the voidings without which the share would not be reached; none where it still is not."""
    standing = {row.person_id: row for row in engaged_on(contract, on)}
    now = _of(wanted, standing, on)
    if now.short:
        return []
    voided = Engagement.objects.filter(contract=contract, voided_at__gte=after(on), starts_on__lte=on)
    rows = list(voided.select_related("person", "post").order_by("voided_at", "pk"))
    together = standing
    for row in rows:
        together = _put_back(together, row, on)
    if not _of(wanted, together, on).short:
        return []
    return [
        row.void_reason for row in rows if _of(wanted, _put_back(standing, row, on), on).lacks > now.lacks
    ]


def _put_back(standing: Mapping[int, Engagement], row: Engagement, on: date) -> dict[int, Engagement]:
    """Who would stand on a day had a row not been voided: what replaced it afterwards gives way to it."""
    found = dict(standing)
    if row.ends_on is None or row.ends_on >= on:
        found[row.person_id] = row
    elif row.person_id in found and found[row.person_id].recorded_at >= after(on):
        del found[row.person_id]
    return found


def _of(wanted: Certification, standing: Mapping[int, Engagement], on: date) -> Reckoning:
    return reckon(wanted, holders_among(standing.values(), recorded_before=after(on)), on, on, ())
