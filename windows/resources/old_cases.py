"""Old cases from a file: columns to fields, checks a row, rows to cases. What they make is written by old_writing."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from django.db.models.base import ModelState
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export.fields import Field

from contracts.models import Contract, Window
from hall_ops.lib.codes import new_code
from hall_ops.lib.identity_numbers import NumberRefused, check_identity, check_phone
from hall_ops.lib.masks import tail_of
from hall_ops.lib.sealing import blind_index, sealed_pair
from hall_ops.lib.workdays import add_workdays
from windows.enums import ApplicantKind, CaseChannel, Holder, IdKind
from windows.models import Case
from windows.queries.clock import calendar_between
from windows.resources.base import AsItIs, BulkResource, Wrong
from windows.resources.old_widgets import DepartmentWidget, IdKindWidget, ItemWidget
from windows.resources.old_writing import Changed, Spool
from windows.rules.clock import days_late
from windows.rules.old_ledgers import Fault, OldLife, OldRow, faults_of, life_of

FIRST_REVISION = 1  # that of a case nobody has moved since it was made
AXES = ("registered_at", "accepted_at", "decided_at", "issued_at", "closed_at")
KINDS = {"个人": ApplicantKind.PERSON.value} | dict.fromkeys(
    ("单位", "企业", "法人"), ApplicantKind.ORGANISATION.value
)
WAY_BACK, WAY_AHEAD = timedelta(days=366 * 12), timedelta(days=400)
AS_TEXT = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode
Row = Mapping[str, Any]


class OldCaseResource(BulkResource):
    """Rows of an old ledger as cases of a contract. Shape: row keys as windows.resources.old_columns names them."""

    number = Field("number", "number", AsItIs())
    item = Field("item_id", "item")
    department = Field("department_id", "department")
    applicant = Field("applicant_name", "applicant", AsItIs())
    id_kind = Field("id_kind", "id_kind", IdKindWidget())
    result_number = Field("result_number", "result_number", AsItIs())
    platform = Field("platform_number", "platform", AsItIs())

    class Meta(BulkResource.Meta):
        model = Case
        import_id_fields = ("number",)
        fields = ("number", "item", "department", "applicant", "id_kind", "result_number", "platform")

    def __init__(
        self, *, contract: Contract, by: Any, at: datetime, tell: Callable[[int], None], spool: Spool | None = None
    ) -> None:  # fmt: skip
        super().__init__(tell)
        self.contract, self.by, self.spool = contract, by, spool
        self.today, self.zone = timezone.localdate(at), timezone.get_current_timezone()
        self.fields["number"] = Field("number", "number", AsItIs())
        self.items = ItemWidget(contract)
        self.fields["item"] = Field("item_id", "item", self.items)
        self.fields["department"] = Field("department_id", "department", DepartmentWidget(contract))
        self.touched: set[date] = set()
        self.seen: dict[str, int] = {}
        self.serials: dict[date, int] = defaultdict(int)
        self.rows_of: dict[str, Row] = {}
        self.before: dict[str, tuple[date, int]] = {}
        self.platform_numbers: dict[str, str] = {}

    # -- what the file is laid beside -----------------------------------------------------------------------------
    def get_queryset(self) -> Any:
        return Case.objects.filter(contract=self.contract).select_related("old")

    @cached_property
    def exceptions(self) -> Any:
        return calendar_between(self.today - WAY_BACK, self.today + WAY_AHEAD).exceptions

    @cached_property
    def venue(self) -> Any:
        return self.contract.venues.order_by("pk").first()

    @cached_property
    def windows(self) -> dict[str, Window]:
        rows = Window.objects.filter(venue__contracts=self.contract)
        return {row.number.lstrip("0"): row for row in rows}

    @cached_property
    def _first_clerk(self) -> str:
        return _("原经办人 %(name)s")

    @lru_cache(maxsize=20_000)  # noqa: B019 - lives as long as its import
    def promised_day(self, accepted: date, days: int) -> date:
        return add_workdays(accepted, days, self.exceptions)

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Which cases bear the block's platform numbers already. Shape: platform number → our number."""
        if self.venue is None:
            raise Wrong(_("合同还没有场所"), _("请先登记大厅，再导入"))
        named = [number for number in dataset["platform"] if number]
        taken = Case.objects.filter(contract=self.contract, platform_number__in=named)
        for platform, number in taken.values_list("platform_number", "number"):
            self.platform_numbers.setdefault(platform, number)

    # -- one row --------------------------------------------------------------------------------------------------
    @cached_property
    def _blank(self) -> tuple[dict[str, Any], list[Any]]:
        """Shape: the values of a new case; the fields whose default is another one each time."""
        fields = Case._meta.concrete_fields
        case = Case(contract_id=self.contract.pk, venue_id=self.venue.pk, channel=CaseChannel.IMPORTED.value)
        values = {field.attname: getattr(case, field.attname) for field in fields}
        return values, [field for field in fields if field.has_default() and callable(field.default)]

    def init_instance(self, row: Row | None = None) -> Case:
        """A new case. Its sixty columns are judged once, not for each row: Case() is the dearest line of an import."""
        values, drawn = self._blank
        case = Case.__new__(Case)
        case._state = ModelState()
        vars(case).update(values)
        for field in drawn:
            setattr(case, field.attname, field.get_default())
        return case

    def row_faults(self, instance: Case, row: Any) -> Sequence[Fault]:
        found = list(faults_of(old_row(row), self.today))
        number, place = row["number"], row["row"]
        if number in self.seen:
            reason = _("与第 %(row)d 行的编号相同") % {"row": self.seen[number]}
            found.append(Fault("number", reason, _("每件只保留一行")))
        self.seen.setdefault(number, place)
        found += _number_faults(row, instance.id_kind, self.today)
        if instance.pk and instance.channel != CaseChannel.IMPORTED:
            found.append(
                Fault("number", _("是系统里登记的办件"), _("系统里已有的办件不能由旧台账改动，请删去这一行"))
            )
        elif instance.pk and instance.revision > FIRST_REVISION and not same_as_last_time(instance, row):
            reason = _("导入后已在系统里继续办理（%(state)s）") % {"state": instance.get_state_display()}
            found.append(Fault("number", reason, _("请在办件里更正，并删去这一行")))
        platform = row["platform"] or ""
        if platform and self.platform_numbers.setdefault(platform, number) != number:
            reason = _("已在办件 %(number)s 上") % {"number": self.platform_numbers[platform]}
            found.append(Fault("platform", reason, _("请核对平台编号")))
        return found

    def skip_row(self, instance: Case, original: Any, row: Row, import_validation_errors: Any = None) -> bool:
        """The same row as last time changes nothing."""
        return not import_validation_errors and bool(instance.pk) and same_as_last_time(instance, row)

    def before_save_instance(self, instance: Case, row: Row, **kwargs: Any) -> None:
        self.rows_of[instance.number] = row
        if kwargs.get("dry_run"):
            return
        if instance.pk:
            self._touch_again(instance)
            self.before[instance.number] = (instance.day, instance.revision)
        item, told = self.items.told[instance.item_id], vars(instance)
        told |= {
            "version_id": item.version, "kind": item.kind,
            "department_id": instance.department_id or item.department,
        }  # fmt: skip
        told |= self._places(instance, row) | self._applicant(instance, row)
        told |= self._life(row, item.promised_days)

    # What follows gives values by column; set one by one, foreign keys cost more than all the rest.
    def _places(self, instance: Case, row: Row) -> dict[str, Any]:
        day, window = row["received"].date(), self.windows.get((row["window"] or "").lstrip("0"))
        stays = instance.pk and instance.day == day
        notes = [row["note"] or ""]
        if row["clerk"]:
            notes.append(self._first_clerk % {"name": row["clerk"]})
        if row["window"] and window is None:
            notes.append(_("原窗口 %(number)s") % {"number": row["window"]})
        return {
            "day": day, "serial": instance.serial if stays else self._serial(day),
            "window_id": window.pk if window else None, "zone_id": window.zone_id if window else None,
            "clerk_id": self.by.pk, "query_code": instance.query_code or new_code(),
            "note": "；".join([text for text in notes if text])[:300],
        }  # fmt: skip

    def _serial(self, day: date) -> int:
        """A place among the import's cases of a day; old_writing puts it behind those that are there."""
        self.serials[day] += 1
        return self.serials[day]

    def _applicant(self, instance: Case, row: Row) -> dict[str, Any]:
        id_number, phone, uid = row["id_number"] or "", row["phone"] or "", str(instance.uid)
        id_sealed, id_index = sealed_pair(id_number, label="windows.case.id", uid=uid)
        phone_sealed, phone_index = sealed_pair(phone, label="windows.case.phone", uid=uid)
        tail = tail_of(phone)
        return {
            "applicant_kind": _applicant_kind(row, instance.id_kind),
            "id_sealed": id_sealed, "id_index": id_index, "phone_sealed": phone_sealed,
            "phone_index": phone_index, "phone_tail_index": self._tail_index(tail) if tail else None,
        }  # fmt: skip

    @lru_cache(maxsize=10_000)  # noqa: B019 - lives as long as its import; four digits have no more
    def _tail_index(self, tail: str) -> bytes:
        return blind_index(tail, field="windows.case.phone_tail")

    def _life(self, row: Row, promised: int) -> dict[str, Any]:
        """Times of the file are the hall's own: their days are its days."""
        life = life_of(old_row(row))
        found: dict[str, Any] = words_of(life) | {"due_on": None, "statutory_due_on": None}
        for name, moment in times_of(row, life).items():
            found[name] = moment and moment.replace(tzinfo=self.zone)
            if moment is not None:
                self.touched.add(moment.date())
        if life.accepted is None:
            return found
        due = row["due"].date() if row["due"] else self.promised_day(life.accepted.date(), promised)
        found["due_on"] = found["statutory_due_on"] = due
        decided = life.decided.date() if life.decided else None
        if decided and decided > due:
            found["late_days"] = days_late(due, decided, self.exceptions)
        return found

    def _touch_again(self, instance: Case) -> None:
        """The days on which a case that the file changes counted so far."""
        moments = [getattr(instance, axis) for axis in AXES]
        self.touched.update(timezone.localdate(moment) for moment in moments if moment is not None)

    # -- handed on ------------------------------------------------------------------------------------------------
    def write_new(self, instances: list[Case]) -> None:
        assert self.spool is not None, "a dry run writes nothing"
        rows = [self.rows_of.pop(each.number) for each in instances]
        self.spool.add_new(instances, [(row["row"], digest_of(row)) for row in rows])

    def write_changed(self, instances: list[Case]) -> None:
        assert self.spool is not None, "a dry run writes nothing"
        changed = []
        for each in instances:
            row, (day, revision) = self.rows_of.pop(each.number), self.before.pop(each.number)
            changed.append(Changed(each, row["row"], digest_of(row), revision, moved=day != each.day))
        self.spool.add_changed(changed)


def old_row(row: Row) -> OldRow:
    return OldRow(
        received=row["received"], accepted=row["accepted"], due=row["due"].date() if row["due"] else None,
        decided=row["decided"], issued=row["issued"], state=row["state"] or "", result=row["result"] or "",
        delivery=row["delivery"] or "", reason=row["reason"] or "",
    )  # fmt: skip


def times_of(row: Row, life: OldLife) -> dict[str, datetime | None]:
    """The times of a case's life by column, without a zone."""
    return {
        "registered_at": row["received"], "accepted_at": life.accepted, "decided_at": life.decided,
        "issued_at": life.issued, "archived_at": life.archived, "closed_at": life.closed,
    }  # fmt: skip


def words_of(life: OldLife) -> dict[str, Any]:
    """The other columns of a case's life."""
    return {
        "state": life.state, "concluded_as": life.concluded_as, "refusal_kind": life.refusal_kind,
        "closing_reason": life.closing_reason, "delivery": life.delivery, "late_days": 0,
        "holder": Holder.ARCHIVE.value if life.state == "archived" else Holder.APPLICANT.value,
    }  # fmt: skip


def _applicant_kind(row: Row, id_kind: str) -> str:
    named = row["applicant_kind"]
    if named:
        return KINDS[named]
    organisation = id_kind == IdKind.CREDIT_CODE or len(row["applicant"]) > 4
    return ApplicantKind.ORGANISATION.value if organisation else ApplicantKind.PERSON.value


def _number_faults(row: dict[str, Any], id_kind: str, today: date) -> list[Fault]:
    """Documents and telephones whose digits cannot be right; those that can take the form in which they are kept."""
    found = []
    if row["id_number"]:
        try:
            row["id_number"] = check_identity(id_kind, row["id_number"], today=today)
        except NumberRefused as wrong:
            found.append(
                Fault("id_number", str(wrong).rstrip("。"), _("请核对证件号码，或把证件类型填成实际的类型"))
            )
    if row["phone"]:
        try:
            row["phone"] = check_phone(row["phone"])
        except NumberRefused as wrong:
            found.append(Fault("phone", str(wrong).rstrip("。"), _("请核对号码，或把这一格留空")))
    return found


def same_as_last_time(instance: Case, row: Row) -> bool:
    old = getattr(instance, "old", None)
    return old is not None and bytes(old.digest) == digest_of(row)


def digest_of(row: Row) -> bytes:
    """A keyed fingerprint of everything the row says; its place in the file is no part of it."""
    said = {key: str(value) for key, value in row.items() if key != "row" and value is not None}
    return blind_index(AS_TEXT(said), field="windows.oldcase.row")
