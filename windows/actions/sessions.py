"""Signing on to a window, pausing, resuming, signing off. A session that ended is never changed."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract, Window
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import record_event
from staffing.actions.aways import come_back, follow_pause
from windows.enums import EndedAs
from windows.models import SessionPause, WindowSession

REASON_MOST = 80


class SessionRefused(DomainError):
    """A step at a window that its state, or somebody else there, does not allow."""


@transaction.atomic
def sign_on(*, by: Any, at: datetime, contract: Contract, window: Window) -> WindowSession:
    """Sit down at a window; from another window of the contract one moves over. Again at the same one changes nothing.

    Raises: SessionRefused when the window is taken or not of this contract.
    """
    if not holds(by, Permission.SESSION_SIGN_ON, contract):
        raise SessionRefused(_("您的身份不能在窗口上岗。"))
    if not window.venue.contracts.filter(pk=contract.pk).exists():
        raise SessionRefused(
            _("%(window)s 号窗口不在本合同的场所内，请选择其他窗口。") % {"window": window.number}
        )
    here = WindowSession.objects.open().select_for_update(of=("self",)).select_related("window", "contract")
    for stale in here.filter(Q(window=window) | Q(clerk=by)):
        if timezone.localdate(stale.started_at) < timezone.localdate(at):
            end_overnight(session=stale)
    mine = here.filter(clerk=by).first()
    if mine is not None and mine.window_id == window.pk:
        return mine
    if mine is not None and mine.contract_id != contract.pk:
        raise SessionRefused(
            _("您还在合同“%(name)s”的窗口上岗，请先离岗。") % {"name": mine.contract.short_name}
        )
    taken = here.filter(window=window).select_related("clerk").first()
    if taken is not None:
        raise _taken(taken)
    if mine is not None:
        _end(session=mine, by=by, at=at, ended_as=EndedAs.MOVED)
    come_back(by=by, at=at, contract=contract)
    try:
        with transaction.atomic():
            session = WindowSession.objects.create(contract=contract, window=window, clerk=by, started_at=at)
    except IntegrityError as error:
        raise SessionRefused(_("这个窗口刚刚有人上岗，请刷新后另选。")) from error
    record_event("window.sign_on", by=by, obj=session, contract=contract, after={"window": str(window)})
    return session


def _taken(session: WindowSession) -> SessionRefused:
    words = {
        "window": session.window.number,
        "name": session.clerk.name,
        "since": f"{timezone.localtime(session.started_at):%H:%M}",
    }
    return SessionRefused(
        _("%(window)s 号窗口由%(name)s在岗（%(since)s 起）。请选其他窗口，或请主管结束其上岗。") % words
    )


@transaction.atomic
def sign_off(*, by: Any, at: datetime, session: WindowSession) -> WindowSession:
    """Leave the window. Raises: SessionRefused."""
    locked = _mine(by, session)
    if locked.paused_at:
        come_back(by=by, at=at, contract=locked.contract)
    return _end(session=locked, by=by, at=at, ended_as=EndedAs.SELF)


@transaction.atomic
def end_session(*, by: Any, at: datetime, session: WindowSession, reason: str) -> WindowSession:
    """End somebody else's session that was forgotten, with a reason. Raises: SessionRefused."""
    locked = _lock(session)
    if not holds(by, Permission.CASE_SUPERVISE, locked.contract):
        raise SessionRefused(_("只有主管可以结束他人的上岗。"))
    return _end(
        session=locked, by=by, at=at, ended_as=EndedAs.SUPERVISOR, note=_reason(reason, _("请写明结束上岗的原因。"))
    )  # fmt: skip


@transaction.atomic
def call_a_slip(*, by: Any, at: datetime, session: WindowSession, reason: str) -> WindowSession:
    """Say of a session that has ended that its window was signed on to by mistake. Raises: SessionRefused.

    Where and when it was stays; what the roster proved by it (表1 3.24) is withdrawn with the reason.
    """
    found = WindowSession.objects.select_for_update(of=("self",)).select_related("window", "contract")
    locked: WindowSession = found.get(pk=session.pk)
    if not holds(by, Permission.CASE_SUPERVISE, locked.contract):
        raise SessionRefused(_("只有主管可以更正他人的上岗记录。"))
    if locked.ended_at is None or locked.ended_as == EndedAs.SUPERVISOR:
        raise SessionRefused(_("这次上岗不能标为误登，请刷新页面。"))
    before = {"ended_as": locked.ended_as, "ended_by": locked.ended_by_id}
    note = _reason(reason, _("请写明误登的原因。"))
    _write(locked, ended_as=EndedAs.SUPERVISOR, ended_by=by, end_note=note)
    after = {"window": str(locked.window), "ended_as": EndedAs.SUPERVISOR, "reason": note, "at": at}
    record_event("window.slip", by=by, obj=locked, contract=locked.contract, before=before, after=after)
    return locked


@transaction.atomic
def pause(*, by: Any, at: datetime, session: WindowSession, reason: str) -> WindowSession:
    """Put up 暂停服务 with the reason; the clerk is away, whoever leads the shift is told.

    Raises: SessionRefused. Source: 002 § 五(一)表1 3.26.
    """
    locked = _mine(by, session)
    if locked.paused_at:
        raise SessionRefused(_("窗口已经暂停服务。"))
    reason = _reason(reason, _("请写明暂停服务的原因。"))
    SessionPause.objects.create(session=locked, reason=reason, started_at=at)
    _write(locked, paused_at=at, pause_reason=reason)
    record_event("window.pause", by=by, obj=locked, contract=locked.contract, after={"reason": reason})
    follow_pause(by=by, at=at, contract=locked.contract, window=locked.window, reason=reason)
    return locked


@transaction.atomic
def resume(*, by: Any, at: datetime, session: WindowSession) -> WindowSession:
    """Serve again. Raises: SessionRefused."""
    locked = _mine(by, session)
    if not locked.paused_at:
        raise SessionRefused(_("窗口没有暂停服务。"))
    before = {"reason": locked.pause_reason}
    locked.pauses.filter(ended_at=None).update(ended_at=at)
    _write(locked, paused_at=None, pause_reason="")
    record_event("window.resume", by=by, obj=locked, contract=locked.contract, before=before)
    come_back(by=by, at=at, contract=locked.contract)
    return locked


@transaction.atomic
def end_overnight(*, session: WindowSession) -> WindowSession:
    """End a session with the day it began on, as nobody ended it; no person is named for it."""
    locked = _lock(session)
    began = timezone.localtime(locked.started_at)
    midnight = timezone.make_aware(datetime.combine(began.date() + timedelta(days=1), time.min))
    return _end(session=locked, by=None, at=midnight, ended_as=EndedAs.OVERNIGHT)


def _lock(session: WindowSession) -> WindowSession:
    found = WindowSession.objects.select_for_update(of=("self",)).select_related("window", "contract")
    locked: WindowSession = found.get(pk=session.pk)
    if locked.ended_at:
        raise SessionRefused(_("这次上岗已经结束，请刷新页面。"))
    return locked


def _mine(by: Any, session: WindowSession) -> WindowSession:
    locked = _lock(session)
    if locked.clerk_id != by.pk:
        raise SessionRefused(_("这不是您的上岗记录。"))
    return locked


def _end(*, session: WindowSession, by: Any, at: datetime, ended_as: str, note: str = "") -> WindowSession:
    session.pauses.filter(ended_at=None).update(ended_at=at)
    ended = {"ended_at": at, "ended_by": by, "ended_as": ended_as, "end_note": note}
    _write(session, paused_at=None, pause_reason="", **ended)
    after = {"window": str(session.window), "ended_as": ended_as, **({"reason": note} if note else {})}
    record_event("window.sign_off", by=by, obj=session, contract=session.contract, after=after)
    return session


def _write(session: WindowSession, **columns: Any) -> None:
    WindowSession.objects.filter(pk=session.pk).update(**columns)
    for name, value in columns.items():
        setattr(session, name, value)


def _reason(text: str, missing: str) -> str:
    reason = clean_text(text).strip()
    if not reason:
        raise SessionRefused(missing)
    if len(reason) > REASON_MOST:
        raise SessionRefused(_("原因最多 %(most)s 个字，请写简短些。") % {"most": REASON_MOST})
    return reason
