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
from import_export.widgets import Widget

from contracts.models import Contract, Organisation, Window
from hall_ops.lib.codes import new_code
from hall_ops.lib.identity_numbers import NumberRefused, check_identity, check_phone
from hall_ops.lib.masks import tail_of
from hall_ops.lib.sealing import blind_index, sealed_pair
from hall_ops.lib.text_hygiene import compare_key
from hall_ops.lib.workdays import add_workdays
from windows.enums import ApplicantKind, CaseChannel, Holder, IdKind
from windows.models import Case, ItemVersion, ServiceItem
from windows.queries.clock import calendar_between
from windows.resources.base import AsItIs, BulkResource, Wrong
from windows.resources.old_writing import Changed, Spool
from windows.rules.clock import days_late
from windows.rules.old_ledgers import Fault, OldLife, OldRow, faults_of, life_of

AXES = ("registered_at", "accepted_at", "decided_at", "issued_at", "closed_at")
KINDS = {"个人": ApplicantKind.PERSON, "单位": ApplicantKind.ORGANISATION, "企业": ApplicantKind.ORGANISATION,
         "法人": ApplicantKind.ORGANISATION}  # fmt: skip
WAY_BACK, WAY_AHEAD = timedelta(days=366 * 12), timedelta(days=400)
Row = Mapping[str, Any]


class ItemWidget(Widget):
    """An item by its code or its name, in the catalogue of the contract. Clean value: its version's row."""

    def __init__(self, contract: Contract) -> None:
        super().__init__()
        self.contract = contract
        self._found: dict[tuple[Any, Any, Any], ServiceItem] = {}

    @cached_property
    def _known(self) -> tuple[dict[str, set[int]], dict[str, int], dict[int, ServiceItem]]:
        items = ServiceItem.objects.of(self.contract).select_related("current", "department")
        by_id = {item.pk: item for item in items if item.current}
        codes = {
            code.upper(): pk
            for pk, item in by_id.items()
            for code in (item.short_code, item.national_code)
            if code
        }
        names: dict[str, set[int]] = defaultdict(set)
        for name, pk in ItemVersion.objects.filter(item__in=by_id).values_list("name", "item_id"):
            names[compare_key(name)].add(pk)
        return names, codes, by_id

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> ServiceItem:
        key = (value, row.get("item_code"), row.get("department"))
        if key not in self._found:
            self._found[key] = self._find(value, row)
        return self._found[key]

    def _find(self, value: Any, row: Any) -> ServiceItem:
        names, codes, by_id = self._known
        code = (row.get("item_code") or "").upper()
        if code:
            if code not in codes:
                raise Wrong(_("事项编码不在目录里"), _("请核对编码，或先在“事项目录”里建立这个事项"))
            return by_id[codes[code]]
        found = names.get(compare_key(value), set())
        if len(found) > 1 and row.get("department"):
            wanted = compare_key(row["department"])
            found = {pk for pk in found if compare_key(by_id[pk].department.name) == wanted} or found
        if not found:
            raise Wrong(_("事项不在目录里"), _("请核对名称，或先在“事项目录”里建立这个事项"))
        if len(found) > 1:
            raise Wrong(_("有 %(n)d 个同名事项") % {"n": len(found)}, _("请在“事项编码”列填写编码"))
        return by_id[next(iter(found))]


class DepartmentWidget(Widget):
    """A department of the purchaser by its name; blank for the item's own."""

    def __init__(self, contract: Contract) -> None:
        super().__init__()
        self.contract = contract

    @cached_property
    def _known(self) -> dict[str, Organisation]:
        rows = Organisation.objects.filter(parent_id=self.contract.purchaser_id)
        return {compare_key(row.name): row for row in rows}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Organisation | None:
        if not value:
            return None
        found = self._known.get(compare_key(value))
        if found is None:
            raise Wrong(_("不是采购人的部门"), _("请核对部门名称，或把这一列留空，由事项决定部门"))
        return found


class IdKindWidget(Widget):
    """A kind of document by its label; blank by the shape of the number."""

    labels = {compare_key(str(label)): value for value, label in IdKind.choices} | {
        compare_key("身份证"): IdKind.RESIDENT, compare_key("信用代码"): IdKind.CREDIT_CODE,
    }  # fmt: skip

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        if value:
            return self.labels.get(compare_key(value), IdKind.OTHER)
        number = row.get("id_number") or ""
        if len(number) != 18:
            return IdKind.OTHER
        return IdKind.RESIDENT if number[:17].isdigit() and number[0] != "9" else IdKind.CREDIT_CODE


class OldCaseResource(BulkResource):
    """Rows of an old ledger as cases of a contract. Shape: row keys as windows.resources.old_columns names them."""

    number = Field("number", "number", AsItIs())
    item = Field("item", "item")
    department = Field("department", "department")
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
        self.today = timezone.localdate(at)
        self.fields["number"] = Field("number", "number", AsItIs())
        self.fields["item"] = Field("item", "item", ItemWidget(contract))
        self.fields["department"] = Field("department", "department", DepartmentWidget(contract))
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
        values = {key: value for key, value in vars(Case()).items() if key != "_state"}
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
        if instance.pk and instance.channel != CaseChannel.IMPORTED:
            found.append(
                Fault("number", _("是系统里登记的办件"), _("系统里已有的办件不能由旧台账改动，请删去这一行"))
            )
        found += _number_faults(row, instance.id_kind, self.today)
        platform = row["platform"] or ""
        if platform and self.platform_numbers.setdefault(platform, number) != number:
            reason = _("已在办件 %(number)s 上") % {"number": self.platform_numbers[platform]}
            found.append(Fault("platform", reason, _("请核对平台编号")))
        return found

    def skip_row(self, instance: Case, original: Any, row: Row, import_validation_errors: Any = None) -> bool:
        """The same row as last time changes nothing."""
        if import_validation_errors or not instance.pk:
            return False
        old = getattr(instance, "old", None)
        return old is not None and bytes(old.digest) == digest_of(row)

    def before_save_instance(self, instance: Case, row: Row, **kwargs: Any) -> None:
        self.rows_of[instance.number] = row
        if kwargs.get("dry_run"):
            return
        if instance.pk:
            self._touch(instance)
            self.before[instance.number] = (instance.day, instance.revision)
        life, item = life_of(old_row(row)), instance.item
        version = item.current
        assert version is not None, "an item without a version is not in the catalogue"
        instance.version, instance.kind = version, version.kind
        instance.department = instance.department if instance.department_id else item.department
        self._places(instance, row)
        self._applicant(instance, row)
        self._life(instance, row, life, version.promised_days)
        self._touch(instance)

    def _places(self, instance: Case, row: Row) -> None:
        day = row["received"].date()
        if not instance.pk or instance.day != day:
            instance.day, instance.serial = day, self._serial(day)
        instance.contract, instance.venue, instance.channel = self.contract, self.venue, CaseChannel.IMPORTED
        window = self.windows.get((row["window"] or "").lstrip("0"))
        instance.window, instance.zone_id = window, window.zone_id if window else None
        instance.clerk = self.by
        if not instance.query_code:
            instance.query_code = new_code()
        told = [row["note"] or ""]
        if row["clerk"]:
            told.append(self._first_clerk % {"name": row["clerk"]})
        if row["window"] and window is None:
            told.append(_("原窗口 %(number)s") % {"number": row["window"]})
        instance.note = "；".join(text for text in told if text)[:300]

    def _serial(self, day: date) -> int:
        """A place among the import's cases of a day; old_writing puts it behind those that are there."""
        self.serials[day] += 1
        return self.serials[day]

    def _applicant(self, instance: Case, row: Row) -> None:
        instance.applicant_kind = _applicant_kind(row, instance.id_kind)
        id_number, phone = row["id_number"] or "", row["phone"] or ""
        instance.id_sealed, instance.id_index = sealed_pair(
            id_number, label="windows.case.id", uid=instance.uid
        )
        instance.phone_sealed, instance.phone_index = sealed_pair(
            phone, label="windows.case.phone", uid=instance.uid
        )
        tail = tail_of(phone)
        instance.phone_tail_index = blind_index(tail, field="windows.case.phone_tail") if tail else None

    def _life(self, instance: Case, row: Row, life: OldLife, promised: int) -> None:
        for name, value in columns_of(row, life).items():
            setattr(instance, name, value)
        if life.accepted is None:
            instance.due_on = instance.statutory_due_on = None
            return
        due = row["due"].date() if row["due"] else self.promised_day(life.accepted.date(), promised)
        instance.due_on = instance.statutory_due_on = due
        decided = life.decided.date() if life.decided else None
        instance.late_days = days_late(due, decided, self.exceptions) if decided and decided > due else 0

    def _touch(self, instance: Case) -> None:
        moments = [getattr(instance, axis) for axis in AXES]
        self.touched.update(day_of(moment) for moment in moments if moment is not None)

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


@lru_cache(maxsize=20_000)
def in_the_hall(moment: datetime) -> datetime:
    """A time of the file, which is the hall's own."""
    return timezone.make_aware(moment)


@lru_cache(maxsize=20_000)
def day_of(moment: datetime) -> date:
    return timezone.localdate(moment)


def columns_of(row: Row, life: OldLife) -> dict[str, Any]:
    """The columns of a case's life. Times of the file are the hall's own."""
    times = {
        "registered_at": row["received"], "accepted_at": life.accepted, "decided_at": life.decided,
        "issued_at": life.issued, "archived_at": life.archived, "closed_at": life.closed,
    }  # fmt: skip
    found: dict[str, Any] = {
        name: in_the_hall(moment) if moment is not None else None for name, moment in times.items()
    }
    return found | {
        "state": life.state, "concluded_as": life.concluded_as, "refusal_kind": life.refusal_kind,
        "closing_reason": life.closing_reason, "delivery": life.delivery, "late_days": 0,
        "holder": Holder.ARCHIVE if life.state == "archived" else Holder.APPLICANT,
    }  # fmt: skip


def _applicant_kind(row: Row, id_kind: str) -> str:
    named = row["applicant_kind"]
    if named:
        return KINDS[named]
    organisation = id_kind == IdKind.CREDIT_CODE or len(row["applicant"]) > 4
    return ApplicantKind.ORGANISATION if organisation else ApplicantKind.PERSON


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


def digest_of(row: Row) -> bytes:
    """A keyed fingerprint of everything the row says; its place in the file is no part of it."""
    said = {key: str(value) for key, value in row.items() if key != "row" and value is not None}
    return blind_index(json.dumps(said, sort_keys=True, ensure_ascii=False), field="windows.oldcase.row")
