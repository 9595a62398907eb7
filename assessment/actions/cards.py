"""Opening a month's card."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assessment.models import Scorecard
from assessment.queries import rubric_for
from contracts.models import Contract, ServiceYear
from hall_ops.lib.errors import DomainError
from records.actions import record_event


class CardRefused(DomainError):
    """No card can be opened for this month."""


@transaction.atomic
def open_card(*, by: Any, at: datetime, contract: Contract, month: date) -> Scorecard:
    """Open the month's card, or give the one that is open. Raises: CardRefused."""
    month = month.replace(day=1)
    # The lock of add_rubric: no card opens under a table that is being replaced.
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    existing = Scorecard.objects.filter(contract=contract, month=month).order_by("-revision").first()
    if existing:
        return existing
    year = ServiceYear.objects.filter(
        contract=contract, assessed_from__lte=month, assessed_to__gte=month
    ).first()
    if year is None:
        raise CardRefused(_("%(month)s 不在合同任何服务年度的考核月份内。") % {"month": f"{month:%Y-%m}"})
    rubric = rubric_for(contract, month)
    if rubric is None:
        raise CardRefused(
            _("%(month)s 还没有计分规则。请先在“计分规则”导入采购人的考核表。") % {"month": f"{month:%Y-%m}"}
        )
    card = Scorecard.objects.create(
        contract=contract, service_year=year, rubric=rubric, month=month, opened_by=by, opened_at=at
    )
    record_event(
        "scorecard.open", by=by, obj=card, contract=contract, after={"month": month, "rubric": rubric.number}
    )
    return card


@transaction.atomic
def set_assessed_on(*, by: Any, at: datetime, card: Scorecard, assessed_on: date) -> None:
    """The date of assessment printed on the form (考核日期). Raises: CardRefused."""
    locked = Scorecard.objects.select_for_update().get(pk=card.pk)
    if locked.state != "draft":
        raise CardRefused(_("考核表已签署，考核日期不能再改。"))
    if not locked.month <= assessed_on <= localtime(at).date():
        raise CardRefused(
            _("考核日期 %(day)s 不在 %(first)s 至今天之间，请填写实际考核的日期。")
            % {"day": assessed_on.isoformat(), "first": locked.month.isoformat()}
        )
    before = locked.assessed_on
    Scorecard.objects.filter(pk=card.pk).update(assessed_on=assessed_on, version=locked.version + 1)
    record_event(
        "scorecard.date",
        by=by,
        obj=card,
        contract=card.contract,
        before={"assessed_on": before},
        after={"assessed_on": assessed_on},
    )
