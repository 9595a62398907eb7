"""The public progress page: plain words, no name, hit and miss alike, limited in the database."""

import re
import statistics
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from contracts.models import Contract
from hall_ops.lib.codes import ALPHABET, LENGTH, grouped, new_code
from hall_ops.lib.masks import tail_of
from hall_ops.lib.sealing import blind_index, label_of
from tests.windows.rating_people import PHONE, Hall
from windows.actions.public import count_try, forget_tries
from windows.enums import CaseState
from windows.models import Case, RateBucket
from windows.queries.progress import dialled
from windows.rules.case_life import TRANSITIONS
from windows.rules.progress import STORIES, Standing, stages, story_of
from windows.rules.public_limits import (
    CHALLENGE,
    NUMBERS,
    OPEN,
    WAIT,
    Tries,
    network_of,
    tails_closed,
    verdict,
)


@pytest.fixture
def hall(contract: Contract) -> Hall:
    contract.profile = {"hours": {"sessions": [{"name": "上午", "starts_at": "08:30", "ends_at": "12:00"}]}}
    contract.save(update_fields=["profile"])
    return Hall.of(contract)


def with_phone(hall: Hall, **values: object) -> Case:
    tail = blind_index(tail_of(PHONE), field=label_of(Case, "phone_tail"))
    return hall.case(phone_tail_index=tail, **values)


def page(code: str) -> str:
    return reverse("windows:progress", args=[code])


def text_of(code: str, **post: str) -> str:
    client = Client()
    return (client.post(page(code), post) if post else client.get(page(code))).content.decode()


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("windows.views.progress.verdict", lambda tries, solved: OPEN)


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """All tries fall into one minute, however slow the machine is."""
    monkeypatch.setattr("windows.actions.public.minute_of", lambda at: 29_000_000)


# -- what is shown ----------------------------------------------------------------------------------------------------
def test_a_case_is_told_without_a_name(hall: Hall) -> None:
    case = with_phone(hall, state=CaseState.ACCEPTED)

    response = Client().get(page(case.query_code))

    text = response.content.decode()
    assert response.status_code == 200
    for word in (
        "已受理",
        "食品经营许可",
        case.department.name,
        "08:30–12:00",
        f"{case.due_on:%Y-%m-%d}",
        grouped(case.query_code),
    ):
        assert word in text
    for word in ("陈大明", "陈**", case.number, "申请表", "5678"):
        assert word not in text
    assert response.headers["Cache-Control"] == "no-store" and "noindex" in response.headers["X-Robots-Tag"]


@pytest.mark.parametrize("state", CaseState.values)
def test_every_state_has_its_words(hall: Hall, state: str) -> None:
    assert str(STORIES[state].headline) in text_of(hall.case(state=state).query_code)


def test_stories_cover_the_life_of_a_case() -> None:
    assert set(STORIES) == set(TRANSITIONS)
    assert story_of(Standing("issued", concluded_as="denied")).headline == "已办结：未通过"
    assert story_of(Standing("ready", delivery="post")).headline == "结果即将寄出"
    assert story_of(Standing("transferred", is_stopped=True)).headline == "正在进行特别程序"
    assert story_of(Standing("accepted", has_gap=True)).level == "warn"
    day = timezone.localdate()
    assert [stage.state for stage in stages((day, day, None, None), "accepted")] == [
        "done",
        "done",
        "now",
        "",
    ]
    assert [stage.state for stage in stages((day, None, None, None), "correcting")][1] == "back"
    assert [stage.state for stage in stages((day, None, None, None), "withdrawn")] == ["done", "", "", ""]


def test_the_last_four_digits_show_papers_and_a_masked_name(hall: Hall) -> None:
    case = with_phone(hall, state=CaseState.READY)

    text = text_of(case.query_code, tail="5678")

    assert "陈**" in text and "申请表" in text and "陈大明" not in text
    assert "身份证件原件" in text


@pytest.mark.parametrize("tail", ["1234", "56", "abcd", "５６７９"])
def test_wrong_digits_show_nothing_more(hall: Hall, tail: str) -> None:
    case = with_phone(hall)

    response = Client().post(page(case.query_code), {"tail": tail})

    text = response.content.decode()
    assert response.status_code == 422 and "申请表" not in text and "陈" not in text


def test_a_case_without_a_telephone_has_no_details(hall: Hall) -> None:
    for tail in ("0000", "5678"):
        assert "申请表" not in text_of(hall.case().query_code, tail=tail)


def test_wrong_digits_close_the_details_for_a_while(hall: Hall, unlimited: None) -> None:
    case = with_phone(hall)
    for number in range(6):
        text_of(case.query_code, tail=f"{number:04}")

    text = text_of(case.query_code, tail="5678")

    assert "15 分钟后" in text and "申请表" not in text
    assert "申请表" in text_of(with_phone(hall).query_code, tail="5678")


def test_the_form_takes_a_code_as_people_write_it(hall: Hall) -> None:
    code, form = hall.case().query_code, reverse("windows:progress-form")
    client = Client()

    assert client.get(form).status_code == 200
    assert client.get(form, {"code": f" {grouped(code).lower()} "}).headers["Location"] == page(code)
    assert "抄错" in client.get(form, {"code": code[:-1]}).content.decode()
    wrong = client.get(page(code[1] + code[0] + code[2:] if code[0] != code[1] else "AAA"))
    assert wrong.status_code == 404 and "抄错" in wrong.content.decode()
    assert not RateBucket.objects.exists()


# -- hit and miss -----------------------------------------------------------------------------------------------------
def skeleton(text: str) -> list[str]:
    return re.findall(r"</?([a-z0-9]+)", re.sub(r"<head>.*?</head>", "", text, flags=re.S))


def test_hit_and_miss_have_one_shape(hall: Hall, unlimited: None) -> None:
    hit, miss = Client().get(page(with_phone(hall).query_code)), Client().get(page(new_code()))

    assert hit.status_code == miss.status_code == 200
    assert skeleton(hit.content.decode()) == skeleton(miss.content.decode())
    assert {k: v for k, v in hit.headers.items() if k not in VARYING} == {
        k: v for k, v in miss.headers.items() if k not in VARYING
    }


VARYING = {"X-Request-Id", "Content-Length", "Set-Cookie"}


def statements(code: str, **post: str) -> list[str]:
    with CaptureQueriesContext(connection) as found:
        text_of(code, **post)
    return [re.sub(r"'[^']*'|\d+", "?", each["sql"])[:120] for each in found.captured_queries]


def test_hit_and_miss_ask_the_database_alike(hall: Hall, unlimited: None) -> None:
    case = with_phone(hall)

    assert statements(case.query_code) == statements(new_code())
    assert statements(case.query_code, tail="0000") == statements(new_code(), tail="0000")


def test_hit_and_miss_take_the_same_time(hall: Hall, unlimited: None) -> None:
    case, client = with_phone(hall), Client()

    def milliseconds(code: Callable[[], str]) -> float:
        address = page(code())
        began = time.perf_counter()
        client.get(address)
        return (time.perf_counter() - began) * 1000

    def apart() -> float:
        pairs = [(milliseconds(lambda: case.query_code), milliseconds(new_code)) for _ in range(60)]
        hit, miss = (statistics.median(times) for times in zip(*pairs, strict=True))
        return abs(hit - miss)

    milliseconds(new_code)
    assert min(apart() for _ in range(3)) < 5, (
        "a difference that is there is there each time; a busy machine's is not"
    )


def test_guesses_do_not_hit(hall: Hall) -> None:
    """A guess hits one of 2.4 million codes with p = 2.4e6 / 31**13, about 1e-13; a hundred thousand with 1e-8."""
    assert len(ALPHABET) ** LENGTH // 10**7 > 2_400_000 * 100_000
    for _ in range(20):
        hall.case()

    guesses = [new_code() for _ in range(5000)]

    assert len(set(guesses)) == 5000
    assert not Case.objects.filter(query_code__in=guesses).exists()


# -- limits -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("tries", "solved", "found"),
    [
        (Tries(10, 0), False, OPEN), (Tries(11, 0), False, CHALLENGE), (Tries(11, 0), True, OPEN),
        (Tries(60, 0), True, OPEN), (Tries(61, 0), True, WAIT), (Tries(61, 0), False, WAIT),
        (Tries(1, 60), False, OPEN), (Tries(1, 61), False, CHALLENGE), (Tries(1, 61), True, OPEN),
    ],
)  # fmt: skip
def test_limits(tries: Tries, solved: bool, found: str) -> None:
    assert verdict(tries, solved=solved) == found


def test_who_counts_as_one() -> None:
    assert network_of("203.0.113.9") == network_of("::ffff:203.0.113.9") == "203.0.113.9"
    assert (
        network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2:ffff::1") != network_of("2001:db8:1:3::1")
    )
    assert network_of("") == network_of("x") == "unknown"
    assert tails_closed(Tries(1, 1, 6)) and not tails_closed(Tries(1, 1, 5))


def test_the_eleventh_look_asks_a_sum_hit_or_miss(hall: Hall, one_minute: None) -> None:
    case, client = with_phone(hall), Client()
    codes = [case.query_code if number % 2 else new_code() for number in range(12)]

    answers = [client.get(page(code)) for code in codes]

    assert [each.status_code for each in answers] == [200] * 10 + [429] * 2
    assert skeleton(answers[10].content.decode()) == skeleton(answers[11].content.decode())
    assert "加" in answers[10].content.decode() and answers[10].headers["Retry-After"] == "60"
    assert "食品经营许可" not in answers[11].content.decode()


def test_the_right_sum_opens_and_a_wrong_one_does_not(hall: Hall, one_minute: None) -> None:
    case, client = hall.case(), Client()
    for _ in range(10):
        client.get(page(case.query_code))
    asked = client.get(page(case.query_code)).content.decode()
    words, found = (
        re.search(r"([一二三四五六七八九])加([一二三四五六七八九])等于几", asked),
        re.search(r'name="token" value="([^"]+)"', asked),
    )
    assert words is not None and found is not None
    answer = sum("一二三四五六七八九".index(word) + 1 for word in words.groups())

    for token, said, status in (
        (found[1], answer + 1, 429),
        ("made-up", answer, 429),
        (found[1], answer, 200),
    ):
        assert client.post(page(case.query_code), {"token": token, "answer": said}).status_code == status


def test_sixty_one_tries_wait_even_with_the_sum(hall: Hall) -> None:
    now = timezone.now()
    counted = [count_try(at=now, address="203.0.113.9", code=new_code(), missed=False) for _ in range(61)]

    assert (counted[-1].by_address, counted[-1].misses) == (61, 0)
    other = count_try(at=now, address="203.0.113.8", code=new_code(), missed=True)
    assert (other.by_address, other.misses) == (1, 1)
    later = count_try(at=now + timedelta(minutes=1), address="203.0.113.9", code=new_code(), missed=True)
    assert (later.by_address, later.misses) == (1, 1)


def test_counts_keep_no_address_and_go_after_an_hour(hall: Hall) -> None:
    now = timezone.now()
    count_try(at=now - timedelta(hours=2), address="203.0.113.9", code=new_code(), missed=True)
    count_try(at=now, address="203.0.113.9", code=new_code(), missed=True)

    assert not RateBucket.objects.filter(key__contains="203").exists()
    assert forget_tries(at=now) == 3
    assert RateBucket.objects.count() == 3


def test_the_small_sum_is_asked_in_numbers_of_the_page(hall: Hall) -> None:
    """Chinese writes numbers and days of the week with the same signs."""
    with translation.override("en"):
        assert " ".join(map(str, NUMBERS)) == "one two three four five six seven eight nine"
    assert "".join(map(str, NUMBERS)) == "一二三四五六七八九"


@pytest.mark.parametrize(
    ("phone", "link"),
    [("0898-6590 1000", "tel:089865901000"), ("12345", "tel:12345"), ("0898-1、0898-2", ""), ("", "")],
)
def test_a_single_telephone_number_is_dialled_by_a_press(phone: str, link: str) -> None:
    assert dialled(phone) == link
