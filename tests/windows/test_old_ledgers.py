"""Importing old ledgers: preview with places and remedies, all or nothing, the same again, changed rows, rights."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.file_problems import FileRefused
from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import open_column
from hall_ops.lib.sheet_writing import write_table
from records.models import AuditEvent, Job
from records.runner import JobCancelled, run_job
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department, make_item, make_venue, make_window
from windows.actions.old_ledger_files import file_name, rows_name
from windows.actions.old_ledgers import (
    OldLedgerRefused,
    drop_old_ledger,
    take_old_ledger,
    upload_old_ledger,
)
from windows.models import Case, CaseEvent, OldCase, OldLedger, ServiceItem, Tally
from windows.resources.old_columns import old_columns
from windows.resources.old_writing import write_blocks

pytestmark = pytest.mark.django_db
at = datetime.fromisoformat
ID_NUMBER, PHONE = "110105199003078510", "13800138000"


@pytest.fixture(autouse=True)
def _own_media(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path
    # the pulse has its own connection: it does not see the test's job, and would call a slow one off
    monkeypatch.setattr("records.runner.PULSE_SECONDS", 60)


@pytest.fixture
def by(contract: Contract) -> User:
    make_venue(contract)
    make_item(contract, name="食品经营许可", promised_days=5)
    return member(Role.SUPERVISOR, contract)


def row(number: str = "OLD-1", **values: Any) -> dict[str, Any]:
    usual = {
        "number": number, "item": "食品经营许可", "applicant": "陈大明", "id_number": ID_NUMBER, "phone": PHONE,
        "received": at("2024-03-01 09:00"), "accepted": at("2024-03-01 09:20"),
        "decided": at("2024-03-12 15:00"), "state": "办结",
    }  # fmt: skip
    return usual | values


def workbook(*rows: dict[str, Any], extra: Sequence[str] = ()) -> bytes:
    columns = [column for column in old_columns() if any(column.key in each for each in rows)]
    return write_table(columns, [[each.get(column.key) for column in columns] for each in rows], sheet="台账")


def uploaded(by: User, contract: Contract, data: bytes, name: str = "2024.xlsx") -> OldLedger:
    """Upload and check."""
    made = upload_old_ledger(by=by, at=timezone.now(), contract=contract, name=name, data=data)
    assert run_job(made.job)
    made.refresh_from_db()
    return made


def imported(by: User, contract: Contract, data: bytes) -> OldLedger:
    """Upload, check, take."""
    made = uploaded(by, contract, data)
    assert made.state == "ready", Job.objects.get(pk=made.job).message
    made = take_old_ledger(by=by, at=timezone.now(), made=made)
    assert run_job(made.job)
    made.refresh_from_db()
    return made


def told(made: OldLedger) -> list[tuple[Any, ...]]:
    return [(each["row"], each["header"], each["reason"]) for each in made.problems]


def test_an_old_case_comes_in_with_its_life_sealed(by: User, contract: Contract) -> None:
    made = imported(by, contract, workbook(row()))

    case = Case.objects.get()
    assert (made.state, made.added, made.changed, made.same) == ("done", 1, 0, 0)
    assert (case.number, case.state, case.channel, case.concluded_as) == (
        "OLD-1",
        "archived",
        "imported",
        "granted",
    )
    assert (case.day, case.due_on, case.late_days) == (date(2024, 3, 1), date(2024, 3, 8), 2)
    assert timezone.localtime(case.decided_at).replace(tzinfo=None) == at("2024-03-12 15:00")
    assert (open_column(case, "id"), open_column(case, "phone")) == (ID_NUMBER, PHONE)
    assert CaseEvent.objects.get().facts == {"file": "2024.xlsx", "row": 2}
    assert AuditEvent.objects.filter(action="ledger.import").count() == 1


def test_nothing_personal_lies_open_in_the_storage(by: User, contract: Contract) -> None:
    data = workbook(row())
    made = upload_old_ledger(by=by, at=timezone.now(), contract=contract, name="2024.xlsx", data=data)
    with default_storage.open(file_name(made)) as body:
        kept = body.read()

    assert b"PK" not in kept[:200] and ID_NUMBER.encode() not in kept
    drop_old_ledger(by=by, at=timezone.now(), made=made)
    assert not default_storage.exists(file_name(made))


def test_statistics_count_old_cases_on_their_days(by: User, contract: Contract) -> None:
    imported(by, contract, workbook(row(), row("OLD-2", decided=at("2024-04-02"))))

    month = Tally.objects.filter(span="month", dimension="all").order_by("starts_on")
    assert [(each.starts_on.month, each.received, each.decided, each.late) for each in month] == [
        (3, 2, 1, 1), (4, 0, 1, 1),
    ]  # fmt: skip


def test_the_same_file_again_says_who_and_when(by: User, contract: Contract) -> None:
    data = workbook(row())
    imported(by, contract, data)

    with pytest.raises(OldLedgerRefused, match=f"由 {by.name}.* 导入（1 行），再导入不会有任何变化"):
        upload_old_ledger(by=by, at=timezone.now(), contract=contract, name="2024.xlsx", data=data)


def test_the_same_rows_in_another_file_change_nothing(by: User, contract: Contract) -> None:
    imported(by, contract, workbook(row(), row("OLD-2")))
    before = list(Case.objects.order_by("pk").values_list("pk", "revision", "serial", "query_code"))

    made = imported(by, contract, workbook(row("OLD-2"), row(), row("OLD-3")))

    assert (made.added, made.changed, made.same) == (1, 0, 2)
    assert (
        list(Case.objects.order_by("pk").values_list("pk", "revision", "serial", "query_code"))[:2] == before
    )
    assert CaseEvent.objects.count() == 3


def test_a_changed_row_changes_its_case_and_leaves_a_trace(by: User, contract: Contract) -> None:
    imported(by, contract, workbook(row()))
    case = Case.objects.get()

    made = imported(by, contract, workbook(row(applicant="陈大力", decided=at("2024-04-01"))))

    again = Case.objects.get()
    assert (made.added, made.changed, made.same) == (0, 1, 0)
    assert (again.pk, again.uid, again.query_code) == (case.pk, case.uid, case.query_code)
    assert again.applicant_name == "陈大力"
    assert open_column(again, "id") == ID_NUMBER
    assert [event.action for event in CaseEvent.objects.order_by("pk")] == ["import", "import_again"]
    months = Tally.objects.filter(span="month", dimension="all", decided__gt=0)
    assert [each.starts_on for each in months] == [date(2024, 4, 1)]
    assert OldCase.objects.get().ledger == made


def test_one_bad_row_refuses_all_and_names_every_place(by: User, contract: Contract) -> None:
    rows = [
        row("OLD-1"), row("OLD-2", item="没有的事项"), row("OLD-3", id_number="110105199003078511"),
        row("OLD-4", phone="138"), row("OLD-1"), row("OLD-6", state="办理中"), row("OLD-7", department="某局"),
    ]  # fmt: skip

    made = uploaded(by, contract, workbook(*rows))

    assert made.state == "refused" and made.problem_count == 6 and not Case.objects.exists()
    assert [(number, header) for number, header, _reason in told(made)] == [
        (3, "事项名称"), (4, "证件号码"), (5, "手机号码"), (6, "办件编号"), (7, "办理状态"), (8, "部门"),
    ]  # fmt: skip
    assert all(each["sheet"] == "台账" and each["column"] and each["remedy"] for each in made.problems)
    assert made.problems[1]["value"] == "110105********8511"


def test_faults_of_the_file_itself_are_told_alike(by: User, contract: Contract) -> None:
    data = workbook(row(received="昨天"), row(""))

    made = uploaded(by, contract, data)

    assert made.state == "refused"
    assert ("收件时间", "不是日期或时间") in [(header, reason) for _row, header, reason in told(made)]


def test_unread_cells_and_unknown_names_are_told_in_one_go(by: User, contract: Contract) -> None:
    data = workbook(
        row(received="昨天", item="没有的事项", department="某局"), row("OLD-2", item="没有的事项", phone="138"),
        row("OLD-3", decided="三月", state=""), row("OLD-4", item="没有的事项"),
    )  # fmt: skip

    made = uploaded(by, contract, data)

    assert made.state == "refused" and made.problem_count == 7
    assert [(number, header) for number, header, _reason in told(made)] == [
        (2, "事项名称"), (2, "部门"), (2, "收件时间"), (3, "手机号码"), (4, "办结时间"),
    ]  # fmt: skip
    assert [each["alike"] for each in made.problems] == [2, 0, 0, 0, 0]


def test_a_fault_far_above_the_end_of_a_long_file_is_told(
    by: User, contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("windows.jobs.old_ledgers.BLOCK", 2)

    made = uploaded(by, contract, workbook(row(received="昨天"), *[row(f"OLD-{n}") for n in range(2, 7)]))

    assert (made.state, told(made)) == ("refused", [(2, "收件时间", "不是日期或时间")])


def test_a_live_case_is_never_changed_by_an_old_ledger(by: User, contract: Contract) -> None:
    live = make_case(contract, item=ServiceItem.objects.get())

    made = uploaded(by, contract, workbook(row(live.number)))

    assert [reason for _row, _header, reason in told(made)] == ["是系统里登记的办件"]


def test_an_old_case_that_moved_on_here_is_changed_here_alone(by: User, contract: Contract) -> None:
    imported(by, contract, workbook(row("OLD-1", id_number=ID_NUMBER.lower())))
    Case.objects.update(revision=2)

    again = uploaded(by, contract, workbook(row("OLD-1", id_number=ID_NUMBER.lower()), row("OLD-2")))
    other = uploaded(by, contract, workbook(row("OLD-1", applicant="陈大力")))

    assert again.state == "ready" and not again.problems
    assert [number for number, _header, _reason in told(other)] == [2]
    assert (
        "已在系统里继续办理" in other.problems[0]["reason"]
        and "请在办件里更正" in other.problems[0]["remedy"]
    )


def test_a_platform_number_is_borne_once(by: User, contract: Contract) -> None:
    make_case(contract, item=ServiceItem.objects.get(), platform_number="P1")

    made = uploaded(
        by, contract, workbook(row(platform="P1"), row("OLD-2", platform="P2"), row("OLD-3", platform="P2"))
    )

    assert [(number, header) for number, header, _reason in told(made)] == [
        (2, "一体化平台编号"),
        (4, "一体化平台编号"),
    ]


def test_items_of_one_name_are_told_apart_by_department_or_code(by: User, contract: Contract) -> None:
    department = make_department(contract)
    twin = make_item(contract, name="食品经营许可", department=department)

    refused = uploaded(by, contract, workbook(row()))
    assert [reason for _row, _header, reason in told(refused)] == ["有 2 个同名事项"]
    imported(by, contract, workbook(row(department=department.name), row("OLD-2", item_code=twin.short_code)))

    assert set(Case.objects.values_list("item_id", flat=True)) == {twin.pk}


def test_window_clerk_and_unknown_columns(by: User, contract: Contract) -> None:
    window = make_window(contract, "07")
    data = workbook(row(window="7", clerk="王小二"), row("OLD-2", window="99"))

    imported(by, contract, data)

    first, second = Case.objects.order_by("number")
    assert (first.window, first.zone, first.note) == (window, window.zone, "原经办人 王小二")
    assert (second.window, second.note) == (None, "原窗口 99")


def test_a_named_department_and_kind_of_applicant_go_before_what_the_item_and_number_say(
    by: User, contract: Contract
) -> None:
    other, item = make_department(contract), ServiceItem.objects.get()
    named = {"department": other.name, "applicant_kind": "企业", "id_kind": "其他", "id_number": "K-12"}

    imported(by, contract, workbook(row(), row("OLD-2", **named)))

    first, second = Case.objects.order_by("number")
    assert (first.department, first.applicant_kind, first.id_kind) == (item.department, "person", "resident")
    assert (second.department, second.applicant_kind, second.id_kind) == (other, "organisation", "other")
    assert {(case.item, case.version, case.kind) for case in (first, second)} == {
        (item, item.current, item.current.kind)
    }
    assert {(case.clerk, case.venue, case.holder) for case in (first, second)} == {
        (by, contract.venues.get(), "archive")
    }


def test_ids_that_others_have_drawn_stay_theirs(
    by: User, contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    """django-import-export would set the counter of ids back to the newest committed case after every block."""
    reset: list[Any] = []
    monkeypatch.setattr(
        type(connection.ops), "sequence_reset_sql", lambda ops, style, models: reset.append(models) or []
    )

    imported(by, contract, workbook(row(), row("OLD-2")))

    assert Case.objects.count() == 2 and reset == []


def test_serials_of_old_cases_stand_apart(by: User, contract: Contract) -> None:
    day = at("2024-03-01 09:00")
    imported(by, contract, workbook(row("OLD-1", received=day), row("OLD-2", received=day)))
    imported(by, contract, workbook(row("OLD-3", received=day)))

    assert list(Case.objects.order_by("serial").values_list("serial", flat=True)) == [
        1_000_001,
        1_000_002,
        1_000_003,
    ]


def test_a_csv_file_comes_in_as_well(by: User, contract: Contract) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(
        [
            ["申报号", "审批服务项目名称", "申请姓名/单位", "收件时间", "办结时间", "颜色"],
            ["C-1", "食品经营许可", "海口椰树有限公司", "2024-03-01 09:00", "2024/3/4", "红"],
        ]
    )

    made = uploaded(by, contract, text.getvalue().encode("utf-8-sig"), "旧.csv")

    assert (made.state, made.unknown_columns) == ("ready", ["颜色"])


def test_called_off_in_the_middle_nothing_is_left_and_it_can_be_taken_again(
    by: User, contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = uploaded(by, contract, workbook(*[row(f"OLD-{number}") for number in range(20)]))
    made = take_old_ledger(by=by, at=timezone.now(), made=made)
    with monkeypatch.context() as patch:
        patch.setattr("records.runner.JobRun.cancelled", stopping_after(10))
        run_job(made.job)

    made.refresh_from_db()
    assert (made.state, Job.objects.get(pk=made.job).state) == ("ready", "cancelled")
    assert not Case.objects.exists() and not CaseEvent.objects.exists()
    made = take_old_ledger(by=by, at=timezone.now(), made=made)
    run_job(made.job)
    assert Case.objects.count() == 20


def stopping_after(rows: int) -> Any:
    seen = iter(range(rows))

    def cancelled(run: Any) -> None:
        if next(seen, None) is None:
            raise JobCancelled

    return cancelled


def test_progress_counts_rows_that_are_done(by: User, contract: Contract) -> None:
    made = imported(by, contract, workbook(*[row(f"OLD-{number}") for number in range(7)]))

    job = Job.objects.get(pk=made.job)
    assert (job.state, job.done, job.total) == ("done", 7, 7) and "新增 7" in job.message


def test_what_is_taken_or_given_up_cannot_be_taken_again(by: User, contract: Contract) -> None:
    done = imported(by, contract, workbook(row()))
    for step in (take_old_ledger, drop_old_ledger):
        with pytest.raises(OldLedgerRefused, match="已导入"):
            step(by=by, at=timezone.now(), made=done)


def test_a_file_that_is_none_is_stopped_at_the_gate(by: User, contract: Contract) -> None:
    with pytest.raises(FileRefused):
        upload_old_ledger(by=by, at=timezone.now(), contract=contract, name="a.xlsx", data=b"nothing")
    assert not OldLedger.objects.exists() and not Job.objects.exists()


def test_a_contract_without_a_hall_takes_no_cases(contract: Contract) -> None:
    sent = {"name": "a.xlsx", "data": workbook(row())}
    with pytest.raises(OldLedgerRefused, match="还没有登记大厅"):
        upload_old_ledger(by=member(Role.SUPERVISOR, contract), at=timezone.now(), contract=contract, **sent)


def test_what_was_checked_waits_sealed_and_in_place_of_the_file(by: User, contract: Contract) -> None:
    made = uploaded(by, contract, workbook(row()))

    assert not default_storage.exists(file_name(made))
    with default_storage.open(rows_name(made)) as body:
        assert ID_NUMBER.encode() not in body.read()
    drop_old_ledger(by=by, at=timezone.now(), made=made)
    assert not default_storage.exists(rows_name(made))


def test_a_number_registered_while_the_rows_were_judged_takes_nothing(
    by: User, contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = uploaded(by, contract, workbook(row(), row("OLD-2")))
    made = take_old_ledger(by=by, at=timezone.now(), made=made)
    with monkeypatch.context() as patch:
        taking = after(lambda: make_case(contract, number="OLD-2", item=ServiceItem.objects.get()))
        patch.setattr("windows.jobs.old_ledgers.write_blocks", taking)
        run_job(made.job)

    made.refresh_from_db()
    assert made.state == "ready" and "请再导入一次" in Job.objects.get(pk=made.job).message
    assert not OldCase.objects.exists()


def test_a_case_changed_while_the_rows_were_judged_takes_nothing(
    by: User, contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(by, contract, workbook(row(), row("OLD-2")))
    made = uploaded(by, contract, workbook(row(applicant="陈小明"), row("OLD-3")))
    made = take_old_ledger(by=by, at=timezone.now(), made=made)
    with monkeypatch.context() as patch:
        changing = Case.objects.filter(number="OLD-1")
        patch.setattr("windows.jobs.old_ledgers.write_blocks", after(lambda: changing.update(revision=9)))
        run_job(made.job)

    assert "OLD-1 在导入期间被改动" in Job.objects.get(pk=made.job).message
    assert Case.objects.count() == 2 and changing.get().applicant_name == "陈大明"


def after(something: Any) -> Any:
    """write_blocks, once something has happened between the judging and the writing."""

    def late(*given: Any) -> None:
        something()
        write_blocks(*given)

    return late


def test_texts_that_a_database_might_read_otherwise_come_in_as_they_stand(
    by: User, contract: Contract
) -> None:
    note = "反斜杠 \\N 制表\t换行\n结束 \\. “引号” %s"

    imported(by, contract, workbook(row(note=note)))

    assert Case.objects.get().note == note
