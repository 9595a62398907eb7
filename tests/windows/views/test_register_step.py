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
    said = again.content.decode()
    assert again.status_code == 409 and "已答复" in said and "不能" in said and "再答" in said


def test_what_is_asked_of_a_department_is_asked_for_at_its_field() -> None:
    contract = ContractFactory()
    row, client = make_row("matter", contract), sign_in_quickly(member(Role.SUPERVISOR, contract))
    page = reverse("windows:register-step-matter", args=[contract.slug, row.number])

    refused = client.post(page, {"step": "hand", "text": ""})

    offered = refused.context["offered"]
    assert refused.status_code == 422 and [each["step"].name for each in offered[:2]] == ["hand", "answer"]
    assert "text" in offered[0]["form"].errors


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


def test_an_order_is_passed_on_to_somebody_else_only() -> None:
    contract = ContractFactory()
    supervisor, helper = member(Role.SUPERVISOR, contract), member(Role.CLERK, contract)
    row, client = make_row("assist", contract, helper=helper), sign_in_quickly(supervisor)
    page = reverse("windows:register-step-assist", args=[contract.slug, row.number])
    detail = reverse("windows:register-detail-assist", args=[contract.slug, row.number])

    offered = client.get(detail)
    assert "转派" in offered.content.decode() and "派单" not in [
        each["step"].label for each in offered.context["offered"]
    ]
    fields = {each["step"].name: each["form"].fields for each in offered.context["offered"]}
    others = fields["reassign"]["helper"].queryset
    assert supervisor in others and helper not in others
    same = client.post(page, {"step": "reassign", "helper": helper.pk, "text": "换人"})
    assert same.status_code == 422
    late = client.post(page, {"step": "assign", "helper": helper.pk})
    assert late.status_code == 409 and f"已经派给{helper.name}" in late.content.decode()
    client.post(page, {"step": "reassign", "helper": supervisor.pk, "text": "家中有事"})
    row.refresh_from_db()
    assert row.helper == supervisor


def test_a_step_s_address_leads_a_reader_to_the_row() -> None:
    contract = ContractFactory()
    row, client = make_row("matter", contract), sign_in_quickly(member(Role.SUPERVISOR, contract))
    page = reverse("windows:register-step-matter", args=[contract.slug, row.number])

    opened = client.get(page, headers={"accept": "text/html"}, follow=True)

    assert opened.status_code == 200 and row.number in opened.content.decode()
    assert opened.redirect_chain == [
        (reverse("windows:register-detail-matter", args=[contract.slug, row.number]), 302)
    ]
