"""The form of an item, without a script: new items, next versions, rows added, faults at their fields."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_department, make_item
from windows.models import ServiceItem

pytestmark = pytest.mark.django_db


def sent(contract: Contract, **values: Any) -> dict[str, Any]:
    """What a browser sends of a filled-in form."""
    department = values.pop("department", None) or make_department(contract)
    return {
        "key": "form-key-0001", "name": "食品经营许可", "department": department.pk, "in_hall": "on", "counted": "on",
        "kind": "promised", "statutory_days": "20", "promised_days": "5", "channels": ["counter", "online"],
        "result_kind": "licence", "effective_on": f"{timezone.localdate():%Y-%m-%d}", "special_steps": "现场核查：10",
        "q-TOTAL_FORMS": "2", "q-INITIAL_FORMS": "0", "q-0-question": "场地", "q-0-options": "自有\r\n租用",
        "q-1-question": "", "q-1-options": "",
        "m-TOTAL_FORMS": "3", "m-INITIAL_FORMS": "0",
        "m-0-name": "租赁合同", "m-0-form": "copy", "m-0-copies": "2", "m-0-necessity": "required", "m-0-when": "租用",
        "m-0-ORDER": "2",
        "m-1-name": "申请表", "m-1-form": "filled_form", "m-1-copies": "", "m-1-necessity": "required",
        "m-1-ORDER": "1",
        "m-2-name": "", "m-2-form": "original", "m-2-copies": "1", "m-2-necessity": "required",
        **values,
    }  # fmt: skip


def new(contract: Contract) -> str:
    return reverse("windows:item-new", args=[contract.slug])


def edit(contract: Contract, item: ServiceItem) -> str:
    return reverse("windows:item-edit", args=[contract.slug, item.pk])


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"promised_days": "30"}, "长于法定时限"),
        ({"kind": "on_spot"}, "即办件的承诺时限不是 0"),
        ({"name": ""}, "必填"),
        ({"special_steps": "听证"}, "没有写天数"),
        ({"m-0-when": "借用"}, "材料第 2 行“租赁合同”"),
        ({"q-0-options": "自有", "m-0-when": ""}, "情形第 1 行"),
        ({"national_code": "123"}, "31 位"),
        ({"m-0-copies": "0"}, "材料第 1 行“份数”"),
        ({"name": "食品\u202e许可"}, "书写方向"),
    ],
)
def test_a_fault_is_said_and_nothing_saved(
    client_for: ClientFor, contract: Contract, values: dict[str, str], said: str
) -> None:
    answer = client_for(member(Role.ASSESSOR, contract)).post(new(contract), sent(contract, **values))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ServiceItem.objects.exists()


def test_a_change_becomes_the_next_version(client_for: ClientFor, contract: Contract) -> None:
    item = make_item(contract)
    client = client_for(member(Role.ASSESSOR, contract))
    page = client.get(edit(contract, item)).content.decode()
    later = timezone.localdate() + timedelta(days=4)

    assert 'name="m-1-name" value="平面图"' in page and 'name="seen" value="1"' in page
    values = sent(contract, department=item.department, seen="1", effective_on=f"{later:%Y-%m-%d}")
    assert client.post(edit(contract, item), values).status_code == 302

    assert item.versions.get(number=2).effective_on == later
    page = client.get(edit(contract, item)).content.decode()
    assert "版本 2 将于" in page and "从版本 1 改起" in page
    assert "从版本 2 改起" in client.get(edit(contract, item) + "?from=2").content.decode()
    assert client.get(edit(contract, item) + "?from=9").status_code == 404
    assert client.get(edit(contract, item) + "?from=x").status_code == 404


def test_a_form_from_an_old_version_is_refused(client_for: ClientFor, contract: Contract) -> None:
    item = make_item(contract)
    client = client_for(member(Role.ASSESSOR, contract))
    client.post(edit(contract, item), sent(contract, department=item.department, seen="1"))

    values = sent(contract, department=item.department, seen="1", key="form-key-0002", name="另一个名字")
    answer = client.post(edit(contract, item), values)

    assert answer.status_code == 409 and "请从版本 2 改起" in answer.content.decode()
    assert item.versions.count() == 2


def test_who_may_not_edit_is_turned_away(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    item = make_item(contract)
    own = make_item(contract, department=make_department(contract))
    liaison = client_for(member(Role.LIAISON, contract, department=own.department))

    assert client_for(member(Role.CLERK, contract)).get(edit(contract, item)).status_code == 403
    assert client_for(member(Role.ASSESSOR, other_contract)).get(edit(contract, item)).status_code == 404
    assert client_for(member(Role.ASSESSOR, contract)).get(
        edit(contract, make_item(other_contract))
    ).status_code == 404  # fmt: skip
    assert liaison.get(edit(contract, item)).status_code == 404
    assert liaison.get(edit(contract, own)).status_code == 200
    answer = liaison.post(edit(contract, own), sent(contract, department=item.department, seen="1"))
    assert answer.status_code == 422 and own.versions.count() == 1
