"""The reviewer's signature comes second and is somebody else's; test_settlement_sign.py walks all three."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessment.actions.settlements import make_settlement
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.assessment.test_actions_settlements import sign
from tests.assessment.views.conftest import ClientAs
from tests.assessment.year_samples import PASSWORD, YEAR_ONE, fill_year, year_of


def test_the_reviewer_signs_second(
    haikou: Contract, assessor: User, client_as: ClientAs, stranger: Client
) -> None:
    fill_year(haikou, YEAR_ONE, by=assessor)
    made = make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou))
    url = reverse("assessment:settlement-review", args=[haikou.slug, made.pk])
    form = {"document_hash": made.content_hash, "password": PASSWORD}
    reviewer = client_as(Role.REVIEWER)
    assert reviewer.post(url, form).status_code == 409
    sign(made, assessor, "assess", Role.ASSESSOR)

    assert reviewer.post(url, form).status_code == 302
    assert client_as(Role.DIRECTOR).post(url, form).status_code == 403
    assert stranger.post(url, form).status_code == 404
    made.refresh_from_db()
    assert made.state == "reviewed"
