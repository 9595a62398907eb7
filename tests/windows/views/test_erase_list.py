"""The catalogue of personal data and the cases held back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.assessment import haikou_contract
from tests.factories.contracts import member
from tests.windows.carrier_samples import taken
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


def test_the_times_are_shown_with_whose_word_they_are(client_for: ClientFor) -> None:
    contract = haikou_contract()

    text = client_for(member(Role.ASSESSOR, contract)).get(address(contract)).content.decode()

    assert "系统默认，待采购人确认" in text and "1095 天" in text
    assert reverse("contracts:decision-detail", args=[contract.slug, "retention_case"]) in text


def test_overdue_carriers_are_named_on_the_page(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.ASSESSOR, contract))
    taken(contract)
    assert "逾期未归还或销毁" not in client.get(address(contract)).content.decode()
    taken(contract, at=timezone.now() - timedelta(days=62))

    assert "有 1 份导出载体逾期未归还或销毁" in client.get(address(contract)).content.decode()


def test_the_case_page_leads_here_for_those_who_may(client_for: ClientFor, case: Case) -> None:
    url = reverse("windows:case-detail", args=[case.contract.slug, case.number])
    link = f"{address(case.contract)}?case={case.number}"

    for role, shown in (
        (Role.ASSESSOR, True),
        (Role.REVIEWER, True),
        (Role.SUPERVISOR, False),
        (Role.CLERK, False),
    ):
        text = client_for(member(role, case.contract)).get(url).content.decode()
        assert (link in text) is shown, role
    assessor = client_for(member(Role.ASSESSOR, case.contract))
    assert f'value="{case.number}"' in assessor.get(link).content.decode()
    assessor.post(address(case.contract, "hold"), {"number": case.number, "reason": "行政复议"})
    assert "到期也不清除：行政复议" in assessor.get(url).content.decode()
