"""Whether somebody may fill a post: each demand of the contract against what is known of the person.

A demand is met, not met, unknown while the evidence is missing, or not asked of this person at all. Nothing is
guessed: what no paper and no check proves stays unknown, and the judgement says which paper would settle it.
Source: 000 § 四.4①, 001 § 2 表 3, 002 § 三(二)4, § 四(二)1(3)②, 1(4), 003 § 四.1, 004 § 二(一), § 三.3.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from contracts.profile_schema.work import Requirement
from staffing.enums import CheckBasis, SchoolingLevel, Sex, WorkKind

LEVELS = tuple(SchoolingLevel.values)
MONTH_DAYS = 30


class Verdict(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Diploma:
    """One diploma. Shape: `level` is of SchoolingLevel; `has_file` whether its scan is in the file."""

    level: str
    full_time: bool
    has_file: bool = True


@dataclass(frozen=True, slots=True)
class Job:
    """Work elsewhere. Shape: both days included."""

    kind: str
    starts_on: date
    ends_on: date
    has_file: bool = True


@dataclass(frozen=True, slots=True)
class Check:
    """What somebody found who looked: whether the demand is met, on what ground, and whether the paper is filed."""

    meets: bool
    basis: str = CheckBasis.DOCUMENT
    checked_on: date | None = None
    has_file: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a person, or of somebody who applied, when they are judged.

    Shape: `on` is the day of judging; `hired_on` the first day on a post, None before it; `notice_on` the day of the
    recruitment notice they answered; `checks` by the requirement's key; `stated_years` is what an applicant says of
    their experience; `managing` whether the post is one that manages; `limit_included` whether "35 or under" holds 35.
    """

    on: date
    born_on: date | None = None
    sex: str = ""
    hired_on: date | None = None
    notice_on: date | None = None
    diplomas: Sequence[Diploma] = ()
    jobs: Sequence[Job] = ()
    checks: Mapping[str, Check] = field(default_factory=dict)
    fit: bool | None = None
    stated_years: Decimal | None = None
    incumbent: bool = False
    managing: bool = False
    limit_included: bool = True


@dataclass(frozen=True, slots=True)
class Judgement:
    """One demand and what it came to. Shape: `missing` names the evidence still wanted, empty when none is."""

    requirement: Requirement
    verdict: Verdict
    why: str
    missing: str = ""

    @property
    def stops(self) -> bool:
        """Whether this alone keeps the person from the post; a demand "in principle" is the purchaser's to waive."""
        return self.verdict is Verdict.NOT_MET and not self.requirement.in_principle

    def as_json(self) -> dict[str, Any]:
        """How a recruitment step keeps it."""
        return {
            "key": self.requirement.key,
            "summary": self.requirement.summary,
            "clause": self.requirement.clause,
            "verdict": str(self.verdict),
            "why": self.why,
            "missing": self.missing,
            "legal_note": self.requirement.legal_note or "",
        }


Found = tuple[Verdict, str, str]


def judge(requirement: Requirement, facts: Facts) -> Judgement:
    """One demand against one person's facts."""
    if requirement.new_hires_only and facts.incumbent:
        return Judgement(requirement, Verdict.NOT_ASKED, _("只对新聘人员，原服务人员不适用。"))
    check = facts.checks.get(requirement.key)
    if check is not None and not check.meets:
        return Judgement(requirement, Verdict.NOT_MET, _dated(_("核查不符合"), check))
    found = JUDGES[requirement.rule](requirement, facts, check)
    if found[0] is not Verdict.MET and requirement.in_principle and _waived(check):
        found = (Verdict.MET, _("招标文件写“原则上”，采购人认定可以。"), "")
    return Judgement(requirement, *found)


def judge_all(requirements: Iterable[Requirement], facts: Facts) -> list[Judgement]:
    """Every demand in the contract's order; those that do not concern this person are in it as not asked."""
    return [judge(each, facts) for each in requirements]


def asked_of(requirements: Iterable[Requirement], post: str) -> list[Requirement]:
    """The demands on a post's people. Shape: `post` is the post's code."""
    return [each for each in requirements if not each.posts or post in each.posts]


def worst(judgements: Iterable[Judgement]) -> Verdict:
    """What a list shows for a person: not met before unknown before met."""
    seen = {each.verdict for each in judgements}
    for verdict in (Verdict.NOT_MET, Verdict.UNKNOWN):
        if verdict in seen:
            return verdict
    return Verdict.MET


def age_on(born: date, day: date) -> int:
    """Whole years on a day; a birthday on 29 February comes on 1 March of a common year. Units: years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def months_of(jobs: Iterable[Job], until: date) -> int:
    """Months of work before a day; times side by side count once. Units: whole months, 30 odd days make one."""
    months = days = 0
    for first, last in _merged((job.starts_on, min(job.ends_on, until)) for job in jobs):
        after = last + timedelta(days=1)
        whole = (after.year - first.year) * 12 + after.month - first.month
        odd = after.day - first.day
        if odd < 0:
            whole, odd = whole - 1, odd + MONTH_DAYS
        months, days = months + whole, days + max(odd, 0)
    return months + days // MONTH_DAYS


def _merged(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if found and first <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _age(requirement: Requirement, facts: Facts, check: Check | None) -> Found:
    """35 周岁以下 includes 35 (civil code art. 1259: 以上, 以下 include the number itself), unless both sides signed
    otherwise: decision age_limit.
    """
    if facts.born_on is None:
        return Verdict.UNKNOWN, _("没有出生日期。"), _("身份证")
    limit, least = requirement.value or 0, requirement.rule == "age_min"
    day, what = _counted_day(requirement, facts)
    if day is None:
        day = facts.hired_on or facts.on
        age = age_on(facts.born_on, day)
        # The notice came before the hiring: who is young enough later was young enough then.
        if not least and _young(age, limit, facts):
            return Verdict.MET, _("%(day)s满 %(age)d 周岁，公告之日不会更大。") % _aged(day, age), ""
        return (
            Verdict.UNKNOWN,
            _("%(day)s满 %(age)d 周岁，公告之日的年龄还不清楚。") % _aged(day, age),
            _("所应聘的招聘公告及其发布日期"),
        )
    age = age_on(facts.born_on, day)
    good = age >= limit if least else _young(age, limit, facts)
    why = _("%(what)s（%(day)s）满 %(age)d 周岁。") % {"what": what, **_aged(day, age)}
    if not least and age == limit and not facts.limit_included:
        why += _("双方约定不包括 %(age)d 周岁。") % {"age": age}
    return (Verdict.MET if good else Verdict.NOT_MET), why, ""


def _young(age: int, limit: int, facts: Facts) -> bool:
    return age <= limit if facts.limit_included else age < limit


def _counted_day(requirement: Requirement, facts: Facts) -> tuple[date | None, str]:
    if requirement.counted_on == "notice_date":
        return facts.notice_on, _("招聘公告发布之日")
    if facts.hired_on:
        return facts.hired_on, _("到岗之日")
    return facts.on, _("核对之日")


def _aged(day: date, age: int) -> dict[str, object]:
    return {"day": day.isoformat(), "age": age}


def _schooling(requirement: Requirement, facts: Facts, check: Check | None) -> Found:
    if not facts.diplomas:
        return Verdict.UNKNOWN, _("没有登记学历。"), _("毕业证书")
    wanted = LEVELS.index(str(requirement.level))
    counting = [each for each in facts.diplomas if each.full_time or not requirement.full_time]
    good = [each for each in counting if LEVELS.index(each.level) >= wanted]
    if good:
        best = max(good, key=lambda each: (each.has_file, LEVELS.index(each.level)))
        return Verdict.MET, _named(best), "" if best.has_file else _("毕业证书扫描件")
    best = max(facts.diplomas, key=lambda each: LEVELS.index(each.level))
    why = _("最高学历是%(level)s，达不到要求。")
    if LEVELS.index(best.level) >= wanted:
        why = _("%(level)s不是全日制，要求全日制。")
    return Verdict.NOT_MET, why % {"level": SchoolingLevel(best.level).label}, ""


def _named(diploma: Diploma) -> str:
    label = str(SchoolingLevel(diploma.level).label)
    return _("全日制%(level)s。") % {"level": label} if diploma.full_time else f"{label}。"


def _experience_years(requirement: Requirement, facts: Facts, check: Check | None) -> Found:
    """Only management of such services counts. Source: 002 § 四(二)1(3)②."""
    wanted = (requirement.value or 0) * 12
    counting = [job for job in facts.jobs if job.kind == WorkKind.MANAGEMENT]
    return _enough(counting, facts, wanted, check)


def _experience(requirement: Requirement, facts: Facts, check: Check | None) -> Found:
    """Any such work; a demand on managing posts only asks for work that managed. Source: 004 § 三.3, § 二(一) 岗 1."""
    kinds = {WorkKind.MANAGEMENT, WorkKind.SERVICE}
    if requirement.posts and facts.managing:
        kinds = {WorkKind.MANAGEMENT}
    return _enough([job for job in facts.jobs if job.kind in kinds], facts, 1, check)


def _enough(jobs: Sequence[Job], facts: Facts, wanted: int, check: Check | None) -> Found:
    """Months of work against the months wanted, the proof considered."""
    until = (facts.hired_on or facts.on) - timedelta(days=1)
    months = months_of(jobs, until)
    if months >= wanted:
        proof = "" if check or all(job.has_file for job in jobs) else _("工作经历的证明")
        return Verdict.MET, _("相关工作 %(years)d 年 %(months)d 个月。") % _years(months), proof
    if check is not None:
        return Verdict.MET, _dated(_("核查符合"), check), _proof(check)
    if not facts.jobs and facts.stated_years is not None and facts.stated_years * 12 >= wanted:
        return (
            Verdict.MET,
            _("本人填报相关工作 %(years)s 年。") % {"years": facts.stated_years},
            _("工作经历的证明"),
        )
    if not facts.jobs and facts.stated_years is None:
        return Verdict.UNKNOWN, _("没有登记工作经历。"), _("工作经历及其证明")
    if not facts.jobs:
        return Verdict.NOT_MET, _("本人填报相关工作 %(years)s 年。") % {"years": facts.stated_years}, ""
    return Verdict.NOT_MET, _("登记的相关工作共 %(years)d 年 %(months)d 个月。") % _years(months), ""


def _years(months: int) -> dict[str, int]:
    return {"years": months // 12, "months": months % 12}


def _looked_at(requirement: Requirement, facts: Facts, check: Check | None) -> Found:
    """What no date or degree can prove: somebody has to look."""
    if check is None:
        return Verdict.UNKNOWN, _("还没有核查。"), WANTED[requirement.rule]()
    return Verdict.MET, _dated(_("核查符合"), check), _proof(check)


def _healthy(requirement: Requirement, facts: Facts, check: Check | None) -> Found:
    """Of the last medical nothing but fit or not; an unfit one stands until a new one. Source: 002 § 四(二)1(4)③."""
    if facts.fit is False:
        return Verdict.NOT_MET, _("最近一次体检不合格。"), ""
    if check is None and facts.fit:
        return Verdict.MET, _("最近一次体检合格。"), ""
    return _looked_at(requirement, facts, check)


def _exclusion(requirement: Requirement, facts: Facts, check: Check | None) -> Found:
    """A declaration the person signed; another ground leaves the declaration wanted. Source: 002 § 四(二)1(4)⑨."""
    verdict, why, missing = _looked_at(requirement, facts, check)
    if check is not None and check.basis != CheckBasis.DECLARATION:
        missing = WANTED["exclusion"]()
    return verdict, why, missing


def _height(requirement: Requirement, facts: Facts, check: Check | None) -> Found:
    """Of a height nothing is kept but whether it meets the demand."""
    meant = Sex.MALE if requirement.rule == "height_min_male_cm" else Sex.FEMALE
    if facts.sex and facts.sex != meant:
        return Verdict.NOT_ASKED, _("只对%(sex)s性。") % {"sex": meant.label}, ""
    return _looked_at(requirement, facts, check)


def _dated(text: str, check: Check) -> str:
    basis = str(CheckBasis(check.basis).label)
    day = f"，{check.checked_on.isoformat()}" if check.checked_on else ""
    return f"{text}（{basis}{day}）。"


def _proof(check: Check) -> str:
    """A measurement leaves no paper, and none is wanted; a declaration or a document does."""
    wants = check.basis in {CheckBasis.DECLARATION, CheckBasis.DOCUMENT}
    return _("声明或证明的扫描件") if wants and not check.has_file else ""


def _waived(check: Check | None) -> bool:
    return check is not None and check.meets and check.basis == CheckBasis.PURCHASER


# Read when asked, so that the language of the reader is used.
WANTED = {
    "resident": lambda: _("户口簿、居住证或常住证明"),
    "healthy": lambda: _("体检是否合格的结论"),
    "clean_record": lambda: _("“已核查、无此情形”的核查记录"),
    "exclusion": lambda: _("本人签署的声明"),
    "height_min_male_cm": lambda: _("现场查验，只记是否符合"),
    "height_min_female_cm": lambda: _("现场查验，只记是否符合"),
}
JUDGES = {
    "age_min": _age,
    "age_max": _age,
    "schooling": _schooling,
    "experience_years": _experience_years,
    "experience": _experience,
    "resident": _looked_at,
    "clean_record": _looked_at,
    "healthy": _healthy,
    "exclusion": _exclusion,
    "height_min_male_cm": _height,
    "height_min_female_cm": _height,
}
