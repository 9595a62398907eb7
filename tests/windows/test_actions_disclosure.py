"""Unmasking one field: the reason, the log, the roles, the password after twenty a day, no trace of the value."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.personal_data import personal_field
from hall_ops.lib.sealing import DoesNotOpen
from records.models import AuditEvent
from tests.factories.accounts import PASSWORD
from tests.factories.contracts import member
from tests.windows.samples_privacy import ID_NUMBER, PHONE, sealed_case
from windows.actions.disclosure import FREE_A_DAY, PasswordNeeded, UnmaskRefused, unmask
from windows.enums import CaseState
from windows.models import Case, Disclosure
from windows.queries.disclosure import masked_value, may_see

NOW = timezone.now()


@pytest.fixture
def case(contract: Contract) -> Case:
    return sealed_case(contract)


def test_a_field_is_shown_and_written_down_without_its_value(case: Case) -> None:
    by = member(Role.CLERK, case.contract)

    text = unmask(by=by, at=NOW, case=case, field="id_sealed", reason="verify")

    assert text == ID_NUMBER
    shown = Disclosure.objects.get()
    assert (shown.by, shown.field, shown.object_label, shown.reason) == (
        by,
        "id_sealed",
        case.number,
        "verify",
    )
    event = AuditEvent.objects.get(action="case.unmask")
    assert event.after == {"field": "id_sealed", "reason": "verify", "note": ""}
    assert ID_NUMBER not in str(event.content())


def test_a_name_in_the_open_is_masked_and_shown_like_a_sealed_one(case: Case) -> None:
    by = member(Role.ASSESSOR, case.contract)

    assert masked_value(case, "applicant_name") == "陈**"
    assert unmask(by=by, at=NOW, case=case, field="applicant_name", reason="check") == "陈大明"
    assert masked_value(case, "phone_sealed") == "138****5678"
    assert masked_value(case, "address_sealed") == ""


@pytest.mark.parametrize(
    ("field", "reason", "note", "said"),
    [
        ("id_sealed", "", "", "请选择查看的事由"),
        ("id_sealed", "curious", "", "请选择查看的事由"),
        ("id_sealed", "other", "  ", "请写明为什么查看"),
        ("state", "verify", "", "不是可以查看的个人信息"),
        ("address_sealed", "verify", "", "没有登记内容"),
    ],
)
def test_what_is_not_asked_for_properly_is_not_shown(
    case: Case, field: str, reason: str, note: str, said: str
) -> None:
    with pytest.raises(UnmaskRefused, match=said):
        unmask(by=member(Role.CLERK, case.contract), at=NOW, case=case, field=field, reason=reason, note=note)

    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.REVIEWER, Role.APPROVER, Role.AUDITOR])
def test_who_has_no_need_sees_nothing(case: Case, role: Role) -> None:
    with pytest.raises(UnmaskRefused, match="身份"):
        unmask(by=member(role, case.contract), at=NOW, case=case, field="id_sealed", reason="check")


def test_a_clerk_sees_open_cases_only_a_team_leader_finished_ones_too(contract: Contract) -> None:
    over = sealed_case(contract, state=CaseState.ISSUED)

    with pytest.raises(UnmaskRefused, match="已经办完"):
        unmask(by=member(Role.CLERK, contract), at=NOW, case=over, field="phone_sealed", reason="contact")
    leader = member(Role.TEAM_LEADER, contract)
    assert unmask(by=leader, at=NOW, case=over, field="phone_sealed", reason="contact") == PHONE


def test_a_note_does_not_take_a_number_along(case: Case) -> None:
    note = f"申请人 {ID_NUMBER} 电话 {PHONE}"

    unmask(
        by=member(Role.CLERK, case.contract), at=NOW, case=case, field="id_sealed", reason="other", note=note
    )

    assert Disclosure.objects.get().note == "申请人 110105********002X 电话 138****5678"


def test_a_value_moved_from_another_row_is_not_shown(case: Case) -> None:
    other = sealed_case(case.contract)
    Case.objects.filter(pk=case.pk).update(id_sealed=other.id_sealed)
    case.refresh_from_db()

    with pytest.raises(DoesNotOpen):
        unmask(by=member(Role.CLERK, case.contract), at=NOW, case=case, field="id_sealed", reason="verify")
    assert not Disclosure.objects.exists()
    assert masked_value(case, "id_sealed") == "（无法解密）"


def show_twenty(case: Case, by: object) -> None:
    Disclosure.objects.bulk_create(
        Disclosure(
            contract=case.contract, object_type="windows.case", object_id=case.pk, object_label=case.number,
            field="id_sealed", reason="verify", by=by, at=NOW,
        )
        for _ in range(FREE_A_DAY)
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)  # a refused password is written in a transaction of its own
def test_the_twenty_first_asks_for_the_password_and_lets_twenty_more_through(case: Case) -> None:
    by = member(Role.CLERK, case.contract)
    show_twenty(case, by)

    with pytest.raises(PasswordNeeded, match="20 次"):
        unmask(by=by, at=NOW, case=case, field="id_sealed", reason="verify")
    with pytest.raises(UnmaskRefused, match="口令不正确"):
        unmask(by=by, at=NOW, case=case, field="id_sealed", reason="verify", password="wrong")
    assert Disclosure.objects.count() == FREE_A_DAY

    for number in range(FREE_A_DAY):
        password = PASSWORD if number == 0 else ""
        assert unmask(by=by, at=NOW, case=case, field="id_sealed", reason="verify", password=password)
    with pytest.raises(PasswordNeeded):
        unmask(by=by, at=NOW, case=case, field="id_sealed", reason="verify")
    assert Disclosure.objects.filter(confirmed=True).count() == 1


def test_each_day_and_each_user_counts_alone(case: Case) -> None:
    by = member(Role.CLERK, case.contract)
    show_twenty(case, by)

    assert unmask(by=by, at=NOW + timedelta(days=1), case=case, field="id_sealed", reason="verify")
    assert unmask(by=member(Role.CLERK, case.contract), at=NOW, case=case, field="id_sealed", reason="verify")


@pytest.mark.parametrize(
    "change", ["UPDATE windows_disclosure SET note = 'x'", "DELETE FROM windows_disclosure"]
)
def test_the_log_cannot_be_changed(case: Case, change: str) -> None:
    unmask(by=member(Role.CLERK, case.contract), at=NOW, case=case, field="id_sealed", reason="verify")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Disclosure.objects.get().note == ""


def test_who_rated_is_shown_to_the_purchasers_side_only(contract: Contract) -> None:
    rater = personal_field("windows.rating", "contact_sealed")

    assert may_see(member(Role.ASSESSOR, contract), contract, rater)
    assert not may_see(member(Role.CLERK, contract), contract, rater)
    assert not may_see(member(Role.SUPERVISOR, contract), contract, rater)
