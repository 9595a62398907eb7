"""Rare departments and a lively one, each with an item and a name, as often in any hall.

In a hall a hundred times as large everything is a hundred times as frequent: what is rare in one fills the page of the
other, and what fills the page of one has few rows in the other. So some of the seeded cases are given another item:
few, spread over all the time there is or lately (rare), or enough for a page of every ledger (lively). Half of them
went all the way (told once, a gap, decided late, handed over, handed out), half were returned. What hangs on each of
them (fees, ratings, consultations …) comes with tests/bench/_ratings.py and _beside.py.

The items ask for papers here, too, one of which a licence may stand for.

On a seeded hall that has none of it: python -m tests.bench._planted.
"""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from tests.bench._django import ready


class Plant(NamedTuple):
    """Shape: `count` cases went all the way and as many were returned."""

    code: str
    department: str
    person: str
    count: int
    lately: bool


PLANTS = (
    Plant("BENCH1", "档案史志办公室", "欧阳稀见", 6, lately=False),
    Plant("BENCH2", "便民服务专班", "符常来", 45, lately=True),  # a page holds 40
    Plant("BENCH3", "新设窗口工作组", "邢初到", 6, lately=True),  # as rare within the month
)
# what the SQL of the companions knows them by
IS_PLANTED = "item_id IN (SELECT id FROM windows_serviceitem WHERE short_code LIKE 'BENCH_')"
PAPERS = (("申请表", ""), ("身份证明", "居民身份证"), ("存档材料", "营业执照"))
TOLD = {"due_on": "2026-01-01", "round": 1}
GAP = {"due_on": "2026-01-01", "papers": ["平面图"], "late": "视为撤回"}


def item_of(plant: Plant, contract: Any, by: Any, at: Any) -> Any:
    """A new item of a new department."""
    from contracts.enums import OrganisationKind
    from contracts.models import Organisation
    from windows.enums import ItemKind, ResultKind
    from windows.models import ItemVersion, ServiceItem

    purchaser = contract.purchaser
    department = Organisation.objects.create(
        name=plant.department, kind=OrganisationKind.DEPARTMENT, parent=purchaser
    )
    item = ServiceItem.objects.create(
        purchaser=purchaser, department=department, short_code=plant.code, created_at=at, created_by=by
    )
    name = f"{plant.department}事项"
    item.current = ItemVersion.objects.create(
        item=item, number=1, effective_on=date(2015, 1, 1), name=name, search=f"{name}\n{plant.code}".lower(),
        kind=ItemKind.PROMISED, promised_days=5, statutory_days=10, result_kind=ResultKind.LICENCE, made_at=at,
        made_by=by,
    )  # fmt: skip
    item.save(update_fields=["current"])
    return item


def pools(contract: Any) -> tuple[Any, Any]:
    """Cases that went all the way, and returned ones, as plain as can be.

    Old enough that the seeding wrote no papers for them, so that each is given the same number.
    """
    from django.db.models import Exists, OuterRef

    from windows.models import Case, CaseEvent, CaseMaterial

    plain = Case.objects.filter(
        ~Exists(CaseMaterial.objects.filter(case=OuterRef("pk"))),
        ~Exists(CaseEvent.objects.filter(case=OuterRef("pk"), action="accept_gap")),
        contract=contract, told_rounds=0, late_days=0,
    ).exclude(item__short_code__in=[plant.code for plant in PLANTS])  # fmt: skip
    whole = plain.filter(
        state__in=["issued", "archived"],
        transferred_at__isnull=False,
        issued_at__isnull=False,
        delivery="counter",
    )
    return whole, plain.filter(state__in=["not_accepted", "withdrawn"], transferred_at=None, cross_region="")


def chosen(pool: Any, plant: Plant) -> list[Any]:
    """As many cases as the plant wants, the newest or some of all the time there is."""
    ids = list(pool.order_by("-registered_at", "-pk").values_list("pk", flat=True))
    assert len(ids) >= plant.count, "the smallest hall has enough of them"
    step = 1.0 if plant.lately else len(ids) / plant.count
    return list(pool.model.objects.filter(pk__in=[ids[int(n * step)] for n in range(plant.count)]))


def move(cases: Sequence[Any], item: Any, person: str, **values: Any) -> None:
    """Give the cases another item and name."""
    from windows.models import Case

    Case.objects.filter(pk__in=[case.pk for case in cases]).update(
        item=item, version=item.current, department=item.department, kind=item.current.kind, applicant_name=person,
        **values,
    )  # fmt: skip


def log(cases: Sequence[Any], item: Any) -> None:
    """The notice and the gap of cases that had neither."""
    from windows.models import CaseEvent

    steps = (("tell_once", "registered", "correcting", TOLD), ("resubmit", "correcting", "registered", {}),
             ("accept_gap", "registered", "accepted", GAP))  # fmt: skip
    CaseEvent.objects.bulk_create(
        CaseEvent(
            case=case, contract_id=case.contract_id, at=case.registered_at + timedelta(minutes=minutes),
            by_id=case.clerk_id, action=action, from_state=before, to_state=after, facts=facts,
            **({} if action == "resubmit" else {"item": item, "department": item.department}),
        )
        for case in cases
        for minutes, (action, before, after, facts) in enumerate(steps, start=1)
    )  # fmt: skip


def ask_for_papers() -> None:
    """Each item of the catalogue asks for papers."""
    from windows.models import ItemVersion, Material

    Material.objects.bulk_create(
        (
            Material(
                version_id=version, position=n, name=name, form="copy", necessity="required", licence=licence
            )
            for version in ItemVersion.objects.values_list("pk", flat=True)
            for n, (name, licence) in enumerate(PAPERS, start=1)
        ),
        batch_size=2000,
    )


def count_again(contract: Any, cases: Sequence[Any], at: Any) -> None:
    """Have the days of these cases counted again, as the next night does."""
    from django.utils import timezone

    from windows.actions.tallies import count_closed_days, mark_days
    from windows.queries.tallies import AXES

    moments = [getattr(case, axis) for case in cases for axis in AXES]
    days, today = {timezone.localdate(moment) for moment in moments if moment}, timezone.localdate(at)
    mark_days(contract=contract, days=days, today=today)
    count_closed_days(at=at, contract=contract, today=today)


def plant_all(contract: Any, by: Any, at: Any) -> int:
    """Shape: how many cases were given another item."""
    moved = []
    for plant in PLANTS:
        item = item_of(plant, contract, by, at)
        whole, returned = (chosen(pool, plant) for pool in pools(contract))
        move(whole, item, plant.person, cross_region="national", told_rounds=1, late_days=2)
        move(returned, item, plant.person)
        log(whole, item)
        moved += [*whole, *returned]
    ask_for_papers()
    count_again(contract, moved, at)
    return len(moved)


def main() -> None:
    ready()
    from django.db import connection, transaction
    from django.utils import timezone

    from accounts.models import User
    from contracts.models import Contract
    from windows.models import Fee, ServiceItem

    contract, moved = Contract.objects.get(slug="bench"), 0
    if not ServiceItem.objects.filter(short_code=PLANTS[0].code).exists():
        assert not Fee.objects.exists(), "kept from an earlier version of this benchmark: drop the database"
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
        with transaction.atomic():
            moved = plant_all(contract, User.objects.order_by("pk")[0], timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(
                "VACUUM ANALYZE windows_case, windows_caseevent, windows_tally, windows_material, windows_itemversion, "
                "windows_serviceitem, contracts_organisation"
            )
    print(json.dumps({"moved": moved}))


if __name__ == "__main__":
    main()
