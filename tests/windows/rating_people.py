"""Those who meet over ratings on one contract, and ratings as the product records them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract, Organisation
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department, make_item, make_session
from windows.actions.rating_followups import StepTaken, take_step
from windows.actions.ratings import Said, Sender, record_rating
from windows.enums import RatingChannel
from windows.models import Case, Rating, RatingFollowUp

PHONE = "13812345678"
ALL_THE_WAY = ("contact", "verify", "rectify", "feedback", "call_back", "review")


@dataclass(frozen=True)
class Hall:
    """Shape: the liaison's department is that of every case made here."""

    contract: Contract
    item: Any
    session: Any
    clerk: User
    supervisor: User
    director: User
    assessor: User
    liaison: User

    @classmethod
    def of(cls, contract: Contract, department: Organisation | None = None) -> "Hall":
        department = department or make_department(contract)
        session = make_session(contract)
        return cls(
            contract, make_item(contract, department=department), session, session.clerk,
            member(Role.SUPERVISOR, contract), member(Role.DIRECTOR, contract), member(Role.ASSESSOR, contract),
            member(Role.LIAISON, contract, department=department),
        )  # fmt: skip

    def case(self, at: datetime | None = None, **values: Any) -> Case:
        at = at or timezone.now() - timedelta(hours=2)
        return make_case(self.contract, item=self.item, session=self.session, at=at, **values)

    def rate(self, level: int = 5, *, case: Case | None = None, **values: Any) -> Rating:
        """A rating of a fresh case; `said` parts by name (text, reasons, name, contact), the rest as the action's."""
        said = Said(
            level,
            **{name: values.pop(name) for name in ("text", "reasons", "name", "contact") if name in values},
        )
        data = {"at": timezone.now(), "channel": RatingChannel.PAGE, "sender": Sender()}
        return record_rating(visit=case or self.case(), said=said, **{**data, **values})

    def bad(self, *, real_name: bool = True, **values: Any) -> RatingFollowUp:
        if real_name:
            values |= {"name": "陈大明", "contact": PHONE}
        return self.rate(1, text="材料来回跑了三趟", reasons=("114",), **values).followup

    def go(
        self, followup: RatingFollowUp, *steps: str, by: User | None = None, at: datetime | None = None
    ) -> RatingFollowUp:
        """Take steps, each by whom it belongs to."""
        for step in steps:
            followup.refresh_from_db()
            person = by or {"review": self.assessor, "send_back": self.assessor}.get(step, self.liaison)
            taken = StepTaken(
                step, f"已{step}", planned_on=timezone.localdate() if step == "plan" else None,
                call_back_result="satisfied" if step == "call_back" else "",
            )  # fmt: skip
            take_step(
                by=person, at=at or timezone.now(), followup=followup, taken=taken, seen=followup.state,
                key=f"{step}-{followup.pk}-{timezone.now().timestamp()}",
            )  # fmt: skip
        followup.refresh_from_db()
        return followup
