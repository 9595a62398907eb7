"""Ctrl K over screens, contracts and terms."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.made import make
from tests.factories.contracts import ContractFactory, MembershipFactory, member


@pytest.fixture
def haikou(db: None) -> Contract:
    return make("haikou")


def found(response) -> dict[str, list[dict]]:
    return {group["label"]: group["items"] for group in response.json()["groups"]}


def ask(client, contract: Contract | None, words: str):
    url = reverse("contracts:search", args=[contract.slug]) if contract else reverse("contracts:search-all")
    return client.post(url, {"q": words})


@pytest.mark.parametrize("words", ["变更比例", "ryb", "缺员 违约"])
def test_search_finds_terms_by_words_or_initials(client_for: ClientFor, haikou: Contract, words: str) -> None:
    items = found(ask(client_for(member(Role.CLERK, haikou)), haikou, words))["条款"]

    assert items
    assert all(
        item["url"].startswith(reverse("contracts:terms", args=[haikou.slug]) + "#t-") for item in items
    )


def test_search_finds_screens_by_initials(client_for: ClientFor, haikou: Contract) -> None:
    items = found(ask(client_for(member(Role.CLERK, haikou)), haikou, "gzrl"))["页面"]

    assert [item["label"] for item in items] == ["工作日历"]


def test_search_shows_only_own_contracts(client_for: ClientFor, contract: Contract) -> None:
    user = member(Role.ASSESSOR, contract)
    second = MembershipFactory(user=user, contract=ContractFactory()).contract
    ContractFactory()

    items = found(ask(client_for(user), None, "滨湖"))["合同"]

    assert {item["label"] for item in items} == {contract.name, second.name}


def test_search_without_a_contract_knows_no_terms(client_for: ClientFor, haikou: Contract) -> None:
    assert "条款" not in found(ask(client_for(member(Role.SYSTEM_ADMIN)), None, "变更比例"))


def test_search_in_another_contract_is_not_there(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    assert ask(client_for(member(Role.CLERK, other_contract)), contract, "x").status_code == 404
    assert ask(client_for(member(Role.SYSTEM_ADMIN)), contract, "x").status_code == 403


def test_search_takes_the_same_queries_whatever_it_finds(
    client_for: ClientFor, haikou: Contract, queries
) -> None:
    client = client_for(member(Role.CLERK, haikou))
    counts = []
    for words in ("每月人员变更比例", "人"):
        with queries:
            ask(client, haikou, words)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 9
