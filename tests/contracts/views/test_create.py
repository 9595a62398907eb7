"""A contract from a profile on one page."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from contracts.models import Contract
from contracts.profile_schema import loading
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.made import make
from tests.factories.contracts import member

URL = reverse("contracts:create")
VALUES = {
    "profile": "haikou",
    "name": "海口市政务大厅政务服务外包",
    "short_name": "海口综合窗口",
    "slug": "haikou",
    "purchaser": "海口市政府服务中心",
    "contractor": "试点服务公司",
    "price_yuan": "30000000.00",
    "signed_on": "2022-12-28",
}


@pytest.fixture
def admin(client_for: ClientFor) -> Client:
    return client_for(member(Role.SYSTEM_ADMIN))


def test_create_lists_the_profiles_and_fills_in_what_is_known(admin: Client) -> None:
    text = admin.get(URL, {"profile": "haikou"}).content.decode()

    for name in loading.profile_names():
        assert f"?profile={name}#fill" in text
    assert 'value="海口市政府服务中心"' in text
    assert "¥33,796,500.00" in text
    assert 'value="2023-01-01"' in text


def test_create_makes_the_contract_and_tells_what_comes_next(admin: Client) -> None:
    response = admin.post(URL, VALUES)

    contract = Contract.objects.get(slug="haikou")
    assert response.url == reverse("contracts:create-result", args=["haikou"])
    assert (str(contract.starts_on), str(contract.ends_on)) == ("2023-01-01", "2025-12-31")
    text = admin.get(response.url).content.decode()
    assert text.count("¥10,000,000.00") == 3
    assert reverse("accounts:account-new") in text
    assert reverse("contracts:contract-members", args=["haikou"]) in text
    assert "考核表" not in text


def test_create_takes_the_first_day_where_the_tender_names_none(admin: Client) -> None:
    values = {**VALUES, "profile": "huarong", "slug": "huarong", "starts_on": "2026-04-01", "signed_on": ""}

    response = admin.post(URL, values)

    assert str(Contract.objects.get(slug="huarong").ends_on) == "2027-03-31"
    assert "导入考核表" in admin.get(response.url).content.decode()


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"price_yuan": "33796500.01"}, "price_yuan", "超过最高限价"),
        ({"price_yuan": "九百万"}, "price_yuan", "输入"),
        ({"price_yuan": "0"}, "price_yuan", "大于"),
        ({"slug": "Hai Kou"}, "slug", "小写字母"),
        ({"slug": "search"}, "slug", "系统保留"),
        ({"slug": "taken"}, "slug", "已被另一份合同使用"),
        ({"contractor": ""}, "contractor", "必填"),
        ({"contractor": "海口市政府服务中心"}, "contractor", "同一单位"),
        ({"signed_on": "2026-13-01"}, "signed_on", "日期"),
        ({"profile": "huarong", "starts_on": ""}, "starts_on", "必填"),
    ],
)
def test_create_says_at_the_field_what_is_wrong(admin: Client, change: dict, field: str, said: str) -> None:
    make("tongliao", slug="taken")

    response = admin.post(URL, {**VALUES, **change})

    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[field])
    assert Contract.objects.count() == 1


def test_create_asks_for_a_profile_first(admin: Client) -> None:
    response = admin.post(URL, {**VALUES, "profile": "../../etc/passwd"})

    assert response.status_code == 422
    assert "请先选择一个合同模板" in response.content.decode()


def test_create_shows_why_a_profile_cannot_be_used(
    admin: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        (loading.FOLDER / "tongliao.yaml")
        .read_text(encoding="utf-8")
        .replace("name: tongliao", "name: torn", 1)
    )
    (tmp_path / "torn.yaml").write_text(text.replace("  years: ", "  years: 1.5  # ", 1), encoding="utf-8")
    monkeypatch.setattr(loading, "FOLDER", tmp_path)

    shown = admin.get(URL, {"profile": "torn"})
    sent = admin.post(URL, {**VALUES, "profile": "torn"})

    assert shown.status_code == 200 and sent.status_code == 422
    problem = shown.context["chosen"].problems[0]
    assert "torn.yaml" in shown.content.decode() and "term.years" in shown.content.decode()
    assert problem.line > 1
    assert not Contract.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
def test_create_is_shut_for_everyone_else(client_for: ClientFor, contract: Contract, role: Role) -> None:
    client = client_for(member(role, contract))

    assert client.get(URL).status_code == 403
    assert client.post(URL, VALUES).status_code == 403
    assert Contract.objects.count() == 1


def test_create_needs_the_whole_installation(client_for: ClientFor, contract: Contract) -> None:
    assert client_for(member(Role.SYSTEM_ADMIN, contract)).get(URL).status_code == 403


def test_result_of_another_contract_is_not_there(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    url = reverse("contracts:create-result", args=[contract.slug])

    assert client_for(member(Role.SYSTEM_ADMIN, other_contract)).get(url).status_code == 404
    assert client_for(member(Role.DIRECTOR, contract)).get(url).status_code == 403
