"""A service year settled: performance money under all three bases, the close of the last year.

Source: 002 § 一.9, § 五(二), § 九(二); rules.md section 3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from assessment.rules.settlement_bases import BasisResult, reckon
from assessment.rules.settlement_terms import (
    BASES,
    OPTIONS,
    Choices,
    MonthsRefused,
    SettlementTerms,
    Totals,
    choices_of,
    counted_months,
    months_so_far,
)
from hall_ops.lib.arithmetic import Step, cents, yuan_text

__all__ = [
    "BASES", "OPTIONS", "BasisResult", "ClosePayment", "MonthsRefused", "Settlement", "SettlementTerms",
    "close_year", "provisional", "settle", "settle_so_far",
]  # fmt: skip

Decisions = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Settlement:
    """A year under all three bases; only `paying`, the one both sides chose, pays.

    Shape: `left_out` are assessed months that a decision or the day keeps out; `complete` says whether the
    amounts are final. `cautions` are Chinese sentences a person should read before signing.
    """

    terms: SettlementTerms
    choices: Choices
    months: tuple[date, ...]
    left_out: tuple[date, ...]
    complete: bool
    bases: tuple[BasisResult, ...]

    def basis(self, name: str) -> BasisResult:
        """Return the result on a basis. Raises: KeyError."""
        return {result.basis: result for result in self.bases}[name]

    @property
    def paying(self) -> BasisResult:
        """The result on the basis of decision `settlement_basis`."""
        return self.basis(self.choices.settlement_basis)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What the arithmetic allows and a person should weigh."""
        kept = cents(self.terms.price * self.terms.share)
        if self.paying.gross_yuan <= kept:
            return ()
        words = {"gross": yuan_text(self.paying.gross_yuan), "kept": yuan_text(kept)}
        return (_("按约定的价格基数，绩效金额 %(gross)s 元超过当年预留的 %(kept)s 元") % words,)


def settle(terms: SettlementTerms, totals: Totals, decisions: Decisions | None = None) -> Settlement:
    """Settle a whole service year.

    Raises: MonthsRefused for a missing or surplus month; ValueError for an unknown option.
    Source: 002 § 一.9, § 五(二).
    """
    choices = choices_of(decisions)
    return _settled(terms, totals, choices, counted_months(terms, totals, choices), complete=True)


def settle_so_far(terms: SettlementTerms, totals: Totals, decisions: Decisions | None = None) -> Settlement:
    """Return what the months that are in would pay if the year ended with them: a view, no settlement.

    Raises: MonthsRefused for a surplus month or none at all; ValueError for an unknown option.
    """
    choices = choices_of(decisions)
    months = months_so_far(terms, totals, choices)
    return _settled(terms, totals, choices, months, complete=False)


def provisional(terms: SettlementTerms, totals: Totals, decisions: Decisions | None = None) -> Settlement:
    """Settle the months that are over on the pay day; what comes later is trued up.

    Raises: MonthsRefused; ValueError where no assessed month is late.
    Source: 002 § 一.9; decision year3_close, pay_then_true_up.
    """
    if not terms.late_months:
        raise ValueError("no assessed month ends after the pay day")
    in_time = {month: total for month, total in totals.items() if month not in terms.late_months}
    choices = choices_of(decisions)
    wanted = tuple(month for month in terms.assessed if month not in terms.late_months)
    surplus = tuple(sorted(month for month in in_time if month not in wanted))
    missing = tuple(month for month in wanted if month not in in_time)
    if missing or surplus:
        raise MonthsRefused(missing, surplus, wanted)
    return _settled(terms, in_time, choices, wanted, complete=False)


def _settled(
    terms: SettlementTerms, totals: Totals, choices: Choices, months: tuple[date, ...], *, complete: bool
) -> Settlement:
    left_out = tuple(month for month in terms.assessed if month not in months)
    bases = tuple(reckon(basis, terms, choices, months, totals) for basis in BASES)
    return Settlement(terms, choices, months, left_out, complete, bases)


@dataclass(frozen=True, slots=True)
class ClosePayment:
    """One payment of performance money at the close of a year.

    Shape: `kind` is final, provisional or true_up; `due_on` is None while the day hangs on a card that is not
    closed, `due_rule` says on what. A negative true-up is paid back. Units: yuan.
    """

    kind: str
    due_on: date | None
    due_rule: str
    yuan: Decimal
    settlement: Settlement
    steps: tuple[Step, ...]


def close_year(
    terms: SettlementTerms,
    totals: Totals,
    decisions: Decisions | None = None,
    *,
    paid_yuan: Decimal | None = None,
    last_closed_on: date | None = None,
) -> tuple[ClosePayment, ...]:
    """Return what is paid, when, at the close of a year.

    Shape: one final payment where every assessed month is over on the pay day or the late ones are left out or
    waited for; else a provisional payment and, once the late months are in, the true-up. `paid_yuan` is what was
    really paid before, the provisional amount unless said. Raises: MonthsRefused; ValueError.
    Source: 002 § 一.9; decision year3_close.
    """
    choices = choices_of(decisions)
    late = terms.late_months
    if not late or choices.year3_close != "pay_then_true_up":
        waits = bool(late) and choices.year3_close == "wait_december"
        return (
            _whole(settle(terms, totals, decisions), last_closed_on if waits else terms.settled_on, waits),
        )
    first = provisional(terms, totals, decisions)
    rule = _("付款日前已结束的 %(count)s 个月") % {"count": len(first.months)}
    net = first.paying.net_yuan
    payments = [ClosePayment("provisional", terms.settled_on, rule, net, first, first.paying.steps)]
    if all(month in totals for month in late):
        paid = net if paid_yuan is None else paid_yuan
        payments.append(_true_up(settle(terms, totals, decisions), paid, last_closed_on))
    return tuple(payments)


def _whole(settlement: Settlement, due_on: date | None, waits: bool) -> ClosePayment:
    rule = _("全部月份的考核表关闭之日") if waits else _("合同约定的年度结清日")
    paying = settlement.paying
    return ClosePayment("final", due_on, rule, paying.net_yuan, settlement, paying.steps)


def _true_up(settlement: Settlement, paid: Decimal, closed_on: date | None) -> ClosePayment:
    net = settlement.paying.net_yuan
    step = Step(_("多退少补"), f"{yuan_text(net)} − {yuan_text(paid)}", yuan_text(net - paid),
                settlement.terms.clauses.mean)  # fmt: skip
    rule = _("最后一个月的考核表关闭之日")
    steps = (*settlement.paying.steps, step)
    return ClosePayment("true_up", closed_on, rule, net - paid, settlement, steps)
