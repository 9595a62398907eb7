"""Rows of the service registers for the demo hall, through the registers' own actions."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from contracts.models import Contract, Window
from windows.actions import assists, complaints, consultations, cross_region, matters, special_services
from windows.actions.queue_tickets import TicketRow, take_tickets
from windows.enums.service import MatterState, TicketState
from windows.models import UnresolvedMatter

MATTERS = (
    ("窗口说缺少房屋产权证明，房东在外地一直寄不来", "materials", "solved"),
    ("同一份证明两个部门要求不一样，来回跑了三趟", "several", "explained"),
    ("系统一直提示身份信息不一致，无法提交", "system", ""),
    ("想把两家店合并成一张证，窗口说没有先例", "", ""),
)
COMPLAINTS = (
    (
        "counter",
        "on_site",
        "窗口人员说话生硬",
        "询问材料时窗口人员说话生硬，让我自己看清单",
        "upheld",
        "conduct",
    ),
    ("hotline", "forward", "营业执照变更等了太久", "材料交了一周没有消息，打电话没人接", "partly", "speed"),
    ("letter", "opinion", "自助打印机常缺纸", "自助区打印机两次来都缺纸，希望有人管", "", ""),
)
ASSISTS = (
    ("guide", "elderly", "第一次办理老年优待证，不会用手机拍照"),
    ("side_by_side", "", "个体户网上年报，需要一对一指导"),
    ("proxy", "disabled", "代为提交残疾人两项补贴申请"),
    ("home_visit", "elderly", "高龄老人社保待遇资格认证，行动不便"),
    ("escort", "pregnant", "办理生育登记，需要全程陪同"),
)
QUESTIONS = (
    ("phone", "新开小吃店要办哪些证", "先办营业执照，再办食品经营许可，两项可以同时交材料。"),
    ("counter", "营业执照丢了怎么补", "带身份证到综合窗口填补领申请即可，当场办结。"),
    ("online", "公积金贷款结清后多久能解押", ""),
    ("phone", "周六能不能办社保卡", "周六上午有延时服务，可先电话预约。"),
)
OTHER_HALLS = ("湛江市政务服务中心", "南宁市政务服务中心", "贵阳市政务服务中心")
LINES = ("0898-65870001", "0898-65870002")
PEOPLE = ("吴淑芬", "符国强", "云海霞", "陈少武", "林桂兰", "王裕民")


def load(*, contract: Contract, people: dict[str, Any], now: datetime) -> None:
    """A few rows of every register in different states, tickets of today. Call once."""
    supervisor, leader, clerk = people["wu.zhuguan"], people["huang.banzhang"], people["li.chuangkou"]
    _matters(contract, supervisor, leader, now)
    _refusals(contract, now)
    _assists(contract, leader, clerk, now)
    _consultations(contract, supervisor, clerk, now)
    _cross_region(contract, clerk, now)
    _special(contract, clerk, now)
    _tickets(contract, supervisor, now)
    _complaints(contract, supervisor, leader, clerk, now)


def _matters(contract: Contract, owner: Any, closer: Any, now: datetime) -> None:
    made = []
    for place, (text, cause, result) in enumerate(MATTERS):
        at = now - timedelta(days=4 - place, hours=2)
        entry = matters.MatterEntry(text=text, owner=owner, person_name=PEOPLE[place])
        row = matters.open_matter(by=owner, at=at, contract=contract, entry=entry, key=f"demo-matter-{place}")
        made.append(row)
        matters.contact(by=owner, at=at + timedelta(minutes=40), matter=row, text="已电话联系，了解情况")
        if result:
            later = at + timedelta(hours=6)
            matters.answer(
                by=owner, at=later, matter=row, cause=cause, result=result, text="已协调部门，按清单一次办成"
            )
    matters.call_back(by=closer, at=now, matter=made[0], satisfied=True, text="群众表示满意")
    matters.close(by=closer, at=now, matter=made[0])


def _refusals(contract: Contract, now: datetime) -> None:
    """Matters that refusals opened by themselves: called the same day, answered; those of today still wait."""
    rows = UnresolvedMatter.objects.filter(contract=contract, refusal__isnull=False, state=MatterState.OPEN)
    for row in rows.select_related("owner").order_by("pk"):
        called = row.recorded_at + timedelta(minutes=50)
        if called.date() >= now.date():
            continue
        matters.contact(by=row.owner, at=called, matter=row, text="已电话说明不予受理的依据和申请的去处")
        matters.answer(
            by=row.owner, at=called + timedelta(minutes=30), matter=row, cause="policy", result="explained",
            text="已当面解释依据，并告知符合条件后可以重新申请",
        )  # fmt: skip


def _complaints(contract: Contract, owner: Any, closer: Any, about: Any, now: datetime) -> None:
    for place, (channel, kind, title, text, finding, cause) in enumerate(COMPLAINTS):
        at = now - timedelta(days=5 - place, hours=3)
        entry = complaints.ComplaintEntry(
            title=title, text=text, owner=owner, channel=channel, kind=kind, person_name=PEOPLE[place],
            phone="13800001234" if place != 2 else "", about=about if place == 0 else None,
        )  # fmt: skip
        row = complaints.open_complaint(
            by=closer, at=at, contract=contract, entry=entry, key=f"demo-complaint-{place}"
        )
        complaints.contact(
            by=owner, at=at + timedelta(minutes=30), complaint=row, text="已调看监控，已电话联系"
        )
        if finding:
            complaints.answer(
                by=owner, at=at + timedelta(hours=5), complaint=row, finding=finding, cause=cause,
                text="已向您说明情况并致歉，窗口已当场整改。",
            )  # fmt: skip
        if place == 0:
            complaints.call_back(by=closer, at=now, complaint=row, satisfied=True, text="表示满意")
            complaints.close(by=closer, at=now, complaint=row)


def _assists(contract: Contract, leader: Any, helper: Any, now: datetime) -> None:
    for place, (kind, group, wish) in enumerate(ASSISTS):
        at = now - timedelta(days=5 - place, hours=1)
        entry = assists.AssistEntry(
            kind=kind, wish=wish, person_name=PEOPLE[place], group=group, helper=helper if place != 3 else None,
            address="琼山区府城街道（演示地址）" if kind == "home_visit" else "",
        )  # fmt: skip
        row = assists.request_assist(
            by=leader, at=at, contract=contract, entry=entry, key=f"demo-assist-{place}"
        )
        if place in (0, 1, 2):
            if kind == "proxy":
                assists.commission(by=helper, at=at, order=row, on=at.date(), scope="代为提交材料、领取结果")
            assists.start(by=helper, at=at + timedelta(minutes=10), order=row)
        if place in (0, 1):
            end = at + timedelta(minutes=50)
            assists.finish(by=helper, at=end, order=row, outcome="已办结", signed_off_by=PEOPLE[place])


def _consultations(contract: Contract, checker: Any, clerk: Any, now: datetime) -> None:
    for place, (channel, question, answer) in enumerate(QUESTIONS):
        at = now - timedelta(days=3 - place, minutes=35)
        entry = consultations.ConsultEntry(channel=channel, question=question, answer=answer)
        consultations.record_consultation(
            by=clerk, at=at, contract=contract, entry=entry, key=f"demo-consult-{place}"
        )
    for place, line in enumerate(LINES):
        called = now - timedelta(days=1, minutes=30 * place)
        consultations.check_phone_line(
            by=checker, at=now, contract=contract, line=line, called_at=called, rings=4 + 8 * place,
            answered=not place,
        )  # fmt: skip


def _cross_region(contract: Contract, clerk: Any, now: datetime) -> None:
    steps = (("pushed", ""), ("papers_sent", "EMS100200300CN"), ("checked", ""), ("concluded", ""))
    for place, hall in enumerate(OTHER_HALLS):
        at = now - timedelta(days=6 - place * 2, hours=3)
        entry = cross_region.CrossEntry(
            direction="out", kind="national", mode="receive", other_hall=hall, person_name=PEOPLE[place],
            identity_checked=True,
        )  # fmt: skip
        row = cross_region.receive_cross(
            by=clerk, at=at, contract=contract, entry=entry, key=f"demo-cross-{place}"
        )
        for number, (to, said) in enumerate(steps[: 4 - place * 2]):
            moment = at + timedelta(hours=5 * (number + 1))
            cross_region.step_cross(by=clerk, at=moment, record=row, to=to, said=said)


def _special(contract: Contract, clerk: Any, now: datetime) -> None:
    for place, kind in enumerate(("extended", "appointment", "uninterrupted")):
        at = now - timedelta(days=2 - place, hours=4)
        entry = special_services.SpecialEntry(
            kind=kind, scheduled_at=at + timedelta(hours=3), person_name=PEOPLE[place]
        )
        row = special_services.book_special(
            by=clerk, at=at, contract=contract, entry=entry, key=f"demo-special-{place}"
        )
        if place < 2:
            begin = at + timedelta(hours=3)
            special_services.serve_special(
                by=clerk, at=begin + timedelta(minutes=25), service=row, started_at=begin,
                ended_at=begin + timedelta(minutes=25), outcome="已办结",
            )  # fmt: skip
    claim = special_services.ClaimEntry(
        policy="小微企业吸纳就业补贴", person_name="海口椰林文化传播有限公司", amount_yuan=Decimal("6000.00")
    )
    asked = special_services.receive_claim(
        by=clerk, at=now - timedelta(days=3), contract=contract, entry=claim, key="demo-claim-0"
    )
    special_services.review_claim(by=clerk, at=now - timedelta(days=1), record=asked, text="材料齐全")


def _tickets(contract: Contract, supervisor: Any, now: datetime) -> None:
    windows = list(
        Window.objects.filter(venue__contracts=contract).select_related("venue").order_by("number")[:4]
    )
    rows = []
    for place in range(24):
        window = windows[place % len(windows)]
        taken = now - timedelta(minutes=240 - place * 9)
        called = taken + timedelta(minutes=3 + (place * 7) % 17)
        done = called + timedelta(minutes=6 + place % 9)
        served = done <= now and place % 11 != 5
        state = TicketState.SERVED if served else TicketState.PASSED if called <= now else TicketState.WAITING
        rows.append(
            TicketRow(
                venue=window.venue, number=f"A{place + 1:03}", taken_at=taken, state=state,
                window=window if state != TicketState.WAITING else None,
                called_at=called if state != TicketState.WAITING else None, finished_at=done if served else None,
            )
        )  # fmt: skip
    take_tickets(by=supervisor, at=now, contract=contract, rows=rows)
