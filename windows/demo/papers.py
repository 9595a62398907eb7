"""The papers' way over the days of the demo cases: handed over each afternoon, signed for, decided, given out."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists
from django.utils import timezone

from accounts.models import User
from contracts.models import Contract, Membership, Organisation
from contracts.queries import exceptional_days
from hall_ops.lib.permissions import ROLE_SIDES, Role
from hall_ops.lib.sealing import open_column
from hall_ops.lib.workdays import is_workday
from windows.actions.archive import close_box, open_box, put_in_box
from windows.actions.handover_lines import settle_lines
from windows.actions.handovers import Carriage, send_cases
from windows.actions.issuance import conclude_without_result, issue_at_counter
from windows.actions.issuance_identity import Taker
from windows.actions.parcels import Shipment, issue_by_post, settle_parcel
from windows.actions.results import Decision, decide_case
from windows.actions.shelf import put_on_shelf
from windows.actions.told import tell
from windows.enums import (
    ApplicantKind,
    CaseState,
    Delivery,
    Direction,
    HandOverState,
    Holder,
    LineKind,
    ParcelState,
    ResultKind,
    Taken,
)  # fmt: skip
from windows.models import Case, HandOver, Parcel
from windows.queries.handover import OPEN_LINE

ZONE = ZoneInfo("Asia/Shanghai")
NAMES = ["韩东明", "罗春燕", "蔡文静", "邢益民", "云惠芳", "冼国华", "莫小兰", "岑志远"]
MESSENGERS = ["符小明", "黎强"]
SHELVES = [f"{row}-{place:02}" for row in "AB" for place in range(1, 9)]
A_BOX = 12
COLLECTOR_ID = "460199198805060019"  # invented; the region belongs to nobody


@dataclass(frozen=True, slots=True)
class Hall:
    """Who passes papers around. Shape: liaisons by department id; the clerks take turns by day."""

    contract: Contract
    clerks: list[User]
    liaisons: dict[int, User]
    dice: random.Random

    def cases(self, **conditions: Any) -> list[Case]:
        rows = Case.objects.filter(contract=self.contract, **conditions)
        return list(rows.select_related("contract", "version", "venue").order_by("pk"))

    def clerk(self, at: datetime) -> User:
        return self.clerks[at.toordinal() % len(self.clerks)]

    def key(self, *parts: object) -> str:
        return "-".join(["demo-papers", *map(str, parts)])[:64]


def load(*, contract: Contract, people: dict[str, Any], now: datetime) -> None:
    """Bring the contract's cases on their way up to now, through the real actions. Safe to call once."""
    cases = Case.objects.filter(contract=contract, state=CaseState.ACCEPTED)
    first = cases.order_by("accepted_at").values_list("accepted_at", flat=True).first()
    seats = Membership.objects.filter(contract=contract, role=Role.CLERK, user__in=people.values())
    clerks = [each.user for each in seats.select_related("user").order_by("pk")]
    if first is None or not clerks:
        return
    departments = Organisation.objects.filter(pk__in=cases.values("department")).order_by("pk")
    liaisons = {each.pk: _liaison(contract, each, place, now) for place, each in enumerate(departments)}
    hall = Hall(contract, clerks, liaisons, random.Random(20260303))
    for day in _working_days(timezone.localdate(first), timezone.localdate(now)):
        for moment, step in _steps(day):
            if moment < now:
                step(hall, moment)
    _archive(hall, now)


def _liaison(contract: Contract, department: Organisation, place: int, now: datetime) -> User:
    """The department's contact, made where there is none."""
    found = Membership.objects.filter(contract=contract, role=Role.LIAISON, department=department).first()
    if found is not None:
        return found.user
    name = f"lianluo.{department.pk}"
    side = ROLE_SIDES[Role.LIAISON]
    user = User(
        username=name, name=NAMES[place % len(NAMES)], side=side, holder=f"G-{department.pk}-L", is_active=True,
        is_demo=True, created_at=now,
    )  # fmt: skip
    user.set_unusable_password()
    user.save()
    Membership.objects.create(
        user=user, contract=contract, role=Role.LIAISON, side=side, department=department,
        granted_at=now, confirmed_at=now,
    )  # fmt: skip
    return user


def _working_days(first: date, last: date) -> Iterator[date]:
    known = exceptional_days(first, last)
    for place in range((last - first).days + 1):
        day = first + timedelta(days=place)
        if is_workday(day, known):
            yield day


def _steps(day: date) -> list[tuple[datetime, Any]]:
    """The day's steps with their times."""
    times = [
        (time(9, 10), _confirm), (time(10, 30), _send_back), (time(11, 20), _give_out), (time(14, 40), _decide),
        (time(15, 20), _receive), (time(16, 10), _parcels), (time(16, 40), _hand_over), (time(17, 20), _on_spot),
    ]  # fmt: skip
    return [(datetime.combine(day, moment, ZONE), step) for moment, step in times]


def _carriage(hall: Hall) -> Carriage:
    return Carriage("messenger", messenger_name=hall.dice.choice(MESSENGERS), messenger_phone="13800138000")


# -- to the department and back -------------------------------------------------------------------------------------
def _hand_over(hall: Hall, at: datetime) -> None:
    rows = Case.objects.filter(~Exists(OPEN_LINE), accepted_at__lt=at, holder=Holder.WINDOW)
    cases = hall.cases(pk__in=rows.values("pk"), state=CaseState.ACCEPTED, handover_lines=None)
    if cases:
        send_cases(
            by=hall.clerk(at), at=at, contract=hall.contract, cases=cases, kind=LineKind.PAPERS,
            carriage=_carriage(hall), key=hall.key("out", at.date()),
        )  # fmt: skip


def _confirm(hall: Hall, at: datetime) -> None:
    """Every line of yesterday's batches; once an envelope is one paper short."""
    for batch in HandOver.objects.filter(
        contract=hall.contract, state=HandOverState.SENT, direction=Direction.OUT, sent_at__lt=at
    ).order_by("pk"):
        by, lines = hall.liaisons[batch.department_id], list(batch.lines.values_list("pk", flat=True))
        late = batch.serial % 9 == 8 and len(lines) > 1
        if late:
            settle_lines(
                by=by, at=at, batch=batch, lines=lines[-1:], outcome="missing", note="信封内没有这一件，请查找",
                key=hall.key("missing", batch.pk),
            )  # fmt: skip
        settle_lines(
            by=by, at=at, batch=batch, lines=lines[:-1] if late else lines, outcome="confirmed",
            key=hall.key("in", batch.pk),
        )  # fmt: skip


def _decide(hall: Hall, at: datetime) -> None:
    """About a third of what lies there each day, the first due first."""
    rows = hall.cases(state=CaseState.TRANSFERRED, holder=Holder.DEPARTMENT, stopped_since=None)
    for case in sorted(rows, key=lambda each: (each.due_on or at.date(), each.pk)):
        is_due = case.due_on is not None and case.due_on <= at.date() + timedelta(days=1)
        if not (is_due and hall.dice.random() < 0.9) and hall.dice.random() > 0.3:
            continue
        decide_case(
            by=hall.liaisons[case.department_id], at=at, case=case, revision=None, decision=_decision(hall, case, at),
            key=hall.key("decide", case.pk),
        )  # fmt: skip


def _decision(hall: Hall, case: Case, at: datetime) -> Decision:
    if hall.dice.random() < 0.05:
        return Decision("denied", ResultKind.OTHER, "不予许可决定书", reason="经营场所现场核查不符合要求")
    owed = case.materials.filter(taken=Taken.DEFERRED).exists()
    kind, name = case.version.result_kind, case.version.result_name
    number = f"〔{at.year}〕{hall.dice.randrange(1000, 9999)}"
    until = at.date() + timedelta(days=5 * 365) if kind == ResultKind.LICENCE else None
    return Decision("granted_gap" if owed else "granted", kind, name, number, at.date(), until)


def _send_back(hall: Hall, at: datetime) -> None:
    for department, by in hall.liaisons.items():
        rows = hall.cases(
            state=CaseState.DECIDED, holder=Holder.DEPARTMENT, department=department, decided_at__lt=at
        )
        cases = [
            case for case in rows if getattr(case, "result", None) and case.result.kind != ResultKind.NONE
        ]
        if cases:
            send_cases(
                by=by, at=at, contract=hall.contract, cases=cases, kind=LineKind.RESULT, carriage=_carriage(hall),
                key=hall.key("back", department, at.date()),
            )  # fmt: skip


# -- out of the hall ------------------------------------------------------------------------------------------------
def _receive(hall: Hall, at: datetime) -> None:
    """Results arrive, get their place, and most applicants are told."""
    for batch in HandOver.objects.filter(
        contract=hall.contract, state=HandOverState.SENT, direction=Direction.BACK, sent_at__lt=at
    ).order_by("pk"):
        settle_lines(
            by=hall.clerk(at), at=at, batch=batch, lines=list(batch.lines.values_list("pk", flat=True)),
            outcome="confirmed", place=hall.dice.choice(SHELVES), key=hall.key("received", batch.pk),
        )  # fmt: skip
        for case in hall.cases(handover_lines__batch=batch, state=CaseState.READY):
            way, outcome = hall.dice.choices(
                [("sms", ""), ("phone", "reached"), ("phone", "no_answer"), ("", "")], [5, 2, 1, 2]
            )[0]
            if way and not (way == "sms" and case.phone_sealed is None):
                tell(
                    by=hall.clerk(at),
                    at=at,
                    cases=[case],
                    way=way,
                    outcome=outcome,
                    key=hall.key("tell", case.pk),
                )


def _give_out(hall: Hall, at: datetime) -> None:
    """Some of what lies on the shelf is fetched, some is posted; what was concluded on the spot goes at once."""
    for case in hall.cases(state=CaseState.READY, holder=Holder.SHELF):
        drawn = hall.dice.random()
        if drawn < 0.4:
            _at_counter(hall, case, at)
        elif drawn < 0.5:
            _by_post(hall, case, at)


def _on_spot(hall: Hall, at: datetime) -> None:
    for case in hall.cases(state=CaseState.DECIDED, holder=Holder.WINDOW, decided_at__lt=at):
        moment = min(at, (case.decided_at or at) + timedelta(minutes=3))
        if case.version.result_kind == ResultKind.NONE or case.delivery == Delivery.NONE:
            conclude_without_result(by=hall.clerk(at), at=moment, cases=[case], key=hall.key("none", case.pk))
        elif hall.dice.random() < 0.9:
            _at_counter(hall, case, moment)
        else:
            put_on_shelf(by=hall.clerk(at), at=moment, case=case, place=hall.dice.choice(SHELVES))


def _at_counter(hall: Hall, case: Case, at: datetime) -> None:
    person = case.applicant_kind == ApplicantKind.PERSON and case.id_index is not None
    if person:
        taker = Taker("applicant", "", case.id_kind, open_column(case, "id"))
    else:
        name = case.contact_name or "符晓燕"
        taker = Taker("other", name, "resident", COLLECTOR_ID, f"介绍信 {at:%Y-%m-%d}")
    issue_at_counter(
        by=hall.clerk(at),
        at=at,
        contract=hall.contract,
        cases=[case],
        taker=taker,
        key=hall.key("issue", case.pk),
    )


def _by_post(hall: Hall, case: Case, at: datetime) -> None:
    number = f"EA{hall.dice.randrange(10**9):09}CN"
    to = Shipment(
        "EMS", number, case.contact_name or case.applicant_name, "13800138000", "海口市龙华区滨海大道 1 号"
    )
    issue_by_post(
        by=hall.clerk(at),
        at=at,
        contract=hall.contract,
        cases=[case],
        shipment=to,
        key=hall.key("post", case.pk),
    )


def _parcels(hall: Hall, at: datetime) -> None:
    """What was posted days ago arrived; one came back."""
    for parcel in Parcel.objects.filter(
        contract=hall.contract, state=ParcelState.SENT, sent_at__lt=at - timedelta(days=2)
    ).order_by("pk"):
        back = parcel.pk % 6 == 0
        settle_parcel(
            by=hall.clerk(at), at=at, parcel=parcel, outcome="returned" if back else "delivered",
            note="收件人不在，两次投递未果" if back else "", place="R-01" if back else "",
            key=hall.key("parcel", parcel.pk),
        )  # fmt: skip


def _archive(hall: Hall, now: datetime) -> None:
    """The oldest dozen in a closed box, the next few in an open one."""
    rows = [case for case in hall.cases(state=CaseState.ISSUED) if case.holder == Holder.APPLICANT]
    cases = sorted(rows, key=lambda each: each.issued_at or now)
    for place, part in enumerate((cases[:A_BOX], cases[A_BOX : A_BOX + 5])):
        if part:
            box = open_box(
                by=hall.clerk(now), at=now, contract=hall.contract, place="档案室 2 排 3 柜", title="综合窗口即办件",
                key=hall.key("box", place),
            )  # fmt: skip
            for case in part:
                put_in_box(by=hall.clerk(now), at=now, box=box, case=case)
            if place == 0:
                close_box(by=hall.clerk(now), at=now, box=box)
