"""A personnel change, step by step: opened, filed, answered by the purchaser, carried out, taken back.

Source: 002 § 四(二)1(3)⑤ (two weeks ahead, with consent), § 八(二), § 五(一) 表1 1.7–1.9.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract, Team
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission, Side
from records.actions import claim_key, record_event, store_file
from records.models import StoredFile
from staffing.actions.wording import needed, number_for, optional
from staffing.enums import ChangeKind, ChangeState, ProposedBy
from staffing.models import Candidate, CandidateStep, ChangeStep, Engagement, Person, Post, StaffChange
from staffing.queries.changes import by_purchaser, consent_asked, current_engagement
from staffing.rules.changes import MOVES, is_key, leads_after, may_become


class ChangeRefused(DomainError):
    """A personnel change that cannot be made, answered or carried out like this."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. Shape: `effective_on` is the last day on the post for who leaves, else the first day.

    `replaces` is the change of the person who left and is followed by this one; `candidate` the application of who
    joins from recruitment.
    """

    kind: str
    person: Person
    proposed_by: str
    reason: str
    effective_on: date
    announced_on: date | None = None
    to_post: Post | None = None
    to_team: Team | None = None
    replaces: StaffChange | None = None
    candidate: Candidate | None = None


@transaction.atomic
def open_change(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    wanted: Wanted,
    key: str,
    file_now: bool = True,
    file: tuple[str, bytes] | None = None,
) -> StaffChange:
    """Write down a change and, unless it stays a draft, put it before the purchaser. Raises: ChangeRefused,
    UploadRefused.

    Shape: `key` is the form's own; the same form again gets the change that the first made. The purchaser's own
    people may send somebody back; everything else the contractor files. `file` is a paper: its name, its bytes.
    """
    may = Permission.CHANGE_FILE
    if wanted.kind == ChangeKind.SENT_BACK and by.side == Side.GOVERNMENT:
        may = Permission.CHANGE_CONSENT
    if not holds(by, may, contract):
        raise ChangeRefused(_("您的身份不能提出人员变更。"))
    body = {
        "change": contract.pk, "kind": wanted.kind, "person": wanted.person.pk, "effective_on": wanted.effective_on,
        "reason": wanted.reason,
    }  # fmt: skip
    claim = claim_key(by=by, key=key, body=body, at=at)
    if claim.answer:
        return StaffChange.objects.get(pk=claim.answer["id"])
    person = Person.objects.select_for_update(of=("self",)).get(pk=wanted.person.pk)
    held = _check(contract, person, wanted, timezone.localdate(at))
    key_staff = _concerns_leaders(wanted, held)
    change = StaffChange.objects.create(
        contract=contract, number=number_for("BG", contract, timezone.localdate(at)), kind=wanted.kind, person=person,
        candidate=wanted.candidate, replaces=wanted.replaces, to_post=wanted.to_post, to_team=wanted.to_team,
        key_staff=key_staff, proposed_by=wanted.proposed_by,
        reason=needed(wanted.reason, _("请写明事由。"), ChangeRefused, 500), announced_on=wanted.announced_on,
        effective_on=wanted.effective_on, recorded_at=at, recorded_by=by,
        file=keep_file(by, at, contract, wanted.kind, file) if file else None,
    )  # fmt: skip
    _step(change, by, at, "open", "", "")
    after = {"kind": change.kind, "name": person.name, "effective_on": change.effective_on}
    record_event("change.open", by=by, obj=change, contract=contract, after=after)
    if file_now:
        _file(change, by, at)
    claim.settle({"id": change.pk})
    return change


def keep_file(by: Any, at: datetime, contract: Contract, kind: str, file: tuple[str, bytes]) -> StoredFile:
    """The paper under the change's own name: people name files after people, and the audit keeps names."""
    name = f"{ChangeKind(kind).label}{PurePath(file[0]).suffix}"
    return store_file(by=by, at=at, contract=contract, name=name, data=file[1])


@transaction.atomic
def file_change(*, by: Any, at: datetime, change: StaffChange) -> StaffChange:
    """Put a draft before the purchaser. Raises: ChangeRefused."""
    locked = _lock(by, change, Permission.CHANGE_FILE)
    _may_become(locked, ChangeState.FILED)
    _file(locked, by, at)
    return locked


@transaction.atomic
def answer_change(*, by: Any, at: datetime, change: StaffChange, consent: bool, note: str) -> StaffChange:
    """The purchaser's answer: the approver's for managers and team leaders, else the assessor's.

    Raises: ChangeRefused.
    """
    locked = _lock(by, change, consent_permission(change))
    target = ChangeState.CONSENTED if consent else ChangeState.REFUSED
    _may_become(locked, target)
    if locked.recorded_by_id == by.pk:
        raise ChangeRefused(_("这份申请由您提出，须由另一位人员答复。"))
    text = optional(note, 300) if consent else needed(note, _("不同意请写明理由。"), ChangeRefused, 300)
    values = {"decided_at": at, "decided_by": by, "decision_note": text}
    _move(locked, by, at, "consent" if consent else "refuse", target, text, values)
    return locked


@transaction.atomic
def take_confirmation(*, by: Any, at: datetime, change: StaffChange, said: CandidateStep) -> StaffChange:
    """The purchaser's yes to somebody in recruitment stands as the answer to their joining. Raises: ChangeRefused."""
    locked = _lock(by, change, Permission.CHANGE_FILE)
    _may_become(locked, ChangeState.CONSENTED)
    values = {"decided_at": said.at, "decided_by": said.by, "decision_note": said.note}
    _move(locked, by, at, "confirmed", ChangeState.CONSENTED, said.note, values)
    return locked


@transaction.atomic
def withdraw_change(*, by: Any, at: datetime, change: StaffChange, reason: str) -> StaffChange:
    """Take a change back before it is carried out. Raises: ChangeRefused."""
    locked = _lock(by, change, Permission.CHANGE_FILE)
    _may_become(locked, ChangeState.WITHDRAWN)
    if by_purchaser(locked):
        raise ChangeRefused(_("采购人的退回不能由供应商撤回；有误的请采购人另一位人员答复不同意。"))
    text = needed(reason, _("请写明撤回的理由。"), ChangeRefused, 300)
    _move(locked, by, at, "withdraw", ChangeState.WITHDRAWN, text, {})
    return locked


@transaction.atomic
def mark_platform(*, by: Any, at: datetime, change: StaffChange, note: str = "") -> StaffChange:
    """The staff record in the purchaser's platform is up to date. Raises: ChangeRefused. Source: 表1 1.8."""
    locked = _lock(by, change, Permission.CHANGE_FILE)
    if locked.state != ChangeState.DONE:
        raise ChangeRefused(_("变更办理以后再更新平台信息。"))
    if locked.platform_done_by:
        raise ChangeRefused(_("平台信息已由%(name)s更新。") % {"name": locked.platform_done_by.name})
    values = {"platform_done_at": at, "platform_done_by": by}
    _move(locked, by, at, "platform", ChangeState.DONE, optional(note, 300), values)
    return locked


def consent_permission(change: StaffChange) -> Permission:
    """Who consents: the approver for managers and team leaders, the assessor for the others."""
    return Permission.CHANGE_CONSENT_KEY if change.key_staff else Permission.CHANGE_CONSENT


def needs_consent(change: StaffChange) -> bool:
    """Whether the purchaser still has to say yes: not to their own wish, except for managers and team leaders.

    Who comes through recruitment needs no yes that neither the stages nor the notice of the tender ask for.
    """
    if change.candidate_id is not None and not consent_asked(change.contract):
        return False
    own_wish = by_purchaser(change) and change.state != ChangeState.REFUSED
    return change.state != ChangeState.CONSENTED and (change.key_staff or not own_wish)


def _check(
    contract: Contract, person: Person, wanted: Wanted, today: date, *, but: int | None = None
) -> Engagement | None:
    """The engagement the change begins from; None for who joins. Shape: `but` is the draft that is rewritten."""
    if person.contract_id != contract.pk:
        raise ChangeRefused(_("这位人员不属于本合同。"))
    if wanted.kind not in ChangeKind.values or wanted.proposed_by not in ProposedBy.values:
        raise ChangeRefused(_("请选择变更类别和提出方。"))
    if wanted.announced_on and wanted.announced_on > today:
        raise ChangeRefused(_("告知采购人的日期还没有到，请填实际告知的日期。"))
    held = current_engagement(person, wanted.effective_on)
    if wanted.kind == ChangeKind.JOIN:
        if held:
            raise ChangeRefused(
                _("%(name)s已在“%(post)s”任职，换岗请选“调岗”。")
                % {"name": person.name, "post": held.post.name}
            )
        if not wanted.to_post:
            raise ChangeRefused(_("新进人员请选择到哪个岗位。"))
    elif held is None:
        raise ChangeRefused(_("%(name)s现在没有岗位，只能办“新进”。") % {"name": person.name})
    _check_kind(wanted, held)
    pending = StaffChange.objects.filter(
        person=person, state__in=[ChangeState.DRAFT, ChangeState.FILED, ChangeState.CONSENTED]
    )
    if other := pending.exclude(pk=but).first():
        raise ChangeRefused(
            _("%(name)s还有一份没有办完的变更 %(number)s，请先办理或撤回。")
            % {"name": person.name, "number": other.number}
        )
    return held


def _concerns_leaders(wanted: Wanted, held: Engagement | None) -> bool:
    """Whether somebody takes or gives up a post as manager or team leader."""
    now = held is not None and is_key(held.post.role, held.leader)
    post = wanted.to_post or (held.post if held else None)
    stays = held is not None and post == held.post
    leads = leads_after(wanted.kind, held is not None and held.leader and stays)
    return now or (post is not None and is_key(post.role, leads))


def _check_kind(wanted: Wanted, held: Engagement | None) -> None:
    if held and wanted.kind == ChangeKind.MOVE and wanted.to_post in (None, held.post) and not wanted.to_team:
        raise ChangeRefused(_("调岗请选择新的岗位或班组。"))
    if held and wanted.kind == ChangeKind.PROMOTE:
        if held.leader:
            raise ChangeRefused(_("%(name)s已经是班组长。") % {"name": held.person.name})
        if not (wanted.to_team or held.team):
            raise ChangeRefused(_("任班组长请选择所带的班组。"))
    if held and wanted.kind == ChangeKind.STEP_DOWN and not held.leader:
        raise ChangeRefused(_("%(name)s不是班组长。") % {"name": held.person.name})
    if wanted.to_post and (
        wanted.to_post.contract_id != wanted.person.contract_id or wanted.to_post.retired_on
    ):
        raise ChangeRefused(_("“%(post)s”不是本合同在用的岗位。") % {"post": wanted.to_post.name})
    if wanted.to_team and wanted.to_team.contract_id != wanted.person.contract_id:
        raise ChangeRefused(_("这个班组不属于本合同。"))
    if wanted.kind == ChangeKind.SENT_BACK and wanted.proposed_by != ProposedBy.PURCHASER:
        raise ChangeRefused(_("采购人退回的，提出方应为采购人。"))
    if wanted.kind == ChangeKind.REPLACE and wanted.proposed_by != ProposedBy.CONTRACTOR:
        raise ChangeRefused(_("供应商更换的，提出方应为供应商。"))
    if wanted.replaces and wanted.kind not in {ChangeKind.JOIN, *MOVES}:
        raise ChangeRefused(_("只有新进或调岗的人员可以接替离开的人。"))


def _file(change: StaffChange, by: Any, at: datetime) -> None:
    """Unless another day is named, the purchaser is told by this very filing."""
    announced = change.announced_on or timezone.localdate(at)
    _move(change, by, at, "file", ChangeState.FILED, "", {"announced_on": announced})


def _lock(by: Any, change: StaffChange, permission: Permission) -> StaffChange:
    rows = StaffChange.objects.select_for_update(of=("self",))
    locked: StaffChange = rows.select_related("contract", "recorded_by", "person").get(pk=change.pk)
    if not holds(by, permission, locked.contract):
        raise ChangeRefused(_("这一步须由有相应身份的人员办理。"))
    return locked


def _may_become(change: StaffChange, target: str) -> None:
    if not may_become(change.state, target):
        raise ChangeRefused(
            _("这份变更现在是“%(state)s”，不能再这样办理，请刷新页面查看。")
            % {"state": change.get_state_display()}
        )


def _move(
    change: StaffChange, by: Any, at: datetime, action: str, target: str, text: str, values: dict[str, Any]
) -> None:
    """Write the new state with its who and when, the log's line, the audit's event."""
    before = change.state
    StaffChange.objects.filter(pk=change.pk).update(state=target, **values)
    for name, value in {"state": target, **values}.items():
        setattr(change, name, value)
    _step(change, by, at, action, before, text)
    after = {"state": target, **({"note": text} if text else {})}
    record_event(
        f"change.{action}", by=by, obj=change, contract=change.contract, before={"state": before}, after=after
    )


def _step(change: StaffChange, by: Any, at: datetime, action: str, before: str, text: str) -> None:
    ChangeStep.objects.create(
        change=change, action=action, from_state=before, to_state=change.state, text=text, at=at, by=by
    )


# Beside this file, change_done.py carries a change out and change_drafts.py rewrites it through these.
lock, may_become_or_refuse, move = _lock, _may_become, _move
check, concerns_leaders, put_before, log_step = _check, _concerns_leaders, _file, _step
