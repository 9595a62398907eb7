"""Service years derived from a first day, for profiles whose tender names no dates."""

from datetime import date, timedelta

from contracts.profile_schema.agreement import ServiceYear
from contracts.profile_schema.checks import month_after, month_of
from contracts.profile_schema.profile import Profile


def service_years_for(profile: Profile, starts_on: date, renewals: int = 0) -> tuple[ServiceYear, ...]:
    """Return the service years of a contract of this profile that begins on a day.

    Shape: a profile with fixed service years returns those whatever the day. Otherwise one year after another
    from `starts_on`, as many as the term and the renewals made so far; each month is assessed once, a month
    that two years share with the later one, the last month of all with the last year.
    Raises: ValueError for more renewals than the tender allows.
    Source: 002 § 一.6 (fixed); 000 § 四.1, 001 § 3.1.1, 003 § 七, 004 § 四.1 (from signing).
    """
    if profile.service_years:
        return profile.service_years
    if not 0 <= renewals <= profile.term.renewals:
        raise ValueError(f"{renewals} renewals, the tender allows {profile.term.renewals}")
    count = profile.term.years + renewals
    return tuple(_year(profile.term.clause, starts_on, number, count) for number in range(1, count + 1))


def _year(clause: str, starts_on: date, number: int, count: int) -> ServiceYear:
    first = _years_later(starts_on, number - 1)
    last = _years_later(starts_on, number) - timedelta(days=1)
    next_month = month_after(month_of(last)) if number == count else month_of(_years_later(starts_on, number))
    return ServiceYear.model_construct(
        number=number,
        starts_on=first,
        ends_on=last,
        assessed_from=month_of(first),
        assessed_to=month_of(next_month - timedelta(days=1)),
        clause=clause,
    )


def _years_later(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 1 March in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
