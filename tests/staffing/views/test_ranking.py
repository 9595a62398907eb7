"""The rankings' screens: the list, one ranking, the interview of who came last."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import Ranking, RankInterview, RankLine
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person
from tests.staffing.samples_ranking import WEIGHTS, examined, own_ranking, past_quarter, some_ranking

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(contract: Contract) -> Contract:
    Contract.objects.filter(pk=contract.pk).update(starts_on=date(2020, 1, 1))
    contract.refresh_from_db()
    return contract


def where(name: str, contract: Contract, *args: Any) -> str:
    return reverse(f"staffing:ranking-{name}", args=[contract.slug, *args])


def test_a_ranking_is_filed_and_the_last_waits_for_an_interview(
    client_for: ClientFor, hall: Contract, other_contract: Contract
) -> None:
    examined(hall, "95", name="甲某"), examined(hall, "70", name="乙某")
    client, there = client_for(member(Role.DIRECTOR, hall)), where("list", hall)
    data = {"period": f"quarter:{past_quarter():%Y-%m}", **WEIGHTS}

    wrong = client.post(there, data | {"exam": 26})
    done = client.post(there, data)
    made = Ranking.objects.get()
    page, listed = client.get(done["Location"]).content.decode(), client.get(there).content.decode()

    assert wrong.status_code == 422 and "合计应为 100" in wrong.content.decode()
    assert done.status_code == 302 and "待约谈" in page and "登记约谈" in page
    assert "乙某" in listed and "待约谈 1 人" in listed
    talk = where("interview", hall, made.lines.get(last=True).pk)
    said = {"held_on": timezone.localdate().isoformat(), "summary": "谈了考试", "outcome": "stays"}
    assert client.post(talk, said | {"summary": ""}).status_code == 422
    assert client.post(talk, said).status_code == 302 and RankInterview.objects.count() == 1
    assert "留岗改进" in client.get(done["Location"]).content.decode()
    assert "已约谈" in client.get(there).content.decode()
    assert client_for(member(Role.ASSESSOR, hall)).post(there, data).status_code == 403
    assert client_for(member(Role.SUPERVISOR, hall)).get(talk).status_code == 403
    outsider = client_for(member(Role.DIRECTOR, other_contract))
    assert [outsider.get(each).status_code for each in (there, done["Location"], talk)] == [404, 404, 404]


def test_a_clerk_sees_their_own_line_alone(client_for: ClientFor, hall: Contract) -> None:
    made, clerk = some_ranking(hall), member(Role.CLERK, hall)
    client, there = client_for(clerk), where("detail", hall, made.pk)
    assert client.get(there).status_code == 404
    person = make_person(hall, user=clerk, name="本人某")
    engage(person)
    RankLine.objects.create(ranking=made, person=person, place=3, points=Decimal(10), figures={"parts": {}})

    page, listed = client.get(there).content.decode(), client.get(where("list", hall)).content.decode()

    others = [line.person.name for line in made.lines.exclude(person=person).select_related("person")]
    assert "本人某" in page and not any(name in page + listed for name in others)
    assert str(made) in listed and "待约谈" not in page + listed


def test_the_lists_take_the_same_queries_however_long(
    client_for: ClientFor, hall: Contract, queries: CaptureQueriesContext
) -> None:
    made, client = some_ranking(hall), client_for(member(Role.ASSESSOR, hall))
    pages = (where("list", hall), where("detail", hall, made.pk))
    counts = []
    for _more in range(3):
        person = make_person(hall)
        RankLine.objects.create(
            ranking=made, person=person, place=9, points=Decimal(1), figures={"parts": {}}
        )
        with queries:
            for page in pages:
                client.get(page)
        counts.append(len(queries))

    assert counts[1] == counts[2] <= 40


@pytest.mark.parametrize("role", [Role.CLERK, Role.TEAM_LEADER, Role.SUPERVISOR])
def test_the_sample_of_each_role_opens_for_it(client_for: ClientFor, hall: Contract, role: Role) -> None:
    """What the access matrix walks with."""
    user = member(role, hall)

    number = own_ranking(hall, user.pk)

    assert (
        client_for(type(user).objects.get(pk=user.pk)).get(where("detail", hall, number)).status_code == 200
    )
