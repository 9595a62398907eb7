"""What lies with a department: to decide, decided and to send back."""

from typing import Any

from django.db.models import Exists, QuerySet

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from windows.enums import CaseState, Holder, Taken
from windows.models import Case
from windows.queries.handover import OPEN_LINE

SHOWN_WITH = ("version", "item")


def to_decide(user: Any, contract: Contract) -> QuerySet[Case]:
    """Cases whose papers the department signed for, the first due first; not those it is sending back."""
    rows = Case.objects.allowed(user, Permission.CASE_DECIDE).in_contract(contract)
    rows = rows.filter(~Exists(OPEN_LINE), state=CaseState.TRANSFERRED, holder=Holder.DEPARTMENT)
    return rows.select_related(*SHOWN_WITH).order_by("due_on", "pk")


def to_send_back(user: Any, contract: Contract) -> QuerySet[Case]:
    """Decided cases whose result is still with the department, the oldest decision first."""
    rows = Case.objects.allowed(user, Permission.CASE_DECIDE).in_contract(contract)
    rows = rows.filter(~Exists(OPEN_LINE), state=CaseState.DECIDED, holder=Holder.DEPARTMENT)
    return rows.select_related(*SHOWN_WITH, "result").order_by("decided_at", "pk")


def owed_papers(case: Case) -> list[str]:
    """Papers accepted with a gap that have not come. One query."""
    return list(case.materials.filter(taken=Taken.DEFERRED).values_list("name", flat=True))
