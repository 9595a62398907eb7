"""Who was made team leader or above, whether they meet the demands, and the certificate leaders must hold."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from contracts.models import Contract, ServiceYear
from contracts.profile_schema.work import Certification
from hall_ops.lib.months import next_month
from staffing.models import Certificate, Engagement
from staffing.queries.eligibility import judged_people
from staffing.queries.vacancies import Records
from staffing.rules.changes import is_key


def within(day: date, month: date, today: date) -> bool:
    """Whether something happened in a month, and has happened by today."""
    return month <= day < next_month(month) and day <= today


def appointed(records: Records, month: date, today: date) -> list[Engagement]:
    """Engagements of the month that make somebody team leader or above."""
    return [
        row
        for row in records.engagements
        if is_key(row.post.role, row.leader) and within(row.starts_on, month, today)
    ]


def unfit(contract: Contract, rows: Sequence[Engagement], today: date) -> Iterator[tuple[Engagement, str]]:
    """Appointments whose person is known not to meet a demand of the post, and why; the unknown is no finding."""
    if not rows:
        return
    for row, judged in judged_people(contract, rows, today).values():
        missed = [each for each in judged if each.stops]
        if missed:
            yield row, "；".join(f"{each.requirement.summary}：{each.why}" for each in missed)


def without_certificate(contract: Contract, rows: Sequence[Engagement]) -> Iterator[tuple[Engagement, int]]:
    """Appointments after the day by which leaders must hold a certificate, of people who held none, and its level."""
    asked = leader_certificates(contract)
    late = [(row, [each.level for ends_on, each in asked if row.starts_on > ends_on]) for row in rows]
    concerned = [(row, min(levels)) for row, levels in late if levels]
    held = certificates_of([row.person_id for row, _level in concerned]) if concerned else {}
    for row, level in concerned:
        if not any(serves(each, level, row.starts_on) for each in held.get(row.person_id, [])):
            yield row, level


def leader_certificates(contract: Contract) -> list[tuple[date, Certification]]:
    """The certificates asked of team leaders and above, each with the day by which all must hold it. One query.

    Source: 002 § ★2 (by the end of the second service year).
    """
    stated = [Certification.model_validate(each) for each in contract.profile.get("certification", [])]
    asked = [each for each in stated if each.applies_to == "leaders"]
    if not asked:
        return []
    ends = dict(ServiceYear.objects.filter(contract=contract).values_list("number", "ends_on"))
    found = [(ends[each.service_year], each) for each in asked if each.service_year in ends]
    return sorted(found, key=lambda pair: pair[0])


def certificates_of(people: Collection[int]) -> dict[int, list[Certificate]]:
    """Certificates by person, voided ones left out. One query."""
    found: dict[int, list[Certificate]] = {}
    for row in Certificate.objects.filter(person__in=people, voided_at=None):
        found.setdefault(row.person_id, []).append(row)
    return found


def serves(certificate: Certificate, level: int, day: date) -> bool:
    """Whether a certificate counts on a day; a lower number serves too."""
    expired = certificate.expires_on is not None and certificate.expires_on < day
    return certificate.level <= level and certificate.issued_on <= day and not expired
