"""Filing a ranking of staff, and writing down the interview of who came last. Source: 002 § 四(二)2(7)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.masks import scrub
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.wording import needed
from staffing.enums import InterviewOutcome, RankSpan
from staffing.models import Ranking, RankInterview, RankLine, StaffChange
from staffing.queries.ranking import figures_of
from staffing.rules.ranking import Figures, last_day, quarter_of, rank, shown, wrong_weights


class RankingRefused(DomainError):
    """A ranking that cannot be filed, or an interview that cannot be kept like this. Shape: `field` is the form's."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


@transaction.atomic
def file_ranking(
    *, by: Any, at: datetime, contract: Contract, span: str, starts_on: date, weights: Mapping[str, int],
    reason: str = "",
) -> Ranking:  # fmt: skip
    """Rank everybody by what is on record of a month or quarter that is over. Raises: RankingRefused."""
    if not holds(by, Permission.RANKING_RECORD, contract):
        raise RankingRefused(_("您的身份不能生成考评排名。"))
    locked = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    last = _last(locked, span, starts_on, timezone.localdate(at))
    if wrong_weights(weights):
        raise RankingRefused(_("四项权重各不小于 0，合计应为 100。"))
    before = Ranking.objects.filter(contract=locked, span=span, starts_on=starts_on).count()
    why = needed(reason, _("这个周期已经排过名，再排请写明更正原因。"), RankingRefused) if before else ""
    ranked = rank(figures_of(locked, starts_on, last, at), weights)
    if not any(each.place for each in ranked):
        raise RankingRefused(_("这个周期没有任何人的考评数据，不能排名。"))
    made = Ranking.objects.create(
        contract=locked, span=span, starts_on=starts_on, revision=before + 1, weights=dict(weights), reason=why,
        made_at=at, made_by=by,
    )  # fmt: skip
    RankLine.objects.bulk_create(
        RankLine(
            ranking=made, person_id=each.figures.person, place=each.place, last=each.last,
            points=None if each.points is None else shown(each.points),
            figures=_kept(each.figures) | {"parts": {part: str(shown(own)) for part, own in each.parts.items()}},
        )
        for each in ranked
    )  # fmt: skip
    after = {
        "span": span,
        "starts_on": starts_on,
        "rows": len(ranked),
        "revision": made.revision,
        "reason": why,
    }
    record_event("ranking.file", by=by, obj=made, contract=locked, after=after)
    return made


def _last(contract: Contract, span: str, starts_on: date, today: date) -> date:
    """The last day of the span. Raises: RankingRefused where it is no span of the contract, or not over."""
    quarter = span == RankSpan.QUARTER
    if span not in RankSpan.values or starts_on.day != 1 or (quarter and quarter_of(starts_on) != starts_on):
        raise RankingRefused(_("请选择月度或季度。"), "period")
    last = last_day(starts_on, quarter)
    if last < contract.starts_on or starts_on > contract.ends_on:
        raise RankingRefused(_("这个周期不在合同期内。"), "period")
    if last >= today:
        raise RankingRefused(_("这个周期还没有结束，%(day)s 以后再排名。") % {"day": last}, "period")
    return last


def _kept(figures: Figures) -> dict[str, Any]:
    values = asdict(figures)
    del values["person"]
    return values | {"exam": None if figures.exam is None else str(shown(figures.exam))}


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said. Shape: `change` the personnel change it led to, where there is one."""

    held_on: date
    summary: str
    outcome: str
    change: StaffChange | None = None


@transaction.atomic
def record_interview(*, by: Any, at: datetime, line: RankLine, talk: Talk) -> RankInterview:
    """The project's head has talked with who came last in a quarter. Raises: RankingRefused."""
    locked = RankLine.objects.select_for_update(of=("self",)).select_related("ranking__contract", "person")
    found = locked.get(pk=line.pk)
    contract = found.ranking.contract
    if not holds(by, Permission.RANKING_INTERVIEW, contract):
        raise RankingRefused(_("末位约谈由项目负责人进行和登记。"))
    if found.ranking.span != RankSpan.QUARTER or not found.last:
        raise RankingRefused(_("只登记季度排名末位人员的约谈。"))
    if not last_day(found.ranking.starts_on, quarter=True) < talk.held_on <= timezone.localdate(at):
        raise RankingRefused(_("约谈日期应在季度结束以后、今天以前。"), "held_on")
    if talk.outcome not in InterviewOutcome.values:
        raise RankingRefused(_("请选择约谈结果。"), "outcome")
    if talk.change is not None and talk.change.person_id != found.person_id:
        raise RankingRefused(_("所选的人员变更不是这个人的。"), "change")
    made = RankInterview.objects.create(
        line=found, held_on=talk.held_on, outcome=talk.outcome, change=talk.change, at=at, by=by,
        summary=scrub(needed(talk.summary, _("请写明约谈内容。"), RankingRefused, 500)),
    )  # fmt: skip
    after = {"number": found.person.number, "outcome": talk.outcome, "held_on": talk.held_on}
    record_event("ranking.interview", by=by, obj=made, contract=contract, after=after)
    return made
