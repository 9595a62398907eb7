"""Decisions: which option is in force when, since when, signed by whom, and what each would come to."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, FilteredRelation, Q

from contracts.models import Contract, Decision, DecisionSigning
from contracts.queries.hooks import decision_effects, decision_figures
from hall_ops.lib.canonical import canonical

SIGNED = ("id", "option", "effective_from", "purchaser_at", "contractor_at")


@dataclass(frozen=True, slots=True)
class InForce:
    """The option that holds in a month. Shape: signed_at is None where it is the unsigned default."""

    decision: Decision
    option: str
    signed_at: datetime | None
    effective_from: date | None

    @property
    def label(self) -> str:
        return self.decision.label_of(self.option)


def decision_choices(contract: Contract, on: date | None = None) -> dict[str, str]:
    """key → option in force, signed or default; with `on` the one that holds in that day's month."""
    if on is None:
        return dict(Decision.objects.filter(contract=contract).values_list("key", "chosen"))
    return {found.decision.key: found.option for found in decisions_in_force(contract, on)}


def unsigned_decisions(contract: Contract) -> list[Decision]:
    return list(Decision.objects.filter(contract=contract, signed_at=None))


def decisions_in_force(contract: Contract, on: date) -> list[InForce]:
    """Every decision with what holds in the month of a day. One query."""
    return [in_force(decision, rows, on) for decision, rows in signed_decisions(contract)]


def signed_decisions(contract: Contract) -> list[tuple[Decision, list[DecisionSigning]]]:
    """Every decision with its complete signings, for asking month after month. One query."""
    both = Q(signings__purchaser_by__isnull=False, signings__contractor_by__isnull=False)
    signed = {f"_{name}": F(f"done__{name}") for name in SIGNED}
    joined = Decision.objects.filter(contract=contract).alias(
        done=FilteredRelation("signings", condition=both)
    )
    decisions: dict[int, Decision] = {}
    rows: dict[int, list[DecisionSigning]] = defaultdict(list)
    for each in joined.annotate(**signed):
        decisions.setdefault(each.pk, each)
        values = {name: getattr(each, f"_{name}") for name in SIGNED}
        if values["id"] is not None:
            rows[each.pk].append(DecisionSigning(**values))
    return [(decision, rows[pk]) for pk, decision in decisions.items()]


def in_force(decision: Decision, signed: Iterable[DecisionSigning], on: date) -> InForce:
    """What holds in the month of a day: the signing with the latest first month up to it, the later one of two.

    Shape: `signed` are the decision's complete signings. A decision that carries a signature from before there were
    signings holds throughout.
    """
    rows = list(signed)
    if not rows:
        return InForce(decision, decision.chosen, decision.signed_at, None)
    past = [row for row in rows if row.effective_from <= on]
    if not past:
        return InForce(decision, decision.default, None, None)
    last = max(past, key=lambda row: (row.effective_from, row.pk))
    return InForce(decision, last.option, _both_at(last), last.effective_from)


def _both_at(row: DecisionSigning) -> datetime | None:
    return max(row.purchaser_at, row.contractor_at) if row.purchaser_at and row.contractor_at else None


@dataclass(frozen=True, slots=True)
class Reading:
    """A decision with its complete signings, for asking day after day."""

    decision: Decision
    signed: tuple[DecisionSigning, ...]

    def on(self, day: date) -> InForce:
        return in_force(self.decision, self.signed, day)

    @property
    def steps(self) -> tuple[tuple[date, str], ...]:
        """From which day on which option holds, the earliest first."""
        firsts = sorted({date.min, *(row.effective_from for row in self.signed)})
        return tuple((first, self.on(first).option) for first in firsts)


def readings(contract: Contract, keys: Collection[str]) -> dict[str, Reading]:
    """Those of some decisions that the contract has, by key. One query."""
    return {
        decision.key: Reading(decision, tuple(rows))
        for decision, rows in signed_decisions(contract)
        if decision.key in keys
    }


def signing_content(
    decision: Decision, *, option: str, replaces: str, effective_from: date, reason: str
) -> dict[str, Any]:
    """Exactly what both sides sign, as canonical content: the question with all options, and the one proposed."""
    return {
        "contract": decision.contract.slug,
        "contract_name": decision.contract.name,
        "purchaser": decision.contract.purchaser.name,
        "contractor": decision.contract.contractor.name,
        "key": decision.key,
        "question": decision.question,
        "clause": decision.clause,
        "options": decision.options,
        "default": decision.default,
        "replaces": replaces,
        "option": option,
        "effective_from": effective_from.isoformat(),
        "reason": reason,
    }


def hash_of(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(content)).hexdigest()


def signing_hash(row: DecisionSigning) -> str:
    """The hash of what a proposal says now; another than its own means the question was altered since."""
    return hash_of(
        signing_content(
            row.decision,
            option=row.option,
            replaces=row.replaces,
            effective_from=row.effective_from,
            reason=row.reason,
        )
    )


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option on the page. Units: yuan; None where no effect is known.

    Shape: `figure` is what the option makes of the records today, in words, "" where they say nothing of it.
    """

    key: str
    label: str
    is_default: bool
    is_in_force: bool
    net_yuan: Decimal | None
    difference_yuan: Decimal | None
    figure: str = ""


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """A decision with what holds today, its options and their effects, and its history, latest first."""

    decision: Decision
    now: InForce
    options: tuple[OptionRow, ...]
    history: tuple[DecisionSigning, ...]
    waiting: DecisionSigning | None


def decision_page(decision: Decision, today: date) -> DecisionPage:
    people = ("proposed_by", "purchaser_by", "contractor_by", "withdrawn_by")
    history = tuple(DecisionSigning.objects.filter(decision=decision).select_related("decision", *people))
    now = in_force(decision, [row for row in history if row.is_complete], today)
    effects = decision_effects(decision.contract).get(decision.key, {})
    waiting = next((row for row in history if not row.is_complete and row.withdrawn_at is None), None)
    figures = decision_figures(decision.contract, decision.key, today)
    options = tuple(_option(option, decision, now.option, effects, figures) for option in decision.options)
    return DecisionPage(decision, now, options, history, waiting)


def _option(
    option: dict[str, str], decision: Decision, now: str, effects: dict[str, Decimal], figures: dict[str, str]
) -> OptionRow:
    key = option["key"]
    net, base = effects.get(key), effects.get(now)
    difference = net - base if net is not None and base is not None else None
    return OptionRow(
        key, option["label"], key == decision.default, key == now, net, difference, figures.get(key, "")
    )
