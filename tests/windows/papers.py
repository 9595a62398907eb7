"""Cases on their way between window, department and applicant, brought there by the real actions."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract, Organisation
from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import label_of, sealed_pair
from tests.factories.contracts import ContractFactory, MembershipFactory, member
from tests.factories.windows import make_case, make_department, make_item, make_session
from windows.actions.handover_lines import settle_lines
from windows.actions.handovers import Carriage, add_case, send_batch, send_cases
from windows.actions.issuance_identity import Taker
from windows.actions.parcels import Shipment
from windows.actions.results import Decision, decide_case
from windows.actions.shelf import put_on_shelf
from windows.enums import CaseState, LineKind, LineOutcome
from windows.models import Case, HandOver, HandOverLine, ServiceItem

ID_NUMBER = "110105199003078510"  # made up; its check digit is right
AGENT_ID = "460100199003078017"
PHONE = "13800138000"
HOME = Shipment("EMS", "EA123456789CN", "陈大明", PHONE, "滨湖路 1 号")
MESSENGER = Carriage("messenger", messenger_name="符小明", messenger_phone=PHONE)


def new_key() -> str:
    return secrets.token_hex(16)


@dataclass(frozen=True)
class Hall:
    """One contract with the people who pass papers around in it."""

    contract: Contract
    department: Organisation
    item: ServiceItem
    clerk: User
    liaison: User
    supervisor: User
    stranger: User

    def case(self, state: str = CaseState.ACCEPTED, **values: Any) -> Case:
        """A case whose applicant has a number and a telephone on record."""
        case = make_case(self.contract, state, item=self.item, **values)
        columns: dict[str, Any] = {}
        label = label_of(Case, "id")
        columns["id_sealed"], columns["id_index"] = sealed_pair(ID_NUMBER, label=label, uid=case.uid)
        label = label_of(Case, "phone")
        columns["phone_sealed"], columns["phone_index"] = sealed_pair(PHONE, label=label, uid=case.uid)
        Case.objects.filter(pk=case.pk).update(**columns)
        return Case.objects.get(pk=case.pk)

    def sent(self, *cases: Case) -> HandOver:
        """A batch on its way to the department."""
        now = timezone.now()
        lines = [add_case(by=self.clerk, at=now, case=case) for case in cases]
        return send_batch(by=self.clerk, at=now, batch=lines[0].batch, carriage=MESSENGER, key=new_key())

    def settled(
        self, batch: HandOver, outcome: str = LineOutcome.CONFIRMED, *lines: HandOverLine, **values: Any
    ) -> HandOver:
        """The batch with these lines, or every one, settled by whoever receives it."""
        values.setdefault("by", self.liaison if batch.direction == "out" else self.clerk)
        chosen = [line.pk for line in lines or batch.lines.all()]
        return settle_lines(
            at=timezone.now(), batch=batch, lines=chosen, outcome=outcome, key=new_key(), **values
        )

    def with_department(self, *cases: Case) -> list[Case]:
        """Cases whose papers the department has signed for."""
        self.settled(self.sent(*cases))
        return [fresh(case) for case in cases]

    def decide(self, case: Case, **values: Any) -> Case:
        decision = Decision(
            **{"outcome": "granted", "number": f"JY{case.pk:08}", "valid_from": date(2026, 7, 1), **values}
        )
        decide_case(
            by=self.liaison, at=timezone.now(), case=case, revision=None, decision=decision, key=new_key()
        )
        return fresh(case)

    def returning(self, *cases: Case) -> HandOver:
        """A batch of results on its way to the window."""
        return send_cases(
            by=self.liaison, at=timezone.now(), contract=self.contract, cases=cases, kind=LineKind.RESULT,
            carriage=MESSENGER, key=new_key(),
        )[0]  # fmt: skip

    def ready(self, place: str = "A-01") -> Case:
        """A case on the shelf, brought there by every step."""
        (case,) = self.with_department(self.case())
        self.settled(self.returning(self.decide(case)), place=place)
        return fresh(case)

    def shelved(self, **values: Any) -> Case:
        """A case on the shelf, placed there directly: quick, without its history."""
        case = self.case(CaseState.DECIDED, holder="window", **values)
        return put_on_shelf(by=self.clerk, at=timezone.now(), case=case, place="B-02")


def fresh(case: Case) -> Case:
    return Case.objects.select_related("contract", "version").get(pk=case.pk)


def applicant(**values: str) -> Taker:
    """The applicant at the counter with the right document."""
    return Taker(
        **{
            "collector": "applicant",
            "name": "陈大明",
            "id_kind": "resident",
            "id_number": ID_NUMBER,
            **values,
        }
    )  # type: ignore[arg-type]


def make_hall(contract: Contract | None = None) -> Hall:
    contract = contract or ContractFactory()
    department = make_department(contract)
    clerk = member(Role.CLERK, contract)
    make_session(contract, clerk)
    liaison = MembershipFactory(role=Role.LIAISON, contract=contract, department=department).user
    return Hall(
        contract=contract, department=department, item=make_item(contract, department=department), clerk=clerk,
        liaison=liaison, supervisor=member(Role.SUPERVISOR, contract), stranger=member(Role.CLERK, ContractFactory()),
    )  # fmt: skip
