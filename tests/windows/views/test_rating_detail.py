"""One rating for the government's side; the contractor's people learn of the rater nowhere."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.rating_people import PHONE, Hall
from windows.actions.rating_followups import release_text


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def detail(hall: Hall, pk: int) -> str:
    return reverse("windows:rating-detail", args=[hall.contract.slug, pk])


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

    assert client_for(stranger).get(detail(hall, pk)).status_code == 404
    assert client_for(other.assessor).get(detail(other, pk)).status_code == 404
    assert client_for(member(Role.LIAISON, hall.contract)).get(detail(hall, pk)).status_code == 404
    assert client_for(hall.liaison).get(detail(hall, pk)).status_code == 200
    for role in CONTRACTORS:
        assert client_for(member(role, hall.contract)).get(detail(hall, pk)).status_code == 403
