"""Carriers in each of their states, made by the actions."""

import secrets
from datetime import datetime
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from windows.actions.carriers import finish_carrier, register_carrier, take_carrier
from windows.actions.export_requests import approve_export, ask_for_export
from windows.models import Carrier, ExportRequest

HASH = "ab" * 32


def asked(contract: Contract, by: Any = None, **values: Any) -> ExportRequest:
    """A request that waits."""
    values = {"ledger": "acceptance", "title": "受理台账", "purpose": "三月业务分析"} | values
    return ask_for_export(
        by=by or member(Role.SUPERVISOR, contract), at=timezone.now(), contract=contract, key=secrets.token_hex(8),
        **values,
    )  # fmt: skip


def approved(contract: Contract, by: Any = None, at: datetime | None = None) -> ExportRequest:
    request = asked(contract, by)
    return approve_export(
        by=member(Role.ASSESSOR, contract), at=at or timezone.now(), request=request, reason="同意"
    )


def registered(contract: Contract, *, by: Any = None, at: datetime | None = None, **values: Any) -> Carrier:
    """A carrier of the assessor's, or by an approved request."""
    by = by or member(Role.ASSESSOR, contract)
    values = {
        "key": secrets.token_hex(8), "kind": "excel", "ledger": "acceptance", "title": "受理台账",
        "filters": [("登记日期", "2026-03-01 至 2026-03-31")], "columns": ["办件编号", "申请人"], "purpose": "月度分析",
    } | values  # fmt: skip
    return register_carrier(by=by, at=at or timezone.now(), contract=contract, **values)


def ready(contract: Contract, *, by: Any = None, at: datetime | None = None, **values: Any) -> Carrier:
    at = at or timezone.now()
    made = registered(contract, by=by, at=at, **values)
    return finish_carrier(at=at, carrier=made, sha256=HASH, size=2048, rows=120)


def taken(contract: Contract, *, by: Any = None, at: datetime | None = None) -> Carrier:
    """A supervisor's carrier that is to be given back."""
    at = at or timezone.now()
    by = by or member(Role.SUPERVISOR, contract)
    request = approved(contract, by, at)
    return take_carrier(by=by, at=at, carrier=ready(contract, by=by, at=at, request=request))
