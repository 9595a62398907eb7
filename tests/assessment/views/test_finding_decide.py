"""Deciding one finding from the screen."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessment.actions.findings import look_again
from assessment.models import Entry, Finding
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.assessment.finding_samples import case_with_lapses
from tests.conftest import sign_in_quickly
from tests.factories.assessment import MARCH, haikou_contract
from tests.factories.contracts import member

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Requested-With": "fetch"}


@pytest.fixture
def finding(haikou: Contract) -> Finding:
    case_with_lapses(haikou)
    look_again(at=timezone.now(), contract=haikou, month=MARCH)
    return Finding.objects.order_by("key")[0]


def address(finding: Finding) -> str:
    return reverse("assessment:finding-decide", args=[finding.contract.slug, finding.pk])


def test_accepting_answers_with_the_fresh_line(assessor: User, finding: Finding) -> None:
    client = sign_in_quickly(assessor)

    answer = client.post(address(finding), {"op": "accept", "key": "a1"}, headers=SCRIPT)

    assert "已计入" in answer.content.decode() and Entry.objects.get().number == 1


def test_without_script_the_list_comes_back(assessor: User, finding: Finding) -> None:
    client = sign_in_quickly(assessor)

    answer = client.post(address(finding), {"op": "aside", "reason": "平台停机"}, follow=True)

    finding.refresh_from_db()
    assert finding.reason == "平台停机" and "平台停机" in answer.content.decode()


@pytest.mark.parametrize(
    ("values", "status", "said"),
    [
        ({"op": "aside"}, 422, "理由"),
        ({"op": "accept"}, 422, "刷新"),
        ({"op": "nonsense"}, 422, "刷新"),
    ],
)
def test_a_decision_that_lacks_something_is_refused_in_words(
    assessor: User, finding: Finding, values: dict[str, str], status: int, said: str
) -> None:
    client = sign_in_quickly(assessor)

    answer = client.post(address(finding), values, headers=SCRIPT)

    assert answer.status_code == status and said in answer.content.decode()
    assert not Entry.objects.exists()


def test_others_decide_nothing(finding: Finding) -> None:
    client = sign_in_quickly(member(Role.REVIEWER, finding.contract))
    assert client.post(address(finding), {"op": "accept", "key": "a"}).status_code == 403
    client = sign_in_quickly(member(Role.ASSESSOR, haikou_contract()))
    assert client.post(address(finding), {"op": "accept", "key": "a"}).status_code == 404
    assert not Entry.objects.exists()
