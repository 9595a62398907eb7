"""Service year 2 of the demo contract: twelve months signed by three officers and closed, then settled.

The totals lie about the tier of 90 (1082 ÷ 12 = 90.16…), so the three bases differ and every month matters.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from accounts.models import User
from assessment.actions.card_life import close_card, sign_card
from assessment.actions.cards import open_card, set_assessed_on
from assessment.actions.entries import EntryData, add_entry
from assessment.actions.objections import file_objection, rule_on_objection
from assessment.actions.settlements import make_settlement, sign_settlement
from assessment.demo import pictures
from assessment.demo.moments import moment
from assessment.demo.months import Line
from assessment.demo.people import PASSWORD
from assessment.enums import Ruling
from assessment.models import Scorecard
from assessment.queries.content import content_hash
from assessment.queries.sheet import signing_sheet
from contracts.models import Contract, ServiceYear
from hall_ops.lib.months import months_between
from hall_ops.lib.permissions import ROLE_PERMISSIONS, Role

YEAR = 2
# The month with an upheld objection: one point lower at first.
DISPUTED = 10
TOTALS = (92, 93, 91, 88, 90, 94, 89, 87, 91, 92, 86, 89)
OFFICERS = (
    ("assess", "fu.kaohe", Role.ASSESSOR),
    ("review", "wang.shenhe", Role.REVIEWER),
    ("approve", "chen.pizhun", Role.APPROVER),
)
# One point each; none of two that could be the same fact.
CAUSES = (
    ("3.17", "窗口 05", "迟到 7 分钟"),
    ("3.26", "窗口 21", "离岗 19 分钟，未摆放暂停牌"),
    ("3.20", "窗口 11", "与同事闲谈"),
    ("3.12", "窗口 08", "台面堆放私人物品"),
    ("4.1", "窗口 17", "缺席业务培训"),
    ("3.54", "自助区", "打印机故障未登记报修"),
    ("3.36", "咨询台", "高峰时段未分流引导"),
    ("1.8", "项目部", "新到岗人员信息晚 5 天更新"),
    ("3.17", "窗口 30", "早退 6 分钟"),
    ("3.51", "咨询电话", "抽查两次无人接听"),
    ("3.11", "窗口 14", "接件时未起身示意"),
    ("5.2.1", "窗口 26", "未引导好差评"),
    ("3.26", "窗口 09", "离岗 24 分钟未报备"),
    ("2.8", "项目部", "公开栏人员信息更新不及时"),
    ("3.38", "自助区", "群众操作设备时未主动协助"),
    ("6.1", "项目部", "宣传计划少完成 1 篇"),
    ("3.16", "第二办事大厅", "交接记录缺一页"),
)
PRAISE = ("7.2", "窗口 03", "群众来信表扬")


def load_year(people: dict[str, User], contract: Contract) -> None:
    """Assess, sign and close the twelve months, then settle the year and sign that."""
    year = ServiceYear.objects.get(contract=contract, number=YEAR)
    cards = []
    for place, month in enumerate(months_between(year.assessed_from, year.assessed_to)):
        disputed = place == DISPUTED
        card = _assess(people["fu.kaohe"], contract, month, _lines(place, TOTALS[place] - disputed))
        if not place:
            pictures.show(people["fu.kaohe"], card, "窗口 21", month.replace(day=4))
        cards.append(_sign(people, card, _day(month, 5)))
        if disputed:
            cards.insert(0, _dispute(people, cards[-1]))
    for card in cards:
        close_card(by=None, at=_day(card.month, 25), card=card)
    _settle(people, year)


def _dispute(people: dict[str, User], card: Scorecard) -> Scorecard:
    """The director objects to the last entry, the reviewer upholds it: the month gets a corrected revision."""
    last = card.entries.order_by("-number")[0]
    grounds = "当天 14:10 已向值班长口头报备并登记，登记本第 37 页可查。"
    objection = file_objection(
        by=people["zhou.zongjian"], at=_day(card.month, 7), card=card, number=last.number, grounds=grounds
    )
    rule_on_objection(
        by=people["wang.shenhe"], at=_day(card.month, 8), objection=objection, ruling=Ruling.UPHELD,
        reason="经核对登记本，报备属实，撤销本条扣分。",
    )  # fmt: skip
    return _sign(people, Scorecard.objects.get(corrects=card), _day(card.month, 14))


def _lines(place: int, total: int) -> Iterator[Line]:
    """A month's entries: every third month has a letter of praise, which one more deduction evens out."""
    praised = place % 3 == 1
    if praised:
        yield PRAISE[0], 1, "", 16, PRAISE[1], PRAISE[2]
    for number in range(100 - total + praised):
        code, subject, note = CAUSES[(place * 5 + number) % len(CAUSES)]
        yield code, 1, "", 2 + number * 2 % 26, subject, note


def _day(month: date, day: int, hour: int = 10) -> datetime:
    """A moment in the month after."""
    return moment((month + timedelta(days=31)).replace(day=day), hour)


def _assess(by: User, contract: Contract, month: date, lines: Iterator[Line]) -> Scorecard:
    at = _day(month, 2)
    card = open_card(by=by, at=at, contract=contract, month=month)
    for position, (code, count, level, day, subject, note) in enumerate(lines):
        data = EntryData(
            criterion=code,
            count=count,
            level=level,
            occurred_on=month.replace(day=day),
            subject=subject,
            note=note,
        )
        add_entry(by=by, at=at, card=card, data=data, key=f"demo-{month:%Y-%m}-{position:03d}")
    set_assessed_on(by=by, at=_day(month, 3), card=card, assessed_on=_day(month, 3).date())
    return card


def _sign(people: dict[str, User], card: Scorecard, at: datetime) -> Scorecard:
    """The three officers sign one after the other. What they are shown does not change between them."""
    fresh = Scorecard.objects.select_related("contract__contractor", "service_year", "rubric").get(pk=card.pk)
    shown = content_hash(signing_sheet(fresh))
    for hours, (name, username, role) in enumerate(OFFICERS):
        card = sign_card(
            by=people[username], at=at + timedelta(hours=hours), card=card, name=name, password=PASSWORD,
            shown_hash=shown, permissions=set(ROLE_PERMISSIONS[role]),
        )  # fmt: skip
    return card


def _settle(people: dict[str, User], year: ServiceYear) -> None:
    at = _day(year.assessed_to, 27)
    settlement = make_settlement(by=people["fu.kaohe"], at=at, year=year, uncertified=0, note="")
    for hours, (name, username, role) in enumerate(OFFICERS, start=1):
        settlement = sign_settlement(
            by=people[username], at=at + timedelta(hours=hours), settlement=settlement, name=name, password=PASSWORD,
            shown_hash=settlement.content_hash, permissions=set(ROLE_PERMISSIONS[role]),
        )  # fmt: skip
