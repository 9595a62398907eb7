"""The register of exports: numbers without gaps, one download in a day, given back and confirmed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.factories.contracts import member
from tests.windows.carrier_samples import HASH, approved, asked, ready, registered, taken
from windows.actions.carrier_returns import confirm_carriers, send_carriers_back, settle_carriers
from windows.actions.carriers import (
    CarrierRefused,
    expire_carriers,
    fail_carrier,
    finish_carrier,
    take_carrier,
)
from windows.models import Carrier
from windows.queries.carriers import overdue_carriers

MARCH = datetime(2026, 3, 14, 1, 5, tzinfo=UTC)


def test_numbers_run_without_gaps_by_contract_and_year(contract: Contract, other_contract: Contract) -> None:
    by = member(Role.ASSESSOR, contract)
    numbers = [registered(contract, by=by, at=MARCH).number for _ in range(3)]
    with pytest.raises(CarrierRefused):
        registered(contract, by=by, at=MARCH, purpose=" ")
    numbers.append(registered(contract, by=by, at=MARCH).number)

    assert numbers == ["2026-00001", "2026-00002", "2026-00003", "2026-00004"]
    assert registered(other_contract, at=MARCH).number == "2026-00001"
    assert registered(contract, by=by, at=MARCH.replace(year=2027)).number == "2027-00001"


def test_the_watermark_names_number_person_and_time(contract: Contract) -> None:
    by = member(Role.ASSESSOR, contract)

    mark = registered(contract, by=by, at=MARCH).watermark

    assert f"载体 2026-00001 · {by.name}（{by.username}）· 2026-03-14 09:05" in mark


def test_the_same_job_twice_makes_one_carrier(contract: Contract) -> None:
    by = member(Role.ASSESSOR, contract)

    first, second = (registered(contract, by=by, key="job-7") for _ in range(2))

    assert first == second
    with pytest.raises(CarrierRefused, match="另一位用户"):
        registered(contract, key="job-7")


def test_filters_that_look_personal_are_masked(contract: Contract) -> None:
    made = registered(contract, filters=[("证件号码", "11010519491231002X"), ("电话", "13812345678")])

    assert made.filters == [["证件号码", "110105********002X"], ["电话", "138****5678"]]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.LIAISON, Role.CLERK, Role.DIRECTOR])
def test_without_approval_nothing_is_exported(contract: Contract, role: Role) -> None:
    with pytest.raises(CarrierRefused, match="先提出申请"):
        registered(contract, by=member(role, contract))


def test_an_approval_is_good_for_one_export_of_its_own_ledger(contract: Contract) -> None:
    by = member(Role.SUPERVISOR, contract)
    request = approved(contract, by)

    with pytest.raises(CarrierRefused, match="不是为这份台账"):
        registered(contract, by=by, request=request, ledger="results")
    with pytest.raises(CarrierRefused, match="不是您提出的"):
        registered(contract, by=member(Role.SUPERVISOR, contract), request=request)
    with pytest.raises(CarrierRefused, match="有效期已过"):
        registered(contract, by=by, request=request, at=timezone.now() + timedelta(days=4))
    registered(contract, by=by, request=request)
    with pytest.raises(CarrierRefused, match="已经用过一次"):
        registered(contract, by=by, request=request)


def test_an_undecided_request_is_no_approval(contract: Contract) -> None:
    by = member(Role.SUPERVISOR, contract)

    with pytest.raises(CarrierRefused, match="待审批"):
        registered(contract, by=by, request=asked(contract, by))


def test_an_export_that_failed_does_not_use_up_the_approval(contract: Contract) -> None:
    by = member(Role.SUPERVISOR, contract)
    request = approved(contract, by)
    failed = fail_carrier(carrier=registered(contract, by=by, request=request), problem="磁盘已满")

    again = registered(contract, by=by, request=request)

    assert (failed.state, failed.problem) == ("failed", "磁盘已满")
    assert again.serial == failed.serial + 1


def test_a_file_is_taken_once_by_its_maker_within_its_day(contract: Contract) -> None:
    by = member(Role.ASSESSOR, contract)
    made = ready(contract, by=by, at=MARCH)

    with pytest.raises(CarrierRefused, match="制作人本人"):
        take_carrier(by=member(Role.ASSESSOR, contract), at=MARCH, carrier=made)
    with pytest.raises(CarrierRefused, match="24 小时"):
        take_carrier(by=by, at=MARCH + timedelta(hours=25), carrier=made)
    took = take_carrier(by=by, at=MARCH + timedelta(hours=23), carrier=made)
    assert took.state == "downloaded"
    with pytest.raises(CarrierRefused, match="已下载过一次"):
        take_carrier(by=by, at=MARCH + timedelta(hours=23), carrier=made)


def test_a_file_that_is_not_ready_cannot_be_taken(contract: Contract) -> None:
    by = member(Role.ASSESSOR, contract)

    with pytest.raises(CarrierRefused, match="生成中"):
        take_carrier(by=by, at=MARCH, carrier=registered(contract, by=by, at=MARCH))


def test_the_contractor_gives_back_by_the_months_end_the_purchaser_keeps(contract: Contract) -> None:
    assessor = member(Role.ASSESSOR, contract)

    assert taken(contract, at=MARCH).due_on == date(2026, 3, 31)
    assert take_carrier(by=assessor, at=MARCH, carrier=ready(contract, by=assessor, at=MARCH)).due_on is None


def test_what_nobody_took_expires_and_what_never_ended_failed(contract: Contract) -> None:
    late, stuck, fresh = (
        ready(contract, at=MARCH),
        registered(contract, at=MARCH),
        ready(contract, at=MARCH + timedelta(hours=20)),
    )

    assert expire_carriers(at=MARCH + timedelta(hours=25)) == [late]

    states = dict(Carrier.objects.values_list("pk", "state"))
    assert states == {late.pk: "expired", stuck.pk: "failed", fresh.pk: "made"}
    assert expire_carriers(at=MARCH + timedelta(hours=25)) == []


def test_given_back_and_confirmed_by_the_other_side(contract: Contract) -> None:
    carrier, supervisor = taken(contract), member(Role.SUPERVISOR, contract)
    assessor, now = member(Role.ASSESSOR, contract), timezone.now()
    ids = [carrier.pk]

    with pytest.raises(CarrierRefused, match="应归还"):
        confirm_carriers(by=assessor, at=now, contract=contract, carriers=ids)
    settle_carriers(
        by=supervisor, at=now, contract=contract, carriers=ids, state="returned", note="U 盘交王伟"
    )
    with pytest.raises(CarrierRefused, match="身份"):
        confirm_carriers(by=supervisor, at=now, contract=contract, carriers=ids)
    confirm_carriers(by=assessor, at=now, contract=contract, carriers=ids)

    carrier.refresh_from_db()
    assert (carrier.state, carrier.settled_by, carrier.confirmed_by) == ("returned", supervisor, assessor)
    with pytest.raises(CarrierRefused, match="已确认"):
        confirm_carriers(by=assessor, at=now, contract=contract, carriers=ids)
    assert AuditEvent.objects.filter(action__startswith="carrier.").count() == 5


def test_what_is_not_true_is_sent_back(contract: Contract) -> None:
    carrier, assessor, now = taken(contract), member(Role.ASSESSOR, contract), timezone.now()
    supervisor = member(Role.SUPERVISOR, contract)
    settle_carriers(
        by=supervisor, at=now, contract=contract, carriers=[carrier.pk], state="destroyed", note="已粉碎"
    )

    with pytest.raises(CarrierRefused, match="为什么不确认"):
        send_carriers_back(by=assessor, contract=contract, carriers=[carrier.pk], reason=" ")
    send_carriers_back(by=assessor, contract=contract, carriers=[carrier.pk], reason="碎纸机中没有")

    carrier.refresh_from_db()
    told = f"{assessor.name}退回：碎纸机中没有"
    assert (carrier.state, carrier.settled_by, carrier.settle_note) == ("downloaded", None, told)
    assert AuditEvent.objects.get(action="carrier.send_back").before["note"] == "已粉碎"


@pytest.mark.parametrize(
    ("state", "note", "said"),
    [("destroyed", "", "写明方式"), ("made", "x", "请选择"), ("returned", "", "勾选")],
)
def test_a_return_says_how(contract: Contract, state: str, note: str, said: str) -> None:
    carrier = taken(contract)
    chosen = [] if said == "勾选" else [carrier.pk]

    with pytest.raises(CarrierRefused, match=said):
        settle_carriers(
            by=member(Role.SUPERVISOR, contract), at=timezone.now(), contract=contract, carriers=chosen,
            state=state, note=note,
        )  # fmt: skip


def test_all_ticked_or_none(contract: Contract, other_contract: Contract) -> None:
    mine, foreign, now = taken(contract), taken(other_contract), timezone.now()

    with pytest.raises(CarrierRefused, match="找不到"):
        settle_carriers(
            by=member(Role.SUPERVISOR, contract), at=now, contract=contract, carriers=[mine.pk, foreign.pk],
            state="returned",
        )  # fmt: skip

    mine.refresh_from_db()
    assert mine.state == "downloaded"


def test_a_liaison_returns_what_their_department_took_only(contract: Contract) -> None:
    carrier = taken(contract)

    with pytest.raises(CarrierRefused, match="找不到"):
        settle_carriers(
            by=member(Role.LIAISON, contract), at=timezone.now(), contract=contract, carriers=[carrier.pk],
            state="returned",
        )  # fmt: skip


def test_overdue_starts_the_day_after_the_month(contract: Contract) -> None:
    taken(contract, at=MARCH)

    assert not overdue_carriers(contract, date(2026, 3, 31)).exists()
    assert overdue_carriers(contract, date(2026, 4, 1)).count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"state": "returned"},
        {"state": "made", "sha256": ""},
        {"downloaded_at": None},
        {"state": "unknown"},
        {"purpose": ""},
        {"confirmed_at": MARCH},
    ],
)
def test_the_database_refuses_impossible_carriers(contract: Contract, values: dict[str, object]) -> None:
    carrier = taken(contract)

    with pytest.raises(IntegrityError), transaction.atomic():
        Carrier.objects.filter(pk=carrier.pk).update(**values)


def test_the_register_is_never_emptied(contract: Contract) -> None:
    taken(contract)

    for table in ("windows_carrier", "windows_exportrequest"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")


def test_finishing_twice_changes_nothing(contract: Contract) -> None:
    made = ready(contract, at=MARCH)

    again = finish_carrier(at=MARCH + timedelta(hours=1), carrier=made, sha256=HASH, size=2048, rows=120)

    assert again.expires_at == made.expires_at
