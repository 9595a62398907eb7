"""Single ratings, and one of them, for the government's side; the contractor's people see none anywhere."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.rating_people import PHONE, Hall
from windows.actions.rating_followups import release_text
from windows.actions.ratings import Sender


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def page(hall: Hall, **query: str) -> str:
    return reverse("windows:rating-list", args=[hall.contract.slug], query=query)


def detail(hall: Hall, pk: int) -> str:
    return reverse("windows:rating-detail", args=[hall.contract.slug, pk])


def test_ratings_are_listed_and_filtered(client_for: ClientFor, hall: Hall) -> None:
    hall.rate(5, text="很周到", case=hall.case(at=timezone.now()))
    hall.rate(2, text="等太久", case=hall.case(at=timezone.now()))
    client = client_for(hall.assessor)

    assert all(word in client.get(page(hall)).content.decode() for word in ("很周到", "等太久"))
    bad = client.get(page(hall, level="2")).content.decode()
    assert "等太久" in bad and "很周到" not in bad
    assert "没有符合条件的评价" in client.get(page(hall, month="2020-01")).content.decode()
    assert client.get(page(hall, level="x", flag="y", month="z")).status_code == 200


def test_odd_ones_are_counted_and_picked_out(client_for: ClientFor, hall: Hall) -> None:
    for number in range(3):
        hall.rate(5, text=f"第{number}个", sender=Sender("telephone"), case=hall.case(at=timezone.now()))
    hall.rate(5, text="平常", case=hall.case())
    client = client_for(hall.assessor)

    whole = client.get(page(hall)).content.decode()
    odd = client.get(page(hall, flag="same_device")).content.decode()

    assert "同一设备短时间多次评价 3" in whole
    assert "第1个" in odd and "平常" not in odd
    assert "平常" not in client.get(page(hall, flag="any")).content.decode()


def test_one_rating_shows_all_but_the_rater(client_for: ClientFor, hall: Hall) -> None:
    followup = hall.bad()

    text = client_for(hall.assessor).get(detail(hall, followup.rating_id)).content.decode()

    for word in (
        "材料来回跑了三趟",
        "跑动次数与承诺不一致",
        followup.rating.case.number,
        "138****5678",
        "陈**",
    ):
        assert word in text
    assert PHONE not in text and "陈大明" not in text


def test_the_telephone_is_shown_for_a_reason_to_the_government_only(
    client_for: ClientFor, hall: Hall
) -> None:
    rating = hall.bad().rating
    url = reverse("windows:case-unmask", args=[hall.contract.slug, "rating", rating.pk, "contact_sealed"])

    shown = client_for(hall.assessor).post(url, {"reason": "contact"})

    assert shown.status_code == 200 and PHONE in shown.content.decode()
    for user in (hall.clerk, hall.supervisor, member(Role.TEAM_LEADER, hall.contract)):
        client = client_for(user)
        assert client.get(url).status_code == client.get(f"{url}?cancel=1").status_code == 404
        assert client.post(url, {"reason": "contact"}).status_code == 404


CONTRACTORS = [Role.CLERK, Role.TEAM_LEADER, Role.SUPERVISOR, Role.DIRECTOR]


@pytest.mark.parametrize("role", CONTRACTORS)
@pytest.mark.parametrize("released", [False, True])
def test_no_page_tells_the_contractor_who_rated(
    client_for: ClientFor, hall: Hall, role: Role, released: bool
) -> None:
    followup = hall.bad(case=hall.case(at=timezone.now()))
    hall.go(followup, "contact", "verify")
    if released:
        release_text(by=hall.assessor, at=timezone.now(), followup=followup, key="release-key")
    user, rating = member(role, hall.contract), followup.rating
    args = {"rating-list": [], "rating-indicators": [], "rating-followups": []}
    args |= {"rating-detail": [rating.pk], "rating-rule": [rating.pk], "rating-rule-step": [rating.pk]}
    args |= {"rating-handle": [followup.number], "rating-appeal": [followup.number]}
    hidden = [rating.case.number, rating.case.query_code, "陈大明", "陈**", PHONE, "138****5678", "已contact"]
    hidden += [] if released else ["材料来回跑了三趟", f"{rating.visited_on:%Y-%m-%d}<"]
    hidden += [str(rating.uid), bytes(rating.text_digest or b"").hex()]

    client = client_for(user)
    for name, rest in args.items():
        text = client.get(reverse(f"windows:{name}", args=[hall.contract.slug, *rest])).content.decode()
        assert not [word for word in hidden if word in text], name


def test_who_may_not(client_for: ClientFor, hall: Hall, other_contract: Contract) -> None:
    pk = hall.bad().rating_id
    stranger, other = member(Role.ASSESSOR, other_contract), Hall.of(other_contract)

    assert client_for(stranger).get(page(hall)).status_code == 404
    assert client_for(stranger).get(detail(hall, pk)).status_code == 404
    assert client_for(other.assessor).get(detail(other, pk)).status_code == 404
    assert client_for(member(Role.LIAISON, hall.contract)).get(detail(hall, pk)).status_code == 404
    assert client_for(hall.liaison).get(detail(hall, pk)).status_code == 200
    for role in CONTRACTORS:
        client = client_for(member(role, hall.contract))
        assert client.get(page(hall)).status_code == client.get(detail(hall, pk)).status_code == 403


def test_more_rows_ask_no_more_queries(client_for: ClientFor, hall: Hall) -> None:
    client, counted = client_for(hall.assessor), []
    for _ in range(2):
        hall.rate(5, sender=Sender("telephone"), case=hall.case(at=timezone.now()))
        with CaptureQueriesContext(connection) as found:
            client.get(page(hall))
        counted.append(len(found))
        hall.rate(5, sender=Sender("telephone"), case=hall.case(at=timezone.now()))

    assert counted[0] == counted[1] <= 20
