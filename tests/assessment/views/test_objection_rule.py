import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.actions.objections import file_objection
from assessment.models import Objection, Scorecard
from hall_ops.lib.permissions import Role
from tests.assessment.signing import People, signed, told
from tests.assessment.views.conftest import ClientAs
from tests.conftest import sign_in_quickly
from tests.factories.assessment import photograph


@pytest.fixture
def objection(march: Scorecard, people: People) -> Objection:
    told(march, count=3)
    return file_objection(
        by=people.director, at=timezone.now(), card=signed(march, people), number=1,
        grounds="系统停机", files=[("故障单.jpg", photograph())],
    )  # fmt: skip


@pytest.fixture
def reviewer(people: People) -> Client:
    return sign_in_quickly(people.reviewer)


def url(objection: Objection, name: str = "objection-rule", *more: int) -> str:
    return reverse(f"assessment:{name}", args=[objection.scorecard.contract.slug, objection.pk, *more])


def test_the_reviewer_sees_everything_and_rules(reviewer: Client, objection: Objection) -> None:
    page = reviewer.get(url(objection)).content.decode()

    answer = reviewer.post(url(objection), {"ruling": "partly", "ruled_count": "1", "reason": "两次属实"})

    assert "系统停机" in page and "故障单.jpg" in page and "作出裁定" in page
    assert answer.status_code == 302
    objection.refresh_from_db()
    assert (objection.ruling, objection.ruled_count) == ("partly", 1)
    assert Scorecard.objects.filter(corrects=objection.scorecard, revision=2).exists()
    assert "3 次改为 1 次" in reviewer.get(url(objection)).content.decode()


def test_an_unfit_or_second_ruling_is_refused_on_the_page(reviewer: Client, objection: Objection) -> None:
    unfit = reviewer.post(url(objection), {"ruling": "partly", "reason": "x"})
    reviewer.post(url(objection), {"ruling": "rejected", "reason": "属实"})
    again = reviewer.post(url(objection), {"ruling": "upheld", "reason": "x"})

    assert reviewer.post(url(objection), {"ruling": "maybe"}).status_code == 422
    assert (unfit.status_code, again.status_code) == (409, 409)
    assert "改为几次" in unfit.content.decode() and "已经裁定" in again.content.decode()


def test_both_sides_read_and_only_the_reviewer_rules(
    desk: Client, client_as: ClientAs, stranger: Client, objection: Objection
) -> None:
    sent = {"ruling": "upheld", "reason": "x"}

    for client in (desk, client_as(Role.DIRECTOR), client_as(Role.AUDITOR)):
        assert client.get(url(objection)).status_code == 200
        assert client.post(url(objection), sent).status_code == 403
    assert client_as(Role.CLERK).get(url(objection)).status_code == 403
    assert stranger.get(url(objection)).status_code == 404


def test_files_are_given_to_those_who_may_see_evidence(
    desk: Client, client_as: ClientAs, stranger: Client, objection: Objection
) -> None:
    place = url(objection, "objection-evidence", 1)

    answer = desk.get(place)

    assert answer.status_code == 200 and answer.headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert desk.get(url(objection, "objection-evidence", 2)).status_code == 404
    assert client_as(Role.AUDITOR).get(place).status_code == 403
    assert stranger.get(place).status_code == 404
