"""A ledger as a file: who may, what stands in it, watermark, one download, expiry, taking up after a break."""

import hashlib
import io
import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent, Job
from records.runner import JobCancelled, run_job
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department, make_item
from tests.windows.ledger_rows import everything
from windows.actions.carriers import expire_carriers
from windows.actions.export_requests import approve_export, ask_for_export
from windows.enums import CarrierState, CaseState
from windows.jobs.ledgers import delete_export_files
from windows.models import Carrier, ExportRequest
from windows.reports.ledgers import ledgers

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


@pytest.fixture(autouse=True)
def _own_media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def assessor(contract: Contract) -> User:
    return member(Role.ASSESSOR, contract)


def url(contract: Contract, query: str = "", ledger: str = "acceptance") -> str:
    return reverse("windows:ledger-export", args=[contract.slug, ledger]) + query


def sent(**more: str) -> dict[str, str]:
    return {"key": secrets.token_hex(16), "purpose": "月度分析，看后删除", **more}


def exported(
    client: Client, contract: Contract, query: str = "", ledger: str = "acceptance", **more: str
) -> Carrier:
    """Start the job over the screen and let it run."""
    response = client.post(url(contract, query, ledger), sent(**more))
    assert response.status_code == 302, response.content.decode()[:2000]
    job = Job.objects.latest("pk")
    assert run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.message
    return Carrier.objects.latest("pk")


def file_url(carrier: Carrier) -> str:
    return reverse("windows:ledger-export-file", args=[carrier.contract.slug, carrier.pk])


def downloaded(client: Client, carrier: Carrier) -> bytes:
    return b"".join(client.post(file_url(carrier)).streaming_content)


def rows_of(body: bytes) -> list[tuple[Any, ...]]:
    return list(load_workbook(io.BytesIO(body)).active.values)


def test_ledger_export_writes_the_filtered_rows_masked_with_a_mark(
    contract: Contract, assessor: User, client_for: ClientFor
) -> None:
    client = client_for(assessor)
    shown = make_case(contract, CaseState.ACCEPTED, applicant_name="陈大明")
    make_case(contract, CaseState.WITHDRAWN)

    carrier = exported(
        client, contract, "?state=accepted&columns=number&columns=applicant&columns=registered"
    )
    body = downloaded(client, carrier)

    rows = rows_of(body)
    assert carrier.number in rows[0][0] and assessor.name in rows[0][0]
    assert rows[1][0] == "受理台账" and rows[2] == ("申报号", "申请姓名/单位", "收件时间")
    assert rows[3][:2] == (shown.number, "陈**") and len(rows) == 4
    assert rows[3][2] == timezone.localtime(shown.registered_at).replace(tzinfo=None, microsecond=0)
    assert (carrier.rows, carrier.sha256) == (1, hashlib.sha256(body).hexdigest())
    assert ["状态", "已受理"] in carrier.filters and carrier.columns == [
        "申报号",
        "申请姓名/单位",
        "收件时间",
    ]


def test_ledger_export_of_every_ledger_with_all_columns(
    contract: Contract, assessor: User, client_for: ClientFor
) -> None:
    everything(contract)
    client = client_for(assessor)
    for key, ledger in ledgers().items():
        carrier = exported(client, contract, "?span=all", key, all_columns="on")
        rows = rows_of(downloaded(client, carrier))
        assert rows[2] == tuple(str(column.title) for column in ledger.columns), key
        assert len(rows) > 3, key


def test_ledger_export_holds_no_formula_and_no_secret(
    contract: Contract, assessor: User, client_for: ClientFor
) -> None:
    client = client_for(assessor)
    make_case(contract, project_name="=1+1", note="@SUM(1)", applicant_name="黎小花")

    body = downloaded(client, exported(client, contract, all_columns="on"))

    cells = [cell for row in load_workbook(io.BytesIO(body)).active for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=1+1" in [cell.value for cell in cells] and "黎小花" not in [cell.value for cell in cells]


def test_ledger_export_is_downloaded_once_by_its_maker(
    contract: Contract, assessor: User, client_for: ClientFor
) -> None:
    make_case(contract)
    client, other = client_for(assessor), client_for(member(Role.ASSESSOR, contract))
    carrier = exported(client, contract)

    assert (
        other.get(file_url(carrier)).status_code == 404 and other.post(file_url(carrier)).status_code == 404
    )
    assert "只能下载一次" in client.get(file_url(carrier)).content.decode()
    assert downloaded(client, carrier)[:2] == b"PK"
    again = client.post(file_url(carrier))
    assert again.status_code == 409 and "已下载过一次" in again.content.decode()
    assert default_storage.listdir("exports")[1] == []
    assert AuditEvent.objects.filter(action="carrier.take").count() == 1


def test_ledger_export_needs_an_approval_of_who_has_no_right(
    contract: Contract, assessor: User, client_for: ClientFor
) -> None:
    supervisor = member(Role.SUPERVISOR, contract)
    client = client_for(supervisor)
    make_case(contract, CaseState.ACCEPTED)
    make_case(contract, CaseState.REGISTERED)

    refused = client.get(url(contract))
    assert refused.status_code == 409 and "须先提出申请" in refused.content.decode()
    approval = approved(contract, supervisor, assessor, "span=all&state=accepted")
    carrier = exported(client, contract, f"?state=registered&request={approval.pk}")

    assert carrier.rows == 1 and carrier.request == approval and ["状态", "已受理"] in carrier.filters
    second = client.post(url(contract, f"?request={approval.pk}"), sent())
    run_job(Job.objects.latest("pk").pk)
    assert second.status_code == 302 and Job.objects.latest("pk").state == "failed"
    assert "已经用过一次" in Job.objects.latest("pk").message


def approved(contract: Contract, by: User, assessor: User, query: str) -> ExportRequest:
    now = timezone.now()
    asking = ask_for_export(
        by=by, at=now, contract=contract, ledger="acceptance", title="受理台账", query=query, filters=[],
        purpose="复盘", key=secrets.token_hex(16),
    )  # fmt: skip
    approve_export(by=assessor, at=now, request=asking)
    return ExportRequest.objects.get(pk=asking.pk)


def test_ledger_export_takes_nobody_elses_approval(
    contract: Contract, assessor: User, client_for: ClientFor
) -> None:
    theirs = approved(contract, member(Role.SUPERVISOR, contract), assessor, "span=all")
    client = client_for(member(Role.SUPERVISOR, contract))

    assert client.post(url(contract, f"?request={theirs.pk}"), sent()).status_code == 409
    assert client.get(url(contract, "?request=999999")).status_code == 404
    assert client.get(url(contract, "?request=x")).status_code == 404


def test_ledger_export_of_a_liaison_holds_their_department_only(
    contract: Contract, assessor: User, client_for: ClientFor
) -> None:
    department = make_department(contract)
    ours = make_case(contract, item=make_item(contract, department=department))
    make_case(contract)
    liaison = member(Role.LIAISON, contract, department=department)
    client = client_for(liaison)

    carrier = exported(client, contract, f"?request={approved(contract, liaison, assessor, 'span=all').pk}")

    assert [row[0] for row in rows_of(downloaded(client, carrier))[3:]] == [ours.number]


def test_ledger_export_sent_twice_is_one_job(
    contract: Contract, assessor: User, client_for: ClientFor
) -> None:
    client, form = client_for(assessor), sent()
    addresses = [client.post(url(contract), form).headers["Location"] for _each in range(2)]

    assert addresses[0] == addresses[1] and Job.objects.count() == 1


def test_ledger_export_without_a_purpose_is_refused(
    contract: Contract, assessor: User, client_for: ClientFor
) -> None:
    response = client_for(assessor).post(url(contract), sent(purpose=""))

    assert response.status_code == 422 and not Job.objects.exists()


def test_ledger_export_called_off_leaves_its_number_and_no_file(
    contract: Contract, assessor: User, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_case(contract)
    client = client_for(assessor)
    client.post(url(contract), sent())
    monkeypatch.setattr("records.runner.JobRun.cancelled", lambda run: (_ for _ in ()).throw(JobCancelled()))

    run_job(Job.objects.get().pk)

    assert (Job.objects.get().state, Job.objects.get().message[-10:]) == ("cancelled", "批准的申请没有用掉。")
    carrier = Carrier.objects.get()
    assert (carrier.state, carrier.problem) == (CarrierState.FAILED, "已取消")
    assert not default_storage.exists("exports") or default_storage.listdir("exports")[1] == []


def test_ledger_export_done_again_after_a_break_is_one_carrier(
    contract: Contract, assessor: User, client_for: ClientFor
) -> None:
    """The worker was lost after the file was written: the second try finds it finished."""
    make_case(contract)
    carrier = exported(client_for(assessor), contract)
    job = Job.objects.get()
    Job.objects.filter(pk=job.pk).update(state="queued", finished_at=None)

    run_job(job.pk)

    assert Carrier.objects.get() == carrier and Job.objects.get().state == "done"


def test_ledger_export_not_taken_in_time_is_deleted(
    contract: Contract, assessor: User, client_for: ClientFor
) -> None:
    client = client_for(assessor)
    kept, late = exported(client, contract), exported(client, contract)
    Carrier.objects.filter(pk=late.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    expire_carriers(at=timezone.now())

    delete_export_files()

    assert default_storage.listdir("exports")[1] == [f"{kept.key}.xlsx"]
    assert client.post(file_url(late)).status_code == 409
    assert "回到台账重新导出" in client.get(file_url(late)).content.decode()


def test_ledger_export_is_shut(contract: Contract, other_contract: Contract, client_for: ClientFor) -> None:
    assert client_for(member(Role.CLERK, contract)).get(url(contract)).status_code == 403
    assert client_for(member(Role.ASSESSOR, other_contract)).get(url(contract)).status_code == 404
    assert client_for(member(Role.ASSESSOR, contract)).get(url(contract, ledger="nothing")).status_code == 404
