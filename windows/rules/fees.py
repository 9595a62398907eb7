"""Fees: what is due, what may be taken back, what a day comes to. Exact to the cent.

Source: facts.md § 5.22 (应收, 减免, 实收); a mistake is set right by a counter-entry, never by editing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

CENT: Final = Decimal("0.01")
MOST_PIECES: Final = 999


@dataclass(frozen=True, slots=True)
class Charge:
    """What a case pays. Units: yuan. Shape: amount = due - reduced."""

    due_yuan: Decimal
    reduced_yuan: Decimal
    amount_yuan: Decimal


class FeeFault(ValueError):
    """What cannot be charged or taken back, in plain words."""


def charge_of(unit_yuan: Decimal, quantity: int, reduced_yuan: Decimal, why_reduced: str) -> Charge:
    """Units: yuan. Raises: FeeFault."""
    if unit_yuan <= 0:
        raise FeeFault(_("这个事项不收费。"))
    if not 1 <= quantity <= MOST_PIECES:
        raise FeeFault(_("数量应为 1 至 %(most)d。") % {"most": MOST_PIECES})
    due = unit_yuan * quantity
    if reduced_yuan != reduced_yuan.quantize(CENT):
        raise FeeFault(_("减免金额最多两位小数。"))
    if not 0 <= reduced_yuan <= due:
        raise FeeFault(_("减免金额应在 0 和应收的 %(due)s 元之间。") % {"due": f"{due:.2f}"})
    if reduced_yuan and not why_reduced:
        raise FeeFault(_("有减免的请写明减免依据。"))
    return Charge(due, reduced_yuan, due - reduced_yuan)


def left_of(charged: Decimal, counter_entries: Iterable[Decimal]) -> Decimal:
    """What of a charge has not been taken back. Shape: counter-entries are negative. Units: yuan."""
    return charged + sum(counter_entries, Decimal(0))


def check_refund(left_yuan: Decimal, refund_yuan: Decimal) -> Decimal:
    """A refund that may be given. Raises: FeeFault."""
    if refund_yuan != refund_yuan.quantize(CENT):
        raise FeeFault(_("退费金额最多两位小数。"))
    if not 0 < refund_yuan <= left_yuan:
        raise FeeFault(_("退费金额应大于 0，且不超过还没有退的 %(left)s 元。") % {"left": f"{left_yuan:.2f}"})
    return refund_yuan
