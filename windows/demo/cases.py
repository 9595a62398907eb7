"""A week of a small hall: clerks sign on, register what people bring, sign off; today is still going on."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from contracts.models import Contract, Window
from contracts.queries import exceptional_days
from hall_ops.lib.workdays import is_workday
from windows.actions.intake import IntakeEntry, PaperIn, register_case
from windows.actions.sessions import sign_off, sign_on
from windows.enums import (
    ApplicantKind,
    CaseChannel,
    IdKind,
    ItemKind,
    Necessity,
    Outcome,
    Priority,
    RefusalGround,
    Taken,
)
from windows.models import ItemVersion
from windows.queries.desk import script_for
from windows.queries.items import versions_on
from windows.rules.applicants import Applicant

ZONE = ZoneInfo("Asia/Shanghai")
PAST_DAYS, CASES_A_CLERK = 6, 4
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗"
GIVEN = [
    "海燕",
    "建国",
    "秀英",
    "志强",
    "丽华",
    "文博",
    "晓岚",
    "国栋",
    "美玲",
    "俊杰",
    "雪梅",
    "永康",
    "子涵",
    "春生",
    "玉兰",
    "少华",
]
TRADES = ["椰林", "海岸", "南渡", "云龙", "红城", "新坡", "大致坡", "三门坡"]
FIRMS = ["餐饮店", "便利店", "建材经营部", "农产品有限公司", "文化传播有限公司", "物流有限公司"]
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def load(*, contract: Contract, people: dict[str, Any], now: datetime) -> None:
    """Cases of the last working days and of today, by the clerks among the people. Safe to call once."""
    dice = random.Random(20260302)
    local = now.astimezone(ZONE)
    windows = list(Window.objects.filter(venue__contracts=contract).order_by("number")[: len(people)])
    days = [*_working_days_before(local.date(), PAST_DAYS), local.date()]
    for day in days:
        for place, clerk in enumerate(people.values()):
            _day(dice, contract, clerk, windows[place], day, local)


def _working_days_before(day: date, count: int) -> list[date]:
    known = exceptional_days(day - timedelta(days=count * 3), day)
    found: list[date] = []
    while len(found) < count:
        day -= timedelta(days=1)
        if is_workday(day, known):
            found.append(day)
    return found[::-1]


def _day(
    dice: random.Random, contract: Contract, clerk: Any, window: Window, day: date, now: datetime
) -> None:
    """One clerk's day; of today only what is over, and the clerk stays at the window."""
    start = datetime.combine(day, time(8, 20 + dice.randrange(9)), ZONE)
    if start >= now:
        return  # the hall has not opened yet
    session = sign_on(by=clerk, at=start, contract=contract, window=window)
    versions = list(versions_on(contract, day).order_by("item__short_code"))
    moment = start
    for place in range(CASES_A_CLERK + dice.randrange(3)):
        moment += timedelta(minutes=dice.randrange(9, 70))
        if moment >= now:
            break
        entry = _entry(dice, dice.choice(versions), day)
        key = f"demo-{day:%Y%m%d}-{window.number}-{place:02}"
        register_case(by=clerk, at=moment, contract=contract, session=session, entry=entry, key=key)
    if day != now.date():
        sign_off(by=clerk, at=datetime.combine(day, time(17, 35), ZONE), session=session)


def _entry(dice: random.Random, version: ItemVersion, day: date) -> IntakeEntry:
    script = script_for(version, [])
    options = tuple(dice.choice(list(question.options.all())).pk for question in script.questions)
    script = script_for(version, options)
    deferrable = [row.position for row in script.materials if row.necessity == Necessity.DEFERRABLE]
    outcome, out = _outcome(dice, version, deferrable, [row.position for row in script.materials])
    papers = tuple(
        PaperIn(
            row.position,
            Taken.MISSING if row.position in out else Taken.PAPER,
            0 if row.position in out else row.copies,
        )
        for row in script.materials
    )
    refused = outcome == Outcome.REFUSE
    return IntakeEntry(
        outcome=outcome,
        version=version.pk,
        applicant=_applicant(dice),
        options=options,
        papers=papers,
        priority=dice.choices([Priority.NONE, Priority.ELDERLY, Priority.MILITARY], [90, 8, 2])[0],
        channel=dice.choices([CaseChannel.COUNTER, CaseChannel.ASSISTED], [92, 8])[0],
        queue_ticket=f"A{dice.randrange(1, 180):03}",
        gap_due_on=day + timedelta(days=3) if outcome == Outcome.ACCEPT_GAP else None,
        promise_signed=outcome == Outcome.ACCEPT_GAP,
        refusal_ground=RefusalGround.NOT_OURS if refused else "",
        refusal_reason="经营场所不在本区，应向所在地登记机关申请" if refused else "",
        refusal_office="所在地的市场监督管理局" if refused else "",
        result_number=f"〔{day.year}〕{dice.randrange(1000, 9999)}" if outcome == Outcome.ON_SPOT else "",
    )


def _outcome(
    dice: random.Random, version: ItemVersion, deferrable: list[int], positions: list[int]
) -> tuple[str, set[int]]:
    """How the visit ends, and which papers are missing."""
    drawn = dice.random()
    if drawn > 0.97:
        return Outcome.REFUSE, set()
    if drawn > 0.86 and positions:
        return Outcome.TELL_ONCE, set(dice.sample(positions, min(2, len(positions))))
    if version.kind == ItemKind.ON_SPOT:
        return Outcome.ON_SPOT, set()
    if drawn > 0.78 and deferrable:
        return Outcome.ACCEPT_GAP, set(deferrable[:1])
    return Outcome.ACCEPT, set()


def _applicant(dice: random.Random) -> Applicant:
    phone = "13" + "".join(str(dice.randrange(10)) for _digit in range(9))
    person = dice.choice(SURNAMES) + dice.choice(GIVEN)
    if dice.random() < 0.7:
        return Applicant(ApplicantKind.PERSON, person, IdKind.RESIDENT, resident_number(dice), phone)
    firm = f"海口{dice.choice(TRADES)}{dice.choice(FIRMS)}"
    return Applicant(
        ApplicantKind.ORGANISATION, firm, IdKind.CREDIT_CODE, credit_code(dice), phone, contact_name=person
    )


def resident_number(dice: random.Random) -> str:
    """An invented number whose check digit is right; the region 460199 belongs to nobody (GB 11643)."""
    born = date(1955, 1, 1) + timedelta(days=dice.randrange(18000))
    body = f"460199{born:%Y%m%d}{dice.randrange(1000):03}"
    factors = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * factor for digit, factor in zip(body, factors, strict=True))
    return body + "10X98765432"[total % 11]


def credit_code(dice: random.Random) -> str:
    """An invented code whose check symbol is right (GB 32100)."""
    body = "92460199MA" + "".join(dice.choice(CREDIT_ALPHABET) for _symbol in range(7))
    total = sum(CREDIT_ALPHABET.index(mark) * pow(3, place, 31) for place, mark in enumerate(body))
    return body + CREDIT_ALPHABET[-total % 31]
