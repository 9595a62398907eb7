"""Recording a rating: once a visit, its facts frozen, its rater sealed, oddities flagged, a bad one followed up.

Source: facts.md § 1; security.md P7, D7, § 5 no. 4.
"""

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract, Organisation, Window
from hall_ops.lib.errors import DomainError
from hall_ops.lib.identity_numbers import NumberRefused, check_phone
from hall_ops.lib.masks import scrub
from hall_ops.lib.request_context import current_facts, facts
from hall_ops.lib.sealing import blind_index, label_of, sealed_pair
from hall_ops.lib.text_hygiene import clean_text
from records.actions import record_event
from windows.actions.rating_followups import open_followup
from windows.actions.rating_tallies import mark_rating_days
from windows.enums import CaseState, RatingChannel, RatingLevel, RatingSource, RatingState, VisitKind
from windows.models import Case, Rating, RatingFlag, WindowSession
from windows.queries.rating_series import Origin, facts_of, series
from windows.rules.rating_codes import is_bad, strangers
from windows.rules.rating_flags import SAME_ADDRESS, SAME_DEVICE, SAME_TEXT, compared_text, flags_of

TEXT_MOST, REASONS_MOST, NAME_MOST = 150, 8, 40
ORIGINS_KEPT = timedelta(days=180)
DEVICE_FIELD, ADDRESS_FIELD, TEXT_FIELD = "rating.device", "rating.address", "rating.text"


class RatingRefused(DomainError):
    """A rating that does not fit."""


class AlreadyRated(RatingRefused):
    """This visit was rated before."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that made no case. Shape: `key` is the visit's own number within its kind."""

    contract: Contract
    kind: str
    key: str
    visited_at: datetime
    window: Window | None = None
    department: Organisation | None = None
    clerk: Any = None
    session: WindowSession | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What the rater said. Shape: reasons are national codes of that level; contact makes it a real-name rating."""

    level: int
    reasons: tuple[str, ...] = ()
    text: str = ""
    name: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Where it came from, as the edge knows it. Shape: both in the clear here, kept as keyed digests only."""

    device: str = ""
    address: str = ""


@transaction.atomic
def record_rating(
    *,
    at: datetime,
    visit: Case | Visit,
    said: Said,
    channel: str,
    source: str = RatingSource.ACTIVE,
    claimed_at: datetime | None = None,
    sender: Sender | None = None,
    by: Any = None,
) -> Rating:
    """Record a rating and all that follows from it in one transaction. Nobody need be signed in.

    Shape: `claimed_at` None is `at`; a claim before the visit stays as it is and is flagged. A rating that the
    applicant gives takes the place of a default one. Raises: RatingRefused, AlreadyRated.
    """
    said = _checked(said, source, channel)
    claimed_at = claimed_at or at
    if claimed_at > at:
        raise RatingRefused(_("评价时间“%(at)s”还没有到，请核对。") % {"at": _shown(claimed_at)})
    place = _place(visit)
    origin = _origin(said, sender or Sender())
    found = flags_of(
        facts_of(
            contract=place["contract"], case=place["case"], channel=channel, claimed_at=claimed_at, at=at,
            origin=origin,
        )
    )  # fmt: skip
    rating = _create(place, said, source, channel, claimed_at, at, origin)
    mark_rating_days(contract=rating.contract, days=[rating.visited_on], today=timezone.localdate(at))
    _flag(rating, found, origin, at)
    with nullcontext() if by else facts(request_id=current_facts().request_id):
        _tell(by=by, at=at, rating=rating, found=found)
    return rating


def _tell(*, by: Any, at: datetime, rating: Rating, found: dict[str, int]) -> None:
    """The trail tells that somebody rated, not from where."""
    after = {
        "level": rating.level,
        "source": rating.source,
        "channel": rating.channel,
        "flags": sorted(found),
    }
    record_event("rating.record", by=by, obj=rating, contract=rating.contract, after=after)
    if is_bad(rating.level):
        open_followup(at=at, rating=rating)


def _checked(said: Said, source: str, channel: str) -> Said:
    if said.level not in RatingLevel.values or source not in RatingSource.values:
        raise RatingRefused(_("请选择一个评价等级。"))
    if channel not in RatingChannel.values:
        raise RatingRefused(_("评价渠道“%(channel)s”不在目录内。") % {"channel": channel})
    wrong = strangers(said.reasons, said.level)
    if wrong:
        label = RatingLevel(said.level).label
        raise RatingRefused(
            _("评价内容 %(codes)s 不属于“%(level)s”，请重新选择。")
            % {"codes": "、".join(wrong), "level": label}
        )
    text, name = scrub(clean_text(said.text, multiline=True).strip()), clean_text(said.name).strip()
    contact = _checked_phone(clean_text(said.contact).strip())
    if len(text) > TEXT_MOST:
        raise RatingRefused(
            _("评价文字最多 %(most)d 个字，现有 %(now)d 个。") % {"most": TEXT_MOST, "now": len(text)}
        )
    if len(name) > NAME_MOST:
        raise RatingRefused(_("姓名最多 %(most)d 个字，请写简短些。") % {"most": NAME_MOST})
    if name and not contact:
        raise RatingRefused(_("实名评价请留联系电话，以便回访；不留姓名和电话即为匿名评价。"))
    if source == RatingSource.DEFAULT and (text or name or contact or said.reasons or is_bad(said.level)):
        raise RatingRefused(_("默认评价不能带有评价内容、文字、姓名，也不能是差评。"))
    return Said(said.level, tuple(dict.fromkeys(said.reasons))[:REASONS_MOST], text, name, contact)


def _checked_phone(text: str) -> str:
    try:
        return check_phone(text) if text else ""
    except NumberRefused as refused:
        raise RatingRefused(str(refused)) from refused


def _place(visit: Case | Visit) -> dict[str, Any]:
    """The columns that say what was rated and who sat there."""
    if isinstance(visit, Case):
        if visit.state == CaseState.VOID:
            raise RatingRefused(_("这件办件已作废，不能评价。"))
        return {
            "contract": visit.contract, "case": visit, "visit_kind": VisitKind.CASE, "visited_on": visit.day,
            "department_id": visit.department_id, "window_id": visit.window_id, "clerk_id": visit.clerk_id,
            "session_id": visit.session_id,
        }  # fmt: skip
    if visit.kind not in VisitKind.values or visit.kind == VisitKind.CASE or not visit.key.strip():
        raise RatingRefused(_("没有办件的服务须写明类别和编号。"))
    return {
        "contract": visit.contract, "case": None, "visit_kind": visit.kind, "visit_key": visit.key.strip()[:60],
        "visited_on": timezone.localdate(visit.visited_at), "department": visit.department, "window": visit.window,
        "clerk": visit.clerk, "session": visit.session,
    }  # fmt: skip


def _origin(said: Said, sender: Sender) -> Origin:
    compared = compared_text(said.text)
    return Origin(
        device=blind_index(sender.device, field=DEVICE_FIELD) if sender.device else None,
        network=blind_index(sender.address, field=ADDRESS_FIELD) if sender.address else None,
        text=blind_index(compared, field=TEXT_FIELD) if compared else None,
        address=sender.address,
    )


def _create(
    place: dict[str, Any],
    said: Said,
    source: str,
    channel: str,
    claimed_at: datetime,
    at: datetime,
    origin: Origin,
) -> Rating:
    taken = AlreadyRated(_("这次服务已经评价过，每次服务评价一次。"))
    if source == RatingSource.ACTIVE:
        _supersede(place, at)
    rating = Rating(
        **place, level=said.level, reasons=list(said.reasons), text=said.text, source=source, channel=channel,
        claimed_at=claimed_at, recorded_at=at, is_real_name=bool(said.contact), device_digest=origin.device,
        address_digest=origin.network, text_digest=origin.text,
    )  # fmt: skip
    if said.contact:
        rating.contact_sealed = sealed_pair(said.contact, label=label_of(Rating, "contact"), uid=rating.uid)[
            0
        ]
        rating.rater_sealed = sealed_pair(said.name, label=label_of(Rating, "rater"), uid=rating.uid)[0]
    try:
        with transaction.atomic():
            rating.save(force_insert=True)
    except IntegrityError as error:
        raise taken from error
    return rating


def _supersede(place: dict[str, Any], at: datetime) -> None:
    """The applicant's own word takes the place of silence that was counted as praise."""
    same = {name: place[name] for name in ("contract", "case", "visit_kind", "visit_key") if name in place}
    silent = Rating.objects.filter(**same, source=RatingSource.DEFAULT, state=RatingState.VALID)
    for rating in silent.only("pk", "visited_on"):
        Rating.objects.filter(pk=rating.pk, state=RatingState.VALID).update(state=RatingState.SUPERSEDED)
        mark_rating_days(contract=place["contract"], days=[rating.visited_on], today=timezone.localdate(at))


def _flag(rating: Rating, found: dict[str, int], origin: Origin, at: datetime) -> None:
    """Flags on the rating, and on the earlier ones of its series that were still alone."""
    rows = [RatingFlag(rating=rating, kind=kind, count=count, at=at) for kind, count in found.items()]
    for kind in (SAME_DEVICE, SAME_ADDRESS, SAME_TEXT):
        if kind in found:
            earlier = series(rating.contract, kind, origin, at).exclude(pk=rating.pk)
            rows += [
                RatingFlag(rating_id=pk, kind=kind, count=found[kind], at=at)
                for pk in _not_flagged(earlier, kind)
            ]
    RatingFlag.objects.bulk_create(rows, ignore_conflicts=True)


def _not_flagged(earlier: Any, kind: str) -> Iterable[int]:
    return earlier.exclude(flags__kind=kind).values_list("pk", flat=True)


def _shown(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


@transaction.atomic
def forget_origins(*, at: datetime) -> int:
    """Wipe the digests of devices and networks that no series can need any more."""
    old = Rating.objects.filter(recorded_at__lt=at - ORIGINS_KEPT)
    known = old.filter(Q(device_digest__isnull=False) | Q(address_digest__isnull=False))
    return known.update(device_digest=None, address_digest=None)
