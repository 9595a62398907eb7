"""The demo hall's list for a change of supplier, made and not received yet; who stands in for whom; patterns."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from staffing.actions.roster_patterns import add_pattern
from staffing.actions.substitutes import add_pair
from staffing.actions.takeover import make_pack
from staffing.demo.days import office
from staffing.models import Person

DAYS = "12345"
PATTERNS = (
    ("全周两班", {day: ["am", "pm"] for day in DAYS}),
    ("上午班", {day: ["am"] for day in DAYS}),
    ("轮值延时", {day: ["am", "pm", "evening"] for day in "24"} | {day: ["am", "pm"] for day in "135"}),
)
PAIRS = (
    ("李婷", "符小妹"), ("符传宝", "符小妹"), ("莫少琴", "云志强"), ("叶思颖", "邢丽娜"), ("曾令华", "郑雨桐"),
)  # fmt: skip


def load(*, contract: Contract, people: dict[str, User], now: datetime, seats: dict[int, int]) -> None:
    today = timezone.localdate(now)
    file = {person.name: person for person in Person.objects.filter(contract=contract)}
    for first, second in PAIRS:
        add_pair(
            by=people["wu.zhuguan"], at=now, contract=contract, first=file[first], second=file[second], rank=1,
            today=today,
        )  # fmt: skip
    for name, grid in PATTERNS:
        add_pattern(
            by=people["wu.zhuguan"], at=office(contract.starts_on), contract=contract, name=name, grid=grid
        )
    make_pack(by=people["zhou.zongjian"], at=now, contract=contract, as_of=today)
