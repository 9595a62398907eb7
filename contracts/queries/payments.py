"""The payment register: what is due when, how far it is, what is wrong with an application."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from contracts.enums import InstalmentKind, PaymentState, PaymentStepKind
from contracts.models import Contract, PaymentInstalment, PaymentStep
from contracts.queries.hooks import MonthScore, month_scores, settled_years
from contracts.rules.due_dates import late
from contracts.rules.payments import invoice_problems, party_problems
from hall_ops.lib.months import months_between

SOON = timedelta(days=30)
LEVELS = {
    PaymentState.NOT_YET: "",
    PaymentState.OPEN: "info",
    PaymentState.APPLIED: "info",
    PaymentState.FILED: "info",
    PaymentState.PAID: "ok",
    PaymentState.LATE: "bad",
}


def steps_of(instalment: PaymentInstalment) -> dict[str, PaymentStep]:
    """kind → the step that counts: the last of its kind. Reads prefetched steps where there are such."""
    return {step.kind: step for step in sorted(instalment.steps.all(), key=lambda step: step.pk)}


def due_of(instalment: PaymentInstalment, scores: Mapping[date, MonthScore] | None = None) -> date | None:
    """The due day; of a quarter that waits for its assessment the day its last card was closed, else None."""
    if not instalment.waits_for:
        return instalment.due_on
    known = month_scores(instalment.contract) if scores is None else scores
    closed = [known[month]["closed_on"] if month in known else None for month in waited_months(instalment)]
    return max(day for day in closed if day) if all(closed) else None


def waited_months(instalment: PaymentInstalment) -> list[date]:
    return [date.fromisoformat(month) for month in instalment.waits_for]


def payable_of(instalment: PaymentInstalment, settled: Mapping[int, Decimal] | None = None) -> Decimal:
    """What an instalment really pays: of performance money what the signed settlement says. Units: yuan."""
    if instalment.kind != InstalmentKind.PERFORMANCE:
        return instalment.amount_yuan
    known = settled_years(instalment.contract) if settled is None else settled
    return known.get(instalment.service_year.number, instalment.amount_yuan)


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One line of the register. Units: yuan; `days_late` 0 unless late.

    Shape: `is_settled` tells performance money that a signed settlement has fixed from money still at its full amount.
    """

    instalment: PaymentInstalment
    due_on: date | None
    payable_yuan: Decimal
    is_settled: bool
    state: PaymentState
    is_late: bool
    days_late: int
    steps: dict[str, PaymentStep]

    @property
    def level(self) -> str:
        return LEVELS[self.state]

    @property
    def applied(self) -> PaymentStep | None:
        return self.steps.get(PaymentStepKind.APPLIED)

    @property
    def filed(self) -> PaymentStep | None:
        return self.steps.get(PaymentStepKind.FILED)

    @property
    def paid(self) -> PaymentStep | None:
        return self.steps.get(PaymentStepKind.PAID)


def payment_row(
    instalment: PaymentInstalment,
    today: date,
    scores: Mapping[date, MonthScore] | None = None,
    settled: Mapping[int, Decimal] | None = None,
) -> PaymentRow:
    steps = steps_of(instalment)
    due = due_of(instalment, scores)
    known = settled_years(instalment.contract) if settled is None else settled
    filed = steps.get(PaymentStepKind.FILED)
    is_late = late(filed.on if filed else None, due, today)
    judged = filed.on if filed else today
    is_settled = instalment.kind == InstalmentKind.PERFORMANCE and instalment.service_year.number in known
    return PaymentRow(
        instalment=instalment,
        due_on=due,
        payable_yuan=payable_of(instalment, known),
        is_settled=is_settled,
        state=_state(steps, due, today, is_late),
        is_late=is_late,
        days_late=(judged - due).days if is_late and due else 0,
        steps=steps,
    )


def _state(steps: dict[str, PaymentStep], due: date | None, today: date, is_late: bool) -> PaymentState:
    if PaymentStepKind.PAID in steps:
        return PaymentState.PAID
    if PaymentStepKind.FILED in steps:
        return PaymentState.FILED
    if is_late:
        return PaymentState.LATE
    if PaymentStepKind.APPLIED in steps:
        return PaymentState.APPLIED
    return PaymentState.OPEN if due is not None and due - SOON <= today else PaymentState.NOT_YET


def payment_rows(
    contract: Contract, instalments: Iterable[PaymentInstalment], today: date
) -> list[PaymentRow]:
    """The register's lines. Give instalments with `steps` prefetched and `service_year` joined."""
    scores, settled = month_scores(contract), settled_years(contract)
    rows = list(instalments)
    for row in rows:
        row.contract = contract
    return [payment_row(row, today, scores, settled) for row in rows]


@dataclass(frozen=True, slots=True)
class CoveredMonth:
    """A month an instalment pays for, with its score. Shape: total None and state "" without a published card."""

    month: date
    total: Decimal | None
    state: str


def covered_months(instalment: PaymentInstalment) -> list[CoveredMonth]:
    """The months an instalment rests on: those of its assessment, of the year for performance money, else its own."""
    year = instalment.service_year
    if instalment.kind == InstalmentKind.PERFORMANCE:
        months = list(months_between(year.assessed_from, year.assessed_to))
    else:
        months = waited_months(instalment) or list(
            months_between(instalment.covers_from, instalment.covers_to)
        )
    scores = month_scores(instalment.contract)
    found = [(month, scores.get(month)) for month in months]
    return [
        CoveredMonth(month, score and score["total"], score["state"] if score else "")
        for month, score in found
    ]


def application_of(
    instalment: PaymentInstalment, application: Mapping[str, Any], amount_yuan: Decimal, on: date
) -> dict[str, Any]:
    """The application as it is kept and printed, with what is wrong with it named. Source: 002 § 九(一), § 一.9."""
    contract = instalment.contract
    problems = [
        *party_problems(application["payee"], application["invoicer"], contract.contractor.name),
        *invoice_problems(application["invoiced_yuan"], amount_yuan),
    ]
    if application["invoiced_on"] > on:
        problems.append(_("发票日期晚于申请日期"))
    return {
        **application,
        "contract": contract.name,
        "contract_number": contract.number,
        "purchaser": contract.purchaser.name,
        "party_b": contract.contractor.name,
        "label": instalment.label,
        "covers_from": instalment.covers_from,
        "covers_to": instalment.covers_to,
        "clause": instalment.clause,
        "amount_yuan": amount_yuan,
        "applied_on": on,
        "months": [
            {"month": each.month, "total": each.total, "state": each.state}
            for each in covered_months(instalment)
        ],
        "problems": problems,
    }
