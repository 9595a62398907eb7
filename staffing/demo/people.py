"""The demo hall's people: one for each post of the contract, those with accounts first, each with a file and papers."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from contracts.models import Contract, Team, Window
from hall_ops.lib.identity_numbers import resident_check
from staffing.actions.engagements import Place, begin_engagement
from staffing.actions.papers import add_papers
from staffing.actions.people import PersonEntry, create_person
from staffing.actions.posts import Hours, edit_post, place_windows, set_hours
from staffing.enums import CheckBasis, LabourKind, SchoolingLevel, SessionKind, Sex
from staffing.models import Person, Post

WEEK = (1, 2, 3, 4, 5)
HOURS = (
    Hours("am", "上午", SessionKind.REGULAR, time(8, 30), time(12), WEEK),
    Hours("pm", "下午", SessionKind.REGULAR, time(14, 30), time(17, 30), WEEK),
    Hours("evening", "延时", SessionKind.EXTENDED, time(17, 30), time(18, 30), WEEK),
)
# Who has an account, and the post they hold: the others are only names.
WITH_ACCOUNT = (
    ("zhou.zongjian", "manager"), ("wu.zhuguan", "assistant"), ("huang.banzhang", "window"), ("li.chuangkou", "window"),
    ("mo.chuangkou", "window"), ("fu.chuangkou", "window"), ("ye.chuangkou", "window"),
)  # fmt: skip
# Family and given names are combined; nobody real is meant.
OTHERS = (
    ("window", "王海燕"), ("window", "陈启明"), ("window", "邢丽娜"), ("guide", "符小妹"), ("guide", "云志强"),
    ("guide", "韩雪"), ("certificate", "吴多文"), ("gov-enterprise", "曾令华"), ("enterprise", "郑雨桐"),
    ("enterprise", "何子健"), ("talent", "冯晓"), ("township", "麦青"), ("township", "许有才"), ("township", "杜若兰"),
    ("township", "黎明哲"),
)  # fmt: skip
# Who is planned in the mornings only, and so is free to stand in for somebody in the afternoon.
MORNINGS = "符小妹"
FIRST_TEAM, SECOND_TEAM = "综合窗口一班", "综合窗口二班"
# Whom the supplier before employed as well, by their place in the list, and what they earned there.
TAKEN_OVER = {8: Decimal(4380), 11: Decimal(4720), 14: Decimal(4500)}
DECLARED = ("resident", "healthy", "clean_record")
SCHOOLS = ("海南师范大学", "琼台师范学院", "海南大学", "三亚学院")


def load(*, contract: Contract, people: dict[str, User], now: datetime, seats: dict[int, int]) -> None:
    """Hours, posts with windows, two teams, and the people since the first day of the contract.

    Shape: `seats` are the windows that accounts sat at so far, by account.
    """
    director, start = people["zhou.zongjian"], contract.starts_on
    began = now - timedelta(days=(now.date() - start).days)
    set_hours(by=director, at=began, contract=contract, day=start, hours=HOURS)
    posts = {post.code: post for post in contract.posts.all()}
    team, second = (
        Team.objects.get_or_create(contract=contract, name=name)[0] for name in (FIRST_TEAM, SECOND_TEAM)
    )
    _windows(director, began, start, posts, contract, set(seats.values()))
    for code, manual in (("window", "综合窗口岗位手册 V3"), ("guide", "引导帮办岗位手册 V2")):
        edit_post(
            by=director, at=now, post=posts[code], duties="收件、预审、受理、出件，一次性告知，首问负责，引导评价。",
            manual=manual, manual_reviewed_on=start,
        )  # fmt: skip
    for serial, (name, code) in enumerate(WITH_ACCOUNT, start=1):
        user = people[name]
        person = _person(director, began, contract, serial, user.name, user)
        place = Place(posts[code], team if code == "window" else None, name == "huang.banzhang")
        begin_engagement(by=director, at=began, person=person, starts_on=start, place=place)
    for serial, (code, name) in enumerate(OTHERS, start=len(WITH_ACCOUNT) + 1):
        person = _person(director, began, contract, serial, name, None)
        place = Place(posts[code], second if code == "window" else None)
        begin_engagement(by=director, at=began, person=person, starts_on=start, place=place)


def _windows(
    by: User, at: datetime, day: date, posts: dict[str, Post], contract: Contract, used: set[int]
) -> None:
    """The windows in use and the first others are the comprehensive ones; the rest, one post after the other."""
    rows = (
        Window.objects.filter(venue__contracts=contract).select_related("venue").order_by("venue", "number")
    )
    windows = sorted(rows, key=lambda row: row.pk not in used)
    wanted = (("window", 8), ("gov-enterprise", 1), ("enterprise", 2), ("talent", 1))
    for code, many in wanted:
        those, windows = windows[:many], windows[many:]
        place_windows(by=by, at=at, day=day, post=posts[code], windows={each: ["am", "pm"] for each in those})


def _person(by: User, at: datetime, contract: Contract, serial: int, name: str, user: User | None) -> Person:
    sex = Sex.FEMALE if serial % 3 else Sex.MALE
    born = date(1988 + serial % 12, 1 + serial % 12, 1 + serial % 27)
    middle = serial * 2 + (1 if sex == Sex.MALE else 0)
    body = f"460107{born:%Y%m%d}{middle:03}"
    entry = PersonEntry(
        number=f"QS-{serial:03}", name=name, sex=sex, born_on=born, id_number=body + resident_check(body),
        phone=f"1380760{serial:04}", address="海口市琼山区", user=user,
        incumbent=serial in TAKEN_OVER, former_pay_yuan=TAKEN_OVER.get(serial),
    )  # fmt: skip
    person = create_person(by=by, at=at, contract=contract, entry=entry)
    _papers(by, at, person, serial, contract)
    return person


def _papers(by: User, at: datetime, person: Person, serial: int, contract: Contract) -> None:
    """What everybody's file holds; a few lack something, so that the lists have work."""
    start = contract.starts_on

    def keep(kind: str, *entries: dict[str, Any]) -> None:
        add_papers(by=by, at=at, person=person, kind=kind, entries=entries)

    level = SchoolingLevel.BACHELOR if serial % 2 else SchoolingLevel.COLLEGE
    keep("schooling", {
        "level": level, "full_time": True, "school": SCHOOLS[serial % 4], "major": "公共事业管理",
        "graduated_on": date(person.born_on.year + 22, 6, 30),
    })  # fmt: skip
    keep("labour", {
        "kind": LabourKind.FIXED, "number": f"LD-{serial:03}", "signed_on": start, "starts_on": start,
        "ends_on": contract.ends_on,
    })  # fmt: skip
    if serial % 7:
        keep("secrecy", {"signed_on": start})
    keep("badge", {"number": f"{serial:03}", "issued_on": start})
    keep("medical", {"checked_on": start, "fit": True, "next_due_on": start + timedelta(days=365)})
    checks = [
        {"requirement": key, "meets": True, "basis": CheckBasis.DOCUMENT, "checked_on": start}
        for key in DECLARED
    ]
    keep("check", *checks)
