"""The public rating page: nobody signs in, no script, once a visit, nothing is given away."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.codes import new_code
from tests.races import at_once
from tests.windows.rating_people import PHONE, Hall
from windows.enums import CaseState, RatingChannel, RatingSource
from windows.models import Rating, RatingFollowUp
from windows.views.rate import DEVICE_COOKIE


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def page(code: str) -> str:
    return reverse("windows:rate", args=[code])


def test_the_form_opens_without_a_look_at_the_database(hall: Hall, queries: CaptureQueriesContext) -> None:
    code = hall.case().query_code
    client = Client()
    with queries:
        known, unknown = client.get(page(code)), client.get(page(new_code()))

    assert len(queries) == 0
    assert known.status_code == unknown.status_code == 200
    text = known.content.decode()
    assert all(
        word in text for word in ("非常满意", "满意", "基本满意", "不满意", "非常不满意", "服务态度生硬")
    )
    assert "食品经营许可" not in text and "陈大明" not in text
    assert known.headers["Cache-Control"] == "no-store" and "noindex" in known.headers["X-Robots-Tag"]
    cookie = client.cookies[DEVICE_COOKIE]
    assert cookie["httponly"] and cookie["path"] == "/p/"


def test_the_page_speaks_english(hall: Hall) -> None:
    client = Client(headers={"cookie": "hall_language=en"})

    text = client.get(page(hall.case().query_code)).content.decode()

    assert "Unfriendly service attitude" in text and "服务态度生硬" not in text


def test_a_rating_is_taken_and_thanked_for(hall: Hall) -> None:
    case, client = hall.case(), Client()
    client.get(page(case.query_code))
    said = {
        "level": "2",
        "reasons": ["214", "213", "517"],
        "text": "等了两个小时",
        "name": "陈大明",
        "contact": PHONE,
    }

    response = client.post(page(case.query_code), said, follow=True)

    assert response.redirect_chain == [(reverse("windows:rate-done", args=[case.query_code]), 302)]
    assert "谢谢" in response.content.decode()
    rating = Rating.objects.get()
    assert (rating.case, rating.level, rating.reasons) == (case, 2, ["214", "213"])
    assert (rating.source, rating.channel) == (RatingSource.ACTIVE, RatingChannel.PAGE)
    assert rating.is_real_name and rating.device_digest and rating.address_digest
    assert RatingFollowUp.objects.get().rating == rating


def test_a_visit_is_rated_once(hall: Hall) -> None:
    case, client = hall.case(), Client()
    client.post(page(case.query_code), {"level": "5"})

    again = client.post(page(case.query_code), {"level": "1"})

    assert again.status_code == 409 and "已经评价过" in again.content.decode()
    assert Rating.objects.get().level == 5


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "请选择一个评价"),
        ({"level": "9"}, "请选择一个评价"),
        ({"level": "5", "reasons": ["999"]}, "999"),
        ({"level": "5", "text": "好" * 151}, "150"),
        ({"level": "1", "name": "陈大明"}, "联系电话"),
        ({"level": "1", "name": "陈", "contact": "123"}, "电话"),
        ({"level": "1", "text": "坏\u202e"}, "方向"),
    ],
)
def test_what_is_missing_is_said_and_nothing_lost(hall: Hall, said: dict[str, object], words: str) -> None:
    response = Client().post(page(hall.case().query_code), said)

    assert response.status_code == 422 and words in response.content.decode()
    assert not Rating.objects.exists()


def test_an_unknown_or_void_or_misspelt_code_rates_nothing(hall: Hall) -> None:
    client, code = Client(), new_code()
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")

    for each, status, words in (
        (code, 422, "没有查到"), (hall.case(state=CaseState.VOID).query_code, 422, "作废"), (wrong, 404, "抄错"),
    ):  # fmt: skip
        response = client.post(page(each), {"level": "5"})
        assert response.status_code == status and words in response.content.decode()
    assert not Rating.objects.exists()


def test_guessing_codes_by_rating_is_slowed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("windows.actions.public.minute_of", lambda at: 29_000_000)  # however slow the machine
    client = Client()

    answers = [client.post(page(new_code()), {"level": "5"}).status_code for _ in range(12)]

    assert answers == [422] * 10 + [429] * 2


def test_a_token_is_asked_for(hall: Hall) -> None:
    strict, case = Client(enforce_csrf_checks=True), hall.case()
    assert strict.post(page(case.query_code), {"level": "5"}).status_code == 403

    strict.get(page(case.query_code))
    token = strict.cookies["hall_csrf"].value
    assert strict.post(page(case.query_code), {"level": "5", "csrfmiddlewaretoken": token}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_fifty_posts_at_once_make_one_rating(contract: Contract) -> None:
    case = Hall.of(contract).case()

    answers = at_once(
        lambda place: Client().post(page(case.query_code), {"level": str(1 + place % 5)}).status_code, 50
    )

    assert sorted(answers, key=str) == [302] + [409] * 49
    assert Rating.objects.count() == 1


def test_series_of_one_browser_are_flagged(hall: Hall) -> None:
    client = Client()
    for _ in range(3):
        case = hall.case(at=timezone.now() - timezone.timedelta(hours=1))
        client.get(page(case.query_code))
        client.post(page(case.query_code), {"level": "5"})

    assert [each.flags.get().kind for each in Rating.objects.all()] == ["same_device"] * 3
    assert connection.vendor in {"sqlite", "postgresql"}
