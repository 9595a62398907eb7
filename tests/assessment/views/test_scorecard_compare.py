from django.test import Client

from assessment.enums import Ruling
from assessment.models import Scorecard
from hall_ops.lib.permissions import Role
from tests.assessment.signing import People, after_window, objected, ruled, signed, told
from tests.assessment.views.conftest import Address, ClientAs
from tests.conftest import sign_in_quickly


def test_a_correction_stands_beside_what_it_corrects(
    desk: Client, march: Scorecard, people: People, address: Address
) -> None:
    told(march, count=3)
    told(march, "3.26")
    card = signed(march, people)
    ruled(objected(card, people), people, Ruling.PARTLY, 1)

    text = desk.get(address("scorecard-compare")).content.decode()

    assert "第 1 版与第 2 版，1 个条款有变化" in text
    assert "3 → 1" in text and "故障单属实" in text


def test_the_contractor_compares_once_the_correction_is_approved(
    march: Scorecard, people: People, address: Address
) -> None:
    told(march, count=3)
    card, director = signed(march, people), sign_in_quickly(people.director)
    ruled(objected(card, people), people, Ruling.UPHELD)
    before = director.get(address("scorecard-compare")).content.decode()
    made = signed(Scorecard.objects.get(corrects=card), people, at=after_window(card))

    after = director.get(address("scorecard-compare")).content.decode()
    page = director.get(address("scorecard")).content.decode()
    old = director.get(address("scorecard") + "?revision=1").content.decode()

    assert "没有上一版可对照" in before and "撤销" in after
    assert made.revision == 2
    assert "第 1 版 · 已归档" in page and "第 2 版 · 已批准 · 计分以此版为准" in page
    assert 'href="?revision=1" aria-current="page"' in old


def test_a_single_card_has_nothing_to_compare(desk: Client, march: Scorecard, address: Address) -> None:
    assert "没有上一版可对照" in desk.get(address("scorecard-compare")).content.decode()


def test_who_may_compare(client_as: ClientAs, stranger: Client, march: Scorecard, address: Address) -> None:
    assert client_as(Role.CLERK).get(address("scorecard-compare")).status_code == 403
    assert stranger.get(address("scorecard-compare")).status_code == 404
