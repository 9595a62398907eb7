"""Steps of a row from the screen."""

import pytest
from django.urls import reverse

from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.contracts import ContractFactory, member
from tests.windows.service_rows import make_row
from windows.models import UnresolvedMatter

pytestmark = pytest.mark.django_db


def test_a_step_is_taken_and_one_that_lacks_something_keeps_what_was_typed() -> None:
    contract = ContractFactory()
    row = make_row("matter", contract)
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))
    page = reverse("windows:register-step-matter", args=[contract.slug, row.number])

    refused = client.post(page, {"step": "answer", "cause": "policy", "result": "", "text": "已经解释清楚"})
    assert refused.status_code == 422 and "已经解释清楚" in refused.content.decode()
    client.post(page, {"step": "answer", "cause": "policy", "result": "explained", "text": "已经解释清楚"})
    row.refresh_from_db()
    assert row.state == "answered"
    again = client.post(page, {"step": "answer", "cause": "policy", "result": "solved", "text": "再答"})
    assert again.status_code == 409 and "已答复" in again.content.decode()


def test_who_may_see_may_not_therefore_act() -> None:
    contract = ContractFactory()
    row = make_row("matter", contract)
    page = reverse("windows:register-step-matter", args=[contract.slug, row.number])

    assert (
        sign_in_quickly(member(Role.DIRECTOR, contract))
        .post(page, {"step": "contact", "text": "x"})
        .status_code
        == 404
    )
    assert (
        sign_in_quickly(member(Role.SUPERVISOR, ContractFactory()))
        .post(page, {"step": "contact"})
        .status_code
        == 404
    )
    assert UnresolvedMatter.objects.get().contacted_at is None
