"""Making a pack: it keeps what the files said on the day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from contracts.profile_schema import load_profile
from hall_ops.lib.permissions import Role
from staffing.models import HandOverPack, LabourContract, SecrecyAgreement
from staffing.queries.takeover import pack_rows, pack_sums
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person, make_post
from tests.factories.wages import make_line, make_wage_month

pytestmark = pytest.mark.django_db


def address(contract: Contract) -> str:
    return reverse("staffing:takeover-list", args=[contract.slug])


def test_a_pack_holds_what_the_clause_asks(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    person = make_person(contract, name="陈一", incumbent=True, former_pay_yuan=Decimal(5000))
    engage(person, make_post(contract, name="综合窗口", duties="统一收件"))
    made = {"recorded_at": timezone.now(), "recorded_by": person.recorded_by}
    LabourContract.objects.create(
        person=person, kind="fixed", signed_on=date(2026, 1, 1), starts_on=date(2026, 1, 1),
        ends_on=date(2028, 12, 31), **made,
    )  # fmt: skip
    SecrecyAgreement.objects.create(person=person, signed_on=date(2026, 1, 2), **made)
    make_line(make_wage_month(contract), person, "4800.00")
    day = timezone.localdate().isoformat()

    answer = client_for(member(Role.DIRECTOR, contract)).post(address(contract), {"as_of": day})

    (row,) = HandOverPack.objects.get().rows
    wanted = {
        "number": person.number, "post": "综合窗口", "duties": "统一收件", "labour_until": "2028-12-31",
        "secrecy": "2026-01-02", "former_pay": "5000.00", "pay": "4800.00", "pay_falls": True,
    }  # fmt: skip
    assert answer.status_code == 302 and wanted.items() <= row.items() and "陈一" not in str(row)
    assert client_for(member(Role.ASSESSOR, contract)).post(address(contract)).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(address(contract)).status_code == 404


def test_nobody_and_tomorrow_are_refused(client_for: ClientFor, contract: Contract) -> None:
    client, today = client_for(member(Role.DIRECTOR, contract)), timezone.localdate()

    answers = [
        client.post(address(contract), {"as_of": day.isoformat()})
        for day in (today, today + timedelta(days=1))
    ]

    assert [answer.status_code for answer in answers] == [422, 422] and not HandOverPack.objects.exists()


def test_the_number_of_queries_does_not_grow(contract: Contract, queries: CaptureQueriesContext) -> None:
    counts = []
    for _more in range(3):
        engage(make_person(contract))
        with queries:
            pack_rows(contract, timezone.localdate())
        counts.append(len(queries))

    assert counts[1] == counts[2] <= 10


def test_pay_is_compared_over_a_whole_month_part_by_part(contract: Contract) -> None:
    """004 § 三.11(3): half a month's pay would look like less; the base is told beside the whole."""
    person = make_person(
        contract, incumbent=True, former_pay_yuan=Decimal(5000), former_basic_yuan=Decimal(4600),
        former_allowance_yuan=Decimal(200),
    )  # fmt: skip
    engage(person, make_post(contract, duties="统一收件"), starts_on=date(2026, 4, 1))
    make_line(make_wage_month(contract, date(2026, 3, 1)), person, "2000.00")
    whole = {"basic_yuan": Decimal(4500), "allowance_yuan": Decimal(700)}
    make_line(make_wage_month(contract, date(2026, 5, 1)), person, "5200.00", **whole)

    (row,) = pack_rows(contract, date(2026, 6, 1))
    parts = {each["part"]: (each["difference"], each["falls"]) for each in row["compared"]}

    assert parts == {"gross": ("200.00", False), "basic": ("-100.00", True), "allowance": ("500.00", False)}
    assert row["pay_falls"] and row["pay_whole"] and row["missing"] == ["labour", "secrecy"]
    engage(make_person(contract, incumbent=True), starts_on=date(2026, 5, 12))
    sums = pack_sums(pack_rows(contract, date(2026, 6, 1)))
    assert (sums.pay_falls, sums.pay_unknown, sums.incomplete) == (1, 1, 2)


def test_a_certificate_that_ended_is_listed_and_missing(contract: Contract) -> None:
    Contract.objects.filter(pk=contract.pk).update(
        profile={"certification": load_profile("haikou").model_dump(mode="json")["certification"]}
    )
    contract.refresh_from_db()
    person = make_person(contract)
    engage(person)
    person.certificates.create(
        name="办事员", level=5, number="Z1", issued_on=date(2023, 1, 1), expires_on=date(2025, 12, 31),
        recorded_at=timezone.now(), recorded_by=person.recorded_by,
    )  # fmt: skip

    (row,) = pack_rows(contract, date(2026, 6, 1))

    assert row["certificates"] == [] and row["certificates_over"] == ["办事员 5 Z1"]
    assert "certificate" in row["missing"]
