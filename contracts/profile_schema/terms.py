"""The contract's page: every value of a profile as one row (clause, value, where it acts), never stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contracts.profile_schema.agreement import Figure
from contracts.profile_schema.scalars import Sourced
from contracts.profile_schema.wording import (
    AFTER,
    CADENCE,
    LEVEL,
    PAYMENT_KIND,
    POST_SCOPE,
    RENEWAL,
    RULE,
    figure_value,
    month_day_text,
    percent,
    plain,
    unit_name,
)

if TYPE_CHECKING:
    from contracts.profile_schema.profile import Profile


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the contract's page.

    Shape: `value` and `unit` are display text; `amount` is the exact number where the value is one; `acts`
    names the rooms; `silent` marks a default of ours. Units: `amount` of a share is a fraction (0.03).
    """

    key: str
    label: str
    value: str
    unit: str
    clause: str
    summary: str
    acts: tuple[str, ...]
    silent: bool = False
    amount: Decimal | None = None


def terms_of(profile: "Profile") -> tuple[Term, ...]:
    """Return the rows of all sections in the order of the file."""
    parts = (_agreed, _price, _payment, _hours, _people, _figures, _dated, _work)
    return tuple(term for part in parts for term in part(profile))


def _row(
    key: str,
    label: str,
    value: str,
    unit: str,
    source: Sourced,
    amount: Decimal | int | None = None,
    *,
    clause: str | None = None,
    silent: bool = False,
) -> Term:
    return Term(
        key=key,
        label=label,
        value=value,
        unit=unit,
        clause=clause or source.clause,
        summary=source.summary,
        acts=source.acts,
        silent=silent or source.silent,
        amount=None if amount is None else Decimal(amount),
    )


def _figure(key: str, figure: Figure) -> Term:
    value, unit = figure_value(figure)
    return _row(key, figure.label, value, unit, figure, figure.value)


def _agreed(profile: "Profile") -> Iterator[Term]:
    for key, fact in profile.facts.items():
        yield _figure(f"facts.{key}", fact)
    for venue in profile.venues:
        inside = "、".join(zone.name for zone in venue.zones) or venue.address
        value = venue.name + (f"（{inside}）" if inside else "")
        amount = venue.count if venue.count > 1 else None
        unit = _("共 %(count)d 处") % {"count": venue.count} if amount else ""
        yield _row(f"venues.{venue.code}", _("服务场所"), value, unit, venue, amount)
    term = profile.term
    yield _row("term.years", _("服务期"), str(term.years), unit_name("year"), term, term.years)
    if term.starts_on and term.ends_on:
        days = f"{term.starts_on.isoformat()} — {term.ends_on.isoformat()}"
        yield _row("term.dates", _("起止日期"), days, "", term)
    yield _row("term.renewals", _("可续签次数"), str(term.renewals), _("次"), term, term.renewals)
    yield _row("term.max_years", _("最长年数"), str(term.max_years), unit_name("year"), term, term.max_years)
    yield _row("term.renewal", _("续签条件"), str(RENEWAL[term.renewal]), "", term)
    for year in profile.service_years:
        label = _("第 %(number)d 服务年度的考核月份") % {"number": year.number}
        months = f"{year.assessed_from:%Y-%m} — {year.assessed_to:%Y-%m}"
        count = len(year.assessed_months())
        unit = _("共 %(count)d 个月") % {"count": count}
        yield _row(f"service_years.{year.number}", label, months, unit, term, count, clause=year.clause)


def _price(profile: "Profile") -> Iterator[Term]:
    price = profile.price
    ceilings = (
        ("ceiling_total_yuan", _("总价上限"), price.ceiling_total_yuan),
        ("ceiling_year_yuan", _("每年价格上限"), price.ceiling_year_yuan),
    )
    for key, label, amount in ceilings:
        if amount is not None:
            yield _row(f"price.{key}", label, f"≤ {amount:,.2f}", unit_name("yuan"), price, amount)
    if price.prepaid_wages_deducted:
        clause = price.prepaid_wages_clause
        yield _row("price.prepaid_wages", _("已付工资"), _("从价款中扣除"), "", price, clause=clause)
    if price.covers:
        yield _row(
            "price.covers", _("价款包含"), "、".join(price.covers), "", price, clause=price.covers_clause
        )


def _payment(profile: "Profile") -> Iterator[Term]:
    plan = profile.payment
    yield _row("payment.kind", _("付款方式"), str(PAYMENT_KIND[plan.kind]), "", plan)
    if plan.advance:
        part = plan.advance
        due = _("每季第 %(month)d 个月 %(day)d 日前") % {"month": part.month_of_quarter, "day": part.due_day}
        yield _row("payment.advance", _("每季预付比例"), percent(part.share), "%", part, part.share)
        yield _row("payment.advance_due", _("每季预付期限"), due, "", part, part.due_day)
    if plan.performance:
        rest = plan.performance
        day = month_day_text(rest.settled_by)
        yield _row("payment.performance", _("年度绩效比例"), percent(rest.share), "%", rest, rest.share)
        clause = rest.settled_by_clause
        yield _row("payment.settled_by", _("年度结清期限"), day, "", rest, clause=clause)
    if plan.certification_deduction:
        less = plan.certification_deduction
        label = _("每名未取证人员扣绩效金额")
        yield _row("payment.certification_deduction", label, percent(less.share), "%", less, less.share)
    for number, instalment in enumerate(plan.instalments, start=1):
        label = _("第 %(number)d 期") % {"number": number}
        key = f"payment.instalments.{number}"
        yield _row(key, label, percent(instalment.share), "%", instalment, instalment.share)
        if instalment.within_days:
            due, count = _("签订后 %(count)d") % {"count": instalment.within_days}, instalment.within_days
            unit = unit_name(instalment.day_unit)
        else:
            count, unit = instalment.month or 0, ""
            due = _("签订后第 %(month)d 个月") % {"month": count}
        yield _row(f"{key}.due", _("%(part)s期限") % {"part": label}, due, unit, instalment, count)


def _hours(profile: "Profile") -> Iterator[Term]:
    hours = profile.hours
    if hours.sessions:
        text = "，".join(f"{s.name} {s.starts_at:%H:%M}–{s.ends_at:%H:%M}" for s in hours.sessions)
        yield _row("hours.sessions", _("服务时段"), text, "", hours, silent=hours.sessions_silent)
    for key, label, amount in (
        ("daily_hours", _("每日工作"), hours.daily_hours),
        ("weekly_hours", _("每周工作"), hours.weekly_hours),
    ):
        if amount is not None:
            yield _row(f"hours.{key}", label, plain(amount), unit_name("hour"), hours, amount)
    for key, label, kept in (
        ("extended_on_request", _("延时服务"), hours.extended_on_request),
        ("uninterrupted", _("不间断服务"), hours.uninterrupted),
        ("by_appointment", _("预约（特约）服务"), hours.by_appointment),
    ):
        if kept:
            yield _row(f"hours.{key}", label, _("提供"), "", hours)


def _people(profile: "Profile") -> Iterator[Term]:
    person = unit_name("person")
    for total in profile.headcounts:
        value = f"≥ {total.headcount}" if total.at_least else str(total.headcount)
        yield _row(f"headcounts.{total.key}", total.label, value, person, total, total.headcount)
    for post in profile.posts:
        value = f"≥ {post.headcount}" if post.at_least else str(post.headcount)
        value = value if post.counted else _("不计人数")
        label = _("岗位：%(name)s") % {"name": post.name}
        yield _row(f"posts.{post.code}", label, value, person if post.counted else "", post, post.headcount)
    for demand in profile.eligibility:
        value, unit = str(demand.value or ""), str(POST_SCOPE.get(demand.rule, ""))
        if demand.level:
            value = str(LEVEL[demand.level]) + (_("（全日制）") if demand.full_time else "")
        names = "、".join(profile.post(code).name for code in demand.posts) or _("全部岗位")
        if demand.rule == "exclusion":
            value = _("有此情形即不聘")
        label = _("%(rule)s（%(posts)s）") % {"rule": RULE[demand.rule], "posts": names}
        yield _row(f"eligibility.{demand.key}", label, value or _("要求"), unit, demand, demand.value)
    for rule in profile.certification:
        value = f"≥ {percent(rule.share)}"
        yield _row(f"certification.{rule.key}", rule.label, value, "%", rule, rule.share)


def _figures(profile: "Profile") -> Iterator[Term]:
    for key, limit in profile.limits.items():
        yield _figure(f"limits.{key}", limit)


def _dated(profile: "Profile") -> Iterator[Term]:
    for milestone in profile.milestones:
        value = _("%(event)s %(count)d") % {"event": AFTER[milestone.after], "count": milestone.within}
        key = f"milestones.{milestone.key}"
        yield _row(key, milestone.label, value, unit_name(milestone.unit), milestone, milestone.within)


def _work(profile: "Profile") -> Iterator[Term]:
    for duty in profile.duties:
        value = _("%(cadence)s %(count)d 次") % {"cadence": CADENCE[duty.cadence], "count": duty.count}
        if duty.minutes:
            value += _("，不少于 %(minutes)d 分钟") % {"minutes": duty.minutes}
        yield _row(f"duties.{duty.key}", duty.label, value, "", duty, duty.count)
    for training in profile.training:
        value = "、".join(training.subjects) or _("要求")
        unit = str(CADENCE[training.cadence]) if training.cadence else ""
        yield _row(f"training.{training.key}", training.label, value, unit, training)
    for obligation in profile.obligations:
        yield _row(f"obligations.{obligation.key}", obligation.label, _("要求"), "", obligation)
