"""Columns of ledgers: from database fields to what a reader sees, the same on the screen and in a file.

A column names the fields it reads; nothing else is fetched. Personal data is masked here, always.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Choices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.personal_data import personal_field
from hall_ops.lib.sealing import open_sealed
from hall_ops.lib.sheet_values import Column as SheetColumn
from hall_ops.lib.sheet_values import ColumnKind
from hall_ops.lib.workdays import Exceptions
from windows.enums import ApplicantKind, CaseState

Show = Callable[..., object]
Lookup = Callable[[Sequence[int]], Mapping[int, object]]
KINDS: dict[str, ColumnKind] = {
    "text": "text",
    "code": "code",
    "integer": "integer",
    "decimal": "decimal",
    "day": "date",
    "moment": "text",
}
YES, NO = _("是"), _("否")
LEVELS = {
    CaseState.REGISTERED: "info", CaseState.CORRECTING: "warn", CaseState.ACCEPTED: "info",
    CaseState.TRANSFERRED: "info", CaseState.DECIDED: "ok", CaseState.READY: "ok", CaseState.NOT_ACCEPTED: "bad",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run of reading knows besides the rows. Shape: lookups by column key → row id → value."""

    today: date
    exceptions: Exceptions = field(default_factory=dict)
    lookups: Mapping[str, Mapping[int, object]] = field(default_factory=dict)


class Cell(NamedTuple):
    """One cell as the screen draws it. Shape: level is a tag's colour, "" for plain text."""

    text: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Shape: `fields` are lookups from the ledger's model; `show` gets their values (and the Reading first, where `timed`)
    and returns text, int, Decimal, date or datetime, none where there is nothing; `labels` turns a stored choice into
    its label; `lookup` names what is fetched apart, by row id. `total` is "sum", "mean" or "". Without `shown` a column
    is there to be chosen.
    """

    key: str
    title: Any
    fields: tuple[str, ...]
    show: Show | None = None
    kind: str = "text"
    shown: bool = False
    labels: type[Choices] | None = None
    levels: Mapping[Any, str] = field(default_factory=dict)
    lookup: str = ""
    timed: bool = False
    total: str = ""
    width: int | None = None

    def through(self, path: str) -> "Column":
        """The same column of a row that reaches its case by `path`."""
        return replace(self, fields=tuple(path + name for name in self.fields))

    def but(self, title: Any = None, *, shown: bool | None = None) -> "Column":
        """The same column as one ledger has it: under another heading, shown at first or not."""
        return replace(
            self, title=self.title if title is None else title, shown=self.shown if shown is None else shown
        )

    @property
    def css(self) -> str:
        return {
            "integer": "num",
            "decimal": "num",
            "day": "nowrap",
            "moment": "nowrap",
            "code": "nowrap",
        }.get(self.kind, "")

    @property
    def sheet(self) -> SheetColumn:
        """The column as the writer of Excel files knows it."""
        return SheetColumn(
            key=self.key, title=str(self.title), kind=KINDS[self.kind], places=2, width=self.width
        )


def reader(column: Column, places: Mapping[str, int], reading: Reading) -> Callable[[Sequence[Any]], object]:
    """How one column is read from a row of values. Shape: `places` maps each field to its place in the row."""
    at = [places[name] for name in column.fields]
    first = at[0]
    if column.labels is not None:
        labels = {value: str(label) for value, label in column.labels.choices}
        return lambda row: labels.get(row[first], row[first])
    if column.lookup:
        found = reading.lookups.get(column.lookup, {})
        return lambda row: found.get(row[first], "")
    if column.kind == "moment":
        return lambda row: local(row[first])
    show = column.show
    if show is None:
        return lambda row: row[first]
    if column.timed:
        return lambda row: show(reading, *[row[place] for place in at])
    if len(at) == 1:
        return lambda row: show(row[first])
    return lambda row: show(*[row[place] for place in at])


ZONE = timezone.get_default_timezone()


def local(moment: datetime | None) -> datetime | None:
    """A stored time as the hall's clock showed it."""
    return moment.astimezone(ZONE).replace(microsecond=0) if moment is not None else None


def shown_text(value: object) -> str:
    """A value as a screen or a CSV file writes it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return str(value)


# -- the kinds of columns ------------------------------------------------------------------------------------------
def text(key: str, title: Any, *fields: str, **more: Any) -> Column:
    return Column(key, title, fields or (key,), **more)


def choice(key: str, title: Any, labels: type[Choices], *fields: str, **more: Any) -> Column:
    return Column(key, title, fields or (key,), labels=labels, **more)


def moment(key: str, title: Any, *fields: str, **more: Any) -> Column:
    return Column(key, title, fields or (key,), kind="moment", width=17, **more)


def day(key: str, title: Any, *fields: str, **more: Any) -> Column:
    return Column(key, title, fields or (key,), kind="day", **more)


def integer(key: str, title: Any, *fields: str, **more: Any) -> Column:
    return Column(key, title, fields or (key,), kind="integer", **more)


def minutes(key: str, title: Any, began: str, ended: str, **more: Any) -> Column:
    """Minutes between two times."""

    def between(start: datetime | None, end: datetime | None) -> int | None:
        return int((end - start).total_seconds() // 60) if start and end else None

    return Column(key, title, (began, ended), show=between, kind="integer", **more)


def yes(key: str, title: Any, *fields: str, when: Callable[..., bool], **more: Any) -> Column:
    """是 or 否; nothing where the field is empty."""

    def show(value: Any) -> bool | None:
        return None if value is None else when(value)

    return Column(key, title, fields or (key,), show=show, **more)


def masked_name(key: str, title: Any, model: str, name: str, path: str = "", **more: Any) -> Column:
    """A name that stands open in the table, masked by the catalogue of personal data."""
    mask = personal_field(model, name).masked
    return Column(key, title, (path + name,), show=mask, **more)


def applicant(key: str, title: Any, path: str = "", **more: Any) -> Column:
    """The applicant: a person's name masked, an organisation's as it is."""
    mask = personal_field("windows.case", "applicant_name").masked

    def show(kind: str, name: str) -> str:
        return mask(name) if kind == ApplicantKind.PERSON else name

    return Column(key, title, (f"{path}applicant_kind", f"{path}applicant_name"), show=show, **more)


def masked(
    key: str, title: Any, model: str, name: str, *, path: str = "", uid: str = "uid", **more: Any
) -> Column:
    """A sealed column, opened and masked."""
    entry = personal_field(model, f"{name}_sealed")
    label, mask = entry.seal_label, entry.masked

    def show(blob: bytes | None, number: object) -> str:
        return mask(open_sealed(blob, label=label, uid=number)) if blob is not None else ""

    return Column(key, title, (f"{path}{name}_sealed", path + uid), show=show, **more)


def case_id_number(key: str, title: Any, path: str = "", **more: Any) -> Column:
    """The applicant's document: an organisation's code is nobody's secret, everything else is masked."""
    entry = personal_field("windows.case", "id_sealed")
    label, mask = entry.seal_label, entry.masked

    def show(blob: bytes | None, number: object, kind: str) -> str:
        if blob is None:
            return ""
        plain = open_sealed(blob, label=label, uid=number)
        return mask(plain) if kind == ApplicantKind.PERSON else plain

    return Column(key, title, (f"{path}id_sealed", f"{path}uid", f"{path}applicant_kind"), show=show, **more)


def state(key: str, title: Any, *fields: str, **more: Any) -> Column:
    return Column(key, title, fields or (key,), labels=CaseState, levels=LEVELS, **more)
