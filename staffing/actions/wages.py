"""Wage lists taken in, money kept back and spent on the project, wages the purchaser had prepaid.

Source: 002 § 四(二)1(5)①②; 001 § 3.5.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from contracts.queries.agreed import deducts_wages
from hall_ops.lib.canonical import canonical
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from records.actions import record_event, store_file
from records.models import StoredFile
from staffing.actions.wording import needed, optional
from staffing.models import DeductionSpending, PrepaidWage, WageLine, WageMonth
from staffing.rules.wages import Amounts, due_may_move, wrong_sums

LONGEST_WAIT = timedelta(days=366)
MOST_YUAN = Decimal(10_000_000)
NAME_MOST = 120


class WageRefused(DomainError):
    """A wage list, a spending or a prepaid month that cannot be entered like this."""


@dataclass(frozen=True, slots=True)
class WageEntry:
    """One checked line of a list. Shape: `person` is the file's number in the database."""

    person: int
    amounts: Amounts
    paid: Decimal | None = None
    paid_on: date | None = None
    insured_on: date | None = None
    fund_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class WageList:
    """A month's list as it was read."""

    month: date
    due_on: date
    insured_due_on: date | None
    file_name: str
    entries: Sequence[WageEntry]

    @property
    def digest(self) -> str:
        """The same for the same content, whatever file it came in and in whatever order."""
        lines = sorted((asdict(each) for each in self.entries), key=lambda line: line["person"])
        content = {
            "month": self.month,
            "due": self.due_on,
            "insured": self.insured_due_on,
            "lines": _plain(lines),
        }
        return hashlib.sha256(canonical(_plain(content))).hexdigest()


def _plain(value: Any) -> Any:
    """Amounts to the cent and days as text, for the digest."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else value


def newest(contract: Contract, month: date) -> WageMonth | None:
    found: WageMonth | None = (
        WageMonth.objects.filter(contract=contract, month=month).order_by("-revision").first()
    )
    return found


def check_list(contract: Contract, made: WageList, today: date) -> WageMonth | None:
    """What the list's head may not say; gives the revision before it. Raises: WageRefused."""
    if made.month > today:
        raise WageRefused(_("%(month)s 还没有开始，请核对月份。") % {"month": f"{made.month:%Y-%m}"})
    if not contract.starts_on.replace(day=1) <= made.month <= contract.ends_on:
        raise WageRefused(_("%(month)s 不在合同期内，请核对月份。") % {"month": f"{made.month:%Y-%m}"})
    for day in (made.due_on, made.insured_due_on or made.due_on):
        if not made.month <= day <= made.month + LONGEST_WAIT:
            raise WageRefused(_("应发、应缴日期应在当月一日以后、一年以内，请核对。"))
    before = newest(contract, made.month)
    if before is None:
        return None
    for now, wanted in (
        (before.due_on, made.due_on),
        (before.insured_due_on or before.due_on, made.insured_due_on or made.due_on),
    ):
        if not due_may_move(now, wanted, today):
            raise WageRefused(
                _("应发、应缴日期 %(day)s 已过，更正时不能再改，请填 %(day)s。") % {"day": now.isoformat()}
            )
    return before


@transaction.atomic
def import_wages(
    *, by: Any, at: datetime, contract: Contract, made: WageList, reason: str = ""
) -> WageMonth | None:
    """Take a list, all of it: the first of a month, or its next revision with a reason.

    Gives None where it says what the last one says already. Raises: WageRefused.
    """
    locked = _lock(by, contract)
    before = check_list(locked, made, timezone.localdate(at))
    if before is not None and before.digest == made.digest:
        return None
    if not made.entries:
        raise WageRefused(_("工资表里没有人，请核对文件。"))
    for each in made.entries:
        if wrong_sums(each.amounts):
            raise WageRefused(_("工资表里有合计不符的行，请重新上传。"))
    why = needed(reason, _("这个月已有工资表，请写明更正原因。"), WageRefused) if before else ""
    wage_month, lines = draft_of(locked, made)
    wage_month.revision, wage_month.reason = before.revision + 1 if before else 1, why
    wage_month.imported_at, wage_month.imported_by = at, by
    wage_month.save(force_insert=True)
    WageLine.objects.bulk_create(lines)
    after = {
        "month": f"{made.month:%Y-%m}", "revision": wage_month.revision, "rows": len(made.entries),
        "due_on": made.due_on, "digest": made.digest, "reason": why,
    }  # fmt: skip
    record_event("wage.import", by=by, obj=wage_month, contract=locked, after=after)
    return wage_month


def draft_of(contract: Contract, made: WageList) -> tuple[WageMonth, list[WageLine]]:
    """The list as rows that are not written yet: what the preview judges is what is taken."""
    wage_month = WageMonth(
        contract=contract, month=made.month, due_on=made.due_on, insured_due_on=made.insured_due_on,
        file_name=made.file_name[-NAME_MOST:], digest=made.digest,
    )  # fmt: skip
    return wage_month, [_line(wage_month, each) for each in made.entries]


def _line(wage_month: WageMonth, entry: WageEntry) -> WageLine:
    amounts = {f"{name}_yuan": value for name, value in asdict(entry.amounts).items()}
    return WageLine(
        wage_month=wage_month, person_id=entry.person, paid_yuan=entry.paid, paid_on=entry.paid_on,
        insured_on=entry.insured_on, fund_on=entry.fund_on, note=entry.note, **amounts,
    )  # fmt: skip


# -- money kept back --------------------------------------------------------------------------------------------------
@transaction.atomic
def record_spending(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    spent_on: date,
    amount: Decimal,
    purpose: str,
    file: tuple[str, bytes] | None = None,
) -> DeductionSpending:
    """Write down what deducted money was spent on, with its voucher. Raises: WageRefused, UploadRefused."""
    locked = _lock(by, contract)
    if spent_on > timezone.localdate(at):
        raise WageRefused(_("支出日期还没有到，请核对。"))
    _check_amount(amount)
    row = DeductionSpending.objects.create(
        contract=locked, spent_on=spent_on, amount_yuan=amount, recorded_at=at, recorded_by=by,
        purpose=needed(purpose, _("请写明用在项目的什么地方。"), WageRefused), file=_kept(by, at, locked, file),
    )  # fmt: skip
    after = {"amount_yuan": amount, "spent_on": spent_on, "purpose": row.purpose}
    record_event("wage.spending", by=by, obj=row, contract=locked, after=after)
    return row


@transaction.atomic
def record_prepaid(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    month: date,
    people: int,
    amount: Decimal,
    note: str = "",
    file: tuple[str, bytes] | None = None,
) -> PrepaidWage:
    """Write down a month's wages that the purchaser had paid, with the proof. Raises: WageRefused, UploadRefused.

    Source: 001 § 3.5.
    """
    locked = _lock(by, contract)
    if not deducts_wages(locked):
        raise WageRefused(_("本合同没有约定扣除采购人已付的工资。"))
    if month > min(timezone.localdate(at), locked.ends_on):
        raise WageRefused(_("%(month)s 还没有到，请核对月份。") % {"month": f"{month:%Y-%m}"})
    if people < 1:
        raise WageRefused(_("人数至少为 1。"))
    _check_amount(amount)
    if PrepaidWage.objects.filter(contract=locked, month=month, voided_at=None).exists():
        raise WageRefused(_("%(month)s 已登记，登记有误的请先作废。") % {"month": f"{month:%Y-%m}"})
    row = PrepaidWage.objects.create(
        contract=locked, month=month, people=people, amount_yuan=amount, note=optional(note), recorded_at=at,
        recorded_by=by, file=_kept(by, at, locked, file),
    )  # fmt: skip
    after = {"month": f"{month:%Y-%m}", "people": people, "amount_yuan": amount}
    record_event("wage.prepaid", by=by, obj=row, contract=locked, after=after)
    return row


@transaction.atomic
def void_row(*, by: Any, at: datetime, row: DeductionSpending | PrepaidWage, reason: str) -> None:
    """Take back a spending or a prepaid month entered wrongly; it stays, with the reason. Raises: WageRefused."""
    model = type(row)
    locked: Any = model.objects.select_for_update(of=("self",)).select_related("contract").get(pk=row.pk)
    if not holds(by, Permission.WAGE_RECORD, locked.contract):
        raise WageRefused(_("您的身份不能登记工资。"))
    if locked.voided_at is not None:
        raise WageRefused(_("这一条已经作废。"))
    why = needed(reason, _("请写明作废原因。"), WageRefused)
    model.objects.filter(pk=locked.pk).update(voided_at=at, void_reason=why)
    after = {"amount_yuan": locked.amount_yuan, "reason": why}
    record_event("wage.void", by=by, obj=locked, contract=locked.contract, after=after)


def _kept(by: Any, at: datetime, contract: Contract, file: tuple[str, bytes] | None) -> StoredFile | None:
    return store_file(by=by, at=at, contract=contract, name=file[0], data=file[1]) if file else None


def _check_amount(amount: Decimal) -> None:
    if not 0 < amount < MOST_YUAN:
        raise WageRefused(_("金额应大于 0、小于一千万元。"))


def _lock(by: Any, contract: Contract) -> Contract:
    if not holds(by, Permission.WAGE_RECORD, contract):
        raise WageRefused(_("您的身份不能登记工资。"))
    locked: Contract = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    return locked
