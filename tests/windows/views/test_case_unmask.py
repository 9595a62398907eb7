"""The screen that shows one field, as a page and as a part."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.samples_privacy import ID_NUMBER, sealed_case
from tests.windows.test_actions_disclosure import show_twenty
from windows.models import Case, Disclosure

PART = {"HX-Request": "true"}


@pytest.fixture
def case(contract: Contract) -> Case:
    return sealed_case(contract)


def address(case: Case, field: str = "id_sealed", table: str = "case") -> str:
    return reverse("windows:case-unmask", args=[case.contract.slug, table, case.pk, field])


def test_the_page_asks_why_and_shows_nothing_yet(client_for: ClientFor, case: Case) -> None:
    text = client_for(member(Role.CLERK, case.contract)).get(address(case)).content.decode()

    assert "110105********002X" in text and "核对申请人身份" in text
    assert ID_NUMBER not in text
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("headers", [{}, PART])
def test_a_reason_shows_the_value_once(client_for: ClientFor, case: Case, headers: dict[str, str]) -> None:
    client = client_for(member(Role.CLERK, case.contract))

    answer = client.post(address(case), {"reason": "verify"}, headers=headers)

    assert ID_NUMBER in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert Disclosure.objects.count() == 1
    assert ID_NUMBER not in client.get(address(case), headers=headers).content.decode()


def test_cancel_gives_the_masked_value_back(client_for: ClientFor, case: Case) -> None:
    client = client_for(member(Role.CLERK, case.contract))

    text = client.get(address(case) + "?cancel=1", headers=PART).content.decode()

    assert "110105********002X" in text and 'hx-get="' in text and "<form" not in text


@pytest.mark.parametrize("data", [{}, {"reason": "other"}, {"reason": "made-up"}])
def test_no_good_reason_no_value(client_for: ClientFor, case: Case, data: dict[str, str]) -> None:
    answer = client_for(member(Role.CLERK, case.contract)).post(address(case), data, headers=PART)

    assert answer.status_code == 422
    assert ID_NUMBER not in answer.content.decode()


def test_after_twenty_the_form_asks_for_the_password(client_for: ClientFor, case: Case) -> None:
    by = member(Role.CLERK, case.contract)
    client = client_for(by)
    show_twenty(case, by)

    answer = client.post(address(case), {"reason": "verify"}, headers=PART)

    assert answer.status_code == 422
    assert 'type="password"' in answer.content.decode()
    assert 'type="password"' in client.get(address(case)).content.decode()


def test_others_do_not_get_through(client_for: ClientFor, case: Case, other_contract: Contract) -> None:
    assert client_for(member(Role.DIRECTOR, case.contract)).get(address(case)).status_code == 403
    assert client_for(member(Role.CLERK, other_contract)).get(address(case)).status_code == 404
    # another department's liaison does not reach the row
    assert client_for(member(Role.LIAISON, case.contract)).get(address(case)).status_code == 404


@pytest.mark.parametrize(
    ("table", "field"), [("case", "state"), ("nothing", "id_sealed"), ("intakedraft", "sealed")]
)
def test_only_fields_of_the_catalogue_have_an_address(
    client_for: ClientFor, case: Case, table: str, field: str
) -> None:
    client = client_for(member(Role.CLERK, case.contract))

    assert client.get(address(case, field, table)).status_code == 404
