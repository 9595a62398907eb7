"""What is late: how something due stands on a day. When a term ends is hall_ops.lib.deadlines."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Standing:
    """How something due stands on a day.

    Shape: `state` is open, on_time, late or undated (no due day yet). Units: days late, 0 unless late.
    """

    state: str
    days_late: int = 0


def standing(due_on: date | None, done_on: date | None, day: date) -> Standing:
    """Judge something due on `day`, done or not: the due day itself is in time.

    Shape: for a payment `done_on` is the day the purchaser filed it with the treasury, not the day it arrived.
    Source: 002 § 九(三) (the filing decides, the treasury's review is left out).
    """
    if due_on is None:
        return Standing("undated")
    judged = done_on if done_on is not None else day
    if judged > due_on:
        return Standing("late", (judged - due_on).days)
    return Standing("on_time" if done_on is not None else "open")


def late(filed_on: date | None, due_on: date | None, day: date) -> bool:
    """Whether a payment was filed too late, or on `day` still is not filed though due. Source: 002 § 九(三)."""
    return standing(due_on, filed_on, day).state == "late"
