"""What is done to all personal data alike, whatever app keeps it: new keys, and the end of its time.

Both walk the catalogue (hall_ops.lib.personal_data) and know no table by name. Each batch is a transaction of its own,
so both may be cut off and started again. Source: security.md D3 (rotation), D4 (retention).
"""

from collections.abc import Callable, Iterable
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

BATCH = 500


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
def erase_expired(*, at: datetime, entries: Iterable[PersonalField] | None = None) -> dict[str, int]:
    """Erase what has been kept long enough: sealed values with their indexes go, names stay masked, the row stays for
    the statistics. What a hold names is left alone. Shape: field → rows; fields without any are left out.
    """
    done: dict[str, int] = {}
    for entry in catalogue() if entries is None else entries:
        if entry.retention_days is None:
            continue
        while count := _erase_batch(entry, at):
            done[entry.path] = done.get(entry.path, 0) + count
    return done


@transaction.atomic
def _erase_batch(entry: PersonalField, at: datetime) -> int:
    """One transaction: the rows, and the event that tells of them without telling whose they were."""
    model = apps.get_model(entry.model)
    rows = list(due_rows(entry, at).select_for_update(of=("self",)).order_by("pk")[:BATCH])
    if not rows:
        return 0
    if entry.whole_row:
        model._base_manager.filter(pk__in=[row.pk for row in rows]).delete()
    else:
        columns = _emptied(entry, rows, at)
        model._base_manager.bulk_update(rows, columns, batch_size=100)
    after = {"field": entry.path, "rows": len(rows), "first": rows[0].pk, "last": rows[-1].pk}
    record_event("personal.erase", by=None, after=after)
    return len(rows)


def due_rows(entry: PersonalField, at: datetime) -> models.QuerySet[Any]:
    """Rows whose time is over and that still hold something. Shape: entry.retention_days is not None."""
    assert entry.retention_days is not None, f"{entry.path} is kept as long as its row"
    times = [models.F(path) for path in entry.ends]
    ended = Coalesce(*times) if len(times) > 1 else times[0]
    rows = apps.get_model(entry.model)._base_manager.annotate(kept_from=ended)
    rows = rows.filter(kept_from__lt=at - timedelta(days=entry.retention_days), **dict(entry.only_where))
    if entry.hold:
        rows = rows.filter(**{entry.hold: ""})
    if entry.whole_row:
        return rows
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
