"""The demo hall looks for a guide: one need with its notice, applicants spread over the stages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.identity_numbers import resident_check
from staffing.actions.candidate_steps import StepData, record_step
from staffing.actions.candidates import Application, apply_for
from staffing.actions.recruitment import NoticeData, open_need, publish_notice
from staffing.demo.days import SETTLED, last_friday, office
from staffing.enums import Grade, SchoolingLevel, Stage, StepResult
from staffing.models import Candidate, Need, Notice
from staffing.queries.recruitment import demands_of
from staffing.rules.recruitment import CHAIN, LOOKED_AT, SETTLES

# How many days after the notice a stage is held, so that one who is trained already has waited for nobody.
HELD = {
    Stage.SCREENING: 2, Stage.WRITTEN: 3, Stage.INTERVIEW: 4, Stage.MEDICAL: 5, Stage.BACKGROUND: 6,
    Stage.CONFIRMATION: 8, Stage.TRAINING: 10,
}  # fmt: skip
TEXT = (
    "招聘引导咨询帮办代办岗位工作人员。要求：年满 22 周岁，大学专科及以上学历，本地常住，身体健康，无犯罪记录；"
    "同等条件下优先录用有政务服务经验的人员。请携带身份证、毕业证到大厅二楼项目部报名。"
)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who applies. Shape: `waits` the stage they wait in; `failed` that they did not pass it."""

    name: str
    waits: str
    grade: str = Grade.B
    score: int = 80
    failed: bool = False
    level: str = SchoolingLevel.BACHELOR
    school: str = "海南师范大学"
    major: str = "公共事业管理"
    years: int = 1
    preferences: Sequence[str] = ()


APPLICANTS = (
    Applicant("吴清扬", Stage.TRIAL, Grade.A, 91, years=3, preferences=("政务服务工作经验",)),
    Applicant("陈积慧", Stage.CONFIRMATION, Grade.A, 88, years=2, preferences=("中共党员",)),
    Applicant("王若琳", Stage.CONFIRMATION, Grade.B, 83, school="海南大学", major="行政管理"),
    Applicant("林道远", Stage.MEDICAL, Grade.B, 79, school="三亚学院", major="旅游管理"),
    Applicant("符雅静", Stage.INTERVIEW, Grade.A, 86, preferences=("外语基础",)),
    Applicant("黄小满", Stage.WRITTEN, Grade.B),
    Applicant("郑志坚", Stage.WRITTEN, Grade.C, level=SchoolingLevel.COLLEGE, school="海南软件职业技术学院"),
    Applicant("冯云朵", Stage.SCREENING),
    Applicant("何启平", Stage.WRITTEN, Grade.C, 51, failed=True, level=SchoolingLevel.COLLEGE),
)


def load(*, contract: Contract, people: dict[str, User], now: datetime, seats: dict[int, int]) -> None:
    """For the guide who left; a contract that has just begun looks for nobody."""
    today = timezone.localdate(now)
    if today - contract.starts_on < SETTLED:
        return
    director, left = people["zhou.zongjian"], last_friday(today)
    opened = left + timedelta(days=3)
    need = open_need(
        by=director, at=office(opened), contract=contract, post=contract.posts.get(code="guide"), headcount=1,
        reason="引导帮办岗一人离职，补充空缺", wanted_on=left + timedelta(days=30),
    )  # fmt: skip
    data = NoticeData(
        "引导咨询帮办代办岗位招聘公告",
        opened,
        opened + timedelta(days=25),
        "公众号、人才网、大厅公告栏",
        TEXT,
    )
    notice = publish_notice(by=director, at=office(opened, 11), need=need, data=data)
    for serial, applicant in enumerate(APPLICANTS, start=1):
        _one(director, people["fu.kaohe"], need, notice, serial, applicant)


def _one(director: User, assessor: User, need: Need, notice: Notice, serial: int, who: Applicant) -> None:
    """An application, and the stages before the one it waits in."""
    day = notice.published_on
    candidate = apply_for(
        by=director, at=office(day + timedelta(days=1), 9, serial), need=need, data=_said(serial, who, notice)
    )
    done = CHAIN[CHAIN.index(Stage.SCREENING) : CHAIN.index(who.waits)]
    for stage in done:
        by = assessor if stage == Stage.CONFIRMATION else director
        at = office(day + timedelta(days=HELD[Stage(stage)]), 10, serial)
        candidate = record_step(
            by=by, at=at, candidate=candidate, stage=stage, data=_passed(candidate, stage, who, at.date())
        )
    if who.failed:
        at = office(day + timedelta(days=HELD[Stage(who.waits)]), 16)
        data = StepData(StepResult.FAILED, at.date(), score=Decimal(who.score), note="笔试成绩未达到 60 分")
        record_step(by=director, at=at, candidate=candidate, stage=who.waits, data=data)


def _said(serial: int, who: Applicant, notice: Notice) -> Application:
    born = date(1996 + serial % 6, 1 + serial, 3 + serial)
    body = f"460106{born:%Y%m%d}{400 + serial * 2}"
    return Application(
        name=who.name, id_number=body + resident_check(body), phone=f"1397651{serial:04}", schooling=who.level,
        school=who.school, major=who.major, experience_years=Decimal(who.years),
        experience_note="曾在社区便民服务站工作" if who.years > 1 else "", preferences=who.preferences, notice=notice,
    )  # fmt: skip


def _passed(candidate: Candidate, stage: str, who: Applicant, day: date) -> StepData:
    checks = {}
    if stage == Stage.SCREENING:
        demands = demands_of(candidate.contract, candidate.need.post)
        checks = {each.key: True for each in demands if each.rule in LOOKED_AT - set(SETTLES.values())}
    scored = stage in (Stage.WRITTEN, Stage.INTERVIEW, Stage.TRAINING)
    note = "条件符合，同意录用" if stage == Stage.CONFIRMATION else ""
    return StepData(
        StepResult.PASSED, day, score=Decimal(who.score) if scored else None,
        grade=who.grade if stage == Stage.SCREENING else "", note=note, checks=checks,
    )  # fmt: skip
