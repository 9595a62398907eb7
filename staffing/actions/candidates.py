"""Applications: written down once a person and need, corrected with a reason, sealed from the first moment.

Source: 002 § 四(二)1(2) (招聘人员登记), 1(4)⑧ (preferences); 004 § 三.11(3) (former staff and their pay).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.identity_numbers import NumberRefused, born_on, check_phone, check_resident_number
from hall_ops.lib.masks import scrub
from hall_ops.lib.permissions import Permission
from hall_ops.lib.sealing import blind_index, label_of, open_column, sealed_pair
from records.actions import record_event
from staffing.actions.recruitment import lock_need, must_be_open
from staffing.actions.wording import needed, optional
from staffing.enums import CandidateState, Sex, Stage, StepResult
from staffing.models import Candidate, CandidateStep, Need, Notice
from staffing.queries.eligibility import judged_candidate
from staffing.queries.recruitment import pay_clause
from staffing.rules.recruitment import pay_too_low

MOST_YEARS = Decimal(60)
MOST_PAY = Decimal(1_000_000)
CORRECTED = (
    "notice_id", "name", "born_on", "sex", "schooling", "full_time", "school", "major", "experience_years",
    "experience_note", "preferences", "incumbent", "former_pay_yuan", "offered_pay_yuan",
)  # fmt: skip


class CandidateRefused(DomainError):
    """An application that cannot be entered or corrected like this. Shape: `field` is the form's."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Application:
    """What somebody who applies says. Shape: a correction leaves `id_number` and `phone` empty to keep them.

    Units: pay a month. Birthday and sex are read from the ID number.
    """

    name: str
    id_number: str
    phone: str
    schooling: str
    full_time: bool = True
    school: str = ""
    major: str = ""
    experience_years: Decimal = Decimal(0)
    experience_note: str = ""
    preferences: Sequence[str] = field(default=())
    incumbent: bool = False
    former_pay_yuan: Decimal | None = None
    offered_pay_yuan: Decimal | None = None
    notice: Notice | None = None


@transaction.atomic
def apply_for(*, by: Any, at: datetime, need: Need, data: Application) -> Candidate:
    """Register an application; the same person applies once to a need. Raises: CandidateRefused, NeedRefused."""
    locked = lock_need(need)
    _may(by, locked.contract)
    must_be_open(locked)
    uid, day = uuid.uuid4(), timezone.localdate(at)
    values = _values(locked, data, day) | _sealed(uid, data, day)
    if not data.id_number.strip():
        raise CandidateRefused(_("请填写身份证号。"), "id_number")
    _once(locked, values["id_index"])
    candidate = Candidate.objects.create(
        uid=uid, contract=locked.contract, need=locked, stage=Stage.SCREENING, stage_since=at, recorded_at=at,
        recorded_by=by, **values,
    )  # fmt: skip
    CandidateStep.objects.create(
        candidate=candidate, stage=Stage.APPLIED, result=StepResult.PASSED, held_on=day,
        eligibility=[each.as_json() for each in judged_candidate(candidate, day)], at=at, by=by,
    )  # fmt: skip
    after = {"need": locked.number, "incumbent": candidate.incumbent}
    record_event("candidate.apply", by=by, obj=candidate, contract=locked.contract, after=after)
    return candidate


@transaction.atomic
def amend(*, by: Any, at: datetime, candidate: Candidate, data: Application, reason: str) -> Candidate:
    """Correct an application while its person waits; the audit keeps what it said before.

    Raises: CandidateRefused.
    """
    locked = lock_candidate(candidate)
    _may(by, locked.contract)
    if locked.state != CandidateState.ACTIVE:
        raise CandidateRefused(
            _("%(name)s的招聘流程已经结束（%(state)s），不能再改登记的内容。")
            % {"name": locked.name, "state": locked.get_state_display()}
        )
    reason = needed(reason, _("请写明为什么更正。"), CandidateRefused)
    day = timezone.localdate(at)
    values = _values(locked.need, data, day) | _sealed(locked.uid, data, day)
    if "id_index" in values:
        _once(locked.need, values["id_index"], besides=locked)
    before = {name: getattr(locked, name) for name in CORRECTED}
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*values])
    changed = {name for name in CORRECTED if before[name] != getattr(locked, name)}
    covered = {"name", "born_on", "experience_note", "school"}  # the audit keeps no personal data in clear
    told = changed - covered
    record_event(
        "candidate.amend", by=by, obj=locked, contract=locked.contract,
        before={name: before[name] for name in sorted(told)},
        after={name: getattr(locked, name) for name in sorted(told)}
        | {"fields": sorted(changed | ({"id_number"} if "id_index" in values else set())), "reason": reason},
    )  # fmt: skip
    return locked


def restate(*, by: Any, at: datetime, candidate: Candidate, data: Application, reason: str) -> bool:
    """Correct an application by a file that tells it again, where it tells anything else; whether it did.

    Shape: `data` without an ID number: by it the application was found. Raises: CandidateRefused.
    """
    values = _values(candidate.need, data, timezone.localdate(at))
    phone = data.phone.strip()
    if phone and open_column(candidate, "phone") == _phone(phone):
        data, phone = replace(data, phone=""), ""
    if not phone and all(getattr(candidate, name) == value for name, value in values.items()):
        return False
    amend(by=by, at=at, candidate=candidate, data=data, reason=reason)
    return True


@transaction.atomic
def correct_notice(
    *, by: Any, at: datetime, candidate: Candidate, notice: Notice | None, reason: str
) -> Candidate:
    """Set right which notice somebody answered, after they were hired as well: their age hangs on its day.

    Raises: CandidateRefused.
    """
    locked = lock_candidate(candidate)
    _may(by, locked.contract)
    _own_notice(locked.need, notice)
    if locked.notice == notice:
        raise CandidateRefused(_("所应聘的公告没有变化。"), "notice")
    reason = needed(reason, _("请写明为什么更正。"), CandidateRefused)
    before = {"notice": locked.notice and locked.notice.published_on}
    locked.notice = notice
    locked.save(update_fields=["notice"])
    after = {"notice": notice and notice.published_on, "reason": reason}
    record_event("candidate.notice", by=by, obj=locked, contract=locked.contract, before=before, after=after)
    return locked


def lock_candidate(candidate: Candidate) -> Candidate:
    """The row, locked, with all that judging it reads."""
    found: Candidate = (
        Candidate.objects.select_for_update(of=("self",))
        .select_related("contract", "need__post", "notice")
        .get(pk=candidate.pk)
    )
    return found


def check_offer(contract: Contract, incumbent: bool, former: Decimal | None, offered: Decimal | None) -> None:
    """Raises: CandidateRefused with the clause where an offer is below former pay. Source: 004 § 三.11(3)."""
    clause = pay_clause(contract)
    if clause and pay_too_low(incumbent, former, offered):
        raise CandidateRefused(
            _(
                "拟定月薪酬 %(offered)s 元低于原月薪酬 %(former)s 元。%(clause)s：原服务人员的待遇不低于原合同。"
            )
            % {"offered": offered, "former": former, "clause": clause},
            "offered_pay_yuan",
        )


def _values(need: Need, data: Application, day: date) -> dict[str, Any]:
    """The columns that are no sealed ones. Raises: CandidateRefused."""
    contract = need.contract
    _own_notice(need, data.notice)
    if not 0 <= data.experience_years <= MOST_YEARS:
        raise CandidateRefused(_("相关工作年限应在 0 至 60 之间。"), "experience_years")
    known = contract.profile.get("preferences", [])
    if strange := [each for each in data.preferences if each not in known]:
        raise CandidateRefused(_("合同没有“%(text)s”这项优先条件。") % {"text": strange[0]}, "preferences")
    former = data.former_pay_yuan if data.incumbent else None
    for name, pay in (("former_pay_yuan", former), ("offered_pay_yuan", data.offered_pay_yuan)):
        if pay is not None and not 0 < pay <= MOST_PAY:
            raise CandidateRefused(_("月薪酬应大于 0。请填写每月的元数。"), name)
    check_offer(contract, data.incumbent, former, data.offered_pay_yuan)
    return {
        "notice": data.notice,
        "name": needed(data.name, _("请填写姓名。"), CandidateRefused, 60),
        "schooling": data.schooling,
        "full_time": data.full_time,
        "school": optional(data.school, 80),
        "major": optional(data.major, 80),
        "experience_years": data.experience_years,
        "experience_note": scrub(optional(data.experience_note, 300)),
        "preferences": [each for each in known if each in data.preferences],
        "incumbent": data.incumbent,
        "former_pay_yuan": former,
        "offered_pay_yuan": data.offered_pay_yuan,
    }


def _own_notice(need: Need, notice: Notice | None) -> None:
    if notice is not None and notice.need_id != need.pk:
        raise CandidateRefused(_("这份公告不是本需求的公告。"), "notice")


def _sealed(uid: uuid.UUID, data: Application, day: date) -> dict[str, Any]:
    """What is sealed, and what the ID number tells. Raises: CandidateRefused."""
    found: dict[str, Any] = {}
    if data.id_number.strip():
        try:
            number = check_resident_number(data.id_number, today=day)
        except NumberRefused as refused:
            raise CandidateRefused(str(refused), "id_number") from None
        label = label_of(Candidate, "id")
        found["id_sealed"], found["id_index"] = sealed_pair(number, label=label, uid=uid)
        found["born_on"] = born_on(number)
        found["sex"] = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    if data.phone.strip():
        sealed = sealed_pair(_phone(data.phone), label=label_of(Candidate, "phone"), uid=uid)
        found["phone_sealed"], found["phone_index"] = sealed
    return found


def _phone(text: str) -> str:
    try:
        return check_phone(text)
    except NumberRefused as refused:
        raise CandidateRefused(str(refused), "phone") from None


def _once(need: Need, index: bytes, besides: Candidate | None = None) -> None:
    others = need.candidates.filter(id_index=index)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if (found := others.first()) is not None:
        raise CandidateRefused(
            _("%(name)s已经报名本需求（%(state)s）。同一人只报名一次；要重新考虑请打开原来的报名。")
            % {"name": found.name, "state": found.get_state_display()},
            "id_number",
        )


def person_index(id_number: str) -> bytes:
    """The fingerprint under which the staff files know this number."""
    return blind_index(id_number, field="staffing.person.id")


def _may(by: Any, contract: Contract) -> None:
    if not holds(by, Permission.HIRE_RECORD, contract):
        raise CandidateRefused(_("您的身份不能登记招聘。"))
