"""Rulings, the assessor's steps and the release, from the page of one rating."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.rating_people import Hall
from windows.actions.rating_rulings import file_appeal
from windows.enums import FollowUpState, RatingState
from windows.models import Rating, RatingFollowUp


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def post(client: Client, hall: Hall, name: str, pk: int, **data: str) -> object:
    url = reverse(f"windows:{name}", args=[hall.contract.slug, pk])
    return client.post(url, {"key": f"{name}-key-1", **data})


def test_a_rating_is_excluded_and_restored(client_for: ClientFor, hall: Hall) -> None:
    rating, client = hall.bad().rating, client_for(hall.assessor)
    file_appeal(by=hall.director, at=timezone.now(), rating=rating, reason="并非本窗口", key="appeal-key")

    post(client, hall, "rating-rule", rating.pk, seen="valid", outcome="exclude", reason="同一人恶意刷评")
    assert Rating.objects.get().state == RatingState.EXCLUDED
    text = client.get(reverse("windows:rating-detail", args=[hall.contract.slug, rating.pk])).content.decode()
    assert all(word in text for word in ("同一人恶意刷评", "并非本窗口", "已剔除", "恢复有效"))
    post(
        client,
        hall,
        "rating-rule",
        rating.pk,
        seen="excluded",
        outcome="restore",
        reason="查无实据",
        key="another-key",
    )
    assert Rating.objects.get().state == RatingState.VALID


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"seen": "valid", "outcome": "exclude"}, 422),
        ({"seen": "valid", "outcome": "restore", "reason": "x"}, 422),
        ({"seen": "excluded", "outcome": "exclude", "reason": "x"}, 409),
    ],
)
def test_a_ruling_that_does_not_fit_keeps_what_was_typed(
    client_for: ClientFor, hall: Hall, data: dict[str, str], status: int
) -> None:
    pk = hall.bad().rating_id

    assert post(client_for(hall.assessor), hall, "rating-rule", pk, **data).status_code == status
    assert Rating.objects.get().state == RatingState.VALID


def test_the_assessors_steps(client_for: ClientFor, hall: Hall) -> None:
    followup, client = hall.bad(), client_for(hall.assessor)
    pk = followup.rating_id

    post(client, hall, "rating-rule-step", pk, seen="opened", step="contact", note="已电话联系")
    assert RatingFollowUp.objects.get().state == FollowUpState.CONTACTED
    hall.go(followup, "verify", "rectify", "feedback")
    url = reverse("windows:rating-detail", args=[hall.contract.slug, pk])
    assert 'name="call_back_result"' in client.get(url).content.decode()
    data = {"seen": "fed_back", "step": "call_back", "note": "表示满意", "key": "call-back-key"}
    assert post(client, hall, "rating-rule-step", pk, **data).status_code == 409
    post(client, hall, "rating-rule-step", pk, **data, call_back_result="satisfied")
    post(
        client,
        hall,
        "rating-rule-step",
        pk,
        seen="called_back",
        step="review",
        note="同意办结",
        key="review-key",
    )
    assert RatingFollowUp.objects.get().state == FollowUpState.CLOSED


def test_words_are_released(client_for: ClientFor, hall: Hall) -> None:
    followup, url = hall.bad(), reverse("windows:rating-handle", args=[hall.contract.slug, 1])
    assert "来回跑" not in client_for(hall.supervisor).get(url).content.decode()

    post(client_for(hall.assessor), hall, "rating-rule-release", followup.rating_id)

    text = client_for(hall.supervisor).get(url).content.decode()
    assert "来回跑" in text and followup.rating.case.number not in text


@pytest.mark.parametrize("name", ["rating-rule", "rating-rule-step", "rating-rule-release"])
def test_who_may_not(client_for: ClientFor, hall: Hall, other_contract: Contract, name: str) -> None:
    pk = hall.bad().rating_id

    for user in (hall.clerk, hall.supervisor, hall.director, hall.liaison):
        assert post(client_for(user), hall, name, pk).status_code == 403
    stranger = Hall.of(other_contract)
    assert post(client_for(stranger.assessor), hall, name, pk).status_code == 404
    assert post(client_for(stranger.assessor), stranger, name, pk).status_code == 404
    assert post(client_for(member(Role.REVIEWER, hall.contract)), hall, name, pk).status_code == 403
