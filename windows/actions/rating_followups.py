"""What follows a bad rating: one action a step, each with who, when and why.

Source: facts.md § 1.5–1.9; security.md D7 (whoever speaks with the rater is of the government's side).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.queries import holds
from hall_ops.lib.errors import DomainError, Stale
from hall_ops.lib.masks import scrub
from hall_ops.lib.permissions import Permission, Side
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, next_number, record_event
from windows.actions.rating_tallies import mark_rating_days
from windows.enums import CallBackResult, FollowUpState, FollowUpStep
from windows.models import Rating, RatingFollowUp, RatingStep
from windows.queries.clock import working_days_on
from windows.queries.policy import policy_of
from windows.rules.rating_life import NOTE_MOST, Step, may_move, steps_open

# What the figures of a day are made of.
COUNTED = {"answered_at", "called_back_at", "rectify_due_on"}
STAMPS = {
    FollowUpState.CONTACTED: "contacted_at",
    FollowUpState.VERIFIED: "contacted_at",
    FollowUpState.RECTIFIED: "answered_at",
    FollowUpState.EXPLAINED: "answered_at",
    FollowUpState.CALLED_BACK: "called_back_at",
    FollowUpState.CLOSED: "closed_at",
}


class FollowUpRefused(DomainError):
    """A step the follow-up's state, or the person, does not allow."""


class FollowUpMoved(Stale):
    """Somebody else took a step since the page was opened."""


@dataclass(frozen=True, slots=True)
class StepTaken:
    """What somebody did. Shape: planned_on only for a plan, call_back_result only for a call-back."""

    step: str
    note: str
    planned_on: date | None = None
    call_back_result: str = ""


def open_followup(*, at: datetime, rating: Rating) -> RatingFollowUp:
    """Open what follows a bad rating, inside the rating's transaction."""
    policy, day = policy_of(rating.contract), timezone.localdate(at)
    followup = RatingFollowUp.objects.create(
        rating=rating,
        contract=rating.contract,
        number=next_number(f"rating-followup:{rating.contract_id}"),
        state=FollowUpState.OPENED,
        opened_at=at,
        contact_due_on=working_days_on(day, policy.contact_days),
        rectify_due_on=working_days_on(day, policy.rectify_days),
    )
    _log(followup, step=FollowUpStep.OPEN, before="", by=None, at=at, note="")
    after = {"number": followup.number, "contact_due_on": followup.contact_due_on}
    record_event("rating.follow_up", by=None, obj=followup, contract=rating.contract, after=after)
    return followup


def lock_followup(followup: RatingFollowUp) -> RatingFollowUp:
    found = RatingFollowUp.objects.select_for_update(of=("self",)).select_related("rating", "contract")
    return found.get(pk=followup.pk)


def may_handle(user: Any, followup: RatingFollowUp) -> bool:
    """Whether somebody may take any step: by the matrix, within the department for a liaison."""
    reached = RatingFollowUp.objects.allowed(user, Permission.RATING_HANDLE) | RatingFollowUp.objects.allowed(
        user, Permission.RATING_RULE
    )
    return reached.filter(pk=followup.pk).exists()


def steps_for(user: Any, followup: RatingFollowUp) -> list[Step]:
    """The steps somebody may take now, the usual one first."""
    return steps_open(
        followup.state,
        real_name=followup.rating.is_real_name,
        side=str(user.side),
        is_assessor=holds(user, Permission.RATING_RULE, followup.contract),
    )


@transaction.atomic
def take_step(
    *, by: Any, at: datetime, followup: RatingFollowUp, taken: StepTaken, seen: str, key: str
) -> RatingFollowUp:
    """Take one step. Shape: `seen` is the state the page showed, `key` the form's own.

    Raises: FollowUpRefused, FollowUpMoved.
    """
    body = {"followup": followup.pk, "step": taken.step, "note": taken.note}
    claim = claim_key(by=by, key=key, body=body, at=at)
    locked = lock_followup(followup)
    if claim.answer:
        return locked
    if not may_handle(by, locked):
        raise FollowUpRefused(_("这一步须由有相应身份的人员完成。"))
    if locked.state != seen:
        raise FollowUpMoved(_("这件差评刚刚有人办理过，请核对后再办。"))
    step = next((each for each in steps_for(by, locked) if each.name == taken.step), None)
    if step is None:
        raise FollowUpRefused(
            _("差评办理现在是“%(state)s”，您的身份不能进行“%(step)s”。")
            % {"state": locked.get_state_display(), "step": _label(taken.step)}
        )
    note, columns = _checked(locked, taken, timezone.localdate(at))
    if step.to in STAMPS and (step.to != FollowUpState.VERIFIED or locked.contacted_at is None):
        columns[STAMPS[FollowUpState(step.to)]] = at
    if step.to == FollowUpState.RECTIFYING:
        columns |= {"answered_at": None, "called_back_at": None, "call_back_result": ""}
    for_government = by.side == Side.GOVERNMENT and step.name in {
        FollowUpStep.CONTACT,
        FollowUpStep.CALL_BACK,
    }
    _move(locked, step.to, step.name, by=by, at=at, note=note, for_government=for_government, columns=columns)
    claim.settle({"id": locked.pk})
    return locked


def _label(step: str) -> str:
    return str(FollowUpStep(step).label) if step in FollowUpStep.values else step


def _checked(followup: RatingFollowUp, taken: StepTaken, today: date) -> tuple[str, dict[str, Any]]:
    note = scrub(clean_text(taken.note, multiline=True).strip())
    if not note:
        raise FollowUpRefused(_("请写明这一步做了什么。"))
    if len(note) > NOTE_MOST:
        raise FollowUpRefused(_("说明最多 %(most)d 个字，请写简短些。") % {"most": NOTE_MOST})
    if taken.step == FollowUpStep.PLAN:
        if taken.planned_on is None or not today <= taken.planned_on <= followup.rectify_due_on:
            raise FollowUpRefused(
                _("计划完成日期应在今天和整改期限 %(due)s 之间。")
                % {"due": f"{followup.rectify_due_on:%Y-%m-%d}"}
            )
        return note, {"planned_on": taken.planned_on}
    if taken.step == FollowUpStep.CALL_BACK:
        if taken.call_back_result not in CallBackResult.values:
            raise FollowUpRefused(_("请选择回访结果。"))
        return note, {"call_back_result": taken.call_back_result}
    return note, {}


def drop_followup(*, by: Any, at: datetime, rating: Rating, note: str) -> None:
    """End what follows a rating that was excluded, inside the ruling's transaction."""
    followup = RatingFollowUp.objects.select_for_update().filter(rating=rating).first()
    if followup is not None and may_move(followup.state, FollowUpState.DROPPED):
        _move(followup, FollowUpState.DROPPED, FollowUpStep.DROP, by=by, at=at, note=note)


def reopen_followup(*, by: Any, at: datetime, rating: Rating, note: str) -> None:
    """Take up again what follows a rating whose exclusion was wrong; its terms run from now."""
    followup = RatingFollowUp.objects.select_for_update().filter(rating=rating).first()
    if followup is None or followup.state != FollowUpState.DROPPED:
        return
    policy, day = policy_of(rating.contract), timezone.localdate(at)
    columns = {
        "contact_due_on": working_days_on(day, policy.contact_days),
        "rectify_due_on": working_days_on(day, policy.rectify_days),
        "planned_on": None, "contacted_at": None, "answered_at": None, "called_back_at": None,
        "call_back_result": "", "closed_at": None,
    }  # fmt: skip
    _move(followup, FollowUpState.OPENED, FollowUpStep.REOPEN, by=by, at=at, note=note, columns=columns)


def _move(
    followup: RatingFollowUp,
    to: str,
    step: str,
    *,
    by: Any,
    at: datetime,
    note: str,
    for_government: bool = False,
    columns: dict[str, Any] | None = None,
) -> None:
    before = followup.state
    RatingFollowUp.objects.filter(pk=followup.pk).update(state=to, **(columns or {}))
    if COUNTED & set(columns or {}):
        days = [followup.rating.visited_on]
        mark_rating_days(contract=followup.contract, days=days, today=timezone.localdate(at))
    followup.state = to
    for name, value in (columns or {}).items():
        setattr(followup, name, value)
    _log(followup, step=step, before=before, by=by, at=at, note=note, for_government=for_government)
    record_event(
        "rating.step", by=by, obj=followup, contract=followup.contract, before={"state": before},
        after={"state": to, "step": str(step)},
    )  # fmt: skip


def _log(
    followup: RatingFollowUp,
    *,
    step: str,
    before: str,
    by: Any,
    at: datetime,
    note: str,
    for_government: bool = False,
) -> None:
    RatingStep.objects.create(
        followup=followup, step=step, from_state=before, to_state=followup.state, at=at, by=by, note=note,
        for_government=for_government,
    )  # fmt: skip


@transaction.atomic
def release_text(*, by: Any, at: datetime, followup: RatingFollowUp, key: str) -> RatingFollowUp:
    """Show the rating's words, day and clerk to the contractor's side; never who gave it. Raises: FollowUpRefused."""
    claim = claim_key(by=by, key=key, body={"release": followup.pk}, at=at)
    locked = lock_followup(followup)
    if claim.answer:
        return locked
    if not holds(by, Permission.RATING_RULE, locked.contract):
        raise FollowUpRefused(_("评价文字由采购人决定是否公开。"))
    if locked.released_at is not None:
        raise FollowUpRefused(_("这条评价的文字已经向供应商公开。"))
    RatingFollowUp.objects.filter(pk=locked.pk).update(released_at=at)
    locked.released_at = at
    _log(locked, step=FollowUpStep.RELEASE, before=locked.state, by=by, at=at, note="")
    record_event(
        "rating.release", by=by, obj=locked, contract=locked.contract, after={"number": locked.number}
    )
    claim.settle({"id": locked.pk})
    return locked
