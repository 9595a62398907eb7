"""The demo hall's list for a change of supplier, made and not received yet; who stands in for whom."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from staffing.actions.substitutes import add_pair
from staffing.actions.takeover import make_pack
from staffing.models import Person

PAIRS = (("李婷", "王海燕"), ("莫少琴", "邢丽娜"), ("符传宝", "叶思颖"), ("曾令华", "郑雨桐"))


def load(*, contract: Contract, people: dict[str, User], now: datetime, seats: dict[int, int]) -> None:
    today = timezone.localdate(now)
    file = {person.name: person for person in Person.objects.filter(contract=contract)}
    for first, second in PAIRS:
        add_pair(
            by=people["wu.zhuguan"], at=now, contract=contract, first=file[first], second=file[second], rank=1,
            today=today,
        )  # fmt: skip
    make_pack(by=people["zhou.zongjian"], at=now, contract=contract, as_of=today)
