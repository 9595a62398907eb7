"""Replacing is a POST of the approver; test_settlement_detail.py shows what follows."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessment.actions.settlements import make_settlement
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.assessment.views.conftest import ClientAs
from tests.assessment.year_samples import PASSWORD, YEAR_ONE, fill_year, year_of


def test_only_a_signed_one_is_replaced(
    haikou: Contract, assessor: User, client_as: ClientAs, stranger: Client
) -> None:
    fill_year(haikou, YEAR_ONE, by=assessor)
    made = make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou))
    url = reverse("assessment:settlement-replace", args=[haikou.slug, made.pk])
    form = {"reason": "价款录错", "password": PASSWORD}

    answer = client_as(Role.APPROVER).post(url, form)

    assert (answer.status_code, "不能做这一步" in answer.content.decode()) == (409, True)
    assert client_as(Role.APPROVER).get(url).status_code == 405
    assert client_as(Role.REVIEWER).post(url, form).status_code == 403
    assert stranger.post(url, form).status_code in (403, 404)
    made.refresh_from_db()
    assert made.state == "draft"
