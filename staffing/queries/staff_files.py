"""Staff files as lists and pages show them: where each person stands, what the file lacks. No query per person."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.pinyin import fits
from staffing.models import (
    Badge,
    Certificate,
    Engagement,
    Insurance,
    LabourContract,
    Medical,
    Person,
    Schooling,
    SecrecyAgreement,
)
from staffing.queries.eligibility import facts_of, requirements_of
from staffing.rules.eligibility import Judgement, Verdict, asked_of, judge_all, worst
from staffing.rules.people import FileFacts, Gap, Standing, gaps_of, standing_on


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as the list shows them. Shape: `held` is the engagement of the day, or the last one."""

    person: Person
    standing: Standing
    held: Engagement | None
    gaps: list[Gap]
    verdict: Verdict
    level: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to. Shape: empty values narrow nothing; `gap` is one of rules.people.GAP_NAMES."""

    words: str = ""
    post: int | None = None
    team: int | None = None
    standing: str = ""
    gap: str = ""


@dataclass(slots=True)
class Papers:
    """The valid papers of several people, by the person's number."""

    labour: dict[int, list[LabourContract]] = field(default_factory=dict)
    secrecy: set[int] = field(default_factory=set)
    schooling: set[int] = field(default_factory=set)
    badges: dict[int, list[Badge]] = field(default_factory=dict)
    medicals: dict[int, Medical] = field(default_factory=dict)
    insured: dict[int, set[str]] = field(default_factory=dict)
    certificates: dict[int, list[Certificate]] = field(default_factory=dict)


def people_of(user: Any, contract: Contract, permission: Permission) -> QuerySet[Person]:
    found: QuerySet[Person] = Person.objects.allowed(user, permission).filter(contract=contract)
    return found.select_related("user")


def person_rows(people: Iterable[Person], contract: Contract, day: date) -> list[PersonRow]:
    """Rows of the list, those on a post first. Fifteen queries, however many people there are."""
    by_number = {person.pk: person for person in people}
    held = engagements_of(by_number)
    latest = {number: current(rows, day) for number, rows in held.items()}
    judged = _judged(contract, by_number.values(), latest, day)
    papers = papers_of(by_number, day)
    rows = [
        _row(person, held.get(number, []), latest.get(number), judged[number], papers, day)
        for number, person in by_number.items()
    ]
    order = list(Standing)
    return sorted(rows, key=lambda row: (order.index(row.standing), row.person.number))


def _judged(
    contract: Contract, people: Iterable[Person], latest: dict[int, Engagement | None], day: date
) -> dict[int, list[Judgement]]:
    """What each is judged by: the demands of the post they hold; nobody without a post is judged."""
    posts = {number: held.post for number, held in latest.items() if held}
    facts = facts_of(list(people), day, posts)
    requirements = requirements_of(contract)
    return {
        number: judge_all(asked_of(requirements, posts[number].code), each) if number in posts else []
        for number, each in facts.items()
    }


def _row(
    person: Person,
    rows: list[Engagement],
    held: Engagement | None,
    judged: list[Judgement],
    papers: Papers,
    day: date,
) -> PersonRow:
    standing = standing_on(day, [(each.starts_on, each.ends_on) for each in rows])
    facts = file_facts(person, papers, judged)
    # Of those who left nothing is asked any more.
    gaps = gaps_of(facts, day) if standing is not Standing.LEFT else []
    levels = [each.level for each in papers.certificates.get(person.pk, []) if valid_on(each, day)]
    return PersonRow(person, standing, held, gaps, facts.verdict, min(levels, default=None))


def file_facts(person: Person, papers: Papers, judged: Collection[Judgement]) -> FileFacts:
    number = person.pk
    labour = papers.labour.get(number, [])
    badges = papers.badges.get(number, [])
    medical = papers.medicals.get(number)
    certificates = papers.certificates.get(number, [])
    return FileFacts(
        has_id=person.id_sealed is not None,
        has_phone=person.phone_sealed is not None,
        has_photo=person.photo_id is not None,
        has_schooling=number in papers.schooling,
        has_labour=bool(labour),
        labour_ends=None
        if any(each.ends_on is None for each in labour)
        else max((each.ends_on for each in labour if each.ends_on), default=None),
        has_secrecy=number in papers.secrecy,
        has_badge=any(badge.lost_on is None and badge.returned_on is None for badge in badges),
        badge_lost=any(badge.lost_on for badge in badges),
        insured=papers.insured.get(number, set()),
        has_medical=medical is not None,
        fit=medical is None or medical.fit,
        medical_due=medical.next_due_on if medical else None,
        certificate_ends=_last_end(certificates),
        unmet=sum(each.stops for each in judged),
        unknown=sum(each.verdict is Verdict.UNKNOWN for each in judged),
        verdict=worst(judged),
    )


def _last_end(certificates: Collection[Certificate]) -> date | None:
    """When the last certificate ends; None where one never does, or there is none."""
    ends = [each.expires_on for each in certificates]
    return max((each for each in ends if each), default=None) if ends and None not in ends else None


def valid_on(certificate: Certificate, day: date) -> bool:
    return certificate.issued_on <= day and (certificate.expires_on is None or certificate.expires_on >= day)


def engagements_of(people: Collection[int]) -> dict[int, list[Engagement]]:
    """Everybody's engagements that were not voided, oldest first. One query."""
    found: dict[int, list[Engagement]] = defaultdict(list)
    rows = Engagement.objects.filter(person__in=people, voided_at=None).order_by("starts_on", "pk")
    for row in rows.select_related("post", "team", "venue", "window"):
        found[row.person_id].append(row)
    return found


def current(rows: list[Engagement], day: date) -> Engagement | None:
    """The engagement of a day; else the next one to come, else the last one."""
    running = [row for row in rows if row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)]
    coming = [row for row in rows if row.starts_on > day]
    chosen = running or coming[:1] or rows
    return chosen[-1] if chosen else None


def papers_of(people: Collection[int], day: date) -> Papers:
    """Valid papers of all these people. Seven queries."""
    found = Papers()
    own: dict[str, Any] = {"person__in": people, "voided_at": None}
    for row in LabourContract.objects.filter(**own):
        found.labour.setdefault(row.person_id, []).append(row)
    found.secrecy = set(SecrecyAgreement.objects.filter(**own).values_list("person", flat=True))
    found.schooling = set(Schooling.objects.filter(**own).values_list("person", flat=True))
    for badge in Badge.objects.filter(**own):
        found.badges.setdefault(badge.person_id, []).append(badge)
    for medical in Medical.objects.filter(**own, checked_on__lte=day).order_by("checked_on", "pk"):
        found.medicals[medical.person_id] = medical
    paid = Insurance.objects.filter(**own, from_month__lte=day)
    for number, kind in paid.filter(Q(to_month=None) | Q(to_month__gt=day)).values_list("person", "kind"):
        found.insured.setdefault(number, set()).add(kind)
    for certificate in Certificate.objects.filter(**own):
        found.certificates.setdefault(certificate.person_id, []).append(certificate)
    return found


def narrowed(rows: Iterable[PersonRow], wanted: Wanted) -> list[PersonRow]:
    return [row for row in rows if _fits(row, wanted)]


def _fits(row: PersonRow, wanted: Wanted) -> bool:
    held = row.held
    return (
        (not wanted.standing or row.standing == wanted.standing)
        and (not wanted.post or (held is not None and held.post_id == wanted.post))
        and (not wanted.team or (held is not None and held.team_id == wanted.team))
        and (not wanted.gap or any(gap.key == wanted.gap for gap in row.gaps))
        and (
            not wanted.words or fits(wanted.words, f"{row.person.name} {row.person.number}", row.person.name)
        )
    )
