"""What the statistics' screens share: the time, the dimension and the order that an address asks for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from contracts.models import Contract
from windows.enums import TallyDimension
from windows.queries.stats import Statistics, dimensions_for, statistics
from windows.reports.stats_table import sorted_lines
from windows.rules.stats import MONTH, UNITS, Time, time_of


@dataclass(frozen=True, slots=True)
class AskedStats:
    found: Statistics
    dimensions: list[TallyDimension]
    order: str
    lines: list[Any]


def asked_stats(user: Any, contract: Contract, data: QueryDict, today: date) -> AskedStats:
    """The statistics of an address; what it does not say well is this month, by item, the most received first."""
    time = asked_time(data, today)
    dimensions = dimensions_for(user, contract)
    wanted = data.get("by", "")
    dimension = next((each for each in dimensions if each == wanted), (*dimensions, TallyDimension.ITEM)[0])
    order = data.get("order", "")[:30] or "received"
    found = statistics(user, contract, time, dimension, today)
    return AskedStats(found, dimensions, order, sorted_lines(found, order))


def asked_time(data: QueryDict, today: date) -> Time:
    unit = data.get("unit", "")
    try:
        day = date.fromisoformat(data.get("on", ""))
    except ValueError:
        day = today
    if not date(1990, 1, 8) <= day <= date(2098, 12, 1):
        day = today
    return time_of(unit if unit in UNITS else MONTH, day)
