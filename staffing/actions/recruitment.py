"""Needs and their notices: who is wanted on which post, how it was made public, how the need ends.

Source: 002 § 四(二)1(1)(2) (plan, many channels), 000 § 四.4④ (岗位需求研究, 发布招聘公告), 003 § 五.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.wording import needed, number_for
from staffing.enums import CandidateState, NeedState
from staffing.models import Need, Notice, Post

MOST_WANTED = 500


class NeedRefused(DomainError):
    """A need or a notice that cannot be entered or closed like this. Shape: `field` is the form's."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class NoticeData:
    """What a notice says. Its day is the day ages are counted on (002 § 四(二)1(4)⑦)."""

    title: str
    published_on: date
    closes_on: date
    channels: str
    text: str


@transaction.atomic
def open_need(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    post: Post,
    headcount: int,
    reason: str,
    wanted_on: date,
) -> Need:
    """People are wanted for a post. Raises: NeedRefused."""
    _may(by, contract)
    day = timezone.localdate(at)
    if post.contract_id != contract.pk or (post.retired_on and post.retired_on <= day):
        raise NeedRefused(_("这个岗位不在本合同，或已停设。请另选岗位。"), "post")
    if not 0 < headcount <= MOST_WANTED:
        raise NeedRefused(_("需求人数应在 1 至 %(most)d 之间。") % {"most": MOST_WANTED}, "headcount")
    if wanted_on < day:
        raise NeedRefused(_("希望到岗日期 %(day)s 已经过去，请改正。") % {"day": wanted_on}, "wanted_on")
    need = Need.objects.create(
        contract=contract, number=number_for("ZP", contract, day), post=post, headcount=headcount,
        reason=needed(reason, _("请写明为什么要招人。"), NeedRefused, 300), wanted_on=wanted_on, opened_at=at,
        opened_by=by,
    )  # fmt: skip
    after = {"post": post.name, "headcount": headcount, "reason": need.reason, "wanted_on": wanted_on}
    record_event("need.open", by=by, obj=need, contract=contract, after=after)
    return need


@transaction.atomic
def close_need(*, by: Any, at: datetime, need: Need, reason: str) -> Need:
    """The need is over before it was filled. Nobody in process is left without an answer. Raises: NeedRefused."""
    locked = lock_need(need)
    _may(by, locked.contract)
    must_be_open(locked)
    reason = needed(reason, _("请写明为什么关闭。"), NeedRefused)
    if waiting := locked.candidates.filter(state=CandidateState.ACTIVE).count():
        raise NeedRefused(
            _("还有 %(count)d 人在招聘流程中。请先给每个人一个结果，再关闭需求。") % {"count": waiting}
        )
    return end_need(by=by, at=at, need=locked, state=NeedState.CLOSED, reason=reason)


def end_need(*, by: Any, at: datetime, need: Need, state: str, reason: str) -> Need:
    """Close a locked need, filled or not."""
    need.state, need.closed_at, need.closed_by, need.close_reason = state, at, by, reason
    need.save(update_fields=["state", "closed_at", "closed_by", "close_reason"])
    record_event(
        "need.close", by=by, obj=need, contract=need.contract, before={"state": NeedState.OPEN},
        after={"state": state, "reason": reason},
    )  # fmt: skip
    return need


@transaction.atomic
def publish_notice(*, by: Any, at: datetime, need: Need, data: NoticeData) -> Notice:
    """Write down a notice as it was made public. It is not rewritten afterwards: ages hang on its day.

    A wrong one is set right by a new one, whatever became of the need. Raises: NeedRefused.
    """
    locked = lock_need(need)
    _may(by, locked.contract)
    if data.closes_on < data.published_on:
        raise NeedRefused(_("报名截止不能早于发布日期。"), "closes_on")
    if data.published_on > timezone.localdate(at):
        raise NeedRefused(_("发布日期还没有到。请在公告发布当天或以后登记。"), "published_on")
    notice = Notice.objects.create(
        need=locked,
        title=needed(data.title, _("请填写公告标题。"), NeedRefused, 120),
        published_on=data.published_on,
        closes_on=data.closes_on,
        channels=needed(data.channels, _("请写明在哪些渠道发布。"), NeedRefused),
        text=needed(data.text, _("请填写公告内容。"), NeedRefused, 8000),
        recorded_at=at,
        recorded_by=by,
    )
    after = {"title": notice.title, "published_on": notice.published_on, "closes_on": notice.closes_on}
    record_event(
        "notice.publish", by=by, obj=notice, contract=locked.contract, after=after | {"need": locked.number}
    )
    return notice


def lock_need(need: Need) -> Need:
    found: Need = (
        Need.objects.select_for_update(of=("self",)).select_related("contract", "post").get(pk=need.pk)
    )
    return found


def must_be_open(need: Need) -> None:
    """Raises: NeedRefused."""
    if need.state != NeedState.OPEN:
        raise NeedRefused(
            _("招聘需求 %(number)s 是“%(state)s”，不能再登记。需要再招人请提出新的需求。")
            % {"number": need.number, "state": need.get_state_display()}
        )


def _may(by: Any, contract: Contract) -> None:
    if not holds(by, Permission.HIRE_RECORD, contract):
        raise NeedRefused(_("您的身份不能登记招聘。"))
