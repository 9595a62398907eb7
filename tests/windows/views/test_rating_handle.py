"""Handling one bad rating from its page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.rating_people import Hall
from windows.enums import FollowUpState
from windows.models import RatingFollowUp, RatingStep


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def page(hall: Hall, number: int = 1) -> str:
    return reverse("windows:rating-handle", args=[hall.contract.slug, number])


def test_the_liaison_contacts_and_the_supervisor_rectifies(client_for: ClientFor, hall: Hall) -> None:
    hall.bad()
    liaison, supervisor = client_for(hall.liaison), client_for(hall.supervisor)
    assert "由政府方人员办理" in supervisor.get(page(hall)).content.decode()

    liaison.post(
        page(hall), {"key": "key-number-1", "seen": "opened", "step": "contact", "note": "已电话联系"}
    )
    supervisor.post(
        page(hall), {"key": "key-number-2", "seen": "contacted", "step": "verify", "note": "调阅录像属实"}
    )
    day = timezone.localdate().isoformat()
    plan = {"seen": "verified", "step": "plan", "note": "重做材料清单", "planned_on": day}
    done = supervisor.post(page(hall), {"key": "key-number-3", **plan}, follow=True)

    assert RatingFollowUp.objects.get().state == FollowUpState.RECTIFYING
    text = done.content.decode()
    assert "重做材料清单" in text and "已电话联系" not in text and "内容仅政府方可见" in text
    assert "已电话联系" in liaison.get(page(hall)).content.decode()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"seen": "opened", "step": "contact"}, 422),
        ({"seen": "opened", "step": "verify", "note": "x"}, 422),
        ({"seen": "contacted", "step": "contact", "note": "x"}, 409),
        ({}, 422),
    ],
)
def test_what_does_not_fit_changes_nothing(
    client_for: ClientFor, hall: Hall, data: dict[str, str], status: int
) -> None:
    hall.bad()

    response = client_for(hall.liaison).post(page(hall), {"key": "key-number-1", **data})

    assert response.status_code == status
    assert RatingStep.objects.count() == 1


def test_a_form_sent_twice_counts_once(client_for: ClientFor, hall: Hall) -> None:
    hall.bad()
    client, data = (
        client_for(hall.liaison),
        {"key": "key-number-1", "seen": "opened", "step": "contact", "note": "已联系"},
    )

    answers = [client.post(page(hall), data).status_code for _ in range(3)]

    assert answers[0] == 302 and RatingStep.objects.count() == 2


def test_who_may_not(client_for: ClientFor, hall: Hall, other_contract: Contract) -> None:
    hall.bad()
    for user in (hall.clerk, hall.director, hall.assessor):
        assert client_for(user).get(page(hall)).status_code == 403
    assert client_for(member(Role.LIAISON, hall.contract)).get(page(hall)).status_code == 404
    stranger = Hall.of(other_contract)
    assert client_for(stranger.supervisor).get(page(hall)).status_code == 404
    assert client_for(stranger.supervisor).post(page(stranger)).status_code == 404
