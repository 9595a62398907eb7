"""The card the benchmarks look at: March of a Haikou contract with 200 entries, and the browser of its assessor."""

from functools import cache

from django.test import Client
from django.urls import reverse

from assessment.models import Scorecard
from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.assessment import card_of, haikou_contract, many_entries
from tests.factories.contracts import member

ENTRIES = 200


@cache
def full_card() -> Scorecard:
    contract = haikou_contract(slug="haikou-bench")
    card = card_of(contract, by=member(Role.ASSESSOR, contract))
    many_entries(card, ENTRIES)
    return card


@cache
def browser() -> Client:
    return sign_in_quickly(full_card().opened_by)


def address(name: str) -> str:
    card = full_card()
    return reverse(f"assessment:{name}", args=[card.contract.slug, card.month])
