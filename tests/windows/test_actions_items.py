"""Adding, changing, retiring items: versions are made, never rewritten."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contracts.models import Contract, Organisation
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.factories.contracts import member
from tests.factories.windows import make_department
from tests.windows.item_samples import food_licence
from windows.actions.item_versions import move_current
from windows.actions.items import (
    ItemEdit,
    ItemIdentity,
    ItemMoved,
    ItemRefused,
    add_item,
    change_item,
    free_codes,
    reopen_item,
    retire_item,
)
from windows.models import ItemVersion, Material, ServiceItem, Situation, SituationOption
from windows.queries.item_contents import content_of, with_parts
from windows.queries.items import materials_for, search_items, version_on
from windows.rules.item_content import ItemContent

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
NOW = timezone.make_aware(datetime.fromisoformat("2026-03-02T09:00"))
forms = count()
NATIONAL = "1146000000000000003460131031000"


@pytest.fixture
def assessor(contract: Contract) -> User:
    return member(Role.ASSESSOR, contract)


@pytest.fixture
def department(contract: Contract) -> Organisation:
    return make_department(contract)


def edit_of(department: Organisation, content: ItemContent | None = None, **values: Any) -> ItemEdit:
    identity = ItemIdentity(department, values.pop("code", ""), values.pop("national", ""))
    return ItemEdit(identity, content or food_licence(), values.pop("on", TODAY), **values)


def added(by: User, contract: Contract, edit: ItemEdit, key: str = "") -> ServiceItem:
    return add_item(
        by=by, at=NOW, today=TODAY, contract=contract, edit=edit, key=key or f"form-{next(forms):05}"
    )


def changed(by: User, contract: Contract, item: ServiceItem, edit: ItemEdit, key: str = "") -> ServiceItem:
    return change_item(
        by=by,
        at=NOW,
        today=TODAY,
        contract=contract,
        item=item,
        edit=edit,
        key=key or f"form-{next(forms):05}",
    )


def test_an_item_is_added_whole(assessor: User, contract: Contract, department: Organisation) -> None:
    item = added(assessor, contract, edit_of(department, national=NATIONAL.lower()))

    version = item.current
    assert version is not None and version.frozen and version.number == 1
    assert (item.short_code, item.national_code) == ("0001", NATIONAL)
    assert content_of(with_parts([version])[0]) == food_licence()
    rented = SituationOption.objects.get(label="租用")
    assert [paper.name for paper in materials_for(version, [rented.pk])] == ["申请表", "租赁合同", "营业执照"]
    assert search_items(contract, "spjyxk", TODAY) == search_items(contract, "3460131", TODAY) == [version]
    assert AuditEvent.objects.get(action="item.add").after["short_code"] == "0001"


def test_the_same_form_twice_adds_one(assessor: User, contract: Contract, department: Organisation) -> None:
    edit = edit_of(department)

    assert added(assessor, contract, edit, "form-0001") == added(assessor, contract, edit, "form-0001")
    assert ServiceItem.objects.count() == 1


def test_a_change_is_the_next_version(assessor: User, contract: Contract, department: Organisation) -> None:
    item = added(assessor, contract, edit_of(department, on=date(2025, 1, 1)))
    first = item.current
    new = food_licence(promised_days=3)

    item = changed(assessor, contract, item, edit_of(department, new, seen=1, on=TODAY + timedelta(days=3)))

    assert item.current == first == version_on(item, TODAY)
    later = version_on(item, TODAY + timedelta(days=3))
    assert later is not None and (later.number, later.promised_days) == (2, 3)
    assert content_of(with_parts([later])[0]) == new
    assert AuditEvent.objects.get(action="item.change").after["changed"] == "承诺时限"
    assert move_current(TODAY + timedelta(days=2)) == 0
    assert move_current(TODAY + timedelta(days=3)) == 1
    item.refresh_from_db()
    assert item.current == later and move_current(TODAY + timedelta(days=3)) == 0


def test_a_change_begins_from_the_version_of_its_day(
    assessor: User, contract: Contract, department: Organisation
) -> None:
    item = added(assessor, contract, edit_of(department, on=date(2025, 1, 1)))
    january = TODAY + timedelta(days=300)
    changed(assessor, contract, item, edit_of(department, food_licence(promised_days=2), seen=1, on=january))

    with pytest.raises(ItemMoved, match="版本 2"):
        changed(assessor, contract, item, edit_of(department, food_licence(phone="1"), seen=1, on=january))
    changed(assessor, contract, item, edit_of(department, food_licence(phone="1"), seen=1))

    held = [version_on(item, day) for day in (TODAY, january)]
    assert [version.number for version in held if version] == [3, 2]
    with pytest.raises(ItemMoved, match="版本 3"):
        changed(assessor, contract, item, edit_of(department, food_licence(phone="2"), seen=1))


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"on": TODAY - timedelta(days=1)}, "今天至两年"),
        ({"on": TODAY + timedelta(days=731)}, "今天至两年"),
        ({}, "没有改动"),
        ({"content": food_licence(promised_days=21)}, "法定时限"),
        ({"code": "太长的简码太长的简码太长"}, "简码由"),
        ({"national": "123"}, "31 位"),
        ({"code": "TAKEN"}, "已被另一个事项使用"),
        ({"national": NATIONAL}, "已被另一个事项使用"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(
    assessor: User, contract: Contract, department: Organisation, values: dict[str, Any], why: str
) -> None:
    added(assessor, contract, edit_of(department, code="TAKEN", national=NATIONAL))
    item = added(assessor, contract, edit_of(department))

    with pytest.raises(ItemRefused, match=why):
        changed(assessor, contract, item, edit_of(department, seen=1, **values))
    assert item.versions.count() == 1


def test_codes_change_without_a_new_version(
    assessor: User, contract: Contract, department: Organisation
) -> None:
    item = added(assessor, contract, edit_of(department))
    other = make_department(contract)

    item = changed(assessor, contract, item, edit_of(other, seen=1, code="SP-9"))

    assert (item.short_code, item.department, item.versions.count()) == ("SP-9", other, 1)
    assert search_items(contract, "sp9", TODAY) == [item.current]


def test_a_liaison_edits_the_own_department_only(contract: Contract, assessor: User) -> None:
    own, other = make_department(contract), make_department(contract)
    liaison = member(Role.LIAISON, contract, department=own)
    item = added(liaison, contract, edit_of(own))
    foreign = added(assessor, contract, edit_of(other))

    with pytest.raises(ItemRefused, match="本部门"):
        changed(liaison, contract, foreign, edit_of(own, seen=1, content=food_licence(phone="1")))
    with pytest.raises(ItemRefused, match="不能编辑"):
        changed(liaison, contract, item, edit_of(other, seen=1))
    with pytest.raises(ItemRefused, match="不能编辑"):
        added(member(Role.CLERK, contract), contract, edit_of(own))


def test_an_item_is_retired_and_taken_up_again(
    assessor: User, contract: Contract, department: Organisation
) -> None:
    item = added(assessor, contract, edit_of(department))
    step: dict[str, Any] = {"by": assessor, "at": NOW, "today": TODAY, "contract": contract, "item": item}

    with pytest.raises(ItemRefused, match="原因"):
        retire_item(**step, retired_on=TODAY, reason=" ")
    with pytest.raises(ItemRefused, match="今天"):
        retire_item(**step, retired_on=TODAY - timedelta(days=1), reason="取消")
    retire_item(**step, retired_on=TODAY, reason="取消许可")

    assert search_items(contract, "食品", TODAY) == []
    with pytest.raises(ItemRefused, match="恢复办理"):
        changed(assessor, contract, item, edit_of(department, seen=1, content=food_licence(phone="1")))
    reopen_item(by=assessor, at=NOW, contract=contract, item=item)
    assert len(search_items(contract, "食品", TODAY)) == 1
    with pytest.raises(ItemRefused, match="没有停办"):
        reopen_item(by=assessor, at=NOW, contract=contract, item=item)


def test_free_codes_pass_over_those_in_use(
    assessor: User, contract: Contract, department: Organisation
) -> None:
    added(assessor, contract, edit_of(department, code="0002"))

    assert free_codes(contract, 3) == ["0001", "0003", "0004"]


def test_the_database_keeps_what_a_version_says(
    assessor: User, contract: Contract, department: Organisation
) -> None:
    version = added(assessor, contract, edit_of(department)).current
    assert version is not None
    paper, question = version.materials.all()[0], version.situations.all()[0]
    option = question.options.all()[0]

    def refused(change: Any) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    for values in ({"name": "改写"}, {"channels": []}, {"frozen": False}, {"promised_days": 6}):
        refused(lambda values=values: ItemVersion.objects.filter(pk=version.pk).update(**values))
    refused(lambda: Material.objects.filter(pk=paper.pk).update(copies=2))
    refused(lambda: Material.objects.filter(pk=paper.pk).delete())
    refused(
        lambda: Material.objects.create(
            version=version, position=9, name="新", form="copy", necessity="required"
        )
    )
    refused(lambda: Situation.objects.create(version=version, position=9, question="新"))
    refused(lambda: SituationOption.objects.filter(pk=option.pk).update(label="改写"))
    refused(lambda: paper.options.add(option))
    ItemVersion.objects.filter(pk=version.pk).update(search="食品", initials="sp")


def test_an_item_is_written_in_few_queries(
    assessor: User, contract: Contract, department: Organisation
) -> None:
    with CaptureQueriesContext(connection) as few:
        added(assessor, contract, edit_of(department))
    many = food_licence(papers=tuple(replace(food_licence().papers[0], name=f"材料{n}") for n in range(60)))
    with CaptureQueriesContext(connection) as more:
        added(assessor, contract, edit_of(department, many))

    assert len(more) <= len(few)
