"""Deciding the alike findings of a criterion in one go."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessment.actions.findings import accept_finding, look_again
from assessment.enums import FindingState
from assessment.models import Entry, Finding
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.assessment.finding_samples import case_with_lapses
from tests.conftest import sign_in_quickly
from tests.factories.assessment import MARCH, haikou_contract
from tests.factories.contracts import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def findings(haikou: Contract) -> list[Finding]:
    for _case in range(3):
        case_with_lapses(haikou)
    look_again(at=timezone.now(), contract=haikou, month=MARCH)
    first = Finding.objects.order_by("criterion", "key")[0]
    found = list(Finding.objects.filter(criterion=first.criterion).order_by("occurred_on", "pk"))
    assert len(found) >= 3
    return found


def post(user: User, findings: list[Finding], **values: object) -> str:
    url = reverse("assessment:finding-together", args=[findings[0].contract.slug, MARCH])
    sent = {"finding": [each.pk for each in findings], **values}
    return sign_in_quickly(user).post(url, sent, follow=True).content.decode()


def states() -> set[str]:
    return set(Finding.objects.values_list("state", flat=True))


def test_all_come_into_the_card_each_as_its_own_entry(assessor: User, findings: list[Finding]) -> None:
    said = post(assessor, findings, op="accept")

    assert f"{len(findings)} 条线索已计入考核表" in said
    assert Entry.objects.count() == len(findings)
    assert {each.entry_id for each in Finding.objects.exclude(entry=None)} == set(
        Entry.objects.values_list("pk", flat=True)
    )
    assert AuditEvent.objects.filter(action="finding.decide").count() == len(findings)


def test_all_are_set_aside_with_one_reason(assessor: User, findings: list[Finding]) -> None:
    said = post(assessor, findings, op="aside", reason="平台停机")

    assert f"{len(findings)} 条线索未计入" in said and not Entry.objects.exists()
    decided = Finding.objects.filter(pk__in=[each.pk for each in findings])
    assert {(each.state, each.reason) for each in decided} == {(FindingState.SET_ASIDE, "平台停机")}


def test_a_line_decided_meanwhile_stays_as_it_was_decided(assessor: User, findings: list[Finding]) -> None:
    accept_finding(by=assessor, at=timezone.now(), finding=findings[0], key=findings[0].accept_key)

    said = post(assessor, findings, op="aside", reason="平台停机")

    findings[0].refresh_from_db()
    assert findings[0].state == FindingState.ACCEPTED and f"{len(findings) - 1} 条线索未计入" in said


def test_sent_twice_it_is_done_once(assessor: User, findings: list[Finding]) -> None:
    post(assessor, findings, op="accept")

    assert "没有待处理" in post(assessor, findings, op="accept")
    assert Entry.objects.count() == len(findings)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"op": "aside"}, "请写明不计入的理由"),
        ({"op": "accept", "finding": []}, "没有选中的线索"),
        ({}, "刷新"),
    ],
)
def test_what_lacks_something_changes_nothing(
    assessor: User, findings: list[Finding], values: dict[str, object], said: str
) -> None:
    assert said in post(assessor, findings, **values)
    assert states() == {FindingState.PROPOSED} and not Entry.objects.exists()


def test_findings_of_another_contract_are_refused_whole(assessor: User, findings: list[Finding]) -> None:
    other = haikou_contract(slug="elsewhere")
    case_with_lapses(other)
    look_again(at=timezone.now(), contract=other, month=MARCH)
    foreign = Finding.objects.filter(contract=other)[0]

    assert "不在本月清单里" in post(assessor, [*findings, foreign], op="accept")
    assert states() == {FindingState.PROPOSED}


def test_one_that_is_refused_takes_all_back(assessor: User, findings: list[Finding]) -> None:
    last = findings[-1]
    odd = Finding.objects.create(
        contract=last.contract, month=MARCH, detector=last.detector, key="odd", criterion="99.99", count=1,
        occurred_on=last.occurred_on, subject="", note="计分规则里没有的条款", found_at=last.found_at,
    )  # fmt: skip

    assert "99.99" in post(assessor, [*findings, odd], op="accept")
    assert states() == {FindingState.PROPOSED} and not Entry.objects.exists()


def test_the_list_offers_it_where_several_wait(assessor: User, findings: list[Finding]) -> None:
    url = reverse("assessment:finding-list", args=[findings[0].contract.slug, MARCH])

    page = sign_in_quickly(assessor).get(url).content.decode()

    assert f"待处理的 {len(findings)} 条一并处理" in page
    viewer = member(Role.REVIEWER, findings[0].contract)
    assert "一并处理" not in sign_in_quickly(viewer).get(url).content.decode()
