"""The log of fields shown in full."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.samples_privacy import ID_NUMBER, sealed_case
from windows.actions.disclosure import unmask
from windows.models import Case


@pytest.fixture
def case(contract: Contract) -> Case:
    return sealed_case(contract)


def look(case: Case, *, days_ago: int = 0, reason: str = "verify", note: str = "") -> str:
    by = member(Role.CLERK, case.contract)
    at = timezone.now() - timedelta(days=days_ago)
    unmask(by=by, at=at, case=case, field="id_sealed", reason=reason, note=note)
    return by.username


def test_the_log_names_who_what_and_why(client_for: ClientFor, case: Case) -> None:
    look(case, reason="other", note="居委会来函")

    text = client_for(member(Role.ASSESSOR, case.contract)).get(address(case.contract)).content.decode()

    assert case.number in text and "证件号码" in text and "居委会来函" in text
    assert ID_NUMBER not in text


def test_the_log_is_narrowed(client_for: ClientFor, case: Case) -> None:
    look(case, days_ago=3, reason="contact")
    recent = look(case)
    client = client_for(member(Role.AUDITOR, case.contract))
    today = f"{timezone.localdate():%Y-%m-%d}"

    text = client.get(address(case.contract), {"since": today}).content.decode()
    assert text.count('<td class="cell-title">') == 1 and recent in text
    assert (
        "没有符合条件的记录" in client.get(address(case.contract), {"reason": "complaint"}).content.decode()
    )
    assert client.get(address(case.contract), {"since": "nonsense", "by": "x"}).status_code == 200


def test_others_do_not_read_the_log(client_for: ClientFor, case: Case, other_contract: Contract) -> None:
    assert client_for(member(Role.SUPERVISOR, case.contract)).get(address(case.contract)).status_code == 403
    assert client_for(member(Role.ASSESSOR, other_contract)).get(address(case.contract)).status_code == 404


def test_the_list_asks_as_much_for_three_rows_as_for_one(
    client_for: ClientFor, case: Case, queries: CaptureQueriesContext
) -> None:
    client = client_for(member(Role.ASSESSOR, case.contract))
    look(case)
    with queries:
        client.get(address(case.contract))
    one = len(queries)
    look(case)
    look(case)
    with queries:
        client.get(address(case.contract))

    assert len(queries) == one < 20


def address(contract: Contract) -> str:
    return reverse("windows:disclosure-list", args=[contract.slug])
