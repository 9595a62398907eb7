"""Ctrl K over items and cases: what is found, in which order, and for whom."""

from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department
from tests.windows.test_items_search import item_named
from windows.queries.find import find_case

pytestmark = pytest.mark.django_db


def groups(client: Client, contract: Contract, words: str) -> list[dict[str, Any]]:
    return client.post(reverse("contracts:search", args=[contract.slug]), {"q": words}).json()["groups"]


@pytest.mark.parametrize("words", ["道路 挖掘", "dlwj", "DL-1"])
def test_items_are_found_by_name_initials_or_code(
    client_for: ClientFor, contract: Contract, words: str
) -> None:
    item = item_named(contract, "道路挖掘许可", "DL-1")

    found = {
        group["label"]: group["items"]
        for group in groups(client_for(member(Role.CLERK, contract)), contract, words)
    }

    page = reverse("windows:item-detail", args=[contract.slug, item.pk])
    assert found["事项"] == [{"label": "道路挖掘许可 DL-1", "hint": item.department.name, "url": page}]


def test_a_case_is_found_by_its_exact_number_only_and_stands_first(
    client_for: ClientFor, contract: Contract
) -> None:
    case = make_case(contract)
    client = client_for(member(Role.CLERK, contract))

    for words in (case.number, case.number.lower(), f"{case.number}-SL01", case.query_code):
        first = groups(client, contract, words)[0]
        assert first["label"] == "办件" and first["items"][0]["label"] == case.number
        assert first["items"][0]["url"] == reverse("windows:case-detail", args=[contract.slug, case.number])
        assert case.applicant_name not in str(first)
    assert "办件" not in str(groups(client, contract, case.number[:-1]))


def test_a_query_code_outranks_a_number(client_for: ClientFor, contract: Contract) -> None:
    case, other = make_case(contract), make_case(contract)
    type(other).objects.filter(pk=other.pk).update(platform_number=case.query_code)

    assert find_case(member(Role.CLERK, contract), contract, case.query_code) == case


def test_what_may_not_be_seen_is_not_found(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    case = make_case(contract)
    item_named(contract, "道路挖掘许可", "DL-1")
    stranger = client_for(member(Role.CLERK, other_contract))
    liaison = client_for(member(Role.LIAISON, contract, department=make_department(contract)))
    approver = client_for(member(Role.APPROVER, contract))

    assert groups(stranger, other_contract, case.number) == []
    assert groups(stranger, other_contract, "dlwj") == []
    assert groups(liaison, contract, case.number) == []
    assert groups(approver, contract, case.number) == []
    assert stranger.post(reverse("contracts:search", args=[contract.slug])).status_code == 404


def test_the_search_takes_the_same_queries_at_one_and_three_items(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    client, counts = client_for(member(Role.CLERK, contract)), []
    for number in range(3):
        item_named(contract, f"道路挖掘许可{number}", f"DL-{number}")
        with queries:
            groups(client, contract, "dlwj")
        counts.append(len(queries))

    assert counts[0] == counts[2] <= 14
