"""What the demo hall's people hold and have proved: uniforms, badges, medicals, insurance, certificates, exams."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from staffing.actions.papers import add_papers, settle_paper
from staffing.actions.uniforms import accept_lot, add_lot
from staffing.demo.changes import LEFT
from staffing.demo.days import last_friday, office
from staffing.enums import ExamKind, InsuranceKind
from staffing.models import Badge, Person

CERTIFICATE = "行政办事员（政务服务综合窗口办事员）"
# Who holds which level, and in how many days it ends; the others hold none, one of the two team leaders among them.
LEVELS = {
    "周明远": (3, 700), "吴秀兰": (4, 500), "黄立新": (4, 430), "李婷": (5, 400), "莫少琴": (5, 24), "符传宝": (4, 800),
    "王海燕": (5, 600), "邢丽娜": (5, -11), "符小妹": (5, 350),
}  # fmt: skip
INSURED = (
    InsuranceKind.PENSION, InsuranceKind.MEDICAL, InsuranceKind.UNEMPLOYMENT, InsuranceKind.INJURY,
    InsuranceKind.MATERNITY, InsuranceKind.HOUSING_FUND,
)  # fmt: skip
# Of whom the files still lack the insurance, so that the lists have work.
UNINSURED = ("黎明哲", "麦青")
LOST, MEDICAL_DUE, MEDICAL_OVER = "叶思颖", "符传宝", "曾令华"
SIZES = ("S", "M", "L", "XL")
EXAMS = (("李婷", "96.0"), ("莫少琴", "88.5"), ("符传宝", "91.0"), ("叶思颖", "58.0"), ("王海燕", "84.0"))


def load(*, contract: Contract, people: dict[str, User], now: datetime, seats: dict[int, int]) -> None:
    director, today = people["zhou.zongjian"], timezone.localdate(now)
    file = {person.name: person for person in Person.objects.filter(contract=contract).order_by("number")}
    _insurance(director, contract, [person for name, person in file.items() if name not in UNINSURED])
    _medicals(director, contract.starts_on, today, file)
    _badges(director, contract.starts_on, today, file)
    _uniforms(director, contract, today, list(file.values()))
    _certificates(director, today, file)
    _exams(director, contract.starts_on, today, file)


def _keep(by: User, day: date, person: Person, kind: str, *entries: dict[str, Any]) -> None:
    add_papers(by=by, at=office(day, 10), person=person, kind=kind, entries=entries)


def _insurance(by: User, contract: Contract, people: list[Person]) -> None:
    month = contract.starts_on.replace(day=1)
    for person in people:
        _keep(
            by,
            contract.starts_on,
            person,
            "insurance",
            *({"kind": kind, "from_month": month} for kind in INSURED),
        )


def _medicals(by: User, start: date, today: date, file: dict[str, Person]) -> None:
    """Looked at again during the year: one is due soon, one is over."""
    for name, days in ((MEDICAL_DUE, 12), (MEDICAL_OVER, -6)):
        checked, due = start + timedelta(days=1), today + timedelta(days=days)
        if checked < min(due, today):
            _keep(
                by, checked, file[name], "medical", {"checked_on": checked, "fit": True, "next_due_on": due}
            )


def _badges(by: User, start: date, today: date, file: dict[str, Person]) -> None:
    """One lost and replaced; the one who left handed theirs back."""
    lost = max(start, today - timedelta(days=25))
    _settled(by, office(lost, 18), file[LOST], {"lost_on": lost})
    _keep(by, lost, file[LOST], "badge", {"number": "031", "issued_on": lost})
    if file[LEFT].left_at is not None:
        day = last_friday(today)
        _settled(by, office(day, 17, 40), file[LEFT], {"returned_on": day})


def _settled(by: User, at: datetime, person: Person, values: dict[str, date]) -> None:
    badge = Badge.objects.get(person=person, lost_on=None, returned_on=None)
    settle_paper(by=by, at=at, person=person, kind="badge", paper=badge.pk, values=values)


def _uniforms(by: User, contract: Contract, today: date, people: list[Person]) -> None:
    """Summer clothes worn since spring, their warranty nearly over; the suits for winter wait for acceptance."""
    wanted = sum(post.headcount for post in contract.posts.filter(counted=True))
    of = {"summer": 0, "winter": 0, "waistcoat": 0, "jacket": 0}
    summer = add_lot(
        by=by, contract=contract, name="夏季工服", people=wanted, pieces=of | {"summer": 2, "waistcoat": 1}
    )
    add_lot(by=by, contract=contract, name="秋冬工服", people=wanted, pieces=of | {"winter": 2, "jacket": 1})
    accepted = min(contract.starts_on + timedelta(days=18), today)
    accept_lot(
        by=by,
        at=office(accepted, 15),
        lot=summer,
        accepted_on=accepted,
        warranty_until=today + timedelta(days=26),
    )
    for place, person in enumerate(people[:-3]):
        issue = {
            "lot": summer, "size": SIZES[place % 4], "summer": 2, "waistcoat": 1, "issued_on": accepted,
        }  # fmt: skip
        _keep(by, accepted, person, "uniform", issue)


def _certificates(by: User, today: date, file: dict[str, Person]) -> None:
    for place, (name, (level, days)) in enumerate(LEVELS.items(), start=1):
        ends = today + timedelta(days=days)
        issued = ends - timedelta(days=3 * 365)
        entry = {
            "name": CERTIFICATE, "level": level, "number": f"S000046{level}{place:05}", "issued_on": issued,
            "expires_on": ends,
        }  # fmt: skip
        _keep(by, min(today, max(issued, today - timedelta(days=30))), file[name], "certificate", entry)


def _exams(by: User, start: date, today: date, file: dict[str, Person]) -> None:
    """The last exam of the month: everybody passed but one."""
    day = max(start, today - timedelta(days=8))
    for name, score in EXAMS:
        points = Decimal(score)
        entry = {
            "kind": ExamKind.ON_POST, "subject": "综合窗口业务月考", "held_on": day, "score": points,
            "passed": points >= 60,
        }  # fmt: skip
        _keep(by, day, file[name], "exam", entry)
