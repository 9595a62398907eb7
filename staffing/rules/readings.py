"""Readings of the tender's words on people that both sides sign: the options, and which one holds in which month.

The options and defaults are those of the profile's decisions; where a contract has none the default holds.
Source: 002 § 四(二)1(3)⑤, 1(4)⑦, 1(5)②, § 八(七), 表1 1.4, 1.7; 001 § 2 表 3; 003 § 四.1.
"""

from collections.abc import Sequence
from datetime import date

Steps = Sequence[tuple[date, str]]

AGE_LIMIT, VACANCY_START = "age_limit", "vacancy_start"
MEAN_WAGE_PEOPLE, SHORT_NOTICE = "mean_wage_people", "short_notice"
KEYS = (AGE_LIMIT, VACANCY_START, MEAN_WAGE_PEOPLE, SHORT_NOTICE)

INCLUSIVE, EXCLUSIVE = "inclusive", "exclusive"
DAY_AFTER, LAST_DAY, FIRST_WORKDAY = "day_after", "last_day", "first_workday"
WHOLE_MONTH, WITH_PARTIAL, EVERYONE = "whole_month", "with_partial", "everyone"
COUNTS, CONSENT_CURES = "counts", "consent_cures"
DEFAULTS = {
    AGE_LIMIT: INCLUSIVE,
    VACANCY_START: DAY_AFTER,
    MEAN_WAGE_PEOPLE: WHOLE_MONTH,
    SHORT_NOTICE: COUNTS,
}


def option_in(steps: Steps, day: date, default: str) -> str:
    """The option that holds on a day. Shape: `steps` are (first day, option), the earliest first."""
    held = default
    for first, option in steps:
        if first <= day:
            held = option
    return held
