"""The settlement on paper: words for the amount, every month, the steps, three places, the code."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessment.actions.settlements import make_settlement
from assessment.models import Settlement
from assessment.reports.settlements import pdf_context
from contracts.models import Contract
from hall_ops.lib.codes import grouped
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.assessment.test_actions_settlements import signed
from tests.assessment.views.conftest import ClientAs
from tests.assessment.year_samples import YEAR_ONE, fill_year, year_of


@pytest.fixture
def settlement(haikou: Contract, assessor: User) -> Settlement:
    fill_year(haikou, YEAR_ONE, by=assessor)
    return make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou), uncertified=1, note="陈一")


def html(settlement: Settlement) -> str:
    return render_to_string("assessment/pdf/settlement.html", pdf_context(settlement))


def test_the_paper_says_all_that_was_signed(settlement: Settlement, haikou: Contract) -> None:
    text = html(signed(haikou, settlement))

    for said in (
        "壹佰壹拾贰万零玖佰壹拾柒元贰角伍分", "¥1,120,917.25", "陈一", "2023-11", "992/11", "未签署，按默认",
        settlement.content_hash, grouped(settlement.code), "<svg",
    ):  # fmt: skip
        assert said in text, said
    for each in settlement.signatures.all():
        assert each.signer_name in text


def test_an_unsigned_one_says_so_and_has_empty_places(settlement: Settlement) -> None:
    text = html(settlement)

    assert "待考核人签署" in text
    assert [place["name"] for place in pdf_context(settlement)["places"]] == ["", "", ""]


def test_the_screen_sends_a_pdf_and_writes_it_down(settlement: Settlement, desk: Client) -> None:
    answer = desk.get(reverse("assessment:settlement-pdf", args=[settlement.contract.slug, settlement.pk]))

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert AuditEvent.objects.filter(action="settlement.print").count() == 1


def test_who_may_not(settlement: Settlement, client_as: ClientAs, stranger: Client) -> None:
    url = reverse("assessment:settlement-pdf", args=[settlement.contract.slug, settlement.pk])

    assert client_as(Role.SUPERVISOR).get(url).status_code == 403
    assert stranger.get(url).status_code == 404
