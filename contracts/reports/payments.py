"""Contexts of the payment documents."""

from datetime import date
from decimal import Decimal
from typing import Any

from contracts.models import PaymentInstalment, PaymentStep
from hall_ops.lib.capital_amounts import capital_amount


def pack_context(instalment: PaymentInstalment, step: PaymentStep) -> dict[str, Any]:
    """The pack of one application, from what was kept when it was made and not from what is true today.

    Shape: `missing` are months without a published score, named on the paper.
    """
    facts = step.facts
    months = [
        {
            **each,
            "month": date.fromisoformat(each["month"]),
            "total": each["total"] and Decimal(each["total"]),
        }
        for each in facts["months"]
    ]
    days = {
        name: date.fromisoformat(facts[name])
        for name in ("covers_from", "covers_to", "invoiced_on", "applied_on")
    }
    return {
        "instalment": instalment,
        "step": step,
        "facts": {**facts, **days},
        "amount": step.amount_yuan,
        "capital": capital_amount(step.amount_yuan),
        "invoiced": Decimal(facts["invoiced_yuan"]),
        "invoiced_capital": capital_amount(Decimal(facts["invoiced_yuan"])),
        "months": months,
        "missing": [each["month"] for each in months if each["total"] is None],
        "arithmetic": instalment.arithmetic,
    }
