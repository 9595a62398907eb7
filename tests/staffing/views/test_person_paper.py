"""Every kind of paper through its one form; settled, voided, its scan taken."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from staffing.models import Badge, Person, UniformLot
from staffing.queries.papers import KINDS
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person, make_post
from tests.staffing.people_rows import picture

pytestmark = pytest.mark.django_db
DEMAND = {
    "key": "exclusion_a", "rule": "exclusion", "clause": "002 § 四(二)1(4)⑨a", "summary": "受过刑事处罚的",
    "acts": ["staffing"],
}  # fmt: skip
SENT: dict[str, dict[str, Any]] = {
    "check": {"requirements": ["exclusion_a"], "meets": "yes", "basis": "declaration", "checked_on": "2026-01-05"},
    "labour": {"kind": "fixed", "signed_on": "2026-01-05", "starts_on": "2026-01-05", "ends_on": "2028-12-31"},
    "secrecy": {"signed_on": "2026-01-05"},
    "medical": {"checked_on": "2026-01-05", "fit": "no", "next_due_on": "2027-01-05"},
    "insurance": {"kinds": ["pension", "injury"], "from_month": "2026-01"},
    "badge": {"number": "B1", "issued_on": "2026-01-05"},
    "uniform": {"size": "M", "summer": "3", "winter": "2", "issued_on": "2026-01-05"},
    "certificate": {"name": "办事员", "level": "5", "number": "C1", "issued_on": "2026-01-05"},
    "exam": {"kind": "pre_post_exam", "subject": "业务", "held_on": "2026-01-05", "score": "88.5", "passed": "yes"},
    "schooling": {"level": "bachelor", "full_time": "yes", "school": "海南大学", "graduated_on": "2018-06-30"},
    "history": {"kind": "service", "employer": "某中心", "starts_on": "2018-07-01", "ends_on": "2020-06-30"},
    "trait": {"kind": "membership", "text": "中共党员", "declared_on": "2026-01-05"},
}  # fmt: skip


@pytest.fixture
def person(contract: Contract) -> Person:
    Contract.objects.filter(pk=contract.pk).update(profile={"eligibility": [DEMAND]})
    person = make_person(Contract.objects.get(pk=contract.pk))
    engage(person, make_post(contract))
    return person


def there(person: Person, name: str, *more: Any) -> str:
    return reverse(f"staffing:{name}", args=[person.contract.slug, person.pk, *more])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_paper_of_every_kind_is_kept(client_for: ClientFor, person: Person, kind: str) -> None:
    data = dict(SENT[kind])
    if kind == "uniform":
        lot = UniformLot.objects.create(
            contract=person.contract, name="服装一", people=25, summer=3, winter=2
        )
        data["lot"] = lot.pk
    if KINDS[kind].with_file:
        data["file"] = SimpleUploadedFile("扫描.png", picture())
    client = client_for(member(Role.SUPERVISOR, person.contract))

    form = client.get(there(person, "person-paper", kind))
    answer = client.post(there(person, "person-paper", kind), data)

    rows = KINDS[kind].model._default_manager.filter(person=person)
    assert form.status_code == 200 and answer.status_code == 302, answer.content.decode()
    assert rows.count() == (2 if kind == "insurance" else 1)
    assert not KINDS[kind].with_file or rows[0].file is not None
    assert str(KINDS[kind].title) in client.get(there(person, "person-detail")).content.decode()


@pytest.mark.parametrize(
    ("kind", "change", "said"),
    [
        ("labour", {"ends_on": ""}, "请填写结束日期"),
        ("labour", {"ends_on": "2025-01-01"}, "应晚于"),
        ("check", {"requirements": []}, "必填"),
        ("badge", {"issued_on": "2999-01-01"}, "还没有到"),
        ("secrecy", {"file": SimpleUploadedFile("x.png", b"no picture")}, "不是 JPG"),
    ],
)
def test_a_fault_is_told(
    client_for: ClientFor, person: Person, kind: str, change: dict[str, Any], said: str
) -> None:
    answer = client_for(member(Role.DIRECTOR, person.contract)).post(
        there(person, "person-paper", kind), SENT[kind] | change
    )

    assert answer.status_code == 422 and said in answer.content.decode()


def test_a_badge_comes_back_and_a_wrong_one_is_voided(
    client_for: ClientFor, person: Person, other_contract: Contract
) -> None:
    client = client_for(member(Role.DIRECTOR, person.contract))
    client.post(there(person, "person-paper", "badge"), SENT["badge"])
    badge = Badge.objects.get()
    settle, void = (there(person, f"person-paper-{name}", "badge", badge.pk) for name in ("settle", "void"))

    early = client.post(settle, {"returned_on": "2025-01-01"})
    assert early.status_code == 422 and "应晚于" in early.content.decode()
    assert client.post(settle, {"returned_on": "2026-02-01"}).status_code == 302
    assert client.post(void, {"reason": "  "}).status_code == 422
    assert client.post(void, {"reason": "发给了别人"}).status_code == 302
    assert client.post(void, {"reason": "再来"}).status_code == 404

    badge.refresh_from_db()
    assert badge.void_reason == "发给了别人" and str(badge.returned_on) == "2026-02-01"
    for page in (settle, void):
        assert client_for(member(Role.ASSESSOR, person.contract)).get(page).status_code == 403
        assert client_for(member(Role.DIRECTOR, other_contract)).get(page).status_code == 404


def test_a_scan_is_the_staff_offices_and_taking_it_is_written_down(
    client_for: ClientFor, person: Person, other_contract: Contract
) -> None:
    client = client_for(member(Role.DIRECTOR, person.contract))
    client.post(
        there(person, "person-paper", "labour"),
        SENT["labour"] | {"file": SimpleUploadedFile("合同.png", picture())},
    )
    page = there(person, "person-paper-file", "labour", person.labourcontracts.get().pk)

    answer = client.get(page)

    assert b"".join(answer).startswith(b"\x89PNG") and "sandbox" in answer["Content-Security-Policy"]
    assert AuditEvent.objects.filter(action="paper.read").count() == 1
    assert client_for(member(Role.ASSESSOR, person.contract)).get(page).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(page).status_code == 404
    bare = there(person, "person-paper-file", "labour", 0)
    assert client.get(bare).status_code == 404
