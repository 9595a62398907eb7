"""The document that three people sign: a settlement's inputs, steps and results as canonical JSON, in Chinese."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation

from assessment.models import CardSeal, Settlement
from assessment.queries.settlement import MonthBook, YearBook
from assessment.rules.settlement import BasisResult, ClosePayment, close_year
from assessment.rules.settlement import Settlement as Reckoning
from assessment.rules.settlement_terms import SettlementTerms
from contracts.models import Contract
from contracts.queries import InForce
from hall_ops.lib.arithmetic import Step, exact_text
from hall_ops.lib.capital_amounts import capital_amount

FORMAT = "settlement-1"
LANGUAGE = "zh-hans"


@dataclass(frozen=True, slots=True)
class Making:
    """Who settles, when, with what: all that a settlement's document rests on beside the year's book.

    Shape: `earlier` is the signed provisional settlement that this one trues up; `replaces` number and reason of
    the signed one it takes the place of.
    """

    number: int
    by_name: str
    at: datetime
    note: str
    earlier: Settlement | None = None
    replaces: tuple[int, str] | None = None


def payment_of(book: YearBook, earlier: Settlement | None) -> ClosePayment:
    """What is to be paid now: provisional while the late months are open, else final or true-up.

    Raises: MonthsRefused; ValueError.
    """
    assert book.terms is not None, "a contract without performance money is not settled"
    paid = earlier.net_yuan if earlier else None
    payments = close_year(
        book.terms, book.totals, book.choices, paid_yuan=paid, last_closed_on=_last_closed(book)
    )
    whole = payments[-1]
    if whole.kind == "true_up" and earlier is None:
        # Nothing was paid before: the whole year is paid at once.
        net = whole.settlement.paying.net_yuan
        return ClosePayment(
            "final", whole.due_on, whole.due_rule, net, whole.settlement, whole.settlement.paying.steps
        )
    return whole


def _last_closed(book: YearBook) -> Any:
    closed = [each.card.closed_at for each in book.months if each.card]
    return timezone.localdate(max(at for at in closed if at)) if closed and all(closed) else None


def settlement_content(contract: Contract, book: YearBook, making: Making) -> dict[str, Any]:
    """Everything that is signed, as JSON types: points and money as text. The same in every reader's language.

    Raises: MonthsRefused.
    """
    with translation.override(LANGUAGE):
        payment = payment_of(book, making.earlier)
        reckoning = payment.settlement
        return {
            "format": FORMAT,
            "number": making.number,
            "kind": payment.kind,
            "made_by": making.by_name,
            "made_at": making.at.astimezone(UTC).isoformat(timespec="seconds"),
            **_parties(contract, book),
            "months": _months(book, reckoning),
            "left_out": [f"{month:%Y-%m}" for month in reckoning.left_out],
            "decisions": [_decision(row) for row in book.used],
            "terms": _terms(reckoning.terms),
            "uncertified": reckoning.terms.uncertified,
            "uncertified_note": making.note,
            "basis": reckoning.choices.settlement_basis,
            "bases": {result.basis: _basis(result) for result in reckoning.bases},
            "cautions": list(reckoning.cautions),
            **_amounts(payment, making),
        }


def _parties(contract: Contract, book: YearBook) -> dict[str, Any]:
    year = book.year
    return {
        "contract": contract.slug,
        "contract_name": contract.name,
        "contract_number": contract.number,
        "purchaser": contract.purchaser.name,
        "contractor": contract.contractor.name,
        "year": year.number,
        "year_from": year.starts_on.isoformat(),
        "year_to": year.ends_on.isoformat(),
    }


def _months(book: YearBook, reckoning: Reckoning) -> list[dict[str, Any]]:
    cards = [each.card.pk for each in book.months if each.card]
    seals = {
        seal.scorecard_id: seal
        for seal in CardSeal.objects.filter(scorecard__in=cards).defer("content", "pdf")
    }
    return [_month(each, seals) for each in book.months if each.month in reckoning.months]


def _month(each: MonthBook, seals: Mapping[int, CardSeal]) -> dict[str, Any]:
    assert each.card is not None and each.total is not None, "a settled month has an approved card"
    seal = seals.get(each.card.pk)
    return {
        "month": f"{each.month:%Y-%m}",
        "total": exact_text(each.total),
        "revision": each.card.revision,
        "seal": seal.code if seal else None,
        "sha256": seal.content_hash if seal else None,
    }


def _decision(held: InForce) -> dict[str, Any]:
    return {
        "key": held.decision.key,
        "question": held.decision.question,
        "clause": held.decision.clause,
        "chosen": held.option,
        "label": held.label,
        "signed_on": timezone.localdate(held.signed_at).isoformat() if held.signed_at else None,
        "effective_from": held.effective_from.isoformat() if held.effective_from else None,
    }


def _terms(terms: SettlementTerms) -> dict[str, Any]:
    return {
        "year_price_yuan": _two(terms.price),
        "contract_price_yuan": _two(terms.contract_price) if terms.contract_price is not None else None,
        "share": exact_text(terms.share),
        "certification_share": exact_text(terms.certification_share),
        "tiers": [
            {"floor": exact_text(t.floor), "coefficient": exact_text(t.coefficient)} for t in terms.tiers
        ],
        "settled_by": terms.settled_on.isoformat() if terms.settled_on else None,
    }


def _basis(result: BasisResult) -> dict[str, Any]:
    return {
        "mean": result.mean_shown,
        "mean_exact": result.mean_exact,
        "coefficient": result.coefficient_exact,
        "gross_yuan": _two(result.gross_yuan),
        "certification_yuan": _two(result.certification_yuan),
        "net_yuan": _two(result.net_yuan),
        "steps": [_step(step) for step in result.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "label": step.label.strip(),
        "formula": step.formula,
        "value": step.value,
        "clause": step.clause,
        "months": [f"{month:%Y-%m}" for month in step.months],
    }


def _amounts(payment: ClosePayment, making: Making) -> dict[str, Any]:
    """What the year pays, what was paid before, what is to be paid now; in figures and in words."""
    net = payment.settlement.paying.net_yuan
    earlier, replaces = making.earlier, making.replaces
    return {
        "net_yuan": _two(net),
        "net_capital": capital_amount(net),
        "paid_before_yuan": _two(earlier.net_yuan) if earlier else None,
        "paid_before_number": earlier.number if earlier else None,
        "payable_yuan": _two(payment.yuan),
        "payable_capital": capital_amount(payment.yuan),
        "due_on": payment.due_on.isoformat() if payment.due_on else None,
        "due_rule": payment.due_rule,
        "replaces": {"number": replaces[0], "reason": replaces[1]} if replaces else None,
    }


def _two(amount: Decimal) -> str:
    return f"{amount:.2f}"
