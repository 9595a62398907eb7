"""Contracts that ask something of people, needs, notices and those who apply, for recruitment's tests."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from contracts.profile_schema import load_profile
from hall_ops.lib.identity_numbers import resident_check
from hall_ops.lib.permissions import Role
from staffing.actions.candidate_steps import StepData, record_step
from staffing.actions.candidates import Application, apply_for
from staffing.actions.recruitment import NoticeData, open_need, publish_notice
from staffing.enums import Stage, StepResult
from staffing.models import Candidate, Need, Notice, Post
from staffing.queries.recruitment import demands_of
from staffing.rules.recruitment import CHAIN, LOOKED_AT, SETTLES
from tests.factories.contracts import member
from tests.factories.staffing import make_post

serials = count(1)
PUBLISHED = date(2026, 10, 1)
NOW = timezone.make_aware(datetime.combine(date(2026, 11, 20), time(10)))
YOUNG = date(1995, 3, 8)


def with_profile(contract: Contract, name: str, **changes: Any) -> Contract:
    """The contract with a tender's own demands, preferences and stages."""
    profile = load_profile(name).model_dump(mode="json")
    kept = {part: profile[part] for part in ("eligibility", "preferences", "recruitment", "obligations")}
    Contract.objects.filter(pk=contract.pk).update(profile=kept | changes)
    contract.refresh_from_db()
    return contract


def id_number(born: date = YOUNG, *, male: bool = False) -> str:
    """A number nobody else has, with its check digit."""
    serial = next(serials) * 2 + (1 if male else 0)
    body = f"460105{born:%Y%m%d}{serial % 1000:03}"
    return body + resident_check(body)


def supplier(contract: Contract) -> User:
    return member(Role.DIRECTOR, contract)


def purchaser(contract: Contract) -> User:
    return member(Role.ASSESSOR, contract)


def make_need(
    contract: Contract, *, post: Post | None = None, headcount: int = 2, at: datetime = NOW
) -> Need:
    post = (
        post or contract.posts.filter(code="window-clerk").first() or make_post(contract, code="window-clerk")
    )
    return open_need(
        by=supplier(contract), at=at, contract=contract, post=post, headcount=headcount, reason="补充空缺",
        wanted_on=timezone.localdate(at) + timedelta(days=30),
    )  # fmt: skip


def make_notice(need: Need, published_on: date = PUBLISHED) -> Notice:
    data = NoticeData(
        "招聘公告", published_on, published_on + timedelta(days=20), "官网、公众号", "招聘综合窗口人员"
    )
    return publish_notice(by=supplier(need.contract), at=NOW, need=need, data=data)


def application(born: date = YOUNG, **values: Any) -> Application:
    given = {
        "name": "符晓琳", "id_number": id_number(born), "phone": "13876540000", "schooling": "bachelor",
        "school": "海南大学", "major": "行政管理", "experience_years": Decimal(2),
    }  # fmt: skip
    return Application(**given | values)


def make_candidate(need: Need, *, born: date = YOUNG, at: datetime = NOW, **values: Any) -> Candidate:
    values.setdefault("notice", need.notices.first() or make_notice(need))
    return apply_for(by=supplier(need.contract), at=at, need=need, data=application(born, **values))


def all_checked(candidate: Candidate) -> dict[str, bool]:
    """Everything somebody has to look at, met; what a stage settles by itself is left to it."""
    demands = demands_of(candidate.contract, candidate.need.post)
    return {each.key: True for each in demands if each.rule in LOOKED_AT - set(SETTLES.values())}


def passed(**values: Any) -> StepData:
    given = {"result": StepResult.PASSED, "held_on": NOW.date(), "score": Decimal(85), "grade": "A"}
    return StepData(**given | values)


def bring_to(candidate: Candidate, stage: str) -> Candidate:
    """Through every stage before one, by the people who judge it."""
    sides = {Stage.CONFIRMATION: purchaser(candidate.contract)}
    by = supplier(candidate.contract)
    for each in CHAIN[CHAIN.index(candidate.stage) : CHAIN.index(stage)]:
        checks = all_checked(candidate) if each == Stage.SCREENING else {}
        data = passed(checks=checks)
        candidate = record_step(by=sides.get(each, by), at=NOW, candidate=candidate, stage=each, data=data)
    return candidate
