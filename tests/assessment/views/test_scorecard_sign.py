from django.test import Client

from assessment.models import CardSignature, Scorecard
from hall_ops.lib.permissions import Role
from tests.assessment.signing import People, dated, shown_hash, signed, told
from tests.assessment.views.conftest import Address, ClientAs
from tests.factories.accounts import PASSWORD


def post(client: Client, address: Address, card: Scorecard, **changes: str) -> int:
    sent = {"document_hash": shown_hash(card), "password": PASSWORD, **changes}
    return client.post(address("scorecard-sign"), sent).status_code


def test_the_page_shows_exactly_what_is_signed(desk: Client, march: Scorecard, address: Address) -> None:
    told(march, count=2)
    dated(march)

    page = desk.get(address("scorecard-sign")).content.decode()

    facts = ("2023 年 3 月", "<b>98</b> / 105", "滨海政务服务有限公司", "2023-03-28", "窗口 03")
    for wanted in (*facts, shown_hash(march)):
        assert wanted in page, wanted


def test_password_and_shown_hash_sign_the_card(desk: Client, march: Scorecard, address: Address) -> None:
    told(march)
    dated(march)

    assert post(desk, address, march) == 302

    march.refresh_from_db()
    assert march.state == "assessed"
    assert CardSignature.objects.get().signer_name == "符海燕"


def test_a_wrong_password_or_hash_is_refused_on_the_page(
    desk: Client, march: Scorecard, address: Address
) -> None:
    told(march)
    dated(march)

    assert post(desk, address, march, password="x") == 409
    assert post(desk, address, march, document_hash="0" * 64) == 409
    assert post(desk, address, march, document_hash="short") == 422
    assert not CardSignature.objects.exists()


def test_a_signed_card_shows_nothing_to_sign(
    desk: Client, march: Scorecard, people: People, address: Address
) -> None:
    told(march)
    signed(march, people, "assess")

    assert "现在没有要您签署的" in desk.get(address("scorecard-sign")).content.decode()
    assert post(desk, address, march) == 409


def test_others_and_strangers_are_kept_out(
    client_as: ClientAs, stranger: Client, march: Scorecard, address: Address
) -> None:
    assert client_as(Role.REVIEWER).get(address("scorecard-sign")).status_code == 403
    assert client_as(Role.DIRECTOR).get(address("scorecard-sign")).status_code == 403
    assert stranger.get(address("scorecard-sign")).status_code == 404
    assert post(stranger, address, march) == 404
