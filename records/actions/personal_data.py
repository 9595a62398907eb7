"""What is done to all personal data alike, whatever app keeps it: new keys, and the end of its time.

Both walk the catalogue (hall_ops.lib.personal_data) and know no table by name. Each batch is a transaction of its own,
so both may be cut off and started again. Source: security.md D3 (rotation), D4 (retention).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Coalesce

from hall_ops.lib.personal_data import PersonalField, catalogue
from hall_ops.lib.sealing import (
    SealError,
    blind_index,
    current_key_number,
    key_number,
    open_sealed,
    place,
    seal,
)
from records.actions.core import record_event
from records.actions.files import erase_files, wipe_erased

BATCH = 500
# What contracts agreed: term → contract → days. Who is not named keeps the catalogue's own time.
Periods = Mapping[str, Mapping[int, int]]


@dataclass(slots=True)
class Rotated:
    """What a rotation did. Shape: `changed` rows by field; `broken` "field#key" of rows that do not open."""

    changed: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


def sealed_fields() -> list[PersonalField]:
    return [entry for entry in catalogue() if entry.is_sealed]


def keys_in_use() -> dict[str, dict[int, int]]:
    """How many values each key seals. Shape: field → key number → rows; 0 stands for what is no sealed value."""
    found: dict[str, dict[int, int]] = {}
    for entry in sealed_fields():
        counts: dict[int, int] = {}
        for blob in _sealed_rows(entry).values_list(entry.field, flat=True).iterator(chunk_size=5000):
            try:
                number = key_number(bytes(blob))
            except SealError:
                number = 0
            counts[number] = counts.get(number, 0) + 1
        found[entry.path] = counts
    return found


def rotate_keys(
    *, by: Any, reindex: bool = False, batch: int = BATCH, tell: Callable[[str], None] = lambda _text: None
) -> Rotated:
    """Seal everything anew with the current key; what bears it already is left alone. With `reindex` the search
    columns are made anew as well. A row that does not open stays as it is and is named.
    """
    done = Rotated()
    for entry in sealed_fields():
        last, changed = 0, 0
        while True:
            count, last = _rotate_batch(entry, last, batch, reindex, done.broken)
            changed += count
            if not last:
                break
            tell(f"{entry.path}: {changed}")
        done.changed[entry.path] = changed
    with transaction.atomic():
        after = {
            "key": current_key_number(),
            "changed": done.changed,
            "broken": len(done.broken),
            "index": reindex,
        }
        record_event("personal.rotate", by=by, after=after)
    return done


@transaction.atomic
def _rotate_batch(
    entry: PersonalField, after: int, batch: int, reindex: bool, broken: list[str]
) -> tuple[int, int]:
    """Shape: (rows changed, the last key seen or 0 at the end)."""
    rows = _sealed_rows(entry).select_for_update(of=("self",)).filter(pk__gt=after).order_by("pk")
    seen = list(rows.annotate(seal_uid=models.F(entry.uid))[:batch])
    columns = [entry.field, *(index.column for index in entry.indexes if reindex)]
    changed = []
    for row in seen:
        try:
            if _seal_anew(entry, row, reindex):
                changed.append(row)
        except SealError:
            broken.append(f"{entry.path}#{row.pk}")
    model = apps.get_model(entry.model)
    model._base_manager.bulk_update(changed, columns, batch_size=100)
    return len(changed), seen[-1].pk if seen else 0


def _seal_anew(entry: PersonalField, row: Any, reindex: bool) -> bool:
    blob = bytes(getattr(row, entry.field))
    if key_number(blob) == current_key_number() and not reindex:
        return False
    text = open_sealed(blob, label=entry.seal_label, uid=row.seal_uid)
    setattr(row, entry.field, seal(text, aad=place(entry.seal_label, row.seal_uid)))
    if reindex:
        for index in entry.indexes:
            part = index.part(text) if index.part else text
            setattr(
                row, index.column, blind_index(part, field=index.field or entry.seal_label) if part else None
            )
    return True


def _sealed_rows(entry: PersonalField) -> models.QuerySet[Any]:
    return apps.get_model(entry.model)._base_manager.exclude(**{entry.field: None})


# -- the end of its time ----------------------------------------------------------------------------------------------
def erase_expired(
    *, at: datetime, entries: Iterable[PersonalField] | None = None, periods: Periods | None = None
) -> dict[str, int]:
    """Erase what has been kept long enough: sealed values with their indexes go, names stay masked, files go from the
    disk, the row stays for the statistics. What a hold names is left alone. Shape: field → rows; fields without any
    are left out.
    """
    done: dict[str, int] = {}
    for entry in catalogue() if entries is None else entries:
        if entry.retention_days is None:
            continue
        while count := _erase_batch(entry, due_rows(entry, at, periods), at):
            done[entry.path] = done.get(entry.path, 0) + count
    wipe_erased(at=at)
    return done


def erase_contract(*, at: datetime, contract: Any) -> dict[str, int]:
    """Erase all personal data of one contract, whether its time is over or not; what a hold names stays.

    Shape: field → rows; fields without any are left out.
    """
    done: dict[str, int] = {}
    for entry in contract_fields():
        while count := _erase_batch(entry, kept_rows(entry, contract.pk), at, contract):
            done[entry.path] = done.get(entry.path, 0) + count
    wipe_erased(at=at)
    return done


def contract_fields() -> list[PersonalField]:
    """What is kept of the people a contract serves and goes at some time."""
    return [
        entry for entry in catalogue()
        if entry.term or (entry.whole_row and hasattr(apps.get_model(entry.model), "contract_id"))
    ]  # fmt: skip


@transaction.atomic
def _erase_batch(entry: PersonalField, due: models.QuerySet[Any], at: datetime, contract: Any = None) -> int:
    """One transaction: the rows, and the event that tells of them without telling whose they were."""
    model = apps.get_model(entry.model)
    rows = list(due.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    if not rows:
        return 0
    if entry.is_file:
        erase_files([getattr(row, f"{entry.field}_id") for row in rows], at=at)
    elif entry.whole_row:
        model._base_manager.filter(pk__in=[row.pk for row in rows]).delete()
    else:
        columns = _emptied(entry, rows, at)
        model._base_manager.bulk_update(rows, columns, batch_size=100)
    after = {"field": entry.path, "rows": len(rows), "first_row": rows[0].pk, "last_row": rows[-1].pk}
    record_event("personal.erase", by=None, contract=contract, after=after)
    return len(rows)


def due_rows(entry: PersonalField, at: datetime, periods: Periods | None = None) -> models.QuerySet[Any]:
    """Rows whose time is over and that still hold something. Shape: entry.retention_days is not None."""
    assert entry.retention_days is not None, f"{entry.path} is kept as long as its row"
    times = [models.F(path) for path in entry.ends]
    ended = Coalesce(*times) if len(times) > 1 else times[0]
    rows = apps.get_model(entry.model)._base_manager.annotate(kept_from=ended)
    return _full(entry, rows.filter(_over(entry, at, (periods or {}).get(entry.term, {}))))


def _over(entry: PersonalField, at: datetime, agreed: Mapping[int, int]) -> models.Q:
    """Past the time of its own contract. Shape: `agreed` contract → days."""
    inside = f"{entry.contract}__in"
    over = models.Q(kept_from__lt=at - timedelta(days=entry.retention_days or 0))
    if agreed:
        over &= ~models.Q(**{inside: list(agreed)})
    for days in set(agreed.values()):
        those = [contract for contract, its in agreed.items() if its == days]
        over |= models.Q(**{inside: those}, kept_from__lt=at - timedelta(days=days))
    return over


def kept_rows(entry: PersonalField, contract: int) -> models.QuerySet[Any]:
    """Rows of a contract that hold something and are held by nobody."""
    rows = apps.get_model(entry.model)._base_manager.filter(**{entry.contract: contract})
    return _full(entry, rows)


def held_rows(entry: PersonalField, contract: int) -> models.QuerySet[Any]:
    """Rows of a contract that hold something and stay because somebody holds them."""
    path = entry.hold or entry.held_through
    rows = apps.get_model(entry.model)._base_manager.filter(**{entry.contract: contract})
    return _with_content(entry, rows.filter(**{f"{path}__gt": ""}).distinct()) if path else rows.none()


def _full(entry: PersonalField, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Those that nobody holds and that still have something to lose."""
    if entry.hold:
        rows = rows.filter(**{entry.hold: ""})
    if entry.held_through:
        held = apps.get_model(entry.model)._base_manager.filter(**{f"{entry.held_through}__gt": ""})
        rows = rows.exclude(pk__in=held.values("pk"))
    return _with_content(entry, rows)


def _with_content(entry: PersonalField, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    rows = rows.filter(**dict(entry.only_where))
    if entry.whole_row:
        return rows
    if entry.is_file:
        return rows.filter(**{f"{entry.field}__isnull": False, f"{entry.field}__erasure": None})
    if entry.is_sealed:
        return rows.exclude(**{entry.field: None})
    return rows.exclude(**{entry.field: ""}).exclude(**{f"{entry.field}__endswith": "*"})


def _emptied(entry: PersonalField, rows: list[Any], at: datetime) -> list[str]:
    """Empty the field in memory. Shape: the columns that changed."""
    columns = [entry.field, *(index.column for index in entry.indexes)]
    names = {column.name for column in apps.get_model(entry.model)._meta.concrete_fields}
    for row in rows:
        if entry.is_sealed:
            for column in columns:
                setattr(row, column, None)
        else:
            shown = entry.masked(getattr(row, entry.field))
            setattr(row, entry.field, shown if shown.endswith("*") else "***")
        if "erased_at" in names:
            row.erased_at = at
    return [*columns, "erased_at"] if "erased_at" in names else columns
