"""The readings on people that both sides sign: what holds on a day, and what each option makes of today's records."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import InForce
from contracts.queries.agreed import agreed_limit
from contracts.queries.decisions import readings
from staffing.enums import CandidateState, ChangeState, ProposedBy
from staffing.models import Candidate, StaffChange
from staffing.queries.eligibility import candidate_facts, facts_of, requirements_of
from staffing.queries.people import engaged_on
from staffing.queries.vacancies import gaps_of, records_of, took_effect_on, vacancy_terms_of
from staffing.queries.wages import counting_months, month_rows
from staffing.rules.changes import announced_late
from staffing.rules.eligibility import Judgement, Verdict, asked_of, judge
from staffing.rules.readings import (
    AGE_LIMIT,
    CONSENT_CURES,
    COUNTS,
    DAY_AFTER,
    EXCLUSIVE,
    FIRST_WORKDAY,
    INCLUSIVE,
    LAST_DAY,
    MEAN_WAGE_PEOPLE,
    SHORT_NOTICE,
    VACANCY_START,
)
from staffing.rules.vacancies import damages_due, scorecard_due
from staffing.rules.wages import MEAN_OPTIONS, counts, mean, shown

AGE_KEYS = (AGE_LIMIT,)
VACANCY_KEYS = (VACANCY_START, "vacancy_days", "vacancy_damages")
Figures = dict[str, str]


def held_on(contract: Contract, keys: Collection[str], day: date) -> list[InForce]:
    """What holds on a day of those readings the contract leaves open. One query."""
    found = readings(contract, keys)
    return [found[key].on(day) for key in keys if key in found]


def asks_age(judgements: Iterable[Judgement]) -> bool:
    return any(each.requirement.rule == "age_max" for each in judgements)


def decision_figures(contract: Contract, key: str, on: date) -> Figures:
    """What each option of a decision makes of the records on a day, in words.

    Shape: that of contracts.queries.hooks.decision_figures; {} for a decision that is not about people.
    """
    tell = TELL.get(key)
    return tell(contract, on) if tell else {}


def _ages(contract: Contract, on: date) -> Figures:
    """How many of those on a post and of those who apply are too old."""
    asked = [each for each in requirements_of(contract) if each.rule == "age_max"]
    held = list(engaged_on(contract, on))
    facts = facts_of([each.person for each in held], on, {each.person_id: each.post for each in held})
    rows = Candidate.objects.filter(contract=contract, state=CandidateState.ACTIVE)
    applied = list(rows.select_related("need__post", "notice"))
    people = [(each.post.code, facts[each.person_id]) for each in held]
    others = [(each.need.post.code, candidate_facts(each, on)) for each in applied]

    def too_old(rows: Iterable[tuple[str, Any]], included: bool) -> int:
        return sum(
            judge(demand, replace(each, limit_included=included)).verdict is Verdict.NOT_MET
            for code, each in rows
            for demand in asked_of(asked, code)
        )

    return {
        option: _("在岗 %(held)d 人、应聘 %(applied)d 人超龄")
        % {"held": too_old(people, included), "applied": too_old(others, included)}
        for option, included in ((INCLUSIVE, True), (EXCLUSIVE, False))
    }


def _vacancies(contract: Contract, on: date) -> Figures:
    """When the first of today's vacancies runs out."""
    records, first = records_of(contract), took_effect_on(contract)
    terms = vacancy_terms_of(contract, on)
    gaps = [gap for post in records.posts for gap in gaps_of(records, post, first) if gap.open_on(on)]
    lost = [gap for gap in gaps if not gap.starting]
    if not lost:
        return dict.fromkeys((DAY_AFTER, LAST_DAY, FIRST_WORKDAY), _("现在没有离岗后未补的缺员"))
    found = {}
    for option in (DAY_AFTER, LAST_DAY, FIRST_WORKDAY):
        read = replace(terms, starts=((date.min, option),))
        dues = [due for gap in lost for due in (damages_due(gap, read), scorecard_due(gap, read)) if due]
        found[option] = _("现缺 %(n)d 人，%(late)d 个期限已过，最早 %(due)s 到期") % {
            "n": len(lost), "late": sum(due < on for due in dues), "due": min(dues).isoformat(),
        } if dues else ""  # fmt: skip
    return found


def _wages(contract: Contract, on: date) -> Figures:
    """The mean of the last list."""
    last = list(counting_months(contract).filter(month__lte=on)[:1])
    if not last:
        return dict.fromkeys(MEAN_OPTIONS, _("还没有工资表"))
    (row,) = month_rows(contract, last, on)
    found = {}
    for option in MEAN_OPTIONS:
        lines = [each.line for each in row.rows if each.line and counts(each.at_window, each.whole, option)]
        average = shown(mean(line.gross_yuan for line in lines))
        found[option] = _("%(month)s：%(n)d 人，平均 %(mean)s 元") % {
            "month": f"{row.wage_month.month:%Y-%m}", "n": len(lines),
            "mean": "—" if average is None else f"{average:,}",
        }  # fmt: skip
    return found


def _notices(contract: Contract, on: date) -> Figures:
    """How many changes of leaders had consent and too short a notice."""
    notice = agreed_limit(contract, "change_notice_weeks")
    weeks = int(notice.value) if notice else None
    done = StaffChange.objects.filter(
        contract=contract, key_staff=True, state=ChangeState.DONE, without_consent=False, decided_at__isnull=False,
        proposed_by=ProposedBy.CONTRACTOR, effective_on__lte=on,
    )  # fmt: skip
    late = sum(announced_late(each.announced_on, each.effective_on, weeks, each.proposed_by) for each in done)
    return {
        COUNTS: _("至今 %(n)d 次列入 1.7") % {"n": late},
        CONSENT_CURES: _("至今 %(n)d 次不列入 1.7") % {"n": late},
    }


TELL = {AGE_LIMIT: _ages, VACANCY_START: _vacancies, MEAN_WAGE_PEOPLE: _wages, SHORT_NOTICE: _notices}
