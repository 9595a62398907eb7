"""The sections that say what was agreed: parties, places, term, price, payment, hours, decisions, notes."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from contracts.profile_schema.scalars import (
    Clock,
    Count,
    Day,
    Exact,
    Key,
    Many,
    Model,
    Month,
    MonthDay,
    Share,
    Slug,
    Sourced,
    Text,
    Unit,
    Yuan,
)

VenueKind = Literal["hall", "branch", "township", "selfservice", "other"]


class Tender(Model):
    """The tender a profile was written from. Shape: `code` is the short number clauses begin with ("002")."""

    code: Annotated[str, Field(min_length=1, max_length=20)]
    title: Text
    number: Text | None = None


class Party(Model):
    """One side of the contract; the name is empty where the tender leaves it open."""

    name: Text | None = None
    note: Text | None = None


class Figure(Sourced):
    """One measured value, a fact of the site or a limit. Units: as `unit` says; a ratio of 0.03 is 3 %."""

    label: Text
    value: Exact
    unit: Unit
    bound: Literal["exactly", "below", "at_most", "at_least"] = "exactly"
    criteria: Many[str] = ()


class Zone(Model):
    """A service zone inside a venue."""

    code: Slug
    name: Text


class Venue(Sourced):
    """A place of service; `count` stands for that many places alike that the tender does not name."""

    code: Slug
    name: Text
    kind: VenueKind
    address: Text | None = None
    count: Count = 1
    zones: Many[Zone] = ()


class TermOfContract(Sourced):
    """How long the contract runs and how it goes on. Units: years.

    Shape: without dates the person creating the contract enters the first day. `renewals` counts the further
    yearly signings; `max_years` is the longest run with all of them.
    """

    years: Count
    starts_on: Day | None = None
    ends_on: Day | None = None
    signed_yearly: bool = False
    renewals: Annotated[int, Field(ge=0, le=20)] = 0
    max_years: Count
    renewal: Literal["none", "on_need", "assessed", "excellent"] = "none"
    renewal_note: Text | None = None


class ServiceYear(Model):
    """A year of service with the months whose cards count for it. Shape: assessed months as first days."""

    number: Count
    starts_on: Day
    ends_on: Day
    assessed_from: Month
    assessed_to: Month
    clause: Text

    def assessed_months(self) -> tuple[date, ...]:
        """Return the first day of each assessed month, in order."""
        first = self.assessed_from.year * 12 + self.assessed_from.month - 1
        last = self.assessed_to.year * 12 + self.assessed_to.month - 1
        return tuple(date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1))


class Price(Sourced):
    """The ceilings and what is taken off; the award price is entered on the contract. Units: yuan."""

    ceiling_total_yuan: Yuan | None = None
    ceiling_year_yuan: Yuan | None = None
    prepaid_wages_deducted: bool = False
    prepaid_wages_clause: Text | None = None
    covers: Many[Text] = ()
    covers_clause: Text | None = None


class Session(Model):
    """One stretch of opening time on a working day."""

    name: Text
    starts_at: Clock
    ends_at: Clock


class Hours(Sourced):
    """When the halls are open and how long people work. Units: hours; sessions hold clock times."""

    sessions: Many[Session] = ()
    sessions_silent: bool = False
    daily_hours: Exact | None = None
    weekly_hours: Exact | None = None
    extended_on_request: bool = False
    uninterrupted: bool = False
    by_appointment: bool = False


class Instalment(Sourced):
    """One part of the year's fee. Shape: due either some days after signing or in the n-th month after it."""

    share: Share
    within_days: Count | None = None
    day_unit: Literal["day", "calendar_day", "working_day"] = "day"
    month: Annotated[int, Field(ge=1, le=36)] | None = None


class Advance(Sourced):
    """A share of each quarter's fee paid ahead, by a day of one of the quarter's months."""

    share: Share
    month_of_quarter: Annotated[int, Field(ge=1, le=3)]
    due_day: Annotated[int, Field(ge=1, le=28)]


class Performance(Sourced):
    """The share of the year's fee that the scores decide, and the day of the year it is settled by."""

    share: Share
    settled_by: MonthDay
    settled_by_clause: Text


class CertificationDeduction(Sourced):
    """What each person without the demanded certificate takes off. Units: share of the performance base."""

    share: Share


class Payment(Sourced):
    """The payment plan; each kind uses the parts it needs."""

    kind: Literal["quarterly_advance", "monthly", "instalments", "quarterly_assessed", "by_contract"]
    advance: Advance | None = None
    performance: Performance | None = None
    certification_deduction: CertificationDeduction | None = None
    instalments: Many[Instalment] = ()


class Option(Model):
    """One reading of a clause that both sides may choose."""

    key: Key
    label: Text


class Decision(Model):
    """A clause that can be read in more than one way; the default stands until both sides sign another."""

    key: Key
    question: Text
    clause: Text
    options: Annotated[Many[Option], Field(min_length=2)]
    default: Key

    def label_of(self, key: str) -> str:
        """Return the wording of an option. Raises: KeyError for a key that is no option."""
        return {option.key: option.label for option in self.options}[key]


class Milestone(Sourced):
    """Something due once, some time after an event. Units: as `unit` says."""

    key: Key
    label: Text
    within: Count
    unit: Unit
    after: Literal["award_notice", "signing", "effect", "force_majeure_end", "acceptance"]


class Note(Model):
    """A place where the tender is unclear, contradicts itself or leaves a gap: shown, never smoothed over."""

    key: Key
    clause: Text
    text: Text
    kind: Literal["ambiguity", "contradiction", "slip", "gap"] = "ambiguity"
    decisions: Many[Key] = ()


def total_share(parts: tuple[Instalment, ...]) -> Decimal:
    """Return the sum of the instalments' shares."""
    return sum((part.share for part in parts), Decimal(0))
