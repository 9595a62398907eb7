"""Rubric versions: each table that is taken becomes a new one, in force from a month."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessment import rules
from assessment.enums import RubricSource
from assessment.models import Rubric, RubricCriterion, Scorecard
from assessment.queries.content import digest
from assessment.rules.document import rubric_to_document
from contracts.models import Contract
from hall_ops.lib.canonical import canonical
from hall_ops.lib.errors import DomainError
from records.actions import record_event


class RubricInUse(DomainError):
    """A month that already has a card keeps the table it was opened with."""


@transaction.atomic
def add_rubric(
    *, by: Any, at: datetime, contract: Contract, rubric: rules.Rubric, source: str, effective_from: date
) -> Rubric:
    """Add the next version. Raises: RubricInUse when a card of that month or later exists."""
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    later = Scorecard.objects.filter(contract=contract, month__gte=effective_from).order_by("month").first()
    if later is not None:
        raise RubricInUse(
            _("%(month)s 的考核表已按现行规则建立，新规则不能从更早或同一月份起用。请选择更晚的月份。")
            % {"month": f"{later.month:%Y-%m}"}
        )
    last = Rubric.objects.filter(contract=contract).order_by("-number").first()
    row = Rubric.objects.create(
        contract=contract,
        number=last.number + 1 if last else 1,
        title=rubric.title,
        document=rubric_to_document(rubric),
        source=source or RubricSource.PROFILE,
        effective_from=effective_from,
        created_by=by,
        created_at=at,
    )
    RubricCriterion.objects.bulk_create(
        [
            RubricCriterion(
                rubric=row,
                position=position,
                code=criterion.code,
                name=criterion.name,
                group_code=criterion.group,
                effect=criterion.effect,
            )
            for position, criterion in enumerate(rubric.criteria)
        ]
    )
    after = {
        "number": row.number,
        "criteria": len(rubric.criteria),
        "effective_from": effective_from,
        "source": source,
    }
    after["sha256"] = digest(canonical(row.document))
    record_event("rubric.add", by=by, obj=row, contract=contract, after=after)
    return row
