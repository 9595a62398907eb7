"""What of the staff waits for whom: requests to decide, interviews of who came last."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.models import Contract
from contracts.queries.notices import waiting_for
from hall_ops.lib.permissions import Role
from staffing.actions.ranking import Talk, file_ranking, record_interview
from staffing.models import Ranking
from staffing.queries.notices import waiting_here
from tests.factories.contracts import member
from tests.factories.staffing import make_person, make_staff
from tests.staffing.samples_ranking import WEIGHTS, examined, past_quarter
from tests.staffing.views.test_leave_list import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(contract: Contract) -> Contract:
    running = {"starts_on": date(2020, 1, 1), "ends_on": timezone.localdate() + timedelta(days=90)}
    Contract.objects.filter(pk=contract.pk).update(**running)
    contract.refresh_from_db()
    return contract


def ranked(contract: Contract, by: Any, reason: str = "") -> Ranking:
    return file_ranking(
        by=by, at=timezone.now(), contract=contract, span="quarter", starts_on=past_quarter(), weights=WEIGHTS,
        reason=reason,
    )  # fmt: skip


def told(user: Any, contract: Contract | None = None) -> list[str]:
    return [each.text for each in waiting_here(user, contract, timezone.now())]


def test_the_last_of_a_quarter_wait_for_their_interview(
    hall: Contract, other_contract: Contract, queries: CaptureQueriesContext
) -> None:
    director, supervisor = member(Role.DIRECTOR, hall), member(Role.SUPERVISOR, hall)
    examined(hall, "95"), examined(hall, "70")
    ranked(hall, director)
    made = ranked(hall, director, "补录一份成绩")  # the first does not count any more

    with queries:
        notices = waiting_here(director, hall, timezone.now())
    assert len(queries) <= 3
    assert [each.text for each in notices] == [f"{made}末位 1 人待您约谈"]
    assert notices[0].url.endswith(f"/staffing/ranking/{made.pk}/")
    assert told(supervisor) == [f"{made}末位 1 人待项目负责人约谈"]
    assert notices[0].key in {each.key for each in waiting_for(director, None, timezone.now())}
    for role in (Role.TEAM_LEADER, Role.CLERK, Role.ASSESSOR):
        assert not told(member(role, hall))
    assert not told(member(Role.DIRECTOR, other_contract))

    talk = Talk(held_on=timezone.localdate(), summary="谈了考试", outcome="stays")
    record_interview(by=director, at=timezone.now(), line=made.lines.get(last=True), talk=talk)
    assert not told(director) and not told(supervisor)


def test_a_contract_that_is_over_calls_nobody_in(hall: Contract) -> None:
    director = member(Role.DIRECTOR, hall)
    examined(hall, "95"), examined(hall, "70")
    ranked(hall, director)

    Contract.objects.filter(pk=hall.pk).update(ends_on=timezone.localdate() - timedelta(days=1))

    assert not told(type(director).objects.get(pk=director.pk))


def test_a_month_s_last_is_not_called_in(hall: Contract) -> None:
    director = member(Role.DIRECTOR, hall)
    examined(hall, "95"), examined(hall, "70")
    file_ranking(
        by=director, at=timezone.now(), contract=hall, span="month", starts_on=past_quarter(), weights=WEIGHTS
    )

    assert not told(director)


def test_requests_wait_for_whoever_may_decide_them(hall: Contract) -> None:
    supervisor = member(Role.SUPERVISOR, hall)
    own = make_person(hall, user=supervisor)
    asked(make_staff(hall)), asked(own)
    other = asked(make_person(hall))
    type(other).objects.filter(pk=other.pk).update(asked_by=supervisor)

    assert told(supervisor) == ["1 份请假待您批复"]
    assert not told(member(Role.DIRECTOR, hall)) and not told(member(Role.TEAM_LEADER, hall))
