"""The wages register: months with their lights, a month's lines, money kept back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.profile_schema.agreement import Figure
from contracts.queries import InForce
from contracts.queries.agreed import agreed_limit
from contracts.queries.decisions import readings
from hall_ops.lib.months import months_between, next_month
from staffing.enums import PostKind
from staffing.models import DeductionSpending, Engagement, Person, WageLine, WageMonth
from staffing.rules.readings import EVERYONE, MEAN_WAGE_PEOPLE, WHOLE_MONTH, WITH_PARTIAL
from staffing.rules.wages import (
    FAULTS,
    MEAN_OPTIONS,
    ZERO,
    Balance,
    Paid,
    contribution_paid,
    counts,
    covers,
    mean,
    reaches,
    shown,
    wage_paid,
)

# 002 § 四(二)1(5)②: the floor is the window staff's; managers, support and operations are not among them.
NOT_AT_WINDOWS = (PostKind.MANAGEMENT, PostKind.SUPPORT, PostKind.OPERATIONS)


# A contract that leaves nothing open still says whom its mean counts.
WHOM = {
    WHOLE_MONTH: _("整月在窗口岗位的人"),
    WITH_PARTIAL: _("窗口岗位的人，含当月到岗或离岗的"),
    EVERYONE: _("工资表上的全部人员，含管理人员"),
}


def wage_floor(contract: Contract) -> Figure | None:
    """The least mean gross wage, with its clause; None where the contract sets none."""
    return agreed_limit(contract, "mean_wage_yuan")


def last_day(month: date) -> date:
    return next_month(month) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LineRow:
    """One person's month with its three lights. Shape: `line` None for somebody whom the list leaves out.

    `at_window` and `whole` tell whether the person counts in the mean: window staff, there every day of the month.
    """

    person: Person
    line: WageLine | None
    wage: Paid
    insurance: Paid
    fund: Paid
    at_window: bool
    whole: bool

    @property
    def faults(self) -> dict[str, Paid]:
        """What was not kept: {"wage": LATE}."""
        sides = {"wage": self.wage, "insurance": self.insurance, "fund": self.fund}
        return {side: paid for side, paid in sides.items() if paid in FAULTS}

    @property
    def level(self) -> str:
        return (
            "bad"
            if self.faults
            else "warn"
            if Paid.WAITING in (self.wage, self.insurance, self.fund)
            else "ok"
        )


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month's list in figures. Shape: `mean` exact; `partial` are window staff who came or went in the month.

    `reading` is what both sides signed on whom the mean counts, None for a contract that asks no such thing.
    """

    wage_month: WageMonth
    rows: list[LineRow]
    floor: Decimal | None
    reading: InForce | None = None

    @property
    def people(self) -> str:
        """Whom the mean counts: an option of decision mean_wage_people."""
        return self.reading.option if self.reading else WHOLE_MONTH

    @property
    def counted(self) -> list[LineRow]:
        """Those whose gross makes the mean."""
        return [row for row in self.rows if row.line and counts(row.at_window, row.whole, self.people)]

    @property
    def partial(self) -> list[LineRow]:
        return [row for row in self.rows if row.line and row.at_window and not row.whole]

    @property
    def mean(self) -> Fraction | None:
        return mean(row.line.gross_yuan for row in self.counted if row.line)

    @property
    def mean_shown(self) -> Decimal | None:
        return shown(self.mean)

    @property
    def whom(self) -> str:
        """Whom the mean counts, in words."""
        return self._whom(self.people)

    @property
    def other_means(self) -> list[tuple[str, int, Decimal | None]]:
        """The mean as the other readings would have it: whom it counts, people, mean."""
        found = []
        for option in MEAN_OPTIONS:
            rows = [row.line for row in self.rows if row.line and counts(row.at_window, row.whole, option)]
            if option != self.people and len(rows) != len(self.counted):
                found.append((self._whom(option), len(rows), shown(mean(line.gross_yuan for line in rows))))
        return found

    def _whom(self, option: str) -> str:
        return self.reading.decision.label_of(option) if self.reading else str(WHOM[option])

    @property
    def mean_without_overtime(self) -> Decimal | None:
        return shown(mean(row.line.gross_yuan - row.line.overtime_yuan for row in self.counted if row.line))

    @property
    def reaches(self) -> bool | None:
        return reaches(self.mean, self.floor)

    @property
    def level(self) -> str:
        return {True: "ok", False: "bad", None: ""}[self.reaches]

    @property
    def listed(self) -> int:
        return sum(row.line is not None for row in self.rows)

    @property
    def faulty(self) -> list[LineRow]:
        return [row for row in self.rows if row.faults]

    @property
    def totals(self) -> dict[str, Decimal]:
        lines = [row.line for row in self.rows if row.line]
        return {
            "gross": sum((line.gross_yuan for line in lines), ZERO),
            "deducted": sum((line.deducted_yuan for line in lines), ZERO),
            "net": sum((line.net_yuan for line in lines), ZERO),
            "paid": sum((line.paid_yuan or ZERO for line in lines), ZERO),
        }

    def count(self, side: str) -> int:
        """How many people were wronged on a side ("wage", "insurance", "fund")."""
        return sum(side in row.faults for row in self.rows)

    @property
    def lights(self) -> list[tuple[str, int, int]]:
        """Wages, insurance and fund in turn: what the screen paints, how many were wronged, how many still wait."""
        found = []
        for side in ("wage", "insurance", "fund"):
            bad = self.count(side)
            waiting = sum(getattr(row, side) is Paid.WAITING for row in self.rows)
            found.append(("bad" if bad else "" if waiting else "ok", bad, waiting))
        return found


def counting_months(contract: Contract) -> Any:
    """The list that counts of each month: its last revision."""
    newer = WageMonth.objects.filter(contract=contract).order_by("contract", "month", "-revision")
    last: dict[date, int] = {}
    for pk, month in newer.values_list("pk", "month"):
        last.setdefault(month, pk)
    return WageMonth.objects.filter(pk__in=last.values()).order_by("-month").select_related("imported_by")


def month_rows(contract: Contract, months: Iterable[WageMonth], today: date) -> list[MonthRow]:
    """Lists with their lines, people and lights. Four queries, however many there are."""
    lists = list(months)
    lines: dict[int, list[WageLine]] = {each.pk: [] for each in lists}
    for line in WageLine.objects.filter(wage_month__in=lists).select_related("person"):
        lines[line.wage_month_id].append(line)
    held = _held(contract, lists)
    limit = wage_floor(contract)
    floor = Decimal(limit.value) if limit else None
    reading = readings(contract, [MEAN_WAGE_PEOPLE]).get(MEAN_WAGE_PEOPLE)
    return [
        MonthRow(
            each,
            _line_rows(each, lines[each.pk], held, today),
            floor,
            reading.on(each.month) if reading else None,
        )
        for each in lists
    ]


def register_years(contract: Contract, today: date) -> list[int]:
    """The calendar years of the contract up to today; the first one where it has not begun."""
    last = min(max(today, contract.starts_on), contract.ends_on)
    return list(range(contract.starts_on.year, last.year + 1))


def register(contract: Contract, year: int, today: date) -> list[tuple[date, MonthRow | None]]:
    """A year's months, the newest first; None for a month that is over and has no list. Six queries."""
    lists = counting_months(contract).filter(month__year=year)
    found = {row.wage_month.month: row for row in month_rows(contract, lists, today)}
    first = max(contract.starts_on.replace(day=1), date(year, 1, 1))
    last = min(contract.ends_on, date(year, 12, 31))
    over = {month for month in months_between(first, last) if last_day(month) < today}
    return [(month, found.get(month)) for month in sorted(over | set(found), reverse=True)]


@dataclass(frozen=True, slots=True)
class Laid:
    """What taking a list would do. Shape: changed are a person with the headings that change, from what to what."""

    row: MonthRow
    before: WageMonth | None
    added: int
    changed: list[tuple[Person, list[tuple[str, Any, Any]]]]
    gone: list[Person]

    @property
    def same(self) -> bool:
        return self.before is not None and self.before.digest == self.row.wage_month.digest


COMPARED = (
    "basic_yuan", "performance_yuan", "allowance_yuan", "overtime_yuan", "gross_yuan", "own_insurance_yuan",
    "own_fund_yuan", "tax_yuan", "deducted_yuan", "net_yuan", "paid_yuan", "paid_on", "insured_on", "fund_on", "note",
)  # fmt: skip


def list_preview(contract: Contract, wage_month: WageMonth, lines: list[WageLine], today: date) -> Laid:
    """A list that is not written yet, judged as it would be, beside the one that counts now. Six queries."""
    people = Person.objects.in_bulk([line.person_id for line in lines])
    for line in lines:
        line.person = people[line.person_id]
    limit = wage_floor(contract)
    rows = _line_rows(wage_month, lines, _held(contract, [wage_month]), today)
    reading = readings(contract, [MEAN_WAGE_PEOPLE]).get(MEAN_WAGE_PEOPLE)
    row = MonthRow(
        wage_month,
        rows,
        Decimal(limit.value) if limit else None,
        reading.on(wage_month.month) if reading else None,
    )
    before = WageMonth.objects.filter(contract=contract, month=wage_month.month).order_by("-revision").first()
    now = {line.person_id: line for line in before.lines.select_related("person")} if before else {}
    changed = [
        (line.person, _differences(now[line.person_id], line)) for line in lines if line.person_id in now
    ]
    return Laid(
        row, before, sum(line.person_id not in now for line in lines), [each for each in changed if each[1]],
        [line.person for person, line in now.items() if person not in people],
    )  # fmt: skip


def _differences(now: WageLine, new: WageLine) -> list[tuple[str, Any, Any]]:
    labels = {field.name: field.verbose_name for field in WageLine._meta.concrete_fields}
    pairs = [(str(labels[name]), getattr(now, name), getattr(new, name)) for name in COMPARED]
    return [(label, old, value) for label, old, value in pairs if old != value]


def _held(contract: Contract, lists: list[WageMonth]) -> list[Engagement]:
    """Engagements that touch any of the months."""
    if not lists:
        return []
    first, last = min(each.month for each in lists), last_day(max(each.month for each in lists))
    found = Engagement.objects.filter(contract=contract, voided_at=None, starts_on__lte=last)
    found = found.filter(Q(ends_on=None) | Q(ends_on__gte=first))
    return list(found.select_related("person", "post"))


def _line_rows(
    wage_month: WageMonth, lines: list[WageLine], held: list[Engagement], today: date
) -> list[LineRow]:
    first, last = wage_month.month, last_day(wage_month.month)
    people: dict[int, list[Engagement]] = {}
    for each in held:
        if each.starts_on <= last and (each.ends_on is None or each.ends_on >= first):
            people.setdefault(each.person_id, []).append(each)
    rows = [_row(wage_month, line.person, line, people.get(line.person_id, []), today) for line in lines]
    listed = {line.person_id for line in lines}
    rows += [
        _row(wage_month, found[0].person, None, found, today)
        for person, found in people.items()
        if person not in listed and any(each.post.counted for each in found)
    ]
    return sorted(rows, key=lambda row: row.person.number)


def _row(
    wage_month: WageMonth, person: Person, line: WageLine | None, held: list[Engagement], today: date
) -> LineRow:
    windows = [each for each in held if each.post.counted and each.post.kind not in NOT_AT_WINDOWS]
    spans = [(each.starts_on, each.ends_on) for each in windows]
    whole = covers(spans, wage_month.month, last_day(wage_month.month))
    due, insured_due = wage_month.due_on, wage_month.insured_due_on or wage_month.due_on
    if line is None:
        wage = Paid.UNLISTED if today > due else Paid.WAITING
        insured = Paid.UNLISTED if today > insured_due else Paid.WAITING
        return LineRow(person, None, wage, insured, insured, bool(windows), whole)
    return LineRow(
        person, line,
        wage_paid(line.net_yuan, line.paid_yuan, line.paid_on, due_on=due, today=today),
        contribution_paid(line.own_insurance_yuan, line.insured_on, due_on=insured_due, today=today),
        contribution_paid(line.own_fund_yuan, line.fund_on, due_on=insured_due, today=today),
        bool(windows), whole,
    )  # fmt: skip


# -- money kept back --------------------------------------------------------------------------------------------------
def deduction_balance(contract: Contract) -> Balance:
    """Taken off wages in the lists that count, against what was spent on the project. Two queries and the lists'."""
    lines = WageLine.objects.filter(wage_month__in=[each.pk for each in counting_months(contract)])
    taken = lines.aggregate(total=Sum("deducted_yuan"))["total"] or ZERO
    spendings = DeductionSpending.objects.filter(contract=contract, voided_at=None)
    return Balance(taken, spendings.aggregate(total=Sum("amount_yuan"))["total"] or ZERO)


def deduction_clause(contract: Contract) -> dict[str, Any] | None:
    """What the contract says of money taken off wages; None where it says nothing."""
    said = contract.profile.get("obligations", [])
    return next((each for each in said if each.get("key") == "wage_deductions"), None)


def deducted_by_month(contract: Contract) -> list[tuple[date, int, Decimal]]:
    """Month, people and sum of what was taken off wages, the newest first; months without any are left out."""
    lines = WageLine.objects.filter(
        wage_month__in=[each.pk for each in counting_months(contract)], deducted_yuan__gt=0
    )
    sums = lines.order_by("-wage_month__month").values_list("wage_month__month")
    return list(sums.annotate(n=Count("pk"), total=Sum("deducted_yuan")))
