"""Who applies: what a person or an organisation must tell, and numbers that can be right.

Source: 002 § 四(一)(1)(8); security.md D1 (only what the case needs); GB 11643, GB 32100.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from hall_ops.lib.identity_numbers import (
    CREDIT_LENGTH,
    NumberRefused,
    check_identity,
    check_other,
    check_phone,
    check_resident_number,
    typed,
)
from windows.enums import ApplicantKind, Delivery, IdKind
from windows.rules.intake import Problem

ID_KINDS: Final = {
    ApplicantKind.PERSON: (IdKind.RESIDENT, IdKind.PERMIT, IdKind.PASSPORT, IdKind.OTHER),
    ApplicantKind.ORGANISATION: (IdKind.CREDIT_CODE, IdKind.OTHER),
}
# What a clerk types where an applicant has no telephone, in either language: said, not forgotten.
NO_PHONE: Final = ("无", "没有", "none", "no")


@dataclass(frozen=True, slots=True)
class Applicant:
    """The applicant as typed. Shape: `phone` "无" where there is none."""

    kind: str
    name: str
    id_kind: str
    id_number: str
    phone: str
    address: str = ""
    contact_name: str = ""
    agent_name: str = ""
    agent_id: str = ""


def kept(applicant: Applicant, today: date) -> Applicant:
    """The applicant in the form that is kept: numbers narrow and in capitals, no telephone as an empty one.

    Raises: NumberRefused. Check with `applicant_problems` first, which names the field.
    """
    return Applicant(
        kind=applicant.kind,
        name=applicant.name.strip(),
        id_kind=applicant.id_kind,
        id_number=check_identity(applicant.id_kind, applicant.id_number, today=today),
        phone="" if _says_none(applicant.phone) else check_phone(applicant.phone),
        address=applicant.address.strip(),
        contact_name=applicant.contact_name.strip(),
        agent_name=applicant.agent_name.strip(),
        agent_id=typed(applicant.agent_id),
    )


def applicant_problems(applicant: Applicant, *, delivery: str, sms: bool, today: date) -> list[Problem]:
    """Everything that is wrong with an applicant, each with its field and what to do."""
    found = _identity_problems(applicant, today)
    if len(applicant.name.strip()) < 2:
        found.append(Problem("applicant_name", _("没有填申请人。请填姓名或单位全称，至少两个字。")))
    found += _phone_problems(applicant, delivery=delivery, sms=sms)
    if delivery == Delivery.POST and not applicant.address.strip():
        found.append(Problem("address", _("选了邮寄送达，没有填地址。请填收件地址，或改为窗口自取。")))
    return found + _agent_problems(applicant, today)


def _identity_problems(applicant: Applicant, today: date) -> list[Problem]:
    allowed = ID_KINDS.get(ApplicantKind(applicant.kind), ())
    if applicant.id_kind not in allowed:
        text = _("%(kind)s不能用“%(document)s”。请改选证件类型，或改申请人类型。")
        said = {"kind": ApplicantKind(applicant.kind).label, "document": IdKind(applicant.id_kind).label}
        return [Problem("id_kind", text % said)]
    if not applicant.id_number.strip():
        return [Problem("id_number", _("没有填证件号码。请刷卡读入，或对照证件输入。"))]
    try:
        check_identity(applicant.id_kind, applicant.id_number, today=today)
    except NumberRefused as refused:
        return [Problem("id_number", str(refused))]
    return []


def _phone_problems(applicant: Applicant, *, delivery: str, sms: bool) -> list[Problem]:
    if not applicant.phone.strip():
        return [Problem("phone", _("没有填电话。请填 11 位手机号；申请人没有电话时填“无”。"))]
    if _says_none(applicant.phone):
        found = []
        if sms:
            found.append(Problem("sms", _("申请人没有电话，不能发短信。请取消“短信通知”。")))
        if delivery == Delivery.POST:
            found.append(Problem("phone", _("邮寄须留收件人电话。请填电话，或改为窗口自取。")))
        return found
    try:
        number = check_phone(applicant.phone)
    except NumberRefused as refused:
        return [Problem("phone", str(refused))]
    if sms and not is_mobile(number):
        return [
            Problem("sms", _("只有手机能收短信，现在填的是座机或境外号码。请改填手机，或取消“短信通知”。"))
        ]
    return []


def _agent_problems(applicant: Applicant, today: date) -> list[Problem]:
    name, number = applicant.agent_name.strip(), applicant.agent_id.strip()
    if bool(name) != bool(number):
        field, lacking = ("agent_id", _("证件号码")) if name else ("agent_name", _("姓名"))
        text = _("代理人只填了一半，没有填%(lacking)s。请补填，或两项都清空。")
        return [Problem(field, text % {"lacking": lacking})]
    if not number:
        return []
    try:
        check = check_resident_number if len(typed(number)) in (15, CREDIT_LENGTH) else check_other
        check(number, today=today) if check is check_resident_number else check(number)
    except NumberRefused as refused:
        return [Problem("agent_id", _("代理人：%(why)s") % {"why": refused})]
    if typed(number) == typed(applicant.id_number):
        return [Problem("agent_id", _("代理人与申请人是同一个证件号。本人办理请清空代理人。"))]
    return []


def is_mobile(number: str) -> bool:
    """A mainland mobile in the form it is kept."""
    return len(number) == 11 and number.isascii() and number.isdigit() and number.startswith("1")


def _says_none(text: str) -> bool:
    return text.strip().casefold() in NO_PHONE
