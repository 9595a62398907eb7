"""Who was put on a post whose demands they did not meet, for the assessor's list; and what takes such a find back.

Judged as of the day it counts: ages on the notice's or the hiring day, degrees held and checks made by then. What is
merely unknown is no proof. A move counts only for demands that the person's earlier posts did not make.
Source: 002 § 五(一) 表1 1.5 (招聘不符合岗位任职条件的人员).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.months import next_month
from records.models import AuditEvent
from staffing.models import Candidate, Engagement, Medical, RequirementCheck, Schooling, WorkHistory
from staffing.queries.eligibility import facts_of, requirements_of
from staffing.rules.eligibility import LEVELS, Diploma, Facts, Job, Judgement, asked_of, judge
from staffing.rules.recruitment import stopping

AGES = frozenset({"age_min", "age_max"})
CORRECTABLE = ("born_on", "sex")


@dataclass(frozen=True, slots=True)
class HireLapse:
    """One engagement that should not have begun. Shape: `engagement` names it for ever, `candidate` is the
    application it came from, None for one without; `mended` whether the demands are met today.
    """

    engagement: int
    on: date
    person: int
    number: str
    name: str
    post: str
    demands: tuple[str, ...]
    candidate: int | None
    mended: bool


def hire_lapses(contract: Contract, month: date) -> Iterator[HireLapse]:
    """Engagements that began in a month against the contract's demands, each once. Seven queries a first day."""
    began = _engagements(contract).filter(starts_on__gte=month, starts_on__lt=next_month(month))
    held = list(began.order_by("starts_on", "pk"))
    before = _earlier_posts(held)
    applications = dict(
        Candidate.objects.filter(person__in=[each.person_id for each in held]).values_list("person", "pk")
    )
    today = timezone.localdate()
    for each, failed in _failing(contract, held, before):
        now = _judged(each, _facts([each], today)[each.pk], [found.requirement for found in failed])
        yield HireLapse(
            each.pk, each.starts_on, each.person_id, each.person.number, each.person.name, each.post.name,
            tuple(told(found) for found in failed), applications.get(each.person_id), not stopping(now),
        )  # fmt: skip


def corrected_hires(contract: Contract, engagements: Collection[int]) -> dict[int, str]:
    """Of engagements found before: the reason for each whose record was wrong and has been corrected.

    Only what was taken back with a reason counts: the engagement itself, a degree, a job or a medical that made it
    fail, a check that was made again with a note, a birthday set right against the ID number, an application corrected.
    What was only entered later takes nothing back.
    """
    rows = list(
        Engagement.objects.filter(contract=contract, pk__in=engagements).select_related("person", "post")
    )
    facts = _facts(rows, None)
    found: dict[int, str] = {}
    for each in rows:
        why = each.void_reason or _correction(contract, each, facts[each.pk])
        if why:
            found[each.pk] = why
    return found


def told(judgement: Judgement) -> str:
    """One demand that is not met, in words."""
    demand = judgement.requirement
    return f"{demand.summary}（{demand.clause}）：{judgement.why}"


def _engagements(contract: Contract) -> Any:
    return Engagement.objects.filter(contract=contract, voided_at=None).select_related("person", "post")


def _earlier_posts(held: Collection[Engagement]) -> dict[int, set[str]]:
    """The posts somebody held before, by the engagement that followed them."""
    rows = Engagement.objects.filter(person__in=[each.person_id for each in held], voided_at=None)
    days: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for person, day, code in rows.values_list("person", "starts_on", "post__code"):
        days[person].append((day, code))
    return {each.pk: {code for day, code in days[each.person_id] if day < each.starts_on} for each in held}


def _failing(
    contract: Contract, held: Collection[Engagement], before: dict[int, set[str]]
) -> Iterator[tuple[Engagement, list[Judgement]]]:
    """Engagements with the demands they failed on their first day."""
    requirements = requirements_of(contract)
    facts = _facts(held, None)
    for each in held:
        known = {demand.key for code in before[each.pk] for demand in asked_of(requirements, code)}
        asked = [demand for demand in asked_of(requirements, each.post.code) if demand.key not in known]
        if failed := stopping(_judged(each, facts[each.pk], asked)):
            yield each, failed


def _judged(held: Engagement, facts: Facts, asked: Iterable[Any]) -> list[Judgement]:
    """Ages count from the first day on any post, everything else on the day this post began."""
    here = replace(facts, hired_on=held.starts_on)
    return [judge(demand, facts if demand.rule in AGES else here) for demand in asked]


def _facts(held: Collection[Engagement], on: date | None) -> dict[int, Facts]:
    """Facts by engagement, as of a day or of each one's own first day, with the degrees held by then."""
    days: dict[date, list[Engagement]] = defaultdict(list)
    for each in held:
        days[on or each.starts_on].append(each)
    degrees = _rows(Schooling, held)
    found = {}
    for day, those in days.items():
        facts = facts_of([each.person for each in those], day, {each.person_id: each.post for each in those})
        for each in those:
            held_then = [
                _diploma(row)
                for row in degrees[each.person_id]
                if row.graduated_on <= day and not row.voided_at
            ]
            found[each.pk] = replace(facts[each.person_id], diplomas=held_then)
    return found


def _rows(model: Any, held: Collection[Engagement]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in model.objects.filter(person__in={each.person_id for each in held}).order_by("pk"):
        found[row.person_id].append(row)
    return found


def _diploma(row: Schooling) -> Diploma:
    return Diploma(row.level, row.full_time, row.file_id is not None)


def _job(row: WorkHistory) -> Job:
    return Job(row.kind, row.starts_on, row.ends_on, row.file_id is not None)


# -- what was wrong and has been set right --------------------------------------------------------------------------
def _correction(contract: Contract, held: Engagement, facts: Facts) -> str:
    asked = asked_of(requirements_of(contract), held.post.code)
    return (
        _voided_paper(held, facts, asked)
        or _checked_again(held, asked)
        or _corrected_file(held)
        or _corrected_application(held)
    )


def _voided_paper(held: Engagement, facts: Facts, asked: list[Any]) -> str:
    """A paper that was taken back and that decided: with it in the file a demand was not met."""
    day = held.starts_on
    for row in Schooling.objects.filter(person=held.person_id, voided_at__gt=held.recorded_at):
        then = [_diploma(one) for one in _stood(held, row) if one.graduated_on <= day]
        decides = all(LEVELS.index(row.level) >= LEVELS.index(one.level) for one in then)
        if decides and _fails(held, replace(facts, diplomas=then), asked, {"schooling"}):
            return str(row.void_reason)
    for row in WorkHistory.objects.filter(person=held.person_id, voided_at__gt=held.recorded_at):
        then_jobs = [_job(one) for one in _stood(held, row)]
        if _fails(held, replace(facts, jobs=then_jobs), asked, {"experience", "experience_years"}):
            return str(row.void_reason)
    unfit = Medical.objects.filter(
        person=held.person_id, voided_at__gt=held.recorded_at, fit=False, checked_on__lte=day
    ).first()
    asks_health = any(each.rule == "healthy" for each in asked)
    return str(unfit.void_reason) if unfit and asks_health else ""


def _stood(held: Engagement, voided: Any) -> list[Any]:
    """The papers of that kind as they stood when the person was put on the post, or when the wrong one came in."""
    moment = max(held.recorded_at, voided.recorded_at)
    rows = type(voided).objects.filter(person=held.person_id, recorded_at__lte=moment)
    return [row for row in rows if row.voided_at is None or row.voided_at > moment]


def _fails(held: Engagement, facts: Facts, asked: list[Any], rules: set[str]) -> bool:
    return bool(stopping(_judged(held, facts, [each for each in asked if each.rule in rules])))


def _checked_again(held: Engagement, asked: list[Any]) -> str:
    """A check that found a demand unmet, made again with a note that says what was wrong."""
    rows = RequirementCheck.objects.filter(
        person=held.person_id, checked_on__lte=held.starts_on, requirement__in=[each.key for each in asked]
    )
    failed: set[str] = set()
    for row in rows.order_by("pk"):
        if not row.meets:
            failed.add(row.requirement)
        elif row.requirement in failed and row.note:
            return str(row.note)
    return ""


def _corrected_file(held: Engagement) -> str:
    """A birthday or sex that was set right; the file's own action holds both against the ID number."""
    if held.person.id_sealed is None:
        return ""
    for event in _events("staff.edit", held.person, held.recorded_at):
        if any(name in event.before for name in CORRECTABLE):
            return _("员工档案的出生日期或性别已按证件更正（%(day)s）") % {
                "day": timezone.localdate(event.at).isoformat()
            }
    return ""


def _corrected_application(held: Engagement) -> str:
    """An application whose notice was set right, in its own words."""
    for candidate in Candidate.objects.filter(person=held.person_id):
        for event in _events("candidate.notice", candidate, held.recorded_at):
            return str(event.after.get("reason", ""))
    return ""


def _events(action: str, row: Any, since: datetime) -> list[AuditEvent]:
    return list(
        AuditEvent.objects.filter(
            action=action, object_type=row._meta.label_lower, object_id=str(row.pk), at__gte=since
        ).order_by("number")
    )
