"""The money of the demo contract: bond, milestones, payments by plan, a breach, the yearly evaluations.

Year 1 is not settled, so its performance money stays unpaid. Year 2's was filed after 5 December: the last month's
window for objections ended later than the tender's day, and the register says so.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from accounts.models import User
from assessment.demo.moments import moment
from contracts.actions.appraisals import Evaluation, record_appraisal
from contracts.actions.breaches import BreachEntry, add_bond_entry, decide_breach, record_breach
from contracts.actions.milestones import enter_date
from contracts.actions.payments import Application, apply_for_payment, record_payment
from contracts.enums import BondKind, BreachKind, Grade, InstalmentKind, PaymentStepKind
from contracts.models import Contract, PaymentInstalment, ServiceYear
from contracts.queries.payments import payable_of

BOND_ON, BOND_YUAN = date(2022, 12, 28), Decimal("563275.00")
# (name, whether a milestone done rather than an event, day)
DAYS = (
    ("award_notice", False, date(2022, 12, 9)),
    ("signing", False, date(2022, 12, 28)),
    ("signing", True, date(2022, 12, 28)),
    ("effect", False, date(2023, 1, 1)),
    ("handover_plan", True, date(2023, 1, 13)),
    ("full_staffing", True, date(2023, 1, 20)),
)
VACANT_FROM, VACANT_TO = date(2024, 5, 6), date(2024, 5, 28)
APPRAISED = (
    (1, date(2023, 12, 20), "人员配备、窗口服务和培训符合合同要求，建议续签。"),
    (2, date(2024, 12, 30), "年度月平均得分在 90 分以上，一次缺员已整改，建议续签。"),
)
# The day on which the settled performance money of year 2 was applied for.
SETTLED_APPLIED_ON = date(2024, 12, 29)


def begin(people: Mapping[str, User], contract: Contract) -> None:
    """Before the first month: the bond received, the days of signing and starting."""
    by = people["fu.kaohe"]
    add_bond_entry(
        by=by, at=moment(BOND_ON), today=BOND_ON, contract=contract, kind=BondKind.RECEIVED, on=BOND_ON,
        amount_yuan=BOND_YUAN, note="银行保函，按首年价格的 5%", key="demo-bond",
    )  # fmt: skip
    for name, is_done, on in DAYS:
        enter_date(by=by, at=moment(on), today=on, contract=contract, name=name, is_done=is_done, on=on)


def live(people: Mapping[str, User], contract: Contract) -> None:
    """Two service years of payments, the vacancy, the evaluations. Needs year 2 settled."""
    for instalment in PaymentInstalment.objects.filter(contract=contract, service_year__number__lte=2):
        if instalment.kind != InstalmentKind.PERFORMANCE and instalment.due_on:
            _pay(people, instalment, instalment.due_on - timedelta(days=6))
        elif instalment.service_year.number == 2:
            _pay(people, instalment, SETTLED_APPLIED_ON)
    _breach(people, contract)
    for number, on, reason in APPRAISED:
        record_appraisal(
            by=people["chen.pizhun"], at=moment(on), today=on,
            service_year=ServiceYear.objects.get(contract=contract, number=number),
            evaluation=Evaluation(Grade.QUALIFIED, reason, on),
        )  # fmt: skip


def _pay(people: Mapping[str, User], instalment: PaymentInstalment, on: date) -> None:
    """Applied with its invoice, filed two days later, paid within the fortnight."""
    firm = instalment.contract.contractor.name
    application = Application(
        payee=firm, bank="演示银行海口分行", account=f"6000{instalment.contract_id:012d}", invoicer=firm,
        invoice_number=f"2{on:%y%m}{instalment.pk:08d}", invoiced_on=on, invoiced_yuan=payable_of(instalment),
    )  # fmt: skip
    apply_for_payment(
        by=people["zhou.zongjian"], at=moment(on), instalment=instalment, on=on, application=application
    )
    for kind, days in ((PaymentStepKind.FILED, 2), (PaymentStepKind.PAID, 11)):
        day = on + timedelta(days=days)
        record_payment(
            by=people["fu.kaohe"], at=moment(day), instalment=instalment, kind=kind, on=day, today=day
        )


def _breach(people: Mapping[str, User], contract: Contract) -> None:
    """A post empty for 22 days where the contract allows 15: proposed by the clause, decided by a person."""
    entry = BreachEntry(
        kind=BreachKind.VACANCY, happened_on=VACANT_FROM, ended_on=VACANT_TO, people=1,
        text="窗口 14 一名人员离职，超过 15 天才补齐合格人员。",
    )  # fmt: skip
    breach = record_breach(
        by=people["fu.kaohe"], at=moment(VACANT_TO), today=VACANT_TO, contract=contract, entry=entry,
        key="demo-breach",
    )  # fmt: skip
    decide_breach(
        by=people["chen.pizhun"], at=moment(VACANT_TO + timedelta(days=3)), breach=breach,
        decided_yuan=breach.proposed_yuan, reason="供应商已书面确认缺员天数，按建议金额执行。",
    )  # fmt: skip
