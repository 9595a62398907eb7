"""Ratings of the demo hall: most content, a few not, one telephone that rates too often, follow-ups at every stage."""

import random
from datetime import datetime, timedelta
from typing import Any

from contracts.models import Contract, Membership
from hall_ops.lib.permissions import Role
from windows.actions.rating_followups import StepTaken, release_text, take_step
from windows.actions.rating_rulings import file_appeal, rule_on_rating
from windows.actions.ratings import Said, Sender, record_rating
from windows.enums import CaseState, RatingChannel, RulingOutcome
from windows.models import Case, Rating, RatingFollowUp
from windows.rules.rating_codes import reasons_of

RATED_SHARE = 0.55
LEVELS, WEIGHTS = (5, 4, 3, 2, 1), (62, 22, 10, 4, 2)
PRAISE = [
    "窗口讲得很清楚，一次就办好了",
    "给老人帮忙填表，很耐心",
    "材料清单写得明白",
    "比上次快多了，十几分钟办完",
    "带的材料少了一样，先受理让我后补，省得再跑",
    "叫号有序，没怎么等",
    "小姑娘业务很熟",
    "还主动提醒我证件快到期",
    "可以寄到家，很方便",
    "周末也有人值班，点赞",
    "解释得很耐心，换了别人可能就烦了",
    "引导员带我到窗口的，谢谢",
]
COMPLAINTS = [
    "来了两次才说还缺一份材料，第一次没有讲清楚", "排队一个多小时，窗口只开了两个",
    "网上说可以预约，到了大厅还要重新取号",
    "问多了就不耐烦", "办事指南上写的和窗口要的不一样", "同一份证明交了三遍", "说五天办好，过了八天还没消息",
]  # fmt: skip
NOTES = {
    "contact": "已电话联系，评价人说明了当时情况",
    "verify": "调阅监控和办件记录，情况属实",
    "plan": "重做该事项的一次性告知清单，班组培训一次",
    "rectify": "告知清单已更新并贴在窗口，班组已培训",
    "explain": "该材料为法定要求，已向评价人出示依据并说明",
    "feedback": "整改情况已书面反馈",
    "call_back": "评价人表示认可",
    "review": "整改到位，同意办结",
}
WAYS = (
    ("contact", "verify", "rectify", "feedback", "call_back", "review"),
    ("contact", "verify", "plan"),
    ("contact", "verify", "explain", "feedback"),
    ("contact",),
    (),
)


def load(*, contract: Contract, people: dict[str, Any], now: datetime) -> None:
    """Rate the cases that are there, follow up, appeal, rule. Safe to call once."""
    dice = random.Random(20260304)
    held = _by_role(contract, people)
    cases = Case.objects.filter(contract=contract).exclude(state=CaseState.VOID).select_related("contract")
    found = [
        case
        for case in cases.order_by("registered_at", "pk")
        if case.registered_at < now - timedelta(hours=1)
    ]
    sayings = {True: list(COMPLAINTS), False: list(PRAISE)}
    for case in found:
        if dice.random() < RATED_SHARE:
            _rate(dice, case, sayings, now)
    _series(dice, contract, now)
    _handle(contract, held, now)


def _by_role(contract: Contract, people: dict[str, Any]) -> dict[str, Any]:
    rows = Membership.objects.filter(contract=contract, user__in=list(people.values())).select_related("user")
    return {row.role: row.user for row in rows.order_by("-pk")}


def _rate(dice: random.Random, case: Case, sayings: dict[bool, list[str]], now: datetime) -> Rating:
    level = dice.choices(LEVELS, WEIGHTS)[0]
    codes = [reason.code for reason in reasons_of(level)]
    bad = level <= 2
    named = bad and dice.random() < 0.7
    said = Said(
        level,
        tuple(dice.sample(codes, dice.randrange(0, 3))),
        sayings[bad].pop() if sayings[bad] and (bad or dice.random() < 0.2) else "",
        case.applicant_name[:1] + "先生" if named else "",
        f"139{dice.randrange(10**7, 10**8)}" if named else "",
    )
    moment = min(case.registered_at + timedelta(minutes=dice.randrange(3, 240)), now - timedelta(minutes=5))
    sender = Sender(f"telephone-{case.pk}", f"198.51.{dice.randrange(256)}.{dice.randrange(256)}")
    channel = dice.choices([RatingChannel.PAGE, RatingChannel.DEVICE, RatingChannel.SMS], [60, 30, 10])[0]
    return record_rating(at=moment, visit=case, said=said, channel=channel, sender=sender)


def _series(dice: random.Random, contract: Contract, now: datetime) -> None:
    """One telephone praises four visits within minutes."""
    rows = (
        Case.objects.filter(contract=contract, ratings=None)
        .exclude(state=CaseState.VOID)
        .select_related("contract")
    )
    for place, case in enumerate(rows.order_by("-registered_at")[:4]):
        record_rating(
            at=now - timedelta(minutes=20 - place), visit=case, said=Said(5, ("517",), "服务非常好，点个大大的赞"),
            channel=RatingChannel.PAGE, sender=Sender("one-telephone", "198.51.100.77"),
        )  # fmt: skip


def _handle(contract: Contract, held: dict[str, Any], now: datetime) -> None:
    """The follow-ups, each as far as its way goes."""
    assessor, supervisor = held[Role.ASSESSOR], held[Role.SUPERVISOR]
    followups = list(
        RatingFollowUp.objects.filter(contract=contract)
        .select_related("rating", "contract")
        .order_by("number")
    )
    for followup, way in zip(followups, WAYS, strict=False):
        moment = followup.opened_at + timedelta(hours=2)
        for name in way:
            if not followup.rating.is_real_name and name in {"contact", "call_back"}:
                continue
            followup.refresh_from_db()
            by = assessor if name in {"contact", "call_back", "review"} else supervisor
            moment = min(moment + timedelta(hours=3), now)
            taken = StepTaken(
                name, NOTES[name], planned_on=followup.rectify_due_on if name == "plan" else None,
                call_back_result="satisfied" if name == "call_back" else "",
            )  # fmt: skip
            key = f"demo-{followup.number}-{name}"
            take_step(by=by, at=moment, followup=followup, taken=taken, seen=followup.state, key=key)
    if followups:
        release_text(by=assessor, at=now, followup=followups[0], key="demo-release-1")
    if len(followups) > len(WAYS):
        _appeal(followups[-1].rating, supervisor, assessor, now)


def _appeal(rating: Rating, supervisor: Any, assessor: Any, now: datetime) -> None:
    file_appeal(
        by=supervisor,
        at=now,
        rating=rating,
        reason="评价人评的是自助机故障，不是本窗口服务",
        key="demo-appeal-1",
    )
    rule_on_rating(
        by=assessor, at=now, rating=rating, outcome=RulingOutcome.EXCLUDE, reason="核实为自助机问题，与窗口服务无关",
        seen=rating.state, key="demo-ruling-1",
    )  # fmt: skip
