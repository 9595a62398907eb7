"""The demonstration: the first walk stays open, the second service year is signed, closed and settled."""

import json
from datetime import date

import pytest
from django.test import override_settings
from django.utils import timezone

from assessment.demo.load import load
from assessment.models import CardSignature, Objection, Scorecard, Settlement
from assessment.queries.settlement import settlement_verdict

pytestmark = pytest.mark.django_db


@override_settings(DEMO=True)
def test_the_demo_shows_a_whole_year_and_leaves_march_open() -> None:
    assert load(at=timezone.now())

    assert Scorecard.objects.get(month=date(2023, 3, 1)).state == "draft"
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
    verdict = settlement_verdict(settlement.code)
    assert verdict is not None
    assert verdict.holds
    assert not load(at=timezone.now())
