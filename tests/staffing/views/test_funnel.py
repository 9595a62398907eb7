"""The funnel shows where people wait and how long."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.actions.candidate_steps import record_step
from staffing.enums import StepResult
from staffing.models import Candidate
from staffing.queries.recruitment import funnel
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.recruits import NOW, bring_to, make_candidate, make_need, passed, supplier, with_profile

pytestmark = pytest.mark.django_db


def test_everybody_is_counted_where_they_wait(client_for: ClientFor, contract: Contract) -> None:
    haikou = with_profile(contract, "haikou")
    need = make_need(haikou, at=NOW)
    slow, quick, gone = (make_candidate(need) for _each in range(3))
    bring_to(quick, "interview")
    failed = passed(result=StepResult.FAILED, note="未到场")
    record_step(by=supplier(haikou), at=NOW, candidate=gone, stage="screening", data=failed)
    Candidate.objects.filter(pk=slow.pk).update(stage_since=timezone.now() - timedelta(days=20))

    rows = {row.stage: row for row in funnel(haikou, timezone.now())}
    page = client_for(member(Role.REVIEWER, haikou)).get(reverse("staffing:funnel", args=[haikou.slug]))

    first = rows["screening"]
    assert (first.reached, first.waiting, first.lost, first.oldest_days) == (3, 1, 1, 20)
    assert first.oldest == slow and first.level == "warn"
    assert (rows["written"].reached, rows["interview"].waiting) == (1, 1)
    assert slow.name in page.content.decode() and "20 天" in page.content.decode()
    one = client_for(member(Role.DIRECTOR, haikou)).get(
        reverse("staffing:funnel", args=[haikou.slug]), {"need": need.pk}
    )
    assert need.number in one.content.decode()


def test_the_funnel_is_shut_to_clerks_and_others(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    there = reverse("staffing:funnel", args=[contract.slug])

    assert client_for(member(Role.CLERK, contract)).get(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404


def test_the_funnel_asks_as_often_for_three_as_for_one(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    need, counts = make_need(contract, at=NOW), []
    client = client_for(member(Role.DIRECTOR, contract))
    for _more in range(3):
        make_candidate(need)
        with queries:
            client.get(reverse("staffing:funnel", args=[contract.slug]))
        counts.append(len(queries))

    assert counts[0] == counts[2] <= 20
