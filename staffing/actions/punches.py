"""Punches: from the browser, from a machine's file, from its interface. Each moment once, however often it is told.

Source: 002 § 四(二)2(6), 表1 3.10, 3.17; facts.md § 6.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.attendance import entered_late
from staffing.actions.wording import needed
from staffing.enums import PunchSource
from staffing.models import Person, Punch, PunchFile
from staffing.queries.people import file_of

# A machine's clock may run ahead by so much.
AHEAD = timedelta(minutes=5)
LOOKED_UP = 400


class PunchRefused(DomainError):
    """A punch that cannot be taken."""


class PunchRow(NamedTuple):
    """One punch as it was told."""

    person_id: int
    at: datetime
    device: str = ""


class Taken(NamedTuple):
    """How many punches were new, how many known."""

    added: int
    known: int


@transaction.atomic
def punch_now(*, by: Any, at: datetime, contract: Contract) -> Punch:
    """One press in the browser, at the server's time; again within the same minute changes nothing.

    Raises: PunchRefused for somebody without a staff file.
    """
    person = file_of(by, contract)
    if person is None or not holds(by, Permission.ATTENDANCE_PUNCH, contract):
        raise PunchRefused(_("您没有本合同的人员档案，不能打卡。请主管把账号与档案关联。"))
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    minute = at.replace(second=0, microsecond=0)
    found = Punch.objects.filter(person=person, at__gte=minute, at__lt=minute + timedelta(minutes=1))
    known = found.filter(voided_at=None).first()
    if known is not None:
        return known
    row = Punch.objects.create(
        contract=contract, person=person, at=at, source=PunchSource.BROWSER, recorded_at=at, recorded_by=by,
        late=entered_late(contract, timezone.localdate(at), at=at),
    )  # fmt: skip
    record_event("punch.browser", by=by, obj=row, contract=contract, after={"at": at.isoformat()})
    return row


@transaction.atomic
def take_punches(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    rows: Sequence[PunchRow],
    source: str,
    file: PunchFile | None = None,
) -> Taken:
    """Write down what is new; a moment that is there stays as it is, even where it was voided.

    Raises: PunchRefused for a moment to come, AttendanceRefused for a new one in a month that is locked.
    """
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    known = _known(rows)
    new: dict[tuple[int, datetime], PunchRow] = {}
    for row in rows:
        if row.at > at + AHEAD:
            words = {"at": f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}"}
            raise PunchRefused(_("打卡时间 %(at)s 还没有到，请核对考勤机的时钟。") % words)
        if (row.person_id, row.at) not in known:
            new.setdefault((row.person_id, row.at), row)
    late: dict[date, bool] = {}
    for row in new.values():
        month = timezone.localdate(row.at).replace(day=1)
        if month not in late:
            late[month] = entered_late(contract, month, at=at)
    Punch.objects.bulk_create(
        [
            Punch(
                contract=contract, person_id=row.person_id, at=row.at, source=source, device=row.device[:40],
                file=file, recorded_at=at, recorded_by=by, late=late[timezone.localdate(row.at).replace(day=1)],
            )
            for row in new.values()
        ],
        batch_size=500,
    )  # fmt: skip
    if new:
        after = {"source": source, "added": len(new), "known": len(rows) - len(new)}
        record_event("punch.take", by=by, obj=file, contract=contract, after=after)
    return Taken(len(new), len(rows) - len(new))


def known_among(rows: Sequence[PunchRow]) -> int:
    """How many of the rows are there already."""
    known = _known(rows)
    return sum((row.person_id, row.at) in known for row in rows)


def _known(rows: Sequence[PunchRow]) -> set[tuple[int, datetime]]:
    people = list({row.person_id for row in rows})
    if not people:
        return set()
    first, last = min(row.at for row in rows), max(row.at for row in rows)
    found: set[tuple[int, datetime]] = set()
    for start in range(0, len(people), LOOKED_UP):
        some = Punch.objects.filter(person__in=people[start : start + LOOKED_UP], at__range=(first, last))
        found.update(some.values_list("person_id", "at"))
    return found


@transaction.atomic
def import_punches(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    name: str,
    digest: str,
    layout: str,
    rows: Sequence[PunchRow],
) -> PunchFile:
    """Take a machine's file; the same file again changes nothing. Raises: PunchRefused, AttendanceRefused."""
    if not holds(by, Permission.ATTENDANCE_FILE, contract):
        raise PunchRefused(_("打卡文件由大厅主管导入。"))
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    before = PunchFile.objects.filter(contract=contract, digest=digest).first()
    known = known_among(rows)
    if before is not None and known == len(rows):
        return before
    unique = len({(row.person_id, row.at) for row in rows})
    file = PunchFile.objects.create(
        contract=contract, file_name=name[-120:], digest=digest, layout=layout, rows=len(rows),
        added=unique - known_among(list(dict.fromkeys(rows))) if known else unique, known=known, imported_at=at,
        imported_by=by,
    )  # fmt: skip
    take_punches(by=by, at=at, contract=contract, rows=rows, source=PunchSource.MACHINE, file=file)
    return file


@transaction.atomic
def void_punch(*, by: Any, at: datetime, punch: Punch, reason: str) -> Punch:
    """Take a punch out of the reckoning, for a reason that stays beside it. Raises: PunchRefused, AttendanceRefused."""
    locked = (
        Punch.objects.select_for_update(of=("self",)).select_related("person", "contract").get(pk=punch.pk)
    )
    if not holds(by, Permission.ATTENDANCE_RECORD, locked.contract):
        raise PunchRefused(_("打卡记录由大厅主管或班组长作废。"))
    if locked.person.user_id == by.pk:
        raise PunchRefused(_("自己的打卡记录要由别人作废。"))
    if locked.voided_at:
        raise PunchRefused(_("这条打卡已经作废。"))
    reason = needed(reason, _("请写明作废的原因。"), PunchRefused)
    entered_late(locked.contract, timezone.localdate(locked.at), at=at)
    Punch.objects.filter(pk=locked.pk).update(voided_at=at, voided_by=by, void_reason=reason)
    locked.voided_at, locked.voided_by, locked.void_reason = at, by, reason
    after = {"at": locked.at.isoformat(), "reason": reason}
    record_event("punch.void", by=by, obj=locked, contract=locked.contract, after=after)
    return locked
