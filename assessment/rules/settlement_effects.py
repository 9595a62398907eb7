"""What a decision or a month is worth in yuan: the same year settled again, one thing changed.

Source: rules.md section 3, decisions; issue "director: what-if".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessment.rules.settlement import Decisions, settle_so_far
from assessment.rules.settlement_terms import (
    OPTIONS,
    SettlementTerms,
    Totals,
    choices_as_mapping,
    choices_of,
)


@dataclass(frozen=True, slots=True)
class OptionEffect:
    """What the year pays under one option, and how that differs from the chosen one.

    Shape: both None where the option needs a figure that is not known. Units: yuan.
    """

    option: str
    net_yuan: Decimal | None
    difference_yuan: Decimal | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class DecisionEffect:
    """A decision that moves money, with each of its options on the year as it stands."""

    key: str
    options: tuple[OptionEffect, ...]

    @property
    def moves_money(self) -> bool:
        """Whether any option pays another amount on this year."""
        return len({option.net_yuan for option in self.options if option.net_yuan is not None}) > 1


def decision_effects(
    terms: SettlementTerms,
    totals: Totals,
    decisions: Decisions | None = None,
    *,
    totals_under: Mapping[str, Mapping[str, Totals]] | None = None,
    chosen_under: Decisions | None = None,
) -> tuple[DecisionEffect, ...]:
    """Return the effect of every decision that moves money, all others kept as chosen, on the months that are in.

    Shape: `totals_under[key][option]` are the months' totals under an option that changes cards (adjustment_cap,
    total_cap, no_unit_criteria), scored by the caller, and `chosen_under` names the option taken for each.
    Raises: MonthsRefused; ValueError.
    """
    kept = choices_as_mapping(choices_of(decisions))
    now = settle_so_far(terms, totals, kept).paying.net_yuan

    def effect(option: str, chosen: str, totals: Totals, changed: Decisions) -> OptionEffect:
        if changed["price_base"] == "contract_price" and terms.contract_price is None:
            return OptionEffect(option, None, None, option == chosen)
        net = settle_so_far(terms, totals, changed).paying.net_yuan
        return OptionEffect(option, net, net - now, option == chosen)

    own = tuple(
        DecisionEffect(key, tuple(effect(o, kept[key], totals, {**kept, key: o}) for o in options))
        for key, options in OPTIONS.items()
    )
    cards = tuple(
        DecisionEffect(
            key, tuple(effect(o, (chosen_under or {}).get(key, ""), t, kept) for o, t in by.items())
        )
        for key, by in (totals_under or {}).items()
    )
    return own + cards


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What the year pays with this month at `total`, and the difference to the month as it stands. Units: yuan."""

    total: Decimal
    net_yuan: Decimal
    difference_yuan: Decimal


def what_if(
    terms: SettlementTerms,
    totals: Totals,
    month: date,
    alternatives: Sequence[Decimal],
    decisions: Decisions | None = None,
    *,
    stands_at: Decimal | None = None,
    rest_at: Decimal | None = None,
) -> tuple[WhatIf, ...]:
    """Return what this month at another total means: "88 instead of 91 is so many yuan".

    Shape: the month stands at `stands_at`, else at its total in `totals`, else at the first alternative. The
    months still to come are left out of the mean, or taken at `rest_at` where that is given.
    Raises: MonthsRefused for a month the year does not assess; ValueError without alternatives.
    """
    if not alternatives:
        raise ValueError("at least one alternative total is needed")
    others = dict.fromkeys(terms.assessed, rest_at) if rest_at is not None else {}
    base = {**others, **totals}

    def net(total: Decimal) -> Decimal:
        return settle_so_far(terms, {**base, month: total}, decisions).paying.net_yuan

    standing = net(next(t for t in (stands_at, totals.get(month), alternatives[0]) if t is not None))
    found = ((total, net(total)) for total in alternatives)
    return tuple(WhatIf(total, yuan, yuan - standing) for total, yuan in found)
