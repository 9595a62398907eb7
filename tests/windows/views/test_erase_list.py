"""The catalogue of personal data and the cases held back."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.samples_privacy import sealed_case
from windows.models import Case


@pytest.fixture
def case(contract: Contract) -> Case:
    return sealed_case(contract)


def address(contract: Contract, name: str = "list", *args: int) -> str:
    return reverse(f"windows:erase-{name}", args=[contract.slug, *args])


def test_the_catalogue_says_what_is_kept_and_how_long(client_for: ClientFor, contract: Contract) -> None:
    text = client_for(member(Role.AUDITOR, contract)).get(address(contract)).content.decode()

    assert "证件号码" in text and "结束后 1095 天" in text and "加密 · 遮盖" in text
    assert "personal-data/hold" not in text


def test_the_assessor_holds_and_releases(client_for: ClientFor, case: Case) -> None:
    client = client_for(member(Role.ASSESSOR, case.contract))

    client.post(address(case.contract, "hold"), {"number": case.number, "reason": "行政复议"})
    assert case.number in client.get(address(case.contract)).content.decode()
    hold = case.holds.get()
    refused = client.post(address(case.contract, "release", hold.pk), {"reason": ""})
    assert refused.status_code == 409 and "为什么解除" in refused.content.decode()
    client.post(address(case.contract, "release", hold.pk), {"reason": "已结"})

    hold.refresh_from_db()
    assert hold.release_reason == "已结"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"number": "X-1", "reason": "复议"}, "没有编号为“X-1”的办件"),
        ({"number": "", "reason": ""}, "这个字段是必填项"),
    ],
)
def test_a_bad_form_says_what_is_wrong(
    client_for: ClientFor, case: Case, data: dict[str, str], said: str
) -> None:
    answer = client_for(member(Role.ASSESSOR, case.contract)).post(address(case.contract, "hold"), data)

    assert answer.status_code == 422 and said in answer.content.decode()


def test_others_stay_out(client_for: ClientFor, case: Case, other_contract: Contract) -> None:
    foreign = sealed_case(other_contract)
    assessor = client_for(member(Role.ASSESSOR, case.contract))
    answer = assessor.post(address(case.contract, "hold"), {"number": foreign.number, "reason": "复议"})
    assert answer.status_code == 422

    for name in ("list", "hold"):
        method = "get" if name == "list" else "post"
        supervisor = client_for(member(Role.SUPERVISOR, case.contract))
        assert getattr(supervisor, method)(address(case.contract, name)).status_code == 403
        stranger = client_for(member(Role.ASSESSOR, other_contract))
        assert getattr(stranger, method)(address(case.contract, name)).status_code == 404
