"""The catalogue's indicators, with numerators and denominators."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department, make_item
from windows.enums import CaseChannel, CaseState, Delivery, MaterialForm, Necessity, Taken
from windows.models import Case, Material, ServiceItem
from windows.queries.item_indicators import Share, item_indicators

pytestmark = pytest.mark.django_db
MARCH, TODAY = date(2026, 3, 1), date(2026, 3, 20)


def at(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("share", "shown", "level"),
    [
        pytest.param(Share(7, 10, Decimal("0.7")), "70.0%", "ok", id="001 § 1.2(1): at least 70 %"),
        pytest.param(Share(6999, 10000, Decimal("0.7")), "69.9%", "bad", id="001 § 1.2(1): just below"),
        (Share(0, 0, Decimal("0.7")), "—", ""),
        (Share(1, 3), "33.3%", ""),
    ],
)
def test_a_share_is_not_rounded_up(share: Share, shown: str, level: str) -> None:
    assert (share.shown, share.level) == (shown, level)


def test_items_are_counted_as_001_says(contract: Contract) -> None:
    department = make_department(contract)
    items = [make_item(contract, department=department, zero_visit=number == 0) for number in range(4)]
    change = ServiceItem.objects.filter
    change(pk=items[1].pk).update(in_hall=False)
    change(pk=items[2].pk).update(in_hall=False, counted=False)
    change(pk=items[3].pk).update(retired_on=TODAY, retired_reason="合并")

    found = item_indicators(contract, MARCH, TODAY)

    assert (found.in_hall.numerator, found.in_hall.denominator) == (1, 2)
    assert (found.zero_visit_possible.numerator, found.zero_visit_possible.denominator) == (1, 1)
    assert [row.department for row in found.departments] == [department.name]


def test_cases_that_spared_the_visit_are_counted(contract: Contract) -> None:
    spared, plain = make_item(contract, zero_visit=True), make_item(contract)
    when = at("2026-03-05T10:00")
    far = {"channel": CaseChannel.ONLINE, "delivery": Delivery.POST}
    make_case(contract, item=spared, at=when, **far)
    make_case(contract, item=spared, at=when, channel=CaseChannel.ONLINE)
    make_case(contract, item=spared, at=when, delivery=Delivery.NETWORK)
    make_case(contract, CaseState.VOID, item=spared, at=when, **far)
    make_case(contract, item=plain, at=when, **far)
    make_case(contract, item=spared, at=at("2026-04-01T00:00"), **far)

    found = item_indicators(contract, MARCH, TODAY)

    assert (found.zero_visit_used.numerator, found.zero_visit_used.denominator) == (1, 3)
    assert (found.rated.numerator, found.rated.denominator) == (0, 4)


def bring(case: Case, name: str, taken: str) -> None:
    case.materials.filter(name=name).update(taken=taken)


def test_papers_an_electronic_licence_could_stand_for_are_counted(contract: Contract) -> None:
    item = make_item(contract)  # it asks for two papers that no licence stands for
    version = item.versions.get()
    for name, licence in (("身份证", "居民身份证"), ("执照", "营业执照"), ("申请表", "")):
        Material.objects.create(
            version=version, position=version.materials.count() + 1, name=name, form=MaterialForm.COPY,
            necessity=Necessity.REQUIRED, licence=licence,
        )  # fmt: skip
    first, second, void = (
        make_case(contract, state, item=item, at=at("2026-03-05T10:00"))
        for state in (CaseState.ACCEPTED, CaseState.ACCEPTED, CaseState.VOID)
    )
    april = make_case(contract, item=item, at=at("2026-04-01T00:00"))
    bring(first, "身份证", Taken.LICENCE)
    bring(first, "执照", Taken.PAPER)
    bring(first, "申请表", Taken.PAPER)
    bring(second, "身份证", Taken.SCAN)
    bring(second, "执照", Taken.MISSING)
    bring(void, "身份证", Taken.LICENCE)
    bring(april, "身份证", Taken.LICENCE)

    found = item_indicators(contract, MARCH, TODAY)

    assert (found.licence_possible.numerator, found.licence_possible.denominator) == (2, 5)
    assert (found.licence_used.numerator, found.licence_used.denominator) == (1, 3)
    assert [(each.licence, each.used.shown) for each in found.licences] == [
        ("营业执照", "0.0%"),
        ("居民身份证", "50.0%"),
    ]


def test_the_page_shows_counts(
    client_for: ClientFor, contract: Contract, other_contract: Contract, queries: CaptureQueriesContext
) -> None:
    address = reverse("windows:item-indicators", args=[contract.slug])
    client = client_for(member(Role.ASSESSOR, contract))
    make_item(contract)
    client.get(address)
    with queries:
        page = client.get(address).content.decode()
    few = len(queries)
    make_item(contract)
    with queries:
        client.get(address)

    assert "100.0%" in page and "1 / 1" in page and "不低于七成" in page
    assert len(queries) == few <= 24
    assert client.get(address + "?month=2026-01").status_code == 200
    assert client.get(address + "?month=x").status_code == 200
    assert client_for(member(Role.SYSTEM_ADMIN, contract)).get(address).status_code == 403
    assert client_for(member(Role.ASSESSOR, other_contract)).get(address).status_code == 404
