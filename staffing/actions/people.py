"""Staff files: opened and corrected.

Source: security.md D1–D4; 002 § 四(二)1(3)–(5); 004 § 三.11 (those taken over keep their pay).
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.identity_numbers import NumberRefused, check_phone, check_resident_number
from hall_ops.lib.permissions import Permission
from hall_ops.lib.sealing import blind_index, label_of, open_column, sealed_pair
from hall_ops.lib.text_hygiene import clean_text
from records.actions import record_event, store_file
from staffing.actions.wording import needed
from staffing.enums import Sex
from staffing.models import Person
from staffing.rules.people import disagreement, plausible_birth

FORMER = ("former_pay_yuan", "former_basic_yuan", "former_allowance_yuan")
PLAIN = ("number", "name", "sex", "born_on", "incumbent", *FORMER, "user_id")


class PersonRefused(DomainError):
    """A staff file that cannot be kept like this. Shape: `field` names the entry's field at fault, "" for the whole."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A staff file as somebody fills it in. Shape: an empty ID number, telephone or address leaves what is kept."""

    number: str
    name: str
    sex: str
    born_on: date
    id_number: str = ""
    phone: str = ""
    address: str = ""
    incumbent: bool = False
    former_pay_yuan: Decimal | None = None
    former_basic_yuan: Decimal | None = None
    former_allowance_yuan: Decimal | None = None
    user: User | None = None


@transaction.atomic
def create_person(
    *, by: Any, at: datetime, contract: Contract, entry: PersonEntry, photo: tuple[str, bytes] | None = None
) -> Person:
    """Open a staff file. Raises: PersonRefused, UploadRefused."""
    _may(by, contract)
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    uid = uuid.uuid4()
    values = _checked(entry, contract, timezone.localdate(at), None)
    person = Person.objects.create(
        contract=contract, uid=uid, recorded_at=at, recorded_by=by, photo=_photo(by, at, contract, photo),
        **values, **_sealed(entry, uid),
    )  # fmt: skip
    record_event("staff.create", by=by, obj=person, contract=contract, after={"number": person.number})
    return person


@transaction.atomic
def edit_person(
    *,
    by: Any,
    at: datetime,
    person: Person,
    entry: PersonEntry,
    photo: tuple[str, bytes] | None = None,
    touch: frozenset[str] = frozenset(PLAIN),
) -> bool:
    """Correct a staff file; `touch` names the plain fields the entry speaks of. Shape: whether anything changed.

    Raises: PersonRefused, UploadRefused.
    """
    locked = Person.objects.select_for_update(of=("self",)).select_related("contract").get(pk=person.pk)
    _may(by, locked.contract)
    if locked.erased_at:
        raise PersonRefused(_("这份档案的保存期已满，个人信息已清除，不能再修改。"))
    checked = _checked(entry, locked.contract, timezone.localdate(at), locked)
    values = {name: value for name, value in checked.items() if name in touch}
    before = {name: getattr(locked, name) for name in values}
    changed = {name: value for name, value in values.items() if value != before[name]}
    sealed = _sealed(entry, locked.uid, locked)
    stored = _photo(by, at, locked.contract, photo)
    if not changed and not sealed and stored is None:
        return False
    written: dict[str, Any] = {**changed, **sealed} | ({"photo": stored} if stored else {})
    Person.objects.filter(pk=locked.pk).update(**written)
    for name, value in written.items():
        setattr(person, name, value)
    # The names of what is sealed, never its text.
    told = sorted({name.removesuffix("_sealed") for name in sealed if name.endswith("_sealed")})
    after = changed | ({"fields": told} if told else {}) | ({"photo": stored.pk} if stored else {})
    record_event(
        "staff.edit", by=by, obj=locked, contract=locked.contract,
        before={name: before[name] for name in changed}, after=after,
    )  # fmt: skip
    return True


def _may(by: Any, contract: Contract) -> None:
    if not holds(by, Permission.STAFF_EDIT, contract):
        raise PersonRefused(_("您的身份不能修改员工档案。"))


def _checked(entry: PersonEntry, contract: Contract, today: date, own: Person | None) -> dict[str, Any]:
    """The plain columns, and the whole entry judged. Raises: PersonRefused with the field at fault."""
    number = _needed("number", entry.number, _("请填写工号。"), 20)
    others = Person.objects.filter(contract=contract)
    others = others.exclude(pk=own.pk) if own else others
    if taken := others.filter(number=number).first():
        raise PersonRefused(
            _("工号 %(number)s 已经是%(name)s的。") % {"number": number, "name": taken.name}, "number"
        )
    if entry.sex not in Sex.values:
        raise PersonRefused(_("性别请选“男”或“女”。"), "sex")
    if not plausible_birth(entry.born_on, today):
        raise PersonRefused(_("出生日期 %s 不合理，请对照证件核对。") % entry.born_on.isoformat(), "born_on")
    _check_numbers(entry, today, others, own)
    former = {name: getattr(entry, name) for name in FORMER}
    _check_former(former)
    _check_user(entry, contract, others)
    return {
        "number": number, "name": _needed("name", entry.name, _("请填写姓名。"), 60), "sex": entry.sex,
        "born_on": entry.born_on, "incumbent": entry.incumbent, "user_id": entry.user.pk if entry.user else None,
        **former,
    }  # fmt: skip


def _check_former(former: dict[str, Decimal | None]) -> None:
    """The parts of former pay are no more than the whole, where that is known."""
    for name, amount in former.items():
        if amount is not None and amount < 0:
            raise PersonRefused(_("原月薪酬、原基本工资和原补贴不能是负数。"), name)
    whole = former["former_pay_yuan"]
    parts = [amount for name, amount in former.items() if name != "former_pay_yuan" and amount is not None]
    if whole is not None and sum(parts, Decimal(0)) > whole:
        raise PersonRefused(_("原基本工资和原补贴之和超过了原月薪酬，请核对。"), "former_basic_yuan")


def _needed(field: str, text: str, message: str, most: int) -> str:
    try:
        return needed(text, message, PersonRefused, most)
    except PersonRefused as refused:
        raise PersonRefused(str(refused), field) from None


def _check_numbers(entry: PersonEntry, today: date, others: Any, own: Person | None) -> None:
    """The ID number by its check digit, against birth date and sex, and nobody else's; the telephone by its form."""
    kept = open_column(own, "id") if own and not entry.id_number.strip() else ""
    try:
        number = kept or (
            check_resident_number(entry.id_number, today=today) if entry.id_number.strip() else ""
        )
    except NumberRefused as refused:
        raise PersonRefused(str(refused), "id_number") from None
    if number:
        if wrong := disagreement(number, entry.born_on, entry.sex):
            raise PersonRefused(wrong[1], wrong[0])
        index = blind_index(number, field=label_of(Person, "id"))
        if taken := others.filter(id_index=index).first():
            text = _("这个身份证号已登记为工号 %(number)s。") % {"number": taken.number}
            raise PersonRefused(text, "id_number")
    if entry.phone.strip():
        try:
            check_phone(entry.phone)
        except NumberRefused as refused:
            raise PersonRefused(str(refused), "phone") from None


def _check_user(entry: PersonEntry, contract: Contract, others: Any) -> None:
    if entry.user is None:
        return
    if not contract.memberships.in_force().filter(user=entry.user).exists():
        raise PersonRefused(_("这个账号不是本合同的成员。"), "user")
    if taken := others.filter(user=entry.user).first():
        raise PersonRefused(_("这个账号已对应工号 %(number)s。") % {"number": taken.number}, "user")


def _sealed(entry: PersonEntry, uid: uuid.UUID, own: Person | None = None) -> dict[str, Any]:
    """The sealed columns that the entry fills or changes; what it leaves empty stays."""
    texts = {
        "id": check_resident_number(entry.id_number) if entry.id_number.strip() else "",
        "phone": check_phone(entry.phone) if entry.phone.strip() else "",
        "address": clean_text(entry.address).strip(),
    }
    found: dict[str, Any] = {}
    for name, text in texts.items():
        if not text or (own is not None and open_column(own, name) == text):
            continue
        blob, index = sealed_pair(text, label=label_of(Person, name), uid=uid)
        found[f"{name}_sealed"] = blob
        if name != "address":
            found[f"{name}_index"] = index
    return found


def _photo(by: Any, at: datetime, contract: Contract, photo: tuple[str, bytes] | None) -> Any:
    if photo is None:
        return None
    stored = store_file(by=by, at=at, contract=contract, name=photo[0], data=photo[1])
    if stored.kind == "pdf":
        raise PersonRefused(_("照片请用 JPG 或 PNG，不能是 PDF。"), "photo")
    return stored
