"""Values for the names in recruitment's addresses."""

import io
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from PIL import Image

from contracts.models import Contract
from staffing.actions.candidate_steps import StepData, record_step
from staffing.enums import Stage, StepResult
from staffing.models import Candidate, Need
from tests.staffing.recruits import make_candidate, make_need, make_notice, supplier


def need(contract: Contract | None) -> int:
    return some_need(contract).pk


def some_need(contract: Contract | None) -> Need:
    assert contract is not None, "needs belong to contracts"
    return contract.needs.first() or make_need(contract, at=timezone.now())


def notice(contract: Contract | None) -> int:
    found = some_need(contract)
    return (found.notices.first() or make_notice(found)).pk


def some_candidate(contract: Contract | None) -> Candidate:
    assert contract is not None, "candidates belong to contracts"
    return contract.candidates.first() or make_candidate(some_need(contract), at=timezone.now())


def candidate(contract: Contract | None) -> int:
    return some_candidate(contract).pk


def paper(contract: Contract | None) -> int:
    """A step with its paper, of the sample's candidate."""
    found = some_candidate(contract)
    with_paper = found.steps.filter(file__isnull=False).first()
    if with_paper is not None:
        return with_paper.pk
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "PNG")
    data = StepData(
        StepResult.PASSED, timezone.localdate(), grade="A", file=("登记表.png", picture.getvalue())
    )
    record_step(
        by=supplier(found.contract), at=timezone.now(), candidate=found, stage=Stage.SCREENING, data=data
    )
    return found.steps.get(file__isnull=False).pk


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {
    "need": need,
    "notice": notice,
    "candidate": candidate,
    "paper": paper,
}
