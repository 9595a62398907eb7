"""What a staff file must agree with itself about, where a person stands on a day, what is still missing from the file.

Source: 002 § ★2, ★4, ★7, § 四(二)1(3)③, 1(5)①⑤; 001 § 2 表 4; 004 § 三.9–12.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from hall_ops.lib.identity_numbers import born_on
from staffing.enums import InsuranceKind, Sex
from staffing.rules.eligibility import Verdict, age_on

SOON = timedelta(days=30)
YOUNGEST, OLDEST = 14, 80
SEX_PLACE = 16


class Standing(StrEnum):
    """Where a person stands on a day."""

    ON_POST = "on_post"
    COMING = "coming"
    LEFT = "left"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a file lacks. Shape: `level` is "bad" for what is missing or over, "warn" for what soon will be."""

    key: str
    text: str
    level: str = "bad"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a staff file holds, as of a day. Shape: `labour_ends` is None for an open contract or none at all."""

    has_id: bool = False
    has_phone: bool = False
    has_photo: bool = False
    has_schooling: bool = False
    has_labour: bool = False
    labour_ends: date | None = None
    has_secrecy: bool = False
    has_badge: bool = False
    badge_lost: bool = False
    insured: Collection[str] = ()
    has_medical: bool = False
    fit: bool = True
    medical_due: date | None = None
    certificate_ends: date | None = None
    unmet: int = 0
    unknown: int = 0
    verdict: Verdict = Verdict.MET


def disagreement(number: str, born: date, sex: str) -> tuple[str, str] | None:
    """Where an ID number, checked already, and the file do not agree. Shape: (field, what to do); None when they do."""
    written = born_on(number)
    if written != born:
        text = _("身份证号里的出生日期是 %(written)s，与填写的 %(born)s 不符。请对照证件改正其中一处。")
        return "born_on", text % {"written": written, "born": born.isoformat()}
    of_number = sex_of(number)
    if of_number != sex:
        text = _("身份证号第 17 位表示性别为%(sex)s，与填写的不符。请对照证件改正其中一处。")
        return "sex", text % {"sex": of_number.label}
    return None


def sex_of(number: str) -> Sex:
    """The sex an ID number states in its 17th digit: odd for men. Source: GB 11643."""
    return Sex.MALE if int(number[SEX_PLACE]) % 2 else Sex.FEMALE


def plausible_birth(born: date, today: date) -> bool:
    """Whether somebody born then can be at work at all."""
    return YOUNGEST <= age_on(born, today) <= OLDEST


def standing_on(day: date, spans: Collection[tuple[date, date | None]]) -> Standing:
    """Where somebody stands. Shape: the first and last days of their engagements that were not voided."""
    if any(first <= day and (last is None or last >= day) for first, last in spans):
        return Standing.ON_POST
    if any(first > day for first, _last in spans):
        return Standing.COMING
    return Standing.LEFT if spans else Standing.NOWHERE


def gaps_of(facts: FileFacts, day: date, *, insurance: bool = True) -> list[Gap]:
    """What a file lacks, the gravest first."""
    found = [gap for gap in _candidates(facts, day) if gap]
    if insurance and (missing := [kind for kind in InsuranceKind if kind not in facts.insured]):
        names = "、".join(str(kind.label) for kind in missing)
        text = _("没有登记社保和公积金") if len(missing) == len(InsuranceKind) else _("没有登记%s") % names
        found.append(Gap("insurance", text))
    return sorted(found, key=lambda gap: gap.level != "bad")


def _candidates(facts: FileFacts, day: date) -> list[Gap | None]:
    return [
        Gap("unmet", _("%d 项任职条件不符合") % facts.unmet) if facts.unmet else None,
        None if facts.has_labour else Gap("labour", _("没有劳动合同")),
        _ending("labour", facts.labour_ends, day, _("劳动合同已到期"), _("劳动合同 %s 到期")),
        None if facts.has_secrecy else Gap("secrecy", _("没有保密协议")),
        Gap("medical", _("体检不合格")) if facts.has_medical and not facts.fit else None,
        None if facts.has_medical else Gap("medical", _("没有体检记录")),
        _ending("medical", facts.medical_due, day, _("体检已到期"), _("体检 %s 到期")),
        _badge(facts),
        None if facts.has_schooling else Gap("schooling", _("没有登记学历")),
        None if facts.has_id else Gap("identity", _("没有身份证号")),
        _ending("certificate", facts.certificate_ends, day, _("证书已过期"), _("证书 %s 到期")),
        Gap("unknown", _("%d 项任职条件待核查") % facts.unknown, "warn") if facts.unknown else None,
        None if facts.has_phone else Gap("phone", _("没有联系电话"), "warn"),
        None if facts.has_photo else Gap("photo", _("没有公示照片"), "warn"),
    ]


def _badge(facts: FileFacts) -> Gap | None:
    if facts.has_badge:
        return None
    return Gap("badge", _("工牌已挂失，没有补发") if facts.badge_lost else _("没有发工牌"), "warn")


def _ending(key: str, last: date | None, day: date, over: str, soon: str) -> Gap | None:
    """A paper is good through its last day."""
    if last is None:
        return None
    if last < day:
        return Gap(key, over)
    return Gap(key, soon % last.isoformat(), "warn") if last <= day + SOON else None


# What a list may be narrowed to, in the order of the gravest first.
GAP_NAMES = (
    "unmet", "unknown", "labour", "secrecy", "medical", "badge", "insurance", "schooling", "certificate", "identity",
    "phone", "photo",
)  # fmt: skip


def years_later(day: date, years: int) -> date:
    """The same day some years on; 29 February becomes 28 February in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
