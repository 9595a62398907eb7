"""Staff files: sealed numbers, refusals that name their field, one field shown for a reason."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import open_column
from records.models import AuditEvent
from staffing.actions.people import (
    PersonRefused,
    create_person,
    edit_person,
)
from staffing.models import Person
from tests.factories.contracts import member
from tests.staffing.people_rows import entry, file_of, id_number

pytestmark = pytest.mark.django_db


def test_numbers_are_sealed_and_found_again(contract: Contract) -> None:
    person = file_of(contract)

    person.refresh_from_db()
    assert open_column(person, "id") == id_number() and open_column(person, "phone") == "13812345678"
    assert b"460105" not in bytes(person.id_sealed or b"") and person.id_index and person.phone_index


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"number": " "}, "number", "请填写工号"),
        ({"number": "G000"}, "number", "已经是"),
        ({"id_number": "46010519950517002" + "X"}, "id_number", "校验码"),
        ({"id_number": id_number(serial=11), "born_on": date(1995, 5, 16)}, "born_on", "1995-05-17"),
        ({"id_number": id_number(serial=11), "sex": "male"}, "sex", "第 17 位"),
        ({"id_number": id_number(serial=99)}, "id_number", "已登记为工号 G000"),
        ({"phone": "1381234567"}, "phone", "11 位"),
        ({"born_on": date(2020, 1, 1)}, "born_on", "不合理"),
        ({"sex": "?"}, "sex", "请选"),
    ],
)
def test_a_file_that_cannot_be_is_refused_at_its_field(
    contract: Contract, change: dict[str, Any], field: str, said: str
) -> None:
    file_of(contract, number="G000", id_number=id_number(serial=99))
    director = member(Role.DIRECTOR, contract)

    with pytest.raises(PersonRefused, match=said) as refused:
        create_person(by=director, at=timezone.now(), contract=contract, entry=entry(**change))

    assert refused.value.field == field and Person.objects.filter(contract=contract).count() == 1


def test_what_an_entry_leaves_empty_stays(contract: Contract) -> None:
    person = file_of(contract)
    director = member(Role.DIRECTOR, contract)

    changed = edit_person(by=director, at=timezone.now(), person=person, entry=entry(phone="13900001111"))
    again = edit_person(by=director, at=timezone.now(), person=person, entry=entry(phone="13900001111"))

    person.refresh_from_db()
    assert (changed, again) == (True, False)
    assert open_column(person, "phone") == "13900001111" and open_column(person, "id") == id_number()
    event = AuditEvent.objects.get(action="staff.edit")
    assert event.after == {"fields": ["phone"]} and "139" not in str(event.after)


def test_a_kept_number_still_binds_birth_and_sex(contract: Contract) -> None:
    person = file_of(contract)

    with pytest.raises(PersonRefused, match="出生日期"):
        edit_person(
            by=member(Role.DIRECTOR, contract), at=timezone.now(), person=person, entry=entry(born_on=date(1996, 1, 1))
        )  # fmt: skip


def test_an_account_has_one_file(contract: Contract, other_contract: Contract) -> None:
    clerk = member(Role.CLERK, contract)
    file_of(contract, user=clerk)
    data = replace(entry(number="G002"), user=clerk)
    stranger = replace(entry(number="G003"), user=member(Role.CLERK, other_contract))

    for wrong, said in ((data, "已对应工号 G001"), (stranger, "不是本合同的成员")):
        with pytest.raises(PersonRefused, match=said):
            create_person(
                by=member(Role.DIRECTOR, contract), at=timezone.now(), contract=contract, entry=wrong
            )


def test_only_the_staff_office_opens_files(contract: Contract) -> None:
    with pytest.raises(PersonRefused, match="身份"):
        file_of(contract, by=member(Role.TEAM_LEADER, contract))
