"""The people of the demo's city contract: 114 posts filled, the certificates of its second year, its last weeks.

Here the limits of 002 show: who left and who followed within the month, vacancies with their clocks side by side, the
wages against the floor.
"""

from datetime import date, datetime, timedelta
from itertools import count

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract, Team
from hall_ops.lib.identity_numbers import resident_check
from hall_ops.lib.months import months_later
from staffing.actions.certificates import record_offer
from staffing.actions.change_done import Carried, carry_out
from staffing.actions.changes import Wanted, answer_change, mark_platform, open_change
from staffing.actions.engagements import Place, begin_engagement
from staffing.actions.papers import add_papers
from staffing.actions.people import PersonEntry, create_person
from staffing.demo import wages
from staffing.demo.days import closed_months, office
from staffing.demo.things import CERTIFICATE
from staffing.enums import ChangeKind, ProposedBy, SchoolingLevel, Sex
from staffing.models import Person, Post, StaffChange

DAY = timedelta(days=1)
FIRST_TEAM = "第一办事大厅一班"
TEAMS = (FIRST_TEAM, "第一办事大厅二班", "第二办事大厅一班", "第二办事大厅二班")
# The places of those with accounts; family and given names of the others are combined, nobody real is meant.
WITH_ACCOUNT = {0: "zhou.zongjian", 1: "wu.zhuguan", 3: "huang.banzhang", 7: "li.chuangkou"}
FAMILY = "王陈林符吴黄李周郑邢云韩何曾冯"
GIVEN = ("雪梅", "志远", "晓彤", "海宁", "文静", "家豪", "思琪", "永健")
SCHOOLS = ("海南大学", "海南师范大学", "海南热带海洋学院", "琼台师范学院")
MANAGERS, LEVEL_FIVE, LEVEL_FOUR = 3, 5, 4


def load(*, contract: Contract, people: dict[str, User], now: datetime) -> None:
    """Call once, after the contract's members were made."""
    director, start = people["zhou.zongjian"], contract.starts_on
    today = min(timezone.localdate(now), contract.ends_on)
    month = months_later(today, 0 if today.day >= 28 else -1)
    teams = [Team.objects.get_or_create(contract=contract, name=name)[0] for name in TEAMS]
    posts = {post.code: post for post in contract.posts.all()}
    others = (FAMILY[n % len(FAMILY)] + GIVEN[n % len(GIVEN)] for n in count())
    staff = []
    for place in range(sum(post.headcount for post in posts.values())):
        user = people[WITH_ACCOUNT[place]] if place in WITH_ACCOUNT else None
        person = _person(director, contract, place, user.name if user else next(others), user, office(start))
        where = _place(place, posts, teams)
        begin_engagement(by=director, at=office(start), person=person, starts_on=start, place=where)
        staff.append(person)
    for place, person in enumerate(staff):
        _certified(director, contract, place, person)
    for year, level in ((0, LEVEL_FIVE), (1, LEVEL_FIVE), (1, LEVEL_FOUR)):
        held_on = date(start.year + year, 10, 15)
        record_offer(
            by=director, at=office(held_on), contract=contract, level=level, held_on=held_on, places=120, held=True,
            note="",
        )  # fmt: skip
    gone = _changes(people, contract, month, staff)
    _followed(people, contract, month, gone, posts["window-clerk"], next(others))
    over = closed_months(date(month.year, 1, 1), min(timezone.localdate(now), contract.ends_on + DAY), 12)
    wages.year(director, contract, over, now)
    wages.spend(director, contract, month + 8 * DAY, now)


def _place(place: int, posts: dict[str, Post], teams: list[Team]) -> Place:
    """The director, two supervisors, then clerks, every one of a team; the first of each team leads it."""
    if place < MANAGERS:
        return Place(posts["supervisor" if place else "director"])
    return Place(posts["window-clerk"], teams[(place - MANAGERS) % len(teams)], _leads(place))


def _leads(place: int) -> bool:
    return MANAGERS <= place < MANAGERS + len(TEAMS)


def _person(by: User, contract: Contract, place: int, name: str, user: User | None, at: datetime) -> Person:
    sex = Sex.FEMALE if place % 3 else Sex.MALE
    born = date(1990 + place % 9, 1 + place % 12, 1 + place % 27)
    body = f"460105{born:%Y%m%d}{(place * 2 + (sex == Sex.MALE)) % 1000:03}"
    entry = PersonEntry(
        number=f"HK-{place + 1:03}", name=name, sex=sex, born_on=born, id_number=body + resident_check(body),
        phone=f"1387680{place:04}", user=user,
    )  # fmt: skip
    person = create_person(by=by, at=at, contract=contract, entry=entry)
    degree = {
        "level": SchoolingLevel.BACHELOR, "full_time": True, "school": SCHOOLS[place % 4], "major": "行政管理",
        "graduated_on": date(born.year + 22, 6, 30),
    }  # fmt: skip
    add_papers(by=by, at=at, person=person, kind="schooling", entries=[degree])
    return person


def _certified(by: User, contract: Contract, place: int, person: Person) -> None:
    """More than half in the first year, everybody in the second; those who lead the fourth level as well."""
    year = contract.starts_on.year + (0 if place % 5 < 3 else 1)
    levels = [(LEVEL_FIVE, date(year, 10, 20))]
    if place < MANAGERS or _leads(place):
        levels.append((LEVEL_FOUR, date(contract.starts_on.year + 1, 10, 22)))
    for level, issued in levels:
        entry = {
            "name": CERTIFICATE, "level": level, "number": f"S000046{level}{issued.year}{place:04}",
            "issued_on": issued,
        }  # fmt: skip
        add_papers(by=by, at=office(issued + 20 * DAY), person=person, kind="certificate", entries=[entry])


def _changes(people: dict[str, User], contract: Contract, month: date, staff: list[Person]) -> StaffChange:
    """Three leave in the last month; a team gets another leader, who lacks the fourth level.

    Shape: the change of the first who left.
    """
    own, firm = ProposedBy.PERSON, ProposedBy.CONTRACTOR
    rows = (
        (ChangeKind.LEAVE, staff[40], own, "考取公务员，本人申请离职", month + 4 * DAY),
        (ChangeKind.LEAVE, staff[57], own, "家庭原因，本人申请离职", month + 11 * DAY),
        (ChangeKind.LEAVE, staff[83], own, "另有就业，本人申请离职", month + 18 * DAY),
        (ChangeKind.STEP_DOWN, staff[MANAGERS + 3], firm, "身体原因，转回窗口工作", month + 7 * DAY),
    )
    done = [_done(people, contract, Wanted(*row)) for row in rows]
    team = contract.teams.get(name=TEAMS[-1])
    reason, day = "业务骨干，接任班组长", month + 8 * DAY
    _done(people, contract, Wanted(ChangeKind.PROMOTE, staff[30], firm, reason, day, to_team=team))
    return done[0]


def _followed(
    people: dict[str, User], contract: Contract, month: date, gone: StaffChange, post: Post, name: str
) -> None:
    """Somebody comes for the first who left, within the month, but after the fifteen days."""
    person = _person(
        people["zhou.zongjian"], contract, post.headcount + MANAGERS, name, None, office(month + DAY)
    )
    wanted = Wanted(
        ChangeKind.JOIN, person, ProposedBy.CONTRACTOR, "补充离职人员，已经岗前考试", month + 25 * DAY, to_post=post,
        to_team=contract.teams.get(name=TEAMS[0]), replaces=gone,
    )  # fmt: skip
    _done(people, contract, wanted)


def _done(people: dict[str, User], contract: Contract, wanted: Wanted) -> StaffChange:
    """Announced two weeks ahead, consented to by whom it concerns, carried out on its day, told the platform."""
    director, day = people["zhou.zongjian"], wanted.effective_on
    told = office(day - 17 * DAY, 9)
    change = open_change(
        by=director, at=told, contract=contract, wanted=wanted, key=f"demo-city-{wanted.person.number}"
    )
    officer = people["chen.pizhun" if change.key_staff else "fu.kaohe"]
    change = answer_change(by=officer, at=told + 2 * DAY, change=change, consent=True, note="")
    change = carry_out(by=director, at=office(day, 17), change=change, carried=Carried(day))
    return mark_platform(by=director, at=office(day, 18), change=change)
