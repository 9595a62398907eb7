"""What must hold between the values of a profile; each check names the field that is wrong."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from contracts.profile_schema.agreement import (
    Decision,
    Hours,
    Note,
    Payment,
    ServiceYear,
    Tender,
    TermOfContract,
    Venue,
    total_share,
)
from contracts.profile_schema.problems import Path
from contracts.profile_schema.reading import Fault
from contracts.profile_schema.work import Certification, Headcount, Post, Requirement

Check = Callable[..., Iterator[Fault]]
AGE_RULES = ("age_min", "age_max", "experience_years", "height_min_male_cm", "height_min_female_cm")


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def month_after(month: date) -> date:
    """Return the first day of the month after a month's first day."""
    return month_of(month + timedelta(days=31))


def term_dates(term: TermOfContract) -> Iterator[Fault]:
    """Both dates or neither, in order; the longest run is not shorter than the first."""
    if (term.starts_on is None) != (term.ends_on is None):
        yield Fault(("term",), "", _("起止日期只写了一个"), _("请两个都写，或都不写由建合同的人填"))
    elif term.starts_on and term.ends_on and term.ends_on <= term.starts_on:
        yield Fault(("term", "ends_on"), str(term.ends_on), _("不晚于开始日期"), _("请核对年份"))
    if term.max_years < term.years:
        yield Fault(("term", "max_years"), str(term.max_years), _("少于服务期年数"), _("请写最长的总年数"))
    if (term.renewals == 0) != (term.renewal == "none"):
        yield Fault(("term", "renewals"), str(term.renewals), _("与续签条件不符"), _("没有续签时条件写 none"))


def service_years_cover_term(service_years: tuple[ServiceYear, ...], term: TermOfContract) -> Iterator[Fault]:
    """Service years follow one another from the first day of the term to the last."""
    if term.starts_on is None or term.ends_on is None:
        if service_years:
            reason = _("没有起止日期的合同不能写服务年度")
            yield Fault(("service_years",), "", reason, _("请写 []，由起始日推出"))
        return
    if len(service_years) != term.years:
        remedy = _("服务期是 %(years)d 年，请逐年写") % {"years": term.years}
        yield Fault(("service_years",), str(len(service_years)), _("服务年度的个数不对"), remedy)
    expected = term.starts_on
    for at, year in enumerate(service_years):
        path: Path = ("service_years", at)
        if year.number != at + 1:
            yield Fault((*path, "number"), str(year.number), _("次序不连续"), _("请从 1 起依次编号"))
        if year.starts_on != expected:
            remedy = _("应从 %(day)s 开始") % {"day": expected}
            yield Fault((*path, "starts_on"), str(year.starts_on), _("与上一段不相接"), remedy)
        if year.ends_on < year.starts_on:
            yield Fault((*path, "ends_on"), str(year.ends_on), _("早于开始日期"), _("请核对年份"))
        expected = year.ends_on + timedelta(days=1)
    if service_years and service_years[-1].ends_on != term.ends_on:
        path = ("service_years", len(service_years) - 1, "ends_on")
        remedy = _("应到 %(day)s 为止") % {"day": term.ends_on}
        yield Fault(path, str(service_years[-1].ends_on), _("没有覆盖整个服务期"), remedy)


def assessed_months_hold(service_years: tuple[ServiceYear, ...], term: TermOfContract) -> Iterator[Fault]:
    """Assessed months lie inside the term, leave no month out and count none twice."""
    if term.starts_on is None or term.ends_on is None:
        return
    expected = month_of(term.starts_on)
    for at, year in enumerate(service_years):
        path: Path = ("service_years", at)
        if year.assessed_from != expected:
            remedy = _("应从 %(month)s 开始") % {"month": expected.strftime("%Y-%m")}
            found = year.assessed_from.strftime("%Y-%m")
            yield Fault((*path, "assessed_from"), found, _("考核月份不连续"), remedy)
        if year.assessed_to < year.assessed_from:
            found = year.assessed_to.strftime("%Y-%m")
            yield Fault((*path, "assessed_to"), found, _("早于第一个考核月份"), _("请核对年份"))
        if year.assessed_to > month_of(term.ends_on):
            found = year.assessed_to.strftime("%Y-%m")
            yield Fault((*path, "assessed_to"), found, _("超出服务期"), _("请写服务期内的月份"))
        expected = month_after(year.assessed_to)


def headcounts_add_up(headcounts: tuple[Headcount, ...], posts: tuple[Post, ...]) -> Iterator[Fault]:
    """The posts a stated total names exist, and their counted numbers are that total."""
    known = {post.code: post for post in posts}
    for at, total in enumerate(headcounts):
        path: Path = ("headcounts", at)
        yield from _unknown((*path, "posts"), total.posts, known)
        found = sum(known[code].headcount for code in total.posts if code in known and known[code].counted)
        if found != total.headcount:
            remedy = _("请核对这几个岗位的人数，或改总数")
            reason = _("与各岗位之和 %(sum)d 不符") % {"sum": found}
            yield Fault((*path, "headcount"), str(total.headcount), reason, remedy)


def posts_fit_venues(posts: tuple[Post, ...], venues: tuple[Venue, ...]) -> Iterator[Fault]:
    """A post stands at a kind of place the contract has; so many per place is so many in all."""
    places: Counter[str] = Counter()
    for venue in venues:
        places[venue.kind] += venue.count
    for at, post in enumerate(posts):
        if not places[post.venue_kind]:
            remedy = _("请先在 venues 中写这类场所")
            yield Fault(("posts", at, "venue_kind"), post.venue_kind, _("合同没有这类场所"), remedy)
        elif post.per_venue and post.per_venue * places[post.venue_kind] != post.headcount:
            reason = _("乘以场所数 %(places)d 不等于岗位人数") % {"places": places[post.venue_kind]}
            yield Fault(("posts", at, "per_venue"), str(post.per_venue), reason, _("请核对场所数和人数"))


def eligibility_is_usable(eligibility: tuple[Requirement, ...], posts: tuple[Post, ...]) -> Iterator[Fault]:
    """A demand names known posts and carries the value its rule needs."""
    known = {post.code for post in posts}
    for at, demand in enumerate(eligibility):
        path: Path = ("eligibility", at)
        yield from _unknown((*path, "posts"), demand.posts, known)
        if (demand.rule in AGE_RULES) != (demand.value is not None):
            remedy = _("年龄、年限、身高写 value，其余不写")
            yield Fault((*path, "value"), "", _("这类条件的数值多余或缺少"), remedy)
        if (demand.rule == "schooling") != (demand.level is not None):
            remedy = _("学历写 level: college 或 bachelor，其余不写")
            yield Fault((*path, "level"), "", _("学历条件的层次多余或缺少"), remedy)


def payment_fits_kind(payment: Payment) -> Iterator[Fault]:
    """The parts of a payment plan fit its kind, and the shares add up to the whole."""
    wanted = {"quarterly_advance": ("advance", "performance"), "instalments": ("instalments",)}
    for part in wanted.get(payment.kind, ()):
        if not getattr(payment, part):
            yield Fault(("payment", part), "", _("这种付款方式缺少这一项"), _("请补写，或改 kind"))
    if payment.instalments and total_share(payment.instalments) != 1:
        last = len(payment.instalments) - 1
        reason = _("各期比例之和是 %(sum)s，不是 1") % {"sum": total_share(payment.instalments)}
        found = str(payment.instalments[last].share)
        yield Fault(("payment", "instalments", last, "share"), found, reason, _("请核对各期比例"))
    if payment.advance and payment.performance:
        total = payment.advance.share + payment.performance.share
        if total != 1:
            reason = _("与预付比例之和是 %(sum)s，不是 1") % {"sum": total}
            found = str(payment.performance.share)
            yield Fault(("payment", "performance", "share"), found, reason, _("请核对预付和绩效比例"))
    for at, instalment in enumerate(payment.instalments):
        if (instalment.within_days is None) == (instalment.month is None):
            remedy = _("within_days 和 month 二选一")
            yield Fault(("payment", "instalments", at), "", _("到期规则应写一个"), remedy)


def sessions_hold(hours: Hours) -> Iterator[Fault]:
    """Sessions run forward, do not overlap, and make up the daily hours where those are stated."""
    minutes = 0
    previous = None
    for at, session in enumerate(hours.sessions):
        path: Path = ("hours", "sessions", at)
        start = session.starts_at.hour * 60 + session.starts_at.minute
        end = session.ends_at.hour * 60 + session.ends_at.minute
        if end <= start:
            yield Fault((*path, "ends_at"), f"{session.ends_at:%H:%M}", _("不晚于开始时刻"), _("请核对时刻"))
        if previous is not None and start < previous:
            found = f"{session.starts_at:%H:%M}"
            yield Fault((*path, "starts_at"), found, _("与上一段重叠"), _("请按先后写"))
        previous = end
        minutes += end - start
    if hours.sessions and hours.daily_hours is not None and minutes != hours.daily_hours * 60:
        reason = _("与各时段之和 %(minutes)d 分钟不符") % {"minutes": minutes}
        yield Fault(("hours", "daily_hours"), str(hours.daily_hours), reason, _("请核对时段或每日小时数"))


def decisions_default(decisions: tuple[Decision, ...]) -> Iterator[Fault]:
    """A decision's default is one of its options, and no option stands twice."""
    for at, decision in enumerate(decisions):
        keys = [option.key for option in decision.options]
        if decision.default not in keys:
            remedy = _("可选：%(keys)s") % {"keys": "、".join(keys)}
            yield Fault(("decisions", at, "default"), decision.default, _("不在选项之中"), remedy)
        yield from _doubled(("decisions", at, "options"), keys)


def notes_name_decisions(notes: tuple[Note, ...], decisions: tuple[Decision, ...]) -> Iterator[Fault]:
    """A note points only at decisions the profile has."""
    known = {decision.key for decision in decisions}
    for at, note in enumerate(notes):
        yield from _unknown(("notes", at, "decisions"), note.decisions, known)


def certificates_in_term(certification: tuple[Certification, ...], term: TermOfContract) -> Iterator[Fault]:
    """A certificate is asked for in a service year the contract can reach."""
    for at, rule in enumerate(certification):
        if rule.service_year > term.max_years:
            path = ("certification", at, "service_year")
            yield Fault(path, str(rule.service_year), _("超出合同的年数"), _("请核对服务年度"))


def clauses_begin_with_tender(tender: Tender, whole: Mapping[str, Any]) -> Iterator[Fault]:
    """Every clause begins with the short number of this profile's tender, so that it can be found."""
    for path, value in _walk(whole, ()):
        if path[0] == "rubric" or not str(path[-1]).endswith("clause") or not isinstance(value, str):
            continue
        if not value.startswith(f"{tender.code} § "):
            remedy = _("请写成“%(code)s § 条款”") % {"code": tender.code}
            yield Fault(path, value, _("条款不是这份采购文件的"), remedy)


def keys_are_single(whole: Mapping[str, Any]) -> Iterator[Fault]:
    """No two items of one list carry the same key or code."""
    for section, items in whole.items():
        if section == "rubric" or not isinstance(items, list):
            continue
        for name in ("key", "code"):
            keys = [item.get(name) if isinstance(item, dict) else None for item in items]
            yield from _doubled((section,), keys, name)


CHECKS: tuple[tuple[tuple[str, ...], Check], ...] = (
    (("term",), term_dates),
    (("service_years", "term"), service_years_cover_term),
    (("service_years", "term"), assessed_months_hold),
    (("headcounts", "posts"), headcounts_add_up),
    (("posts", "venues"), posts_fit_venues),
    (("eligibility", "posts"), eligibility_is_usable),
    (("payment",), payment_fits_kind),
    (("hours",), sessions_hold),
    (("decisions",), decisions_default),
    (("notes", "decisions"), notes_name_decisions),
    (("certification", "term"), certificates_in_term),
)


def _unknown(path: Path, names: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    known = sorted(known)
    for at, name in enumerate(names):
        if name not in known:
            remedy = _("可用：%(names)s") % {"names": "、".join(known)}
            yield Fault((*path, at), name, _("没有这一个"), remedy)


def _doubled(path: Path, keys: list[Any], name: str = "key") -> Iterator[Fault]:
    for at, key in enumerate(keys):
        if isinstance(key, str) and key in keys[:at]:
            yield Fault((*path, at, name), key, _("与前面的重复"), _("请另取一个"))


def _walk(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _walk(item, (*path, at))
    elif path:
        yield path, value
