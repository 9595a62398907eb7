"""The quick way to record: one key adds one, another takes one back. Steps of two people add up."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessment.actions.entries import EntryData, EntryInvalid, append_entry, lock_draft, touch
from assessment.enums import EntrySource
from assessment.models import Entry, EntryEvidence, RubricCriterion, Scorecard
from assessment.queries import spec_of
from assessment.rules import EntryProblem
from hall_ops.lib.errors import DomainError
from records.actions import claim_key, record_event


class NothingBare(DomainError):
    """Every entry of the criterion says what it rests on: taking one off needs a reason, entry by entry."""


@transaction.atomic
def step_tally(*, by: Any, at: datetime, card: Scorecard, code: str, delta: int, key: str) -> None:
    """Count a criterion up or down by `delta`.

    Up adds to the criterion's bare entry (no date, person, note or file yet), or makes one; down takes from it. An
    entry that says what it rests on is never touched this way.
    Raises: CardSigned, EntryInvalid, NothingBare, KeyReused.
    """
    claim = claim_key(by=by, key=key, body={"card": card.pk, "code": code, "delta": delta}, at=at)
    if claim.answer:
        return
    locked = lock_draft(card)
    data = EntryData(criterion=code, count=max(delta, 1))
    _refuse_if_detailed(locked, code)
    bare = _bare_entry(locked, code)
    if bare is None and delta > 0:
        append_entry(by=by, at=at, card=locked, data=data, source=EntrySource.TYPED)
    elif bare is None or bare.count + delta < 0:
        raise NothingBare(_("%(code)s 的记录都已写明依据，请打开明细逐条撤回并写明原因。") % {"code": code})
    else:
        _step(bare, delta, by=by, at=at)
        touch(locked)
        record_event(
            "entry.step",
            by=by,
            obj=bare,
            contract=locked.contract,
            before={"criterion": code, "count": bare.count},
            after={"count": bare.count + delta},
        )
    claim.settle({"done": True})


def _refuse_if_detailed(card: Scorecard, code: str) -> None:
    """A criterion that wants a level, a judgement or a measured value cannot be counted with a bare key."""
    spec = spec_of(card)
    if not spec.has(code):
        raise EntryInvalid((EntryProblem(0, "criterion", code, _("没有条款 %(code)s") % {"code": code}, ""),))
    if spec.criterion(code).measure.reads:
        problem = EntryProblem(0, "criterion", code, _("该条款要填写级别、分值或测量值"), _("请打开明细录入"))
        raise EntryInvalid((problem,))


def _bare_entry(card: Scorecard, code: str) -> Entry | None:
    criterion = RubricCriterion.objects.get(rubric_id=card.rubric_id, code=code)
    candidates = Entry.objects.filter(
        scorecard=card,
        criterion=criterion,
        withdrawn_at=None,
        occurred_on=None,
        subject="",
        note="",
        exemption="",
    )
    shown = EntryEvidence.objects.filter(detached_at=None).values("entry_id")
    return candidates.exclude(pk__in=shown).select_related("criterion").order_by("-number").first()


def _step(bare: Entry, delta: int, *, by: Any, at: datetime) -> None:
    rows = Entry.objects.filter(pk=bare.pk)
    if bare.count + delta == 0:
        rows.update(
            withdrawn_by=by, withdrawn_at=at, withdrawn_reason=_("录入更正"), version=bare.version + 1
        )
    else:
        rows.update(count=bare.count + delta, changed_by=by, changed_at=at, version=bare.version + 1)
