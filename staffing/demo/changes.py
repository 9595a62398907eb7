"""The demo hall's personnel changes: one who left and is missed, a promotion, and changes that wait for somebody."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from staffing.actions.change_done import Carried, carry_out
from staffing.actions.changes import Wanted, answer_change, mark_platform, open_change
from staffing.actions.roster import monday_of
from staffing.demo.days import SETTLED, last_friday, office
from staffing.demo.people import SECOND_TEAM
from staffing.enums import ChangeKind, ProposedBy
from staffing.models import Person, StaffChange

LEFT, PROMOTED = "韩雪", "陈启明"
DAY = timedelta(days=1)


def load(*, contract: Contract, people: dict[str, User], now: datetime, seats: dict[int, int]) -> None:
    """Call before the roster is made: whoever left or leads is planned as such."""
    today = timezone.localdate(now)
    if today - contract.starts_on < SETTLED:
        return
    file = {person.name: person for person in Person.objects.filter(contract=contract)}
    director, assessor, approver = (people[name] for name in ("zhou.zongjian", "fu.kaohe", "chen.pizhun"))

    def opened(at: datetime, wanted: Wanted) -> StaffChange:
        key = f"demo-change-{wanted.person.number}"
        return open_change(by=director, at=at, contract=contract, wanted=wanted, key=key)

    def agreed(at: datetime, by: User, wanted: Wanted) -> StaffChange:
        change = opened(at, wanted)
        return answer_change(by=by, at=at + 2 * DAY, change=change, consent=True, note="同意，请做好工作交接")

    _left(director, last_friday(today), agreed, assessor, file[LEFT])
    _promoted(director, monday_of(today) - 21 * DAY, agreed, approver, file[PROMOTED], contract)
    move = Wanted(
        ChangeKind.MOVE, file["邢丽娜"], ProposedBy.CONTRACTOR, "两个班组业务量不均，调整一人",
        monday_of(today) + 7 * DAY, to_team=contract.teams.exclude(name=SECOND_TEAM).first(),
    )  # fmt: skip
    agreed(office(today - 9 * DAY, 10), assessor, move)
    going = Wanted(
        ChangeKind.LEAVE, file["杜若兰"], ProposedBy.PERSON, "随家人迁往外地，提前书面告知", today + 12 * DAY
    )
    agreed(office(today - 6 * DAY, 11), assessor, going)
    replaced = Wanted(
        ChangeKind.REPLACE, file["云志强"], ProposedBy.CONTRACTOR, "连续两季考评末位，再培训后仍未达标",
        today + 17 * DAY,
    )  # fmt: skip
    opened(office(today - 2 * DAY, 15), replaced)


def _left(director: User, day: date, agreed: Any, assessor: User, person: Person) -> None:
    """Told three weeks ahead, consented to, gone; nobody follows yet, and the platform still shows them."""
    wanted = Wanted(ChangeKind.LEAVE, person, ProposedBy.PERSON, "考取外省研究生，本人申请离职", day)
    change = agreed(office(day - 22 * DAY, 9), assessor, wanted)
    carry_out(by=director, at=office(day, 17, 30), change=change, carried=Carried(day))


def _promoted(
    director: User, day: date, agreed: Any, approver: User, person: Person, contract: Contract
) -> None:
    team = contract.teams.get(name=SECOND_TEAM)
    wanted = Wanted(
        ChangeKind.PROMOTE,
        person,
        ProposedBy.CONTRACTOR,
        "新设综合窗口二班，由业务骨干任班组长",
        day,
        to_team=team,
    )
    change = agreed(office(day - 18 * DAY, 9), approver, wanted)
    change = carry_out(by=director, at=office(day, 8, 30), change=change, carried=Carried(day))
    mark_platform(by=director, at=office(day, 17), change=change, note="")
