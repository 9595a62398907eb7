"""Settling three years of 36 months, and verifying a chain of a million events, each against its bare baseline."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from assessment.actions.cards import open_card
from assessment.models import Entry, RubricCriterion, Scorecard
from assessment.queries.settlement import year_books
from assessment.rules.settlement import settle
from contracts.actions.contracts import ContractDetails, create_contract
from contracts.models import Contract, ServiceYear
from contracts.profile_schema import load_profile
from hall_ops.lib.canonical import canonical
from hall_ops.lib.months import months_between
from records.rules import GENESIS, Link, chain_hash, first_break
from tests.bench import Measure, seconds

ENTRIES, EVENTS, LIMIT = 200, 1_000_000, 5.0
SAMPLE = 50_000
COLUMNS = (
    "scorecard_id, criterion_id, count, level, points, value, numerator, denominator, excluded, exemption"
)


def contract_of(by: Any) -> Contract:
    """A Haikou contract of its own."""
    details = ContractDetails(
        slug=f"bench-{secrets.token_hex(4)}", name="基准", short_name="基准", purchaser="采购人", contractor="供应商",
        price_yuan=Decimal("33796500.00"), starts_on=date(2023, 1, 1), ends_on=date(2025, 12, 31),
    )  # fmt: skip
    return create_contract(by=by, at=timezone.now(), profile=load_profile("haikou"), details=details)


def filled(contract: Contract, by: Any) -> None:
    """Every assessed month with 200 entries over all criteria that a bare key counts, approved."""
    now = timezone.now()
    for year in ServiceYear.objects.filter(contract=contract):
        for month in months_between(year.assessed_from, year.assessed_to):
            card = open_card(by=by, at=now, contract=contract, month=month)
            criteria = list(RubricCriterion.objects.filter(rubric=card.rubric).exclude(code="7.10"))
            Entry.objects.bulk_create(
                Entry(
                    scorecard=card, criterion=criteria[(number * 7) % len(criteria)], number=number + 1,
                    count=1 + number % 2, subject=f"窗口 {number % 40:02d}", note="检查时发现，已当场告知值班长。",
                    occurred_on=month, created_by=by, created_at=now, changed_by=by, changed_at=now,
                )
                for number in range(ENTRIES)
            )  # fmt: skip
            approve(card)


def approve(card: Scorecard) -> None:
    """Past the three signatures, as the database lets states follow one another."""
    now = timezone.now()
    for state in ("assessed", "reviewed"):
        Scorecard.objects.filter(pk=card.pk).update(state=state)
    Scorecard.objects.filter(pk=card.pk).update(state="approved", approved_at=now, objection_until=now.date())


def settling() -> Measure:
    """All years settled from the database, against reading the same rows by plain SQL."""
    user = get_user_model().objects.create(
        username=f"bench-{secrets.token_hex(4)}", name="基准", side="government", created_at=timezone.now()
    )
    contract = contract_of(user)
    filled(contract, user)
    years = list(ServiceYear.objects.filter(contract=contract))

    def settle_all() -> list[Decimal]:
        books = year_books(years, contract)
        return [settle(book.terms, book.totals, book.choices).paying.net_yuan for book in books if book.terms]

    def read_rows() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {COLUMNS}, occurred_on, subject, note, number FROM assessment_entry "
                "WHERE withdrawn_at IS NULL AND scorecard_id IN "
                "(SELECT id FROM assessment_scorecard WHERE contract_id = %s)",
                [contract.pk],
            )
            return len(cursor.fetchall())

    assert read_rows() == 36 * ENTRIES
    assert len(settle_all()) == len(years)
    return Measure("settle_36_months", seconds(settle_all, 9), seconds(read_rows, 9), LIMIT)


def content(number: int) -> dict[str, Any]:
    """An event as the audit writes them."""
    return {
        "number": number, "at": "2024-03-08T02:30:00.123456+00:00", "actor_id": 7, "actor_name": "符海燕（fu.kaohe）",
        "role": "assessor", "address": "10.20.30.40", "request_id": f"{number:032x}", "contract_id": 1,
        "action": "entry.add", "object_type": "assessment.entry", "object_id": str(number),
        "object_label": f"3.17 № {number}", "before": {}, "result": "done", "algorithm": "sha256-v1",
        "after": {"criterion": "3.17", "count": 1, "subject": "窗口 05", "note": "迟到 7 分钟，值班长在场"},
    }  # fmt: skip


def links(number: int) -> list[Link]:
    """A chain that holds."""
    found, previous = [], GENESIS
    for place in range(1, number + 1):
        said = content(place)
        link = Link(place, previous, chain_hash(previous, said), said)
        found.append(link)
        previous = link.hash
    return found


def verifying() -> Measure:
    """A million events walked in runs of the sample's length, against hashing the same bytes."""
    chain = links(SAMPLE)
    bodies = [link.previous.encode() + b"\n" + canonical(link.content) for link in chain]
    rounds = EVENTS // SAMPLE
    head = chain[-1].hash

    def verify() -> None:
        for _round in range(rounds):
            if first_break(chain, SAMPLE, head) is not None:
                raise ValueError("the chain made for the bench does not hold")

    def hash_bytes() -> int:
        return sum(len(digest) for _round in range(rounds) for digest in hashed(bodies))

    return Measure("verify_1m_events", seconds(verify, 1), seconds(hash_bytes, 1), LIMIT)


def hashed(bodies: list[bytes]) -> Iterator[str]:
    for body in bodies:
        yield hashlib.sha256(body).hexdigest()


def run() -> list[Measure]:
    """Time both."""
    return [settling(), verifying()]
