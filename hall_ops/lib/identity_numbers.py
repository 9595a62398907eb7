"""Numbers people are known by, checked by their own check digits; a refusal says which place and what to do.

Source: GB 11643 and GB 32100 (check digits); python-stdnum knows both, a dependency for thirty lines was not taken.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hall_ops.lib.errors import DomainError

_PROVINCES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65"
PROVINCES = frozenset(_PROVINCES.split())
# Holders of residence permits from Taiwan, Hong Kong and Macao, and the codes of those places themselves.
PERMIT_REGIONS = frozenset({"71", "81", "82", "83"})
RESIDENT_LENGTH = CREDIT_LENGTH = 18
RESIDENT_WEIGHTS = tuple(2**power % 11 for power in range(17, 0, -1))
RESIDENT_CHECKS = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = tuple(3**power % 31 for power in range(17))
EARLIEST_BIRTH = date(1880, 1, 1)
RESIDENT = re.compile(r"\d{17}[\dX]", re.ASCII)
MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))-?([2-8]\d{6,7})(?:[-转](\d{1,6}))?", re.ASCII)
SERVICE_LINE = re.compile(r"[48]00-?(\d{3})-?(\d{4})", re.ASCII)
ABROAD = re.compile(r"\+\d{1,3}[- ]?\d{5,13}", re.ASCII)
PASSPORT = re.compile(r"[A-Z0-9]{5,17}", re.ASCII)
PERMIT = re.compile(r"[HM]\d{8}(?:\d{2})?|\d{8}(?:\d{2})?", re.ASCII)
OTHER = re.compile(r"[\w()（）\[\]〔〕./·-]{2,40}")


class NumberRefused(DomainError):
    """A number that cannot be right."""


def typed(text: str) -> str:
    """What somebody typed, narrow, in capitals, without blanks and invisible marks."""
    if text.isascii() and text.isalnum():
        return text.upper()
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(mark for mark in plain if not mark.isspace() and unicodedata.category(mark) != "Cf")


def check_resident_number(text: str, *, today: date | None = None) -> str:
    """A resident's ID number, residence permits of 81, 82 and 83 and foreigners' permanent residence (9…) included.

    Shape: 18 characters, the last may be X. Raises: NumberRefused.
    """
    number = typed(text)
    if len(number) == 15 and number.isdigit():
        raise NumberRefused(_("这是 15 位的旧身份证号，已停止使用。请填现在证件上的 18 位号码。"))
    _length(number, RESIDENT_LENGTH, gettext_noop("身份证号"))
    if not RESIDENT.fullmatch(number):
        place, mark = next(
            (place, mark) for place, mark in enumerate(number, start=1) if mark not in "0123456789"
        )
        raise NumberRefused(
            _("身份证号第 %(place)d 位“%(mark)s”不是数字（只有最后一位可以是 X）。请对照证件改正。")
            % {"place": place, "mark": mark}
        )
    foreign = number[0] == "9"
    region = number[1:3] if foreign else number[:2]
    if region not in PROVINCES and (foreign or region not in PERMIT_REGIONS):
        raise NumberRefused(
            _("身份证号开头的“%(region)s”不是已有的地区代码。请对照证件核对前 6 位。")
            % {"region": number[:2]}
        )
    born = _born(number)
    if born is None or born < EARLIEST_BIRTH or (today is not None and born > today):
        raise NumberRefused(
            _("身份证号第 7 至 14 位“%(date)s”不是可能的出生日期。请对照证件改正。") % {"date": number[6:14]}
        )
    if resident_check(number[:17]) != number[17]:
        raise NumberRefused(_("身份证号的校验码不对：有一位抄错，或相邻两位抄反。请对照证件逐位核对。"))
    return number


def resident_check(body: str) -> str:
    """The 18th character of 17 digits. Source: GB 11643 (ISO 7064 MOD 11-2)."""
    total = sum([weight * int(digit) for weight, digit in zip(RESIDENT_WEIGHTS, body, strict=True)])
    return RESIDENT_CHECKS[total % 11]


def born_on(number: str) -> date | None:
    """The birthday in a resident's number that was checked; None for any other number."""
    return _born(number) if len(number) == RESIDENT_LENGTH and number[:17].isdigit() else None


def _born(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def check_credit_code(text: str) -> str:
    """A unified social credit code. Shape: 18 characters. Raises: NumberRefused. Source: GB 32100-2015."""
    code = typed(text)
    _length(code, CREDIT_LENGTH, gettext_noop("统一社会信用代码"))
    for place, mark in enumerate(code, start=1):
        if mark not in CREDIT_ALPHABET:
            raise NumberRefused(
                _("统一社会信用代码第 %(place)d 位“%(mark)s”不能用：只有数字和大写字母，没有 I、O、S、V、Z。")
                % {"place": place, "mark": mark}
            )
    if not code[2:8].isdigit():
        raise NumberRefused(_("统一社会信用代码第 3 至 8 位应为 6 位数字的行政区划码。请对照营业执照改正。"))
    if credit_check(code[:17]) != code[17]:
        raise NumberRefused(
            _("统一社会信用代码的校验码不对：有一位抄错，或相邻两位抄反。请对照营业执照逐位核对。")
        )
    return code


def credit_check(body: str) -> str:
    """The 18th character of 17."""
    total = sum(
        weight * CREDIT_ALPHABET.index(mark) for weight, mark in zip(CREDIT_WEIGHTS, body, strict=True)
    )
    return CREDIT_ALPHABET[-total % 31]


def check_permit(text: str, *, today: date | None = None) -> str:
    """A permit of people from Hong Kong, Macao or Taiwan: of residence (18), or to travel (8, 9, 10 or 11).

    Raises: NumberRefused.
    """
    number = typed(text)
    if len(number) == RESIDENT_LENGTH:
        return check_resident_number(number, today=today)
    if not PERMIT.fullmatch(number):
        raise NumberRefused(
            _(
                "港澳台证件号应为 18 位居住证号、H 或 M 加 8 位数字的通行证号，或 8 位数字的台胞证号。请对照证件改正。"
            )
        )
    return number


def check_passport(text: str) -> str:
    """A passport of any country. Raises: NumberRefused."""
    number = typed(text)
    if not PASSPORT.fullmatch(number) or not any(mark.isdigit() for mark in number):
        raise NumberRefused(_("护照号为 5 至 17 位字母和数字，不含空格和符号。请对照护照改正。"))
    return number


def check_other(text: str) -> str:
    """Any other document. Raises: NumberRefused."""
    number = typed(text)
    if not OTHER.fullmatch(number):
        raise NumberRefused(_("证件号码为 2 至 40 个字母、数字或汉字。请对照证件改正。"))
    return number


CHECKS: dict[str, Callable[..., str]] = {
    "resident": check_resident_number,
    "permit": check_permit,
    "credit_code": check_credit_code,
    "passport": check_passport,
    "other": check_other,
}
DATED = ("resident", "permit")


def check_identity(kind: str, text: str, *, today: date | None = None) -> str:
    """The number of a document of this kind, in the form it is kept. Raises: NumberRefused; KeyError for a kind."""
    check = CHECKS[kind]
    return check(text, today=today) if kind in DATED else check(text)


def check_phone(text: str) -> str:
    """A telephone in the form it is kept: 13812345678, 0898-66778899-12, 400-123-4567, +852 12345678.

    Raises: NumberRefused.
    """
    if MOBILE.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFKC", text).strip()
    number = re.sub(r"[\s()—–‐_]", "", plain)
    if ABROAD.fullmatch(plain) and not number.startswith("+86"):
        return plain
    number = number.removeprefix("+86").removeprefix("0086").lstrip("-")
    digits = number.replace("-", "")
    if MOBILE.fullmatch(digits):
        return digits
    if found := LANDLINE.fullmatch(number):
        return "-".join(part for part in found.groups() if part)
    if found := SERVICE_LINE.fullmatch(number):
        return f"{digits[:3]}-{found[1]}-{found[2]}"
    if re.fullmatch(r"1\d{8,9}|1\d{11,12}", digits, re.ASCII):
        raise NumberRefused(
            _("手机号应为 11 位，现在是 %(length)d 位。请核对后重填。") % {"length": len(digits)}
        )
    raise NumberRefused(
        _(
            "“%(text)s”不是电话号码。手机填 11 位，以 13 至 19 开头；座机带区号，如 0898-66778899；境外号码以 + 开头。"
        )
        % {"text": plain[:30]}
    )


def _length(number: str, length: int, name: str) -> None:
    if len(number) == length:
        return
    text = (
        _("%(name)s应为 %(length)d 位，现在是 %(now)d 位，少 %(gap)d 位。请对照证件补全。")
        if len(number) < length
        else _("%(name)s应为 %(length)d 位，现在是 %(now)d 位，多 %(gap)d 位。请对照证件删去多余的。")
    )
    values = {"name": _(name), "length": length, "now": len(number), "gap": abs(length - len(number))}
    raise NumberRefused(text % values)
