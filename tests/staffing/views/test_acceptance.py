"""The acceptance: what the records show, met or not with the reason."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import AcceptanceCheck, ExamResult
from tests.conftest import ClientFor
from tests.factories.contracts import ContractFactory, member
from tests.factories.staffing import engage, make_person, make_post

pytestmark = pytest.mark.django_db
LIMIT = {
    "label": "项目验收", "value": 1, "unit": "time", "bound": "exactly", "clause": "003 § 八", "acts": ["contracts"],
    "summary": "一次性验收",
}  # fmt: skip


@pytest.fixture
def hall(db: None) -> Contract:
    return ContractFactory(profile={"limits": {"acceptance_times": LIMIT}})


def address(contract: Contract) -> str:
    return reverse("staffing:acceptance", args=[contract.slug])


def values(key: str, met: str, note: str = "") -> dict[str, Any]:
    return {"key": key, "met": met, "note": note, "checked_on": timezone.localdate().isoformat()}


def test_each_line_shows_the_records_of_today(hall: Contract, client_for: ClientFor) -> None:
    post, person = make_post(hall, name="综合窗口", headcount=2), make_person(hall)
    engage(person, post)
    made = {"recorded_at": timezone.now(), "recorded_by": person.recorded_by, "held_on": timezone.localdate()}
    ExamResult.objects.create(person=person, kind="pre_post_training", subject="岗前", passed=True, **made)

    text = client_for(member(Role.ASSESSOR, hall)).get(address(hall)).content.decode()

    assert "应配 2 人，在岗 1 人；缺：综合窗口 1" in text
    assert "岗前培训合格 1 人，岗前考试合格 0 人，未齐 1 人" in text


@pytest.mark.parametrize(
    ("key", "met", "note", "status"),
    [
        ("staff_in_place", "yes", "", 302),
        ("staff_in_place", "no", "", 422),
        ("staff_in_place", "no", "还缺一人", 302),
        ("business_runs", "yes", "", 422),
        ("business_runs", "yes", "试受理 20 件均顺利", 302),
        ("something", "yes", "", 422),
    ],
)
def test_a_refusal_and_a_judgement_want_words(
    hall: Contract, client_for: ClientFor, key: str, met: str, note: str, status: int
) -> None:
    answer = client_for(member(Role.ASSESSOR, hall)).post(address(hall), values(key, met, note))

    assert answer.status_code == status and AcceptanceCheck.objects.exists() is (status == 302)


def test_the_last_word_counts_and_the_first_stays(hall: Contract, client_for: ClientFor) -> None:
    client = client_for(member(Role.ASSESSOR, hall))
    client.post(address(hall), values("trained", "no", "两人未考"))
    client.post(address(hall), values("trained", "yes"))

    text = client.get(address(hall)).content.decode()

    assert "两人未考" in text and list(AcceptanceCheck.objects.order_by("pk").values_list("met", flat=True)) == [
        False, True,
    ]  # fmt: skip


def test_a_contract_without_the_clause_has_no_acceptance(
    contract: Contract, hall: Contract, client_for: ClientFor
) -> None:
    client = client_for(member(Role.ASSESSOR, contract))

    assert client.post(address(contract), values("trained", "yes")).status_code == 422
    assert "没有约定这样的验收" in client.get(address(contract)).content.decode()
    assert client.get(address(hall)).status_code == 404
    assert client_for(member(Role.DIRECTOR, hall)).post(address(hall)).status_code == 403
