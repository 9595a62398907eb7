"""What posts and changes prove against criteria 1.1, 1.2, 1.4, 1.6, 1.7 and 1.9; the assessment reads it.

Each finding names the day it happened on and belongs to that day's month. What was entered late is told as late and
stays told; what `corrected` names was wrong at its source, and was voided with a reason.
Source: 002 § 五(一) 表1 人力保障; rules.md § 8.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries.agreed import agreed_limit
from contracts.queries.decisions import readings
from hall_ops.lib.arithmetic import percent_text
from hall_ops.lib.months import next_month
from staffing.enums import CandidateState, ChangeKind, ChangeState, EndKind, ProposedBy
from staffing.models import Candidate, Engagement, Post, StaffChange
from staffing.queries.leaders import appointed, unfit, within, without_certificate
from staffing.queries.turnover import MonthRow, turnover_months
from staffing.queries.vacancies import (
    Records,
    gaps_of,
    records_of,
    took_effect_on,
    vacancy_terms_of,
)
from staffing.rules.changes import announced_late, is_key
from staffing.rules.readings import COUNTS, SHORT_NOTICE, Steps, option_in
from staffing.rules.turnover import cut_percent
from staffing.rules.vacancies import ONE_DAY, Terms, Vacancy, overdue_on_record, scorecard_due

# An end that somebody else willed is no adjusting by the contractor.
ADJUSTED = frozenset({EndKind.MOVED, EndKind.REPLACED, EndKind.OTHER})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record that proves a finding. Shape: `screen` and `args` are its address, after the contract's slug."""

    text: str
    screen: str
    args: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeFinding:
    """One breach. Shape: `key` names it within its criterion for ever; `count` is how often it is deducted."""

    criterion: str
    key: str
    occurred_on: date
    subject: str
    text: str
    count: int = 1
    sources: tuple[Evidence, ...] = ()
    late: str = ""


def change_findings(contract: Contract, month: date, *, today: date) -> list[ChangeFinding]:
    """Everything of a month at once, as known today. The number of queries is always the same."""
    records = records_of(contract)
    terms, first = vacancy_terms_of(contract, today), took_effect_on(contract)
    return [
        *manager_findings(contract, month, today=today, records=records, terms=terms, first=first),
        *turnover_findings(contract, month, today=today, records=records),
        *vacancy_findings(month, today=today, records=records, terms=terms, first=first),
        *leader_findings(contract, month, today=today, records=records),
        *consent_findings(contract, month, today=today, records=records, terms=terms, first=first),
        *sent_back_findings(contract, month, today=today, records=records),
    ]


# -- 1.1 managers ---------------------------------------------------------------------------------------------------
def manager_findings(
    contract: Contract, month: date, *, today: date, records: Records, terms: Terms, first: date
) -> Iterator[ChangeFinding]:
    """A managing post that stood empty on a working day, or is held by somebody who does not meet its demands.

    The first staffing has the time of the milestone; a loss is told on its first working day. Source: 表1 1.1.
    """
    for post in records.posts:
        if not post.is_management:
            continue
        for number, gap in enumerate(gaps_of(records, post, first)):
            day = (terms.staffed_by or first) + ONE_DAY if gap.starting else gap.opened_on
            still = gap.filled_on is None or gap.filled_on > day
            if still and within(day, month, today) and gap.touches_workday(today, terms.calendar or {}):
                yield _manager_gap(post, gap, day, number)
    managers = [row for row in appointed(records, month, today) if row.post.is_management]
    for row, why in unfit(contract, managers, today):
        text = _("%(name)s（%(post)s）%(why)s") % {"name": row.person.name, "post": row.post.name, "why": why}
        yield ChangeFinding(
            "1.1", f"unfit:{row.pk}", row.starts_on, row.person.name, text, sources=_file(row)
        )


def _manager_gap(post: Post, gap: Vacancy, day: date, number: int) -> ChangeFinding:
    words = {"post": post.name, "day": gap.opened_on.isoformat()}
    text = _("%(post)s自 %(day)s 起空缺") % words
    if gap.filled_on:
        text += _("，%(day)s 补上") % {"day": gap.filled_on.isoformat()}
    key = f"manager:{post.code}:{gap.opened_on}:{gap.left.number if gap.left else f'start{number}'}"
    return ChangeFinding("1.1", key, day, post.name, text, sources=_post(post))


# -- 1.2 turnover ---------------------------------------------------------------------------------------------------
def turnover_findings(
    contract: Contract, month: date, *, today: date, records: Records
) -> Iterator[ChangeFinding]:
    """A month over its limit, once the month is over: until then a post may still be filled again. Source: 表1 1.2."""
    if today < next_month(month):
        return
    (row,) = turnover_months(contract, records, [month], today)
    if row.figure.over:
        yield _turnover(row)
    elif row.over_once:
        late = _("%(day)s 的记录超限，之后补录") % {"day": row.over_once.isoformat()}
        yield _turnover(row, late)


def _turnover(row: MonthRow, late: str = "") -> ChangeFinding:
    figure, limit = row.figure, row.terms.limit or 0
    words = {
        "month": f"{figure.month:%Y-%m}", "changed": figure.changed, "head": figure.headcount,
        "ratio": cut_percent(figure.ratio or 0), "limit": percent_text(limit), "most": figure.most,
    }  # fmt: skip
    text = (
        _("%(month)s 变更 %(changed)d 人，占 %(head)d 人的 %(ratio)s；约定 %(limit)s，至多 %(most)d 人")
        % words
    )
    sources = tuple(
        Evidence(
            each.engagement.person.name,
            "staffing:change-detail" if each.change else "staffing:turnover",
            (each.change.pk,) if each.change else (),
        )
        for each in row.rows
        if each.judged.counted
    )
    last = next_month(figure.month) - ONE_DAY
    count = max(1, figure.times)
    return ChangeFinding(
        "1.2", f"turnover:{figure.month:%Y-%m}", last, _("人员变更比例"), text, count, sources, late
    )


# -- 1.4 vacancies --------------------------------------------------------------------------------------------------
def vacancy_findings(
    month: date, *, today: date, records: Records, terms: Terms, first: date
) -> Iterator[ChangeFinding]:
    """Each loss that was not filled within the contract's month. Source: 表1 1.4."""
    for post in records.posts:
        for gap in gaps_of(records, post, first):
            due = scorecard_due(gap, terms)
            if due is None or not within(due + ONE_DAY, month, today):
                continue
            overdue, known_on = overdue_on_record(gap, due, today)
            if overdue:
                yield _vacancy(records, post, gap, due, known_on)


def _vacancy(records: Records, post: Post, gap: Vacancy, due: date, known_on: date | None) -> ChangeFinding:
    assert gap.left is not None, "a loss has somebody who left"
    who = records.engagement(gap.left.number).person.name
    words = {"who": who, "post": post.name, "day": gap.opened_on.isoformat(), "due": due.isoformat()}
    text = _("%(who)s离开后，%(post)s自 %(day)s 起缺 1 人，%(due)s 前没有补上") % words
    if gap.filled_on and known_on is None:
        text += _("，%(day)s 补上") % {"day": gap.filled_on.isoformat()}
    late = _("%(day)s 补录") % {"day": known_on.isoformat()} if known_on else ""
    key = f"vacancy:{gap.left.number}"
    return ChangeFinding("1.4", key, due + ONE_DAY, post.name, text, sources=_post(post), late=late)


# -- 1.6 leaders ----------------------------------------------------------------------------------------------------
def leader_findings(
    contract: Contract, month: date, *, today: date, records: Records
) -> Iterator[ChangeFinding]:
    """Somebody made team leader or above who does not meet the demands, or lacks the leaders' certificate.

    Managers who do not meet the demands of their post are 1.1. The certificate is asked of appointments after the
    service year by whose end all leaders must hold it. Source: 表1 1.6, § ★2.
    """
    rows = appointed(records, month, today)
    for row, why in unfit(contract, [row for row in rows if not row.post.is_management], today):
        text = _("%(name)s任班组长，%(why)s") % {"name": row.person.name, "why": why}
        yield ChangeFinding(
            "1.6", f"unfit:{row.pk}", row.starts_on, row.person.name, text, sources=_file(row)
        )
    for row, level in without_certificate(contract, rows):
        words = {"name": row.person.name, "level": level}
        text = _("%(name)s任班组长及以上职务时没有 %(level)d 级或更高的证书") % words
        yield ChangeFinding(
            "1.6", f"certificate:{row.pk}", row.starts_on, row.person.name, text, sources=_file(row)
        )


# -- 1.7 consent ----------------------------------------------------------------------------------------------------
def consent_findings(
    contract: Contract, month: date, *, today: date, records: Records, terms: Terms, first: date
) -> Iterator[ChangeFinding]:
    """A manager or team leader changed without the purchaser's consent, or not announced in time. Source: 表1 1.7.

    Who came to a leading post with the first staffing needs no change, and none of theirs is late.
    """
    settled = max(first, terms.staffed_by or first)
    notice = agreed_limit(contract, "change_notice_weeks")
    weeks = int(notice.value) if notice else None
    held = readings(contract, [SHORT_NOTICE]).get(SHORT_NOTICE)
    notice_read = held.steps if held else ()
    done = StaffChange.objects.filter(contract=contract, key_staff=True, state=ChangeState.DONE)
    for change in done.select_related("person").order_by("effective_on", "pk"):
        first_come = change.kind == ChangeKind.JOIN and change.effective_on <= settled
        if first_come or not within(change.effective_on, month, today):
            continue
        late = announced_late(change.announced_on, change.effective_on, weeks, change.proposed_by)
        adjusts = change.proposed_by == ProposedBy.CONTRACTOR
        told = late and adjusts and _late_counts(change, notice_read)
        if change.without_consent or told:
            yield _unconsented(change, weeks, told)
    confirmed = set(
        Candidate.objects.filter(contract=contract, state=CandidateState.HIRED).values_list(
            "person", flat=True
        )
    )
    for row in records.engagements:
        if is_key(row.post.role, row.leader):
            yield from _unrecorded(records, row, month, today, settled, confirmed)


def _late_counts(change: StaffChange, steps: Steps) -> bool:
    """Whether too short a notice is told although the purchaser consented: decision short_notice."""
    return (
        change.without_consent
        or change.decided_at is None
        or option_in(steps, change.effective_on, COUNTS) == COUNTS
    )


def _unconsented(change: StaffChange, weeks: int | None, late: bool) -> ChangeFinding:
    name = change.who
    words = {"name": name, "kind": change.get_kind_display(), "number": change.number, "weeks": weeks}
    text = _("%(name)s%(kind)s（%(number)s）") % words
    if change.without_consent:
        text += _("未经采购人同意即办理")
    if late:
        text += "，" if change.without_consent else ""
        days = (change.effective_on - change.announced_on).days if change.announced_on else None
        text += (
            _("没有告知采购人")
            if days is None
            else _("只提前 %(days)d 天告知，约定 %(weeks)d 周") % {"days": max(days, 0), **words}
        )
    source = Evidence(change.number, "staffing:change-detail", (change.pk,))
    return ChangeFinding("1.7", f"change:{change.pk}", change.effective_on, name, text, sources=(source,))


def _unrecorded(
    records: Records, row: Engagement, month: date, today: date, settled: date, confirmed: Collection[int]
) -> Iterator[ChangeFinding]:
    """A leading post taken or given up without any change on file."""
    own = [each for each in records.engagements if each.person_id == row.person_id]
    before = next((each for each in own if each.ends_on and each.ends_on + ONE_DAY == row.starts_on), None)
    words = {"name": row.person.name, "post": row.post.name}
    hired = before is None and row.person_id in confirmed
    begins = row.starts_on > settled and row.pk not in records.begun and not hired
    if begins and not _same_standing(before, row) and within(row.starts_on, month, today):
        text = _("%(name)s任%(post)s组长以上岗位，没有变更申请，也没有采购人同意的记录") % words
        yield ChangeFinding(
            "1.7", f"begun:{row.pk}", row.starts_on, row.person.name, text, sources=_file(row)
        )
    after = next((each for each in own if row.ends_on and each.starts_on == row.ends_on + ONE_DAY), None)
    leads_on = after is not None and is_key(after.post.role, after.leader)
    ends = row.ends_on is not None and row.end_kind in ADJUSTED and row.pk not in records.ended
    if row.ends_on and ends and not leads_on and within(row.ends_on, month, today):
        text = _("%(name)s不再任%(post)s组长以上岗位，没有变更申请，也没有采购人同意的记录") % words
        yield ChangeFinding("1.7", f"ended:{row.pk}", row.ends_on, row.person.name, text, sources=_file(row))


def _same_standing(before: Engagement | None, row: Engagement) -> bool:
    """Whether only the window or team changed."""
    return before is not None and before.post_id == row.post_id and before.leader == row.leader


# -- 1.9 sent back --------------------------------------------------------------------------------------------------
def sent_back_findings(
    contract: Contract, month: date, *, today: date, records: Records
) -> Iterator[ChangeFinding]:
    """Each person sent back: by the change that says so, else by the engagement's end. Source: 表1 1.9."""
    changes = StaffChange.objects.filter(contract=contract, kind=ChangeKind.SENT_BACK)
    counting = changes.exclude(state__in=[ChangeState.DRAFT, ChangeState.REFUSED, ChangeState.WITHDRAWN])
    seen = set()
    for change in counting.select_related("person").order_by("effective_on", "pk"):
        seen.add(change.person_id)
        if change.person and within(change.effective_on, month, today):
            text = _("%(name)s被采购人退回：%(why)s") % {"name": change.person.name, "why": change.reason}
            source = Evidence(change.number, "staffing:change-detail", (change.pk,))
            yield ChangeFinding(
                "1.9", f"change:{change.pk}", change.effective_on, change.person.name, text, sources=(source,)
            )
    for row in records.engagements:
        unsaid = row.end_kind == EndKind.SENT_BACK and row.person_id not in seen
        if row.ends_on and unsaid and within(row.ends_on, month, today):
            text = _("%(name)s被采购人退回") % {"name": row.person.name}
            yield ChangeFinding(
                "1.9", f"ended:{row.pk}", row.ends_on, row.person.name, text, sources=_file(row)
            )


# -- what was wrong at its source -----------------------------------------------------------------------------------
def corrected(contract: Contract, keys: Collection[str]) -> dict[str, str]:
    """The reason for each key whose record was wrong and was voided; a record entered late is no correction."""
    found: dict[str, str] = {}
    voided = Engagement.objects.filter(contract=contract, voided_at__isnull=False).select_related("person")
    by_number = {row.pk: row.void_reason for row in voided}
    by_month: dict[str, str] = {}
    for row in voided:
        if row.ends_on:
            by_month.setdefault(f"{row.ends_on:%Y-%m}", row.void_reason)
    changes = {row.pk: row for row in StaffChange.objects.filter(contract=contract).prefetch_related("steps")}
    for key in keys:
        kind, _colon, rest = key.partition(":")
        last = rest.rpartition(":")[2]
        number = int(last) if last.isdigit() else 0
        if kind == "turnover":
            reason = by_month.get(rest, "")
        elif kind == "change" and number in changes:
            reason = _change_corrected(changes[number], by_number)
        else:
            reason = by_number.get(number, "")
        if reason:
            found[key] = reason
    return found


def _change_corrected(change: StaffChange, voided: Mapping[int, str]) -> str:
    """Withdrawn, refused by the purchaser, or the engagements it made were wrong."""
    if change.state == ChangeState.REFUSED:
        return change.decision_note
    if change.state == ChangeState.WITHDRAWN:
        steps = [step.text for step in change.steps.all() if step.to_state == ChangeState.WITHDRAWN]
        return steps[-1] if steps else ""
    made = [number for number in (change.begun_id, change.ended_id) if number is not None]
    return next((voided[number] for number in made if number in voided), "")


# -- where it is seen -----------------------------------------------------------------------------------------------
def _file(row: Engagement) -> tuple[Evidence, ...]:
    return (Evidence(row.person.number, "staffing:person-detail", (row.person_id,)),)


def _post(post: Post) -> tuple[Evidence, ...]:
    return (Evidence(post.name, "staffing:post-detail", (post.pk,)),)
