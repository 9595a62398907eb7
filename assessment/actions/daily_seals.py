"""The daily seal: the day's end of the audit chain, written down once and taken out of the database."""

import os
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.enums import DeliveryChannel
from assessment.models import DailySeal, SealDelivery
from assessment.queries.outside_seal import cards_sealed, line_bytes, line_of
from hall_ops.lib.errors import DomainError
from records.actions import record_event
from records.models import AuditEvent

# After a longer outage the days before this are not made up one by one: the newest seal covers them.
CATCH_UP_DAYS = 31
# Longer than any mail server is waited for: after this a delivery in hand is taken for abandoned.
IN_HAND = timedelta(minutes=15)
NO_EVENT_YET = 0, "0" * 64


class DayNotOver(DomainError):
    """A day is sealed once it is over, so that the same seal comes out whenever it is made."""


def make(*, day: date, at: datetime) -> DailySeal:
    """Seal a day: the last event before its end, the cards sealed by then. A second call gives the first seal.

    Raises: DayNotOver. What cannot be delivered is written down and tried again by deliver_waiting.
    """
    if day >= timezone.localdate(at):
        raise DayNotOver(_("%(day)s 还没有结束，过了这一天才能封存。") % {"day": day.isoformat()})
    seal = DailySeal.objects.filter(day=day).first() or _seal(day, at)
    deliver_waiting(at=at)
    return seal


def _seal(day: date, at: datetime) -> DailySeal:
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    last = AuditEvent.objects.filter(at__lt=end).order_by("-number").first()
    number, chain = (last.number, last.hash) if last else NO_EVENT_YET
    count, cards = cards_sealed(number)
    try:
        with transaction.atomic():
            seal = DailySeal.objects.create(
                day=day,
                event_number=number,
                event_hash=chain,
                card_count=count,
                cards_hash=cards,
                sealed_at=at,
            )
            SealDelivery.objects.bulk_create([SealDelivery(seal=seal, channel=each) for each in _channels()])
            line = line_of(seal)
            told = {name: getattr(line, name) for name in line.__slots__}
            record_event("seal.daily", by=None, obj=seal, after=told)
    except IntegrityError:
        return DailySeal.objects.get(day=day)
    return seal


def _channels() -> list[str]:
    return [DeliveryChannel.FILE, *([DeliveryChannel.MAIL] if settings.SEAL_MAIL else [])]


def make_missing(*, at: datetime) -> int:
    """Seal every day that is over and has no seal since the last one, and deliver what waits. Shape: how many."""
    yesterday = timezone.localdate(at) - timedelta(days=1)
    last = DailySeal.objects.order_by("-day").values_list("day", flat=True).first()
    first = max(last + timedelta(days=1), yesterday - timedelta(days=CATCH_UP_DAYS)) if last else yesterday
    days = [first + timedelta(days=step) for step in range((yesterday - first).days + 1)]
    for day in days:
        make(day=day, at=at)
    if not days:
        deliver_waiting(at=at)
    return len(days)


def deliver_waiting(*, at: datetime) -> list[SealDelivery]:
    """Take every waiting seal out, the oldest first; what another has in hand is left to it. Shape: what failed."""
    failed = []
    for waiting in SealDelivery.objects.filter(_free(at)).select_related("seal").order_by("seal__day", "pk"):
        if not _claim(waiting, at):
            continue
        problem = _deliver(waiting)
        waiting.problem, waiting.done_at = problem[:200], None if problem else at
        waiting.save(update_fields=["problem", "done_at"])
        failed += [waiting] if problem else []
    return failed


def _free(at: datetime) -> Q:
    """Not delivered, and never tried, or failed, or taken in hand by somebody who did not come back."""
    return Q(done_at=None) & (Q(tried_at=None) | ~Q(problem="") | Q(tried_at__lt=at - IN_HAND))


def _claim(delivery: SealDelivery, at: datetime) -> bool:
    """Take a delivery in hand before it is sent. Shape: False where somebody was quicker."""
    free = SealDelivery.objects.filter(_free(at), pk=delivery.pk)
    return bool(free.update(tried_at=at, problem="", tries=F("tries") + 1))


def _deliver(delivery: SealDelivery) -> str:
    """Shape: "" when it arrived, else what went wrong. An OSError is all that file and mail may answer."""
    try:
        if delivery.channel == DeliveryChannel.FILE:
            return _write(delivery.seal)
        _mail(delivery.seal)
    except OSError as failed:
        return f"{type(failed).__name__}: {failed}"
    return ""


def seal_path(seal: DailySeal) -> Path:
    """Where the day's line lies."""
    return Path(settings.SEALS_DIR) / f"daily-seal-{seal.day.isoformat()}.jsonl"


def _write(seal: DailySeal) -> str:
    """Write the line whole or not at all; a file that says something else is never written over."""
    path, line = seal_path(seal), line_bytes(line_of(seal))
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        same = path.read_bytes() == line
        return "" if same else _("文件 %(name)s 已有别的内容，没有覆盖") % {"name": path.name}
    with NamedTemporaryFile(dir=path.parent, prefix=".seal-", delete=False) as body:
        body.write(line)
        body.flush()
        os.fsync(body.fileno())
    os.replace(body.name, path)
    return ""


def _mail(seal: DailySeal) -> None:
    line = line_of(seal)
    body = _(
        "%(day)s 的每日封存。请另行保存这封邮件：日后可凭它核对数据库是否被改写。\n\n"
        "审计链末条：第 %(number)s 条\n链值：%(hash)s\n"
        "已封存考核表：%(cards)s 张\n考核表摘要：%(cards_hash)s\n\n%(line)s"
    ) % {
        "day": line.day,
        "number": line.event_number,
        "hash": line.event_hash,
        "cards": line.card_count,
        "cards_hash": line.cards_hash,
        "line": line_bytes(line).decode(),
    }
    subject = _("每日封存 %(day)s 第 %(number)s 条") % {"day": line.day, "number": line.event_number}
    message = EmailMessage(subject, body, to=settings.SEAL_MAIL)
    message.attach(f"daily-seal-{line.day}.jsonl", line_bytes(line).decode(), "text/plain")
    message.send()
