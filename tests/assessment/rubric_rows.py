"""Rubric versions and tables not yet taken, as rows, for the screens' tests."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from assessment.actions.rubric_drafts import start_draft
from assessment.actions.rubrics import add_rubric
from assessment.enums import RubricSource
from assessment.models import Rubric, RubricDraft
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.assessment.official_samples import SMALL, official_file
from tests.assessment.rule_samples import haikou
from tests.factories.contracts import member

BAD_ROW = 10


def installed(contract: Contract, effective_from: date = date(2026, 1, 1)) -> Rubric:
    by = member(Role.ASSESSOR, contract)
    return add_rubric(
        by=by,
        at=timezone.now(),
        contract=contract,
        rubric=haikou(),
        source=RubricSource.PROFILE,
        effective_from=effective_from,
    )


def with_a_bad_rule() -> bytes:
    rows = [list(row) for row in SMALL]
    rows[BAD_ROW - 6][4] = "视情节扣分"
    return official_file(rows)


def drafted(contract: Contract, data: bytes) -> RubricDraft:
    by = member(Role.ASSESSOR, contract)
    return start_draft(by=by, at=timezone.now(), contract=contract, name="考核表.xlsx", data=data)


def preview_url(draft: RubricDraft) -> str:
    return reverse("assessment:rubric-preview", args=[draft.contract.slug, draft.pk])


def take_url(draft: RubricDraft) -> str:
    return reverse("assessment:rubric-take", args=[draft.contract.slug, draft.pk])
