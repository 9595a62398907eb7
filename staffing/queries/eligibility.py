"""What is known of people and of those who applied, put before the rule that judges who may fill a post."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from contracts.models import Contract
from contracts.profile_schema.work import Requirement
from contracts.queries.decisions import readings
from staffing.enums import CheckBasis
from staffing.models import (
    Candidate,
    Engagement,
    Medical,
    Person,
    Post,
    RequirementCheck,
    Schooling,
    WorkHistory,
)
from staffing.rules.eligibility import Check, Diploma, Facts, Job, Judgement, asked_of, judge_all
from staffing.rules.readings import AGE_LIMIT, INCLUSIVE, Steps, option_in


def requirements_of(contract: Contract) -> list[Requirement]:
    """Every demand of the contract on people; none for a contract that states none."""
    return [Requirement.model_validate(each) for each in contract.profile.get("eligibility", [])]


def judged_person(person: Person, post: Post, on: date) -> list[Judgement]:
    """The demands of a post against a person's file, as of a day. Seven queries."""
    limits = age_limits(person.contract)
    facts = facts_of([person], on, {person.pk: post}, limits=limits)[person.pk]
    return judge_all(asked_of(requirements_of(person.contract), post.code), facts)


def judged_people(
    contract: Contract, held: Iterable[Engagement], on: date
) -> dict[int, tuple[Engagement, list[Judgement]]]:
    """Everybody on a post, by the person's number: their engagement and its judgement. Seven queries for all."""
    by_person = {each.person_id: each for each in held}
    requirements = requirements_of(contract)
    facts = facts_of(
        [each.person for each in by_person.values()],
        on,
        {number: each.post for number, each in by_person.items()},
        limits=age_limits(contract),
    )
    return {
        number: (each, judge_all(asked_of(requirements, each.post.code), facts[number]))
        for number, each in by_person.items()
    }


def judged_candidate(
    candidate: Candidate, on: date, *, hired_on: date | None = None, limits: Steps | None = None
) -> list[Judgement]:
    """The demands of the post somebody applied for against what they and the screening say.

    Shape: `limits` as `age_limits` gives them, asked for here where a caller of many does not.
    """
    asked = asked_of(requirements_of(candidate.contract), candidate.need.post.code)
    known = age_limits(candidate.contract) if limits is None else limits
    return judge_all(asked, candidate_facts(candidate, on, hired_on=hired_on, limits=known))


def age_limits(contract: Contract) -> Steps:
    """How "35 or under" is read from which month on; one query, none for a contract without such a demand."""
    if all(each.get("rule") != "age_max" for each in contract.profile.get("eligibility", [])):
        return ()
    found = readings(contract, [AGE_LIMIT]).get(AGE_LIMIT)
    return found.steps if found else ()


def included(limits: Steps, day: date) -> bool:
    return option_in(limits, day, INCLUSIVE) == INCLUSIVE


def candidate_facts(
    candidate: Candidate, on: date, *, hired_on: date | None = None, limits: Steps = ()
) -> Facts:
    """What an application says. Shape of `checks`: {key: {"meets": true, "basis": "document", "on": "2026-11-02"}}."""
    checks = {
        key: Check(
            bool(said["meets"]),
            said.get("basis") or CheckBasis.DOCUMENT,
            date.fromisoformat(said["on"]) if said.get("on") else None,
            bool(said.get("file", True)),
        )
        for key, said in candidate.checks.items()
    }
    return Facts(
        on=on,
        born_on=candidate.born_on,
        sex=candidate.sex,
        hired_on=hired_on,
        notice_on=candidate.notice.published_on if candidate.notice else None,
        diplomas=[Diploma(candidate.schooling, candidate.full_time)],
        checks=checks,
        stated_years=candidate.experience_years,
        incumbent=candidate.incumbent,
        managing=candidate.need.post.is_management,
        limit_included=included(limits, hired_on or on),
    )


def facts_of(
    people: Sequence[Person], on: date, posts: dict[int, Post], *, limits: Steps | None = None
) -> dict[int, Facts]:
    """Facts by the person's number. Six queries, and one or two for `limits` where a caller does not give them.

    Shape: `posts` is the post each is judged for, `limits` as `age_limits` gives them.
    """
    if limits is None:
        limits = age_limits(people[0].contract) if people else ()
    numbers = [person.pk for person in people]
    diplomas = _by_person(
        Schooling.objects.filter(person__in=numbers, voided_at=None),
        lambda row: Diploma(row.level, row.full_time, row.file_id is not None),
    )
    jobs = _by_person(
        WorkHistory.objects.filter(person__in=numbers, voided_at=None),
        lambda row: Job(row.kind, row.starts_on, row.ends_on, row.file_id is not None),
    )
    checks: dict[int, dict[str, Check]] = defaultdict(dict)
    for row in RequirementCheck.objects.filter(person__in=numbers, checked_on__lte=on).order_by("pk"):
        checks[row.person_id][row.requirement] = Check(
            row.meets, row.basis, row.checked_on, row.file_id is not None
        )
    medicals = Medical.objects.filter(person__in=numbers, voided_at=None, checked_on__lte=on)
    fit = {row.person_id: row.fit for row in medicals.order_by("checked_on", "pk")}
    began = _first_days(numbers)
    answered = Candidate.objects.filter(person__in=numbers, notice__isnull=False).order_by("pk")
    notices = dict(answered.values_list("person", "notice__published_on"))
    return {
        person.pk: Facts(
            on=on,
            born_on=person.born_on,
            sex=person.sex,
            hired_on=began.get(person.pk),
            notice_on=notices.get(person.pk),
            diplomas=diplomas[person.pk],
            jobs=jobs[person.pk],
            checks=checks[person.pk],
            fit=fit.get(person.pk),
            incumbent=person.incumbent,
            managing=person.pk in posts and posts[person.pk].is_management,
            limit_included=included(limits, began.get(person.pk, on)),
        )
        for person in people
    }


def _first_days(numbers: Collection[int]) -> dict[int, date]:
    """The first day on any post of the contract."""
    rows = Engagement.objects.filter(person__in=numbers, voided_at=None).order_by("-starts_on")
    return dict(rows.values_list("person", "starts_on"))


def _by_person(rows: Any, make: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(make(row))
    return found
