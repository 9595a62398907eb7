"""The demonstration, loaded once: the first walk open, year 2 signed and settled, its money paid, seals that hold."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from assessment.demo import agreed
from assessment.demo.load import load
from assessment.models import CardSignature, DailySeal, EntryEvidence, Objection, Scorecard, Settlement
from assessment.queries.outside_seal import read_lines
from assessment.queries.seal_faults import seal_faults
from assessment.queries.settlement import settlement_verdict
from contracts.enums import InstalmentKind, PaymentState
from contracts.models import (
    Appraisal,
    BondEntry,
    BreachRuling,
    Contract,
    ContractDate,
    Decision,
    DecisionSigning,
    PaymentInstalment,
)
from contracts.queries.payments import payment_rows
from records.enums import ACTION_LABELS, FIELD_LABELS
from records.models import AuditEvent
from records.queries import chain_break
from tests.assessment.demo_staffing import the_city_tells_its_limits, the_hall_is_staffed


@pytest.mark.django_db
def test_the_demo_tells_the_whole_life_of_the_contract(settings: Any, tmp_path: Path) -> None:
    """One load for all of these: it makes fourteen sealed documents, which takes its time."""
    settings.DEMO, settings.SEALS_DIR, settings.MEDIA_ROOT = True, tmp_path / "seals", tmp_path / "media"

    assert load(at=timezone.now())

    _first_walk_is_open()
    _second_year_is_signed_and_settled()
    _decisions_are_signed_by_both_sides()
    _payments_are_paid_and_one_was_filed_late()
    _registers_are_filled()
    the_hall_is_staffed(Contract.objects.get(slug="qiongshan"), timezone.localdate())
    the_city_tells_its_limits(Contract.objects.get(slug="haikou"))
    _seals_hold(tmp_path / "seals")
    _every_event_has_its_label()
    assert not load(at=timezone.now())


def _first_walk_is_open() -> None:
    first = Scorecard.objects.filter(service_year__number=1).order_by("month")
    assert [(card.month, card.state) for card in first] == [
        (date(2023, month, 1), "draft") for month in (1, 2, 3)
    ]


def _second_year_is_signed_and_settled() -> None:
    months = Scorecard.objects.filter(service_year__number=2)
    assert months.filter(corrected_by=None).count() == 12
    assert set(months.values_list("state", flat=True)) == {"closed"}
    assert CardSignature.objects.filter(scorecard__in=months).count() == 3 * months.count()
    assert Objection.objects.get().ruling == "upheld"
    assert [card.revision for card in months.filter(month=date(2024, 10, 1))] == [1, 2]
    settlement = Settlement.objects.get()
    content = json.loads(settlement.content)
    assert (settlement.state, content["bases"]["annual"]["mean_exact"]) == ("signed", "541/6")
    assert len({result["net_yuan"] for result in content["bases"].values()}) == 3
    assert all(row["signed_on"] for row in content["decisions"])
    verdict = settlement_verdict(settlement.code)
    assert verdict is not None
    assert verdict.holds
    assert EntryEvidence.objects.filter(file__kind="jpg").count() == 2


def _decisions_are_signed_by_both_sides() -> None:
    signings = DecisionSigning.objects.complete().filter(effective_from=date(2023, 1, 1))
    assert {row.decision.key for row in signings.select_related("decision")} == set(agreed.MONEY)
    assert set(Decision.objects.exclude(signed_at=None).values_list("key", flat=True)) == set(agreed.MONEY)


def _payments_are_paid_and_one_was_filed_late() -> None:
    plan = PaymentInstalment.objects.select_related("service_year").prefetch_related("steps")
    rows = payment_rows(
        Contract.objects.get(slug="haikou"),
        plan.filter(contract__slug="haikou", service_year__number__lte=2).order_by("pk"),
        date(2025, 1, 31),
    )
    unsettled = [row for row in rows if row.state != PaymentState.PAID]
    assert [(row.instalment.kind, row.instalment.service_year.number) for row in unsettled] == [
        (InstalmentKind.PERFORMANCE, 1)
    ]
    late = [row for row in rows if row.paid and row.is_late]
    assert [(row.instalment.kind, row.is_settled, row.days_late) for row in late] == [
        (InstalmentKind.PERFORMANCE, True, 26)
    ]


def _registers_are_filled() -> None:
    ruling = BreachRuling.objects.select_related("breach").get()
    assert ruling.decided_yuan == ruling.breach.proposed_yuan > 0
    assert ruling.breach.arithmetic
    assert BondEntry.objects.count() == 1
    assert set(Appraisal.objects.values_list("service_year__number", "grade")) == {
        (1, "qualified"),
        (2, "qualified"),
    }
    done = ContractDate.objects.filter(is_done=True).values_list("name", flat=True)
    assert set(done) == {"signing", "handover_plan", "full_staffing"}


def _seals_hold(folder: Path) -> None:
    assert chain_break() is None
    assert DailySeal.objects.count() == 3
    assert list(seal_faults(read_lines(folder))) == []


def _every_event_has_its_label() -> None:
    """The auditor reads Chinese: every action and every field that the demonstration writes."""
    events = list(AuditEvent.objects.all())
    fields = {name for event in events for name in {*event.before, *event.after}}
    assert {event.action for event in events} - ACTION_LABELS.keys() == set()
    assert fields - FIELD_LABELS.keys() == set()
