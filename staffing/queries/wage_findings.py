"""Wages and insurance that were not paid on time or in full; the assessment reads it (002 § 五(一) 表1 1.11).

The line says 未按时足额发放员工工资、缴纳社会保险的，每人次: wages and social insurance. The housing fund is watched on
the screen and is no finding of this line.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from contracts.models import Contract
from hall_ops.lib.months import next_month
from staffing.models import WageMonth
from staffing.queries.wages import LineRow, MonthRow, counting_months, month_rows
from staffing.rules.wages import Paid

SIDES = ("wage", "insurance")


@dataclass(frozen=True, slots=True)
class WageLapse:
    """One person and one duty of one month. Shape: `key` is stable over revisions; `on` is the day it fell due.

    `side` is "wage" or "insurance"; `paid_on` the later day on which it was paid after all, None while it is not.
    """

    key: str
    side: str
    fault: Paid
    person_id: int
    number: str
    name: str
    month: date
    on: date
    paid_on: date | None
    revision: int


def wage_lapses(contract: Contract, month: date, *, today: date) -> Iterator[WageLapse]:
    """Duties that fell due in a month and were not kept; a due day that is not over yet is left out. Four queries."""
    inside = (month, min(next_month(month), today) - timedelta(days=1))
    due = counting_months(contract).filter(Q(due_on__range=inside) | Q(insured_due_on__range=inside))
    for made in month_rows(contract, due, today):
        for lapse in _lapses(made):
            if month <= lapse.on < min(next_month(month), today):
                yield lapse


def corrected_wages(contract: Contract, keys: Collection[str]) -> Mapping[str, str]:
    """Which findings a corrected list has taken away, with the list's reason.

    A list that only adds the day of a late payment takes nothing away: the lapse is still told, with its day.
    """
    wanted = {key.partition(":")[0] for key in keys}
    lists = [each for each in counting_months(contract) if f"{each.month:%Y-%m}" in wanted and each.reason]
    if not lists:
        return {}
    today = date.max
    still = {lapse.key for made in month_rows(contract, lists, today) for lapse in _lapses(made)}
    reasons = {f"{each.month:%Y-%m}": each.reason for each in lists}
    return {
        key: reasons[key.partition(":")[0]]
        for key in keys
        if key not in still and key.partition(":")[0] in reasons
    }


def _lapses(made: MonthRow) -> Iterator[WageLapse]:
    for row in made.rows:
        for side in SIDES:
            if side in row.faults:
                yield _lapse(made.wage_month, row, side)


def _lapse(wage_month: WageMonth, row: LineRow, side: str) -> WageLapse:
    line = row.line
    day = (line.paid_on if side == "wage" else line.insured_on) if line else None
    due = wage_month.due_on if side == "wage" else wage_month.insured_due_on or wage_month.due_on
    return WageLapse(
        key=f"{wage_month.month:%Y-%m}:{row.person.pk}:{side}", side=side, fault=row.faults[side],
        person_id=row.person.pk, number=row.person.number, name=row.person.name, month=wage_month.month, on=due,
        paid_on=day, revision=wage_month.revision,
    )  # fmt: skip
