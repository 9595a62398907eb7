"""One sealed field of a staff file or an application: a reason, a record, twenty a day."""

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from staffing.actions.unmasking import PasswordNeeded, UnmaskRefused, unmask
from tests.factories.contracts import member
from tests.staffing.people_rows import file_of, id_number
from tests.staffing.recruits import make_candidate, make_need, with_profile

pytestmark = pytest.mark.django_db


def test_a_field_is_shown_for_a_reason_and_written_down(contract: Contract) -> None:
    person, director = file_of(contract), member(Role.DIRECTOR, contract)

    text = unmask(by=director, at=timezone.now(), row=person, field="id", reason="办社保")

    event = AuditEvent.objects.get(action="staff.unmask")
    assert text == id_number() and event.after["reason"] == "办社保" and id_number() not in str(event.after)
    for values, said in (
        ({"field": "id", "reason": " "}, "为什么"),
        ({"field": "name", "reason": "看"}, "不是可以查看"),
    ):
        with pytest.raises(UnmaskRefused, match=said):
            unmask(by=director, at=timezone.now(), row=person, **values)
    with pytest.raises(UnmaskRefused, match="身份"):
        unmask(by=member(Role.ASSESSOR, contract), at=timezone.now(), row=person, field="id", reason="检查")


def test_after_twenty_fields_the_password_is_asked(contract: Contract) -> None:
    person, director = file_of(contract), member(Role.DIRECTOR, contract)
    for _time in range(20):
        unmask(by=director, at=timezone.now(), row=person, field="phone", reason="通知排班")

    with pytest.raises(PasswordNeeded, match="20 次"):
        unmask(by=director, at=timezone.now(), row=person, field="phone", reason="通知排班")

    director.set_password("Correct-Horse-42!")
    director.save()
    shown = unmask(
        by=director, at=timezone.now(), row=person, field="phone", reason="通知排班", password="Correct-Horse-42!"
    )  # fmt: skip
    assert shown == "13812345678"
    assert unmask(by=director, at=timezone.now(), row=person, field="phone", reason="通知排班") == shown


def test_an_applicants_numbers_are_shown_alike_and_count_in_the_same_twenty(contract: Contract) -> None:
    candidate = make_candidate(make_need(with_profile(contract, "qiongshan")))
    person, director = file_of(contract), member(Role.DIRECTOR, contract)

    phone = unmask(by=director, at=timezone.now(), row=candidate, field="phone", reason="通知面试")

    event = AuditEvent.objects.get(action="candidate.unmask")
    assert phone == "13876540000" and event.after["field"] == "phone_sealed"
    assert event.object_id == str(candidate.pk) and phone not in str(event.after)
    with pytest.raises(UnmaskRefused, match="不是可以查看"):
        unmask(by=director, at=timezone.now(), row=candidate, field="address", reason="通知面试")
    with pytest.raises(UnmaskRefused, match="身份"):
        unmask(
            by=member(Role.ASSESSOR, contract), at=timezone.now(), row=candidate, field="id", reason="核对"
        )
    for _time in range(19):
        unmask(by=director, at=timezone.now(), row=person, field="phone", reason="通知排班")
    with pytest.raises(PasswordNeeded, match="20 次"):
        unmask(by=director, at=timezone.now(), row=candidate, field="id", reason="核对身份")
