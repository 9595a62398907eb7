"""One row and more for every ledger, brought there by the real actions where they are quick to call."""

import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_item, make_session
from tests.windows.fee_rows import make_fee
from tests.windows.papers import Hall, applicant, new_key
from windows.actions.issuance import issue_at_counter
from windows.actions.moves import of_ledger
from windows.enums import CaseState, ClockReason
from windows.models import (
    AssistOrder,
    CaseEvent,
    ClockStop,
    Complaint,
    Consultation,
    CrossRegionCase,
    QueueTicket,
    Rating,
    UnresolvedMatter,
)
from windows.queries.ledger_filters import departments_of


def everything(contract: Contract) -> None:
    """At least one row in each ledger of a contract, today."""
    session, now = make_session(contract), timezone.now()
    item = make_item(contract)
    for state in CaseState.values:
        make_case(
            contract, state, item=item, told_rounds=1, gap_due_on=timezone.localdate(), cross_region="national",
            delivery="post",
        )  # fmt: skip
    late = make_case(
        contract, CaseState.TRANSFERRED, item=item, due_on=timezone.localdate() - timedelta(days=3)
    )
    due = timezone.localdate().isoformat()
    for action, facts in (
        ("tell_once", {"due_on": due, "round": 1}),
        ("accept_gap", {"due_on": due, "papers": ["平面图"]}),
    ):
        CaseEvent.objects.create(
            case=late,
            contract=contract,
            **of_ledger(late, action),
            at=now,
            by=session.clerk,
            action=action,
            to_state=late.state,
            facts=facts,
        )
    CaseEvent.objects.create(
        case=late, contract=contract, at=now, by=session.clerk, action="close_gap", to_state=late.state
    )
    ClockStop.objects.create(
        case=late,
        reason=ClockReason.SPECIAL_STEP,
        name="现场核查",
        limit_days=5,
        started_at=now,
        started_by=session.clerk,
    )
    Rating.objects.create(
        contract=contract, case=late, visited_on=timezone.localdate(), department=late.department,
        window=session.window,
        level=5, source="active", channel="page", claimed_at=now, recorded_at=now,
    )  # fmt: skip
    _papers(contract, session.clerk, item)
    _registers(contract, session, now)


def _papers(contract: Contract, clerk: Any, item: Any) -> None:
    """One case out to the department, back with its result, and handed to the applicant."""
    department = departments_of(contract, clerk).get(pk=item.department_id)
    hall = Hall(
        contract, department, item, clerk, member(Role.LIAISON, contract, department=department),
        member(Role.SUPERVISOR, contract), clerk,
    )  # fmt: skip
    case = hall.ready()
    issue_at_counter(
        by=clerk, at=timezone.now(), contract=contract, cases=[case], taker=applicant(), key=new_key()
    )


def _registers(contract: Contract, session: Any, now: Any) -> None:
    common = {
        "contract": contract,
        "window": session.window,
        "recorded_at": now,
        "recorded_by": session.clerk,
    }
    common |= {"person_name": "符小芳"}
    today = timezone.localdate(now)
    Consultation.objects.create(
        **common, number="ZX-1", channel="phone", first_responder=session.clerk, question="怎样办理居住证？"
    )
    AssistOrder.objects.create(**common, number="BB-1", kind="guide", wish="代填申请表")
    UnresolvedMatter.objects.create(
        **common,
        number="BC-1",
        source="window",
        text="材料被退三次",
        owner=session.clerk,
        due_on=today,
        contact_by=today,
    )
    CrossRegionCase.objects.create(
        **common, number="KY-1", direction="out", kind="national", mode="online", other_hall="广州市政务服务中心",
        received_at=now,
    )  # fmt: skip
    Complaint.objects.create(
        **common, number="TS-1", channel="counter", kind="on_site", title="态度", text="说话生硬", owner=session.clerk,
        due_on=today,
    )  # fmt: skip
    make_fee(contract)
    QueueTicket.objects.create(
        contract=contract, venue=session.window.venue, day=today, number=secrets.token_hex(3), window=session.window,
        state="served", taken_at=now - timedelta(minutes=12), called_at=now,
    )  # fmt: skip
