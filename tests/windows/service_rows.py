"""One row of each service register, made through its own action."""

import secrets
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from windows.actions import assists, complaints, consultations, cross_region, matters, special_services

PHONE = "13800001234"


def make_row(
    register: str, contract: Contract, *, by: Any = None, at: datetime | None = None, **values: Any
) -> Any:
    """A row as the register's action opens it; `values` change its entry."""
    by, at = by or member(Role.SUPERVISOR, contract), at or timezone.now()
    action, entry, given = {
        "matter": (
            matters.open_matter, matters.MatterEntry,
            {"text": "跑了三次还没办成", "owner": by, "person_name": "陈大明", "phone": PHONE},
        ),
        "assist": (
            assists.request_assist, assists.AssistEntry,
            {"kind": "guide", "wish": "办理老年优待证", "person_name": "陈大明", "phone": PHONE},
        ),
        "consultation": (
            consultations.record_consultation, consultations.ConsultEntry,
            {"channel": "phone", "question": "新办食品经营许可要带什么", "person_name": "陈大明", "phone": PHONE},
        ),
        "cross": (
            cross_region.receive_cross, cross_region.CrossEntry,
            {
                "direction": "out", "kind": "national", "mode": "receive", "other_hall": "湛江市政务服务中心",
                "person_name": "陈大明", "identity_checked": True,
            },
        ),
        "special": (
            special_services.book_special, special_services.SpecialEntry,
            {"kind": "extended", "scheduled_at": at + timedelta(hours=2), "person_name": "陈大明"},
        ),
        "complaint": (
            complaints.open_complaint, complaints.ComplaintEntry,
            {"title": "等候太久", "text": "取号后等了一个小时", "owner": by, "person_name": "陈大明", "phone": PHONE},
        ),
        "claim": (
            special_services.receive_claim, special_services.ClaimEntry,
            {"policy": "小微企业用工补贴", "person_name": "海口椰林餐饮店", "amount_yuan": Decimal("3000.00")},
        ),
    }[register]  # fmt: skip
    return action(
        by=by, at=at, contract=contract, entry=entry(**{**given, **values}), key=secrets.token_hex(16)
    )
