"""A file's papers put before the rule, and an application's words."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.models import Contract
from staffing.enums import CheckBasis
from staffing.models import Candidate, Medical, Need, Notice, RequirementCheck, Schooling
from staffing.queries.eligibility import judged_candidate, judged_people, judged_person
from staffing.queries.people import engaged_on
from tests.factories.staffing import engage, make_person, make_post

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
ASKED: list[dict[str, Any]] = [
    {"key": "age", "rule": "age_max", "value": 35, "counted_on": "notice_date"},
    {"key": "schooling", "rule": "schooling", "level": "bachelor", "full_time": True},
    {"key": "healthy", "rule": "healthy"},
    {"key": "exclusion", "rule": "exclusion", "posts": ["clerk"]},
]


@pytest.fixture
def asking(contract: Contract) -> Contract:
    whole = [each | {"clause": "§ 1", "summary": "条件", "acts": ["staffing"]} for each in ASKED]
    Contract.objects.filter(pk=contract.pk).update(profile={"eligibility": whole})
    contract.refresh_from_db()
    return contract


def verdicts(judgements: Any) -> dict[str, str]:
    return {each.requirement.key: str(each.verdict) for each in judgements}


def test_a_file_is_judged_by_its_valid_papers(asking: Contract) -> None:
    post = make_post(asking, code="clerk")
    person = make_person(asking)
    by, now = person.recorded_by, timezone.now()
    common = {"person": person, "recorded_at": now, "recorded_by": by}
    Schooling.objects.create(level="bachelor", school="海南大学", graduated_on=date(2017, 7, 1), **common)
    Schooling.objects.create(
        level="master", school="?", graduated_on=date(2020, 7, 1), voided_at=now, void_reason="误录", **common
    )
    Medical.objects.create(checked_on=date(2024, 1, 5), fit=False, **common)
    Medical.objects.create(checked_on=date(2026, 1, 5), fit=True, **common)
    Medical.objects.create(checked_on=date(2026, 12, 5), fit=False, **common)
    for meets in (False, True):
        RequirementCheck.objects.create(
            requirement="exclusion", meets=meets, basis=CheckBasis.DECLARATION, checked_on=DAY, **common
        )

    found = judged_person(person, post, DAY)

    assert verdicts(found) == {"age": "met", "schooling": "met", "healthy": "met", "exclusion": "met"}


def test_everybody_is_judged_in_as_many_queries_as_one(
    asking: Contract, queries: CaptureQueriesContext
) -> None:
    post, counts = make_post(asking, code="clerk"), []
    for _more in range(3):
        engage(make_person(asking), post)
        with queries:
            found = judged_people(asking, engaged_on(asking, DAY), DAY)
        counts.append(len(queries))

    assert len(found) == 3 and counts[0] == counts[2] <= 8


def test_somebody_who_applied_is_judged_by_the_notice(asking: Contract) -> None:
    post = make_post(asking, code="clerk")
    by, now = make_person(asking).recorded_by, timezone.now()
    need = Need.objects.create(
        contract=asking, number="ZP-1", post=post, headcount=1, reason="补员", wanted_on=DAY, opened_at=now,
        opened_by=by,
    )  # fmt: skip
    notice = Notice.objects.create(
        need=need, title="公告", published_on=date(2026, 10, 1), closes_on=DAY, channels="官网", text="…",
        recorded_at=now, recorded_by=by,
    )  # fmt: skip
    candidate = Candidate(
        contract=asking, need=need, notice=notice, name="李四", sex="male", born_on=date(1990, 10, 1),
        schooling="college", full_time=True, experience_years=Decimal(1),
        checks={"exclusion": {"meets": True, "basis": "declaration", "on": "2026-10-20"}},
    )  # fmt: skip

    found = verdicts(judged_candidate(candidate, DAY))

    assert found == {"age": "not_met", "schooling": "not_met", "healthy": "unknown", "exclusion": "met"}
