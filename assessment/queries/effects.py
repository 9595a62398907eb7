"""What each option of each decision that moves money would pay this year; shown beside the decisions."""

from datetime import date
from decimal import Decimal

from assessment import rules
from assessment.models import PUBLISHED_STATES, Scorecard
from assessment.queries.settlement import YearBook, facts_of_cards, total_of, year_books
from assessment.rules.settlement_effects import decision_effects as effects_of
from contracts.models import Contract, ServiceYear

Effects = dict[str, dict[str, Decimal]]


def decision_effects(contract: Contract) -> Effects:
    """What the current year would pay under each option, the other decisions as they stand.

    Shape: {key: {option: net yuan}} for the last service year with approved cards, on those months; empty without
    any, or where the contract has no performance money. Units: yuan.
    """
    cards = Scorecard.objects.filter(contract=contract, state__in=PUBLISHED_STATES)
    last = cards.order_by("-month").values_list("service_year_id", flat=True).first()
    if last is None:
        return {}
    book = year_books([ServiceYear.objects.get(pk=last)], contract)[0]
    if book.terms is None or not book.totals:
        return {}
    totals_under = _totals_under(book)
    found = effects_of(
        book.terms, book.totals, book.choices, totals_under=totals_under, chosen_under=book.choices
    )
    return {
        effect.key: {
            option.option: option.net_yuan for option in effect.options if option.net_yuan is not None
        }
        for effect in found
        if effect.key in book.decisions
    }


def _totals_under(book: YearBook) -> dict[str, dict[str, dict[date, Decimal]]]:
    """The approved months scored again under each option of the decisions that change cards. One query."""
    cards = {each.month: each.card for each in book.months if each.card is not None}
    facts = facts_of_cards(list(cards.values()))
    return {
        key: {
            option: {
                month: total_of(card, facts[card.pk], book.choices, {key: option})
                for month, card in cards.items()
            }
            for option in options
        }
        for key, options in rules.DECISIONS.items()
    }
