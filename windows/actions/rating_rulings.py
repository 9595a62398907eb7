"""Appeals against ratings, and the purchaser's rulings: excluded with a reason, kept, restored; nothing is deleted.

Source: facts.md § 1.8; security.md § 5 no. 4.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, record_event
from windows.actions.rating_followups import drop_followup, reopen_followup
from windows.actions.rating_tallies import mark_rating_days
from windows.enums import AppealState, RatingState, RulingOutcome
from windows.models import Rating, RatingAppeal, RatingRuling
from windows.rules.rating_codes import is_bad

REASON_MOST = 500


class RulingRefused(DomainError):
    """An appeal or a ruling that does not fit."""


@transaction.atomic
def file_appeal(*, by: Any, at: datetime, rating: Rating, reason: str, key: str) -> RatingAppeal:
    """The contractor's side says why a bad rating should not count. Once a rating. Raises: RulingRefused."""
    claim = claim_key(by=by, key=key, body={"appeal": rating.pk, "reason": reason}, at=at)
    if claim.answer:
        return RatingAppeal.objects.get(pk=claim.answer["id"])
    locked = _lock(rating)
    if not holds(by, Permission.RATING_APPEAL, locked.contract):
        raise RulingRefused(_("申诉由供应商的项目负责人或大厅主管提出。"))
    if not is_bad(locked.level) or locked.state != RatingState.VALID:
        raise RulingRefused(_("只有仍然有效的差评可以申诉。"))
    taken = RulingRefused(_("这条评价已经申诉过，每条评价申诉一次。"))
    try:
        with transaction.atomic():
            appeal = RatingAppeal.objects.create(
                rating=locked, reason=_reason(reason, _("请写明申诉理由。")), filed_at=at, filed_by=by
            )
    except IntegrityError as error:
        raise taken from error
    record_event(
        "rating.appeal", by=by, obj=appeal, contract=locked.contract, after={"reason": appeal.reason}
    )
    claim.settle({"id": appeal.pk})
    return appeal


@transaction.atomic
def rule_on_rating(
    *, by: Any, at: datetime, rating: Rating, outcome: str, reason: str, seen: str, key: str
) -> RatingRuling:
    """Exclude, keep or restore a rating, with a reason; an open appeal is decided by it.

    Shape: `seen` is the standing the page showed. Raises: RulingRefused.
    """
    claim = claim_key(by=by, key=key, body={"rule": rating.pk, "outcome": outcome, "reason": reason}, at=at)
    if claim.answer:
        return RatingRuling.objects.get(pk=claim.answer["id"])
    locked = _lock(rating)
    if not holds(by, Permission.RATING_RULE, locked.contract):
        raise RulingRefused(_("评价的复核由采购人的考核人裁定。"))
    if locked.state != seen:
        raise RulingRefused(_("这条评价刚刚已有人裁定，请核对后再办。"))
    reason = _reason(reason, _("请写明裁定理由。"))
    appeal = RatingAppeal.objects.select_for_update().filter(rating=locked).first()
    _must_fit(locked, outcome, appeal)
    ruling = RatingRuling.objects.create(rating=locked, outcome=outcome, reason=reason, at=at, by=by)
    _apply(by=by, at=at, rating=locked, outcome=outcome, reason=reason)
    if appeal is not None and appeal.state == AppealState.FILED:
        decided = AppealState.UPHELD if outcome == RulingOutcome.EXCLUDE else AppealState.REJECTED
        RatingAppeal.objects.filter(pk=appeal.pk).update(state=decided, decided_at=at)
    record_event(
        "rating.rule", by=by, obj=locked, contract=locked.contract, before={"state": seen},
        after={"state": locked.state, "outcome": outcome, "reason": reason},
    )  # fmt: skip
    claim.settle({"id": ruling.pk})
    return ruling


def _must_fit(rating: Rating, outcome: str, appeal: RatingAppeal | None) -> None:
    """Raises: RulingRefused."""
    wanted = {
        RulingOutcome.EXCLUDE: RatingState.VALID,
        RulingOutcome.KEEP: RatingState.VALID,
        RulingOutcome.RESTORE: RatingState.EXCLUDED,
    }
    if outcome not in wanted:
        raise RulingRefused(_("请选择裁定结果。"))
    if rating.state != wanted[RulingOutcome(outcome)]:
        raise RulingRefused(
            _("这条评价现在是“%(state)s”，不能裁定为“%(outcome)s”。")
            % {"state": rating.get_state_display(), "outcome": RulingOutcome(outcome).label}
        )
    if outcome == RulingOutcome.KEEP and (appeal is None or appeal.state != AppealState.FILED):
        raise RulingRefused(_("没有待复核的申诉，不必裁定维持。"))


def _apply(*, by: Any, at: datetime, rating: Rating, outcome: str, reason: str) -> None:
    if outcome == RulingOutcome.KEEP:
        return
    excluded = outcome == RulingOutcome.EXCLUDE
    state = RatingState.EXCLUDED if excluded else RatingState.VALID
    Rating.objects.filter(pk=rating.pk).update(state=state, excluded_at=at if excluded else None)
    rating.state, rating.excluded_at = state, at if excluded else None
    mark_rating_days(contract=rating.contract, days=[rating.visited_on], today=timezone.localdate(at))
    follow = drop_followup if excluded else reopen_followup
    follow(by=by, at=at, rating=rating, note=reason)


def _lock(rating: Rating) -> Rating:
    return Rating.objects.select_for_update(of=("self",)).select_related("contract").get(pk=rating.pk)


def _reason(text: str, missing: str) -> str:
    reason = clean_text(text, multiline=True).strip()
    if not reason:
        raise RulingRefused(missing)
    if len(reason) > REASON_MOST:
        raise RulingRefused(_("理由最多 %(most)d 个字，请写简短些。") % {"most": REASON_MOST})
    return reason
