import hashlib

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.actions.entries import attach_evidence, detach_evidence
from assessment.models import EntryEvidence, Scorecard
from hall_ops.lib.permissions import Role
from tests.assessment.views.conftest import ClientAs
from tests.factories.assessment import card_of, entry_on, haikou_contract, photograph, sign


@pytest.fixture
def attached(march: Scorecard) -> EntryEvidence:
    entry = entry_on(march, note="迟到")
    who = {"by": march.opened_by, "at": timezone.now()}
    return attach_evidence(entry=entry, name="现场.jpg", data=photograph(), **who)


@pytest.fixture
def url(march: Scorecard, attached: EntryEvidence) -> str:
    return reverse("assessment:evidence-file", args=[march.contract.slug, attached.file_id])


def body(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_the_file_comes_as_kept_and_can_do_nothing(desk: Client, attached: EntryEvidence, url: str) -> None:
    answer = desk.get(url)

    assert hashlib.sha256(body(answer)).hexdigest() == attached.file.sha256
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'; sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_number_no_row_can_have_is_not_there(desk: Client, march: Scorecard) -> None:
    url = reverse("assessment:evidence-file", args=[march.contract.slug, 10**30])

    assert desk.get(url).status_code == 404


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR, Role.LIAISON])
def test_roles_without_the_right_are_refused(client_as: ClientAs, url: str, role: Role) -> None:
    assert client_as(role).get(url).status_code == 403


def test_another_contracts_file_is_not_there(stranger: Client, url: str) -> None:
    assert stranger.get(url).status_code == 404


def test_a_foreign_files_number_under_ones_own_contract_is_not_there(desk: Client, march: Scorecard) -> None:
    entry = entry_on(card_of(haikou_contract()))
    who = {"by": entry.created_by, "at": timezone.now()}
    foreign = attach_evidence(entry=entry, name="a.jpg", data=photograph(), **who)

    answer = desk.get(reverse("assessment:evidence-file", args=[march.contract.slug, foreign.file_id]))

    assert answer.status_code == 404


def test_the_contractor_sees_the_file_of_an_approved_card(
    client_as: ClientAs, march: Scorecard, url: str
) -> None:
    director = client_as(Role.DIRECTOR)

    before = director.get(url).status_code
    sign(march, "approved")

    assert (before, director.get(url).status_code) == (404, 200)


def test_a_file_taken_off_before_signing_is_no_business_of_the_contractor(
    client_as: ClientAs, march: Scorecard, attached: EntryEvidence, url: str
) -> None:
    detach_evidence(by=march.opened_by, at=timezone.now(), attached=attached)
    sign(march, "approved")

    assert client_as(Role.DIRECTOR).get(url).status_code == 404
    assert client_as(Role.REVIEWER).get(url).status_code == 200
