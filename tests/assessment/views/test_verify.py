import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import CardSeal, Entry, Scorecard
from hall_ops.lib.codes import grouped
from hall_ops.lib.triggers import drop_triggers
from tests.assessment.signing import People, signed, told


@pytest.fixture
def seal(march: Scorecard, people: People) -> CardSeal:
    told(march)
    return signed(march, people).seal


def page(code: str) -> tuple[int, str]:
    answer = Client().get(reverse("assessment:verify", args=[code]))
    return answer.status_code, answer.content.decode()


def test_anybody_with_the_paper_may_verify(seal: CardSeal) -> None:
    for code in (seal.code, grouped(seal.code), seal.code.lower()):
        status, text = page(code)
        assert status == 200 and "批准后没有改动" in text and seal.content_hash in text


def test_a_slip_is_shown_as_it_was_typed_and_the_page_speaks_english_too() -> None:
    client = Client()
    client.post("/language/en/")

    text = client.get(reverse("assessment:verify", args=["ABCD"])).content.decode()

    assert ">ABCD<" in text and '<html lang="en"' in text and "简体中文" in text


def test_no_person_is_named(seal: CardSeal) -> None:
    _status, text = page(seal.code)

    assert all(name not in text for name in ("符海燕", "王晓岚", "陈国栋", "窗口 03"))


def test_a_change_after_approval_shows(seal: CardSeal) -> None:
    drop_triggers()
    Entry.objects.update(count=9)

    status, text = page(seal.code)

    assert status == 200 and "被改动过" in text and "批准后没有改动" not in text


@pytest.mark.parametrize("place", [0, 7, 13])
def test_a_slip_of_the_hand_is_told_from_a_wrong_code(seal: CardSeal, place: int) -> None:
    other = "3" if seal.code[place] == "2" else "2"
    slipped = seal.code[:place] + other + seal.code[place + 1 :]

    status, text = page(slipped)

    assert status == 404 and "抄错" in text


def test_an_unknown_code_is_not_found(db: None) -> None:
    from hall_ops.lib.codes import new_code

    assert page(new_code())[0] == 404
