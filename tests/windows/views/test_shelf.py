"""The shelf: ages, places, notices."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hall_ops.lib.permissions import Role
from records.models import OutboxMessage
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.papers import PHONE, Hall, fresh, make_hall, new_key
from windows.models import Case, Told

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def url(hall: Hall, screen: str = "") -> str:
    return reverse(f"windows:shelf{screen}", args=[hall.contract.slug])


def test_the_longest_waiting_comes_first_and_late_ones_are_counted(client_for: ClientFor, hall: Hall) -> None:
    fresh_one, old = hall.shelved(), hall.shelved()
    Case.objects.filter(pk=old.pk).update(ready_at=timezone.now() - timedelta(days=31))
    client = client_for(hall.clerk)

    response = client.get(url(hall))
    aged = client.get(url(hall), {"part": "aged"})

    assert list(response.context["page"].object_list) == [old, fresh_one]
    assert response.context["counts"].aged == 1 and response.context["counts"].untold == 2
    assert list(aged.context["page"].object_list) == [old] and "31 天" in aged.content.decode()
    assert "陈大明" not in response.content.decode() and PHONE not in response.content.decode()


def test_a_scan_finds_the_place(client_for: ClientFor, hall: Hall) -> None:
    case = hall.shelved()
    hall.shelved()

    response = client_for(hall.clerk).get(url(hall), {"find": case.number})

    assert list(response.context["page"].object_list) == [case] and "B-02" in response.content.decode()


def test_received_results_are_shelved_together(client_for: ClientFor, hall: Hall) -> None:
    cases = [hall.case("decided", holder="window") for _ in range(2)]
    client = client_for(hall.clerk)
    assert client.get(url(hall)).context["waiting"] == cases
    data = {"cases": [case.pk for case in cases], "place": "C-01", "key": new_key()}

    client.post(url(hall, "-place"), data)

    assert [fresh(case).shelf_place for case in cases] == ["C-01", "C-01"]


@pytest.mark.parametrize(
    ("data", "status"), [({"place": "A"}, 422), ({"cases": ["x"], "place": "A"}, 422), ({"place": ""}, 422)]
)
def test_shelving_needs_cases_and_a_place(
    client_for: ClientFor, hall: Hall, data: dict[str, Any], status: int
) -> None:
    response = client_for(hall.clerk).post(url(hall, "-place"), {**data, "key": new_key()})

    assert response.status_code == status


def test_one_that_does_not_fit_shelves_none(client_for: ClientFor, hall: Hall) -> None:
    good, wrong = hall.case("decided", holder="window"), hall.case("accepted")
    data = {"cases": [good.pk, wrong.pk], "place": "A", "key": new_key()}

    response = client_for(hall.clerk).post(url(hall, "-place"), data)

    assert response.status_code == 409 and wrong.number in response.content.decode()
    assert fresh(good).state == "decided"


def test_sms_goes_to_the_ticked_ones_once(client_for: ClientFor, hall: Hall) -> None:
    cases, client = [hall.shelved(), hall.shelved()], client_for(hall.clerk)
    data = {"cases": [case.pk for case in cases], "way": "sms", "key": new_key(), "part": "untold"}

    answers = [client.post(url(hall, "-tell"), data) for _ in range(2)]

    assert OutboxMessage.objects.count() == 2 and Told.objects.count() == 2
    assert answers[0]["Location"].endswith("?part=untold")
    assert client.get(url(hall), {"part": "untold"}).context["counts"].untold == 0


def test_a_call_is_one_button(client_for: ClientFor, hall: Hall) -> None:
    case, client = hall.shelved(), client_for(hall.clerk)

    client.post(url(hall, "-tell"), {"call": f"{case.pk}:no_answer", "key": new_key()})
    response = client.get(url(hall))

    assert Told.objects.get().outcome == "no_answer" and response.context["counts"].untold == 1
    assert "无人接听" in response.content.decode()


@pytest.mark.parametrize(
    ("data", "status"),
    [({"way": "sms"}, 422), ({"way": "drum"}, 422), ({"call": "x:reached"}, 422), ({"call": "1:sung"}, 422)],
)
def test_a_notice_that_is_none(client_for: ClientFor, hall: Hall, data: dict[str, str], status: int) -> None:
    hall.shelved()

    assert client_for(hall.clerk).post(url(hall, "-tell"), {**data, "key": new_key()}).status_code == status
    assert not Told.objects.exists()


def test_a_case_without_telephone_says_so(client_for: ClientFor, hall: Hall) -> None:
    case = hall.shelved()
    Case.objects.filter(pk=case.pk).update(phone_sealed=None)

    response = client_for(hall.clerk).post(
        url(hall, "-tell"), {"cases": [case.pk], "way": "sms", "key": new_key()}
    )

    assert response.status_code == 409 and "没有登记电话" in response.content.decode()


def test_roles_and_contracts(client_for: ClientFor, hall: Hall) -> None:
    case = hall.shelved()
    for screen in ("-place", "-tell"):
        for user in (hall.supervisor, hall.liaison):
            assert client_for(user).post(url(hall, screen)).status_code == 403
        assert client_for(hall.stranger).post(url(hall, screen)).status_code == 404
    assert client_for(member(Role.APPROVER, hall.contract)).get(url(hall)).status_code == 403
    assert client_for(hall.stranger).get(url(hall)).status_code == 404
    assert list(client_for(hall.liaison).get(url(hall)).context["page"].object_list) == [case]
    other = member(Role.LIAISON, hall.contract)
    assert not client_for(other).get(url(hall)).context["page"].object_list


def test_the_shelf_takes_the_same_queries_however_full(
    client_for: ClientFor, hall: Hall, queries: Any
) -> None:
    client, counts = client_for(hall.clerk), []
    for rows in (1, 2):
        for _ in range(rows):
            case = hall.shelved()
            hall.case("decided", holder="window")
            client.post(url(hall, "-tell"), {"call": f"{case.pk}:reached", "key": new_key()})
        client.get(url(hall))
        with queries:
            client.get(url(hall))
        counts.append(len(queries))

    assert counts[0] == counts[1] < 18, counts
