"""The end of a contract in each of its states, brought there by the steps."""

import io
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import timezone
from PIL import Image

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import Job
from tests.factories.contracts import member
from tests.factories.jobs import run_of
from windows.actions.carriers import take_carrier
from windows.actions.data_returns import CopyEntry, destroy, hand_over, list_copy, open_return, receive
from windows.actions.return_packages import start_package
from windows.jobs.data_returns import write_package
from windows.models import DataReturn

COPY = CopyEntry("paper", "受理材料复印件", "2 号柜", 3, "return")


def picture() -> tuple[str, bytes]:
    body = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(body, "PNG")
    return "粉碎.png", body.getvalue()


def ended(contract: Contract) -> Contract:
    """The contract, its last day of service yesterday."""
    day = timezone.localdate() - timedelta(days=1)
    Contract.objects.filter(pk=contract.pk).update(starts_on=day - timedelta(days=700), ends_on=day)
    return Contract.objects.get(pk=contract.pk)


def handed(contract: Contract, by: Any = None) -> DataReturn:
    by = by or member(Role.SUPERVISOR, contract)
    row = open_return(by=by, at=timezone.now(), contract=contract)
    list_copy(by=by, at=timezone.now(), row=row, entry=COPY)
    return hand_over(by=by, at=timezone.now(), row=row)


def packed(row: DataReturn, folder: Path, by: Any) -> Job:
    """The package, written by the job's own function."""
    job = start_package(by=by, at=timezone.now(), row=row, carrier=secrets.token_hex(16))
    write_package(run_of(job, folder))
    row.refresh_from_db()
    return job


def received(contract: Contract, folder: Path, system_data: str = "keep", by: Any = None) -> DataReturn:
    row, by = handed(contract), by or member(Role.ASSESSOR, contract)
    packed(row, folder, by)
    take_carrier(by=by, at=timezone.now(), carrier=row.package)
    return receive(by=by, at=timezone.now(), row=row, system_data=system_data)


def destroyed_return(contract: Contract, system_data: str = "keep", at: datetime | None = None) -> DataReturn:
    with TemporaryDirectory() as folder:
        row = received(contract, Path(folder), system_data)
    by = member(Role.DIRECTOR, contract)
    return destroy(by=by, at=at or timezone.now(), row=row, how="现场碎纸", proof=picture())
