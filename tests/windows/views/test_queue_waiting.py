"""Waiting times before the windows."""

from typing import Any

import pytest
from django.urls import reverse

from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.contracts import ContractFactory, member

pytestmark = pytest.mark.django_db


def test_an_empty_span_says_what_to_do_and_takes_few_queries(django_assert_max_num_queries: Any) -> None:
    contract = ContractFactory()
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))

    with django_assert_max_num_queries(12):
        text = client.get(reverse("windows:queue-waiting", args=[contract.slug])).content.decode()

    assert "没有叫号记录" in text and "导入叫号记录" in text


def test_others_see_nothing() -> None:
    page = reverse("windows:queue-waiting", args=[ContractFactory().slug])

    assert sign_in_quickly(member(Role.DIRECTOR, ContractFactory())).get(page).status_code == 404
