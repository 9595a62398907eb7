"""The list of personnel changes: who sees whose, what waits for whom."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract, Team
from hall_ops.lib.permissions import Role
from staffing.enums import ChangeState
from staffing.models import StaffChange
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_staff
from tests.staffing.samples_changes import change

pytestmark = pytest.mark.django_db


def there(contract: Contract, show: str = "") -> str:
    return reverse("staffing:change-list", args=[contract.slug]) + (f"?show={show}" if show else "")


def another(contract: Contract, **values: object) -> StaffChange:
    row = StaffChange.objects.get(pk=change(contract))
    row.pk, row.number = None, f"BG-{StaffChange.objects.count() + 1}"
    for name, value in values.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def test_the_list_tells_what_waits_for_whom(client_for: ClientFor, contract: Contract) -> None:
    another(contract, key_staff=True)
    another(contract, effective_on=timezone.localdate() - timedelta(days=3))
    now, by = timezone.now(), member(Role.DIRECTOR, contract)
    another(contract, state=ChangeState.DONE, done_at=now, done_by=by, without_consent=True)

    page = client_for(member(Role.ASSESSOR, contract)).get(there(contract)).content.decode()

    for words in ("考核人答复", "批准人答复", "供应商更新平台", "未经同意", "已过"):
        assert words in page
    marked = client_for(by).get(there(contract, "without_consent")).content.decode()
    assert "BG-4" in marked and "BG-1<" not in marked


def test_a_team_sees_its_own_and_another_contract_nothing(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    change(contract)
    team = Team.objects.create(contract=contract, name="一组")
    own = make_staff(contract, Role.CLERK, team=team)
    row = another(contract, person=own)

    leader = client_for(member(Role.TEAM_LEADER, contract, team=team)).get(there(contract)).content.decode()
    mine = client_for(own.user).get(there(contract)).content.decode()

    assert row.number in leader and "BG-1<" not in leader
    assert row.number in mine and "BG-1<" not in mine
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there(contract)).status_code == 404
    assert client_for(member(Role.LIAISON, contract)).get(there(contract)).status_code == 403


def test_queries_do_not_grow_with_rows(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    client, counts = client_for(member(Role.DIRECTOR, contract)), []
    for _n in (1, 3):
        while StaffChange.objects.count() < _n:
            another(contract)
        client.get(there(contract))
        with queries:
            client.get(there(contract))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15
