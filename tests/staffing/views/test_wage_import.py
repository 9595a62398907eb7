"""A wage list from Excel: previewed, then taken whole or not at all; a corrected one wants a reason."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import Person, WageLine, WageMonth
from tests.conftest import ClientFor
from tests.factories.contracts import ContractFactory, member
from tests.factories.staffing import engage, make_person

pytestmark = pytest.mark.django_db
HEAD = (
    "工号,姓名,基本工资,月绩效,应发工资,个人社保,个人公积金,个人所得税,扣款,应实发,已发放,发放日期,"
    "社保缴纳日期,公积金缴纳日期\n"
)
GOOD = "{number},{name},4000.00,800,4800.00,480,240,0,30,4050.00,4050.00,2026-06-10,2026-06-09,2026-06-09\n"


@pytest.fixture
def hall(db: None) -> Contract:
    return ContractFactory(starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))


@pytest.fixture
def person(hall: Contract) -> Person:
    found = make_person(hall, name="陈一")
    engage(found)
    return found


@pytest.fixture
def director(hall: Contract, client_for: ClientFor) -> Client:
    return client_for(member(Role.DIRECTOR, hall))


def address(contract: Contract) -> str:
    return reverse("staffing:wage-import", args=[contract.slug])


def line(person: Person, text: str = GOOD) -> str:
    return text.format(number=person.number, name=person.name)


def upload(client: Client, contract: Contract, text: str, due: str = "2026-06-10") -> Any:
    file = SimpleUploadedFile("五月.csv", (HEAD + text).encode("utf-8-sig"))
    return client.post(address(contract), {"month": "2026-05", "due_on": due, "file": file})


def take(client: Client, contract: Contract, page: Any, reason: str = "") -> Any:
    found = re.search(r'name="preview" value="([^"]+)"', page.content.decode())
    assert found, page.content.decode()
    return client.post(address(contract), {"preview": unescape(found[1]), "reason": reason})


def test_a_list_is_previewed_then_taken_whole(director: Client, hall: Contract, person: Person) -> None:
    page = upload(director, hall, line(person))
    assert page.status_code == 200 and "确认导入" in page.content.decode() and not WageMonth.objects.exists()

    answer = take(director, hall, page)

    assert answer.status_code == 302
    kept = WageLine.objects.get()
    assert (kept.person, kept.gross_yuan, kept.net_yuan, kept.paid_on) == (
        person, Decimal(4800), Decimal(4050), date(2026, 6, 10),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("4800.00", "4900.00", "应为 4800.00"),
        ("4050.00,4050.00", "4060.00,4050.00", "应为 4050.00"),
        ("{name}", "陈二", "与档案不符"),
        ("{number}", "G9999", "没有这个工号"),
        ("2026-06-10", "2999-06-10", "至今天之间"),
        ("4050.00,4050.00,2026-06-10", "4050.00,,2026-06-10", "却没有金额"),
        ("4050.00,4050.00,2026-06-10", "4050.00,4050.00,", "却没有日期"),
        ("480,", "-480,", "小于 0"),
    ],
)
def test_one_bad_cell_keeps_all_out(
    director: Client, hall: Contract, person: Person, old: str, new: str, said: str
) -> None:
    other = make_person(hall)
    engage(other)

    answer = upload(director, hall, line(other) + line(person, GOOD.replace(old, new, 1)))

    assert answer.status_code == 422 and said in answer.content.decode() and not WageMonth.objects.exists()


def test_the_same_person_twice_and_nobody_engaged_are_named(
    director: Client, hall: Contract, person: Person
) -> None:
    idle = make_person(hall)

    text = upload(director, hall, line(person) * 2 + line(idle)).content.decode()

    assert "是同一个人" in text and "还没有任职" in text


def test_the_same_again_changes_nothing_and_a_correction_wants_a_reason(
    director: Client, hall: Contract, person: Person
) -> None:
    take(director, hall, upload(director, hall, line(person)))
    take(director, hall, upload(director, hall, line(person)))
    assert WageMonth.objects.count() == 1
    corrected = line(person, GOOD.replace("2026-06-10", "2026-06-11"))

    refused = take(director, hall, upload(director, hall, corrected))
    taken = take(director, hall, upload(director, hall, corrected), "发放日期填错")

    assert refused.status_code == 409 and "更正原因" in refused.content.decode() and taken.status_code == 302
    assert list(WageMonth.objects.order_by("revision").values_list("revision", "reason")) == [
        (1, ""), (2, "发放日期填错"),
    ]  # fmt: skip
    assert WageLine.objects.count() == 2


def test_a_due_day_that_passed_cannot_be_moved(director: Client, hall: Contract, person: Person) -> None:
    take(director, hall, upload(director, hall, line(person)))

    answer = upload(director, hall, line(person), due="2026-07-10")

    assert answer.status_code == 422 and "不能再改" in answer.content.decode()


def test_a_preview_of_another_contract_or_a_forged_one_is_not_taken(
    director: Client, hall: Contract, person: Person, client_for: ClientFor
) -> None:
    page = upload(director, hall, line(person))
    elsewhere = ContractFactory(starts_on=hall.starts_on, ends_on=hall.ends_on)

    take(client_for(member(Role.DIRECTOR, elsewhere)), elsewhere, page)
    director.post(address(hall), {"preview": "forged", "reason": ""})

    assert not WageMonth.objects.exists()


def test_others_import_nothing(client_for: ClientFor, hall: Contract, other_contract: Contract) -> None:
    assert client_for(member(Role.ASSESSOR, hall)).get(address(hall)).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(address(hall)).status_code == 404
