"""The counts of ratings found row by row in plain Python, and a hall where something happens to ratings every day."""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from tests.factories.windows import make_session
from tests.windows.rating_people import PHONE, Hall
from windows.actions.moves import move_case
from windows.actions.rating_followups import StepTaken, steps_for, take_step
from windows.actions.rating_rulings import rule_on_rating
from windows.actions.rating_tallies import mark_rating_days
from windows.actions.ratings import Said, Visit, record_rating
from windows.enums import CaseState, RatingChannel, RatingSource, RatingState
from windows.models import Case, Rating, RatingFollowUp
from windows.queries.ledger_filters import day_start
from windows.queries.rating_rows import BY
from windows.rules.ratings import Counts


def by_hand(
    by: str, contract: Contract, first: date, last: date, today: date, until: datetime | None = None,
    department: int | None = None,
) -> dict[Any, Counts]:  # fmt: skip
    """Every case and every rating looked at by itself."""
    numbers: dict[Any, Counter[str]] = defaultdict(Counter)
    levels: dict[Any, dict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    wanted = {} if department is None else {"department": department}
    for case in Case.objects.filter(contract=contract, **wanted).exclude(state=CaseState.VOID):
        day = timezone.localdate(case.registered_at)
        if first <= day <= last and (until is None or case.registered_at < until):
            numbers[_key(case, by, day)]["rateable"] += 1
    for rating in Rating.objects.filter(contract=contract, **wanted).select_related("followup"):
        came_late = until is not None and rating.recorded_at >= until
        if not first <= rating.visited_on <= last or came_late or rating.state == RatingState.SUPERSEDED:
            continue
        key = _key(rating, by, rating.visited_on)
        of_case = int(rating.case_id is not None)
        if rating.state == RatingState.EXCLUDED:
            numbers[key].update({"excluded": 1, "rateable": -of_case})
            continue
        active = rating.source == RatingSource.ACTIVE
        numbers[key].update({"rated": of_case, "rated_actively": of_case if active else 0})
        levels[key]["active" if active else "default"][rating.level] += 1
        if rating.level <= 2:
            numbers[key].update(_followed(rating, rating.followup, today))
    return {
        key: Counts(**found, **{name: dict(n) for name, n in levels[key].items()})
        for key, found in numbers.items()
    }


def _key(row: Any, by: str, day: date) -> Any:
    return day.replace(day=1) if by == "month" else getattr(row, BY[by])


def _followed(rating: Rating, followup: RatingFollowUp, today: date) -> dict[str, int]:
    answered = followup.answered_at
    return {
        "bad_in_time": int(bool(answered) and timezone.localdate(answered) <= followup.rectify_due_on),
        "bad_pending": int(not answered and followup.rectify_due_on >= today),
        "real_bad": int(rating.is_real_name),
        "called_back": int(rating.is_real_name and followup.called_back_at is not None),
    }


@dataclass
class Town:
    """Two departments at three windows, and all that can befall a rating, by chance."""

    places: list[Hall]
    chance: random.Random
    number: int = 0

    @classmethod
    def of(cls, contract: Contract, seed: int) -> "Town":
        one, other = Hall.of(contract), Hall.of(contract)
        return cls([one, replace(one, session=make_session(contract)), other], random.Random(seed))

    @property
    def contract(self) -> Contract:
        return self.places[0].contract

    def visit(self, day: date, at: datetime) -> None:
        """A case of that day, often rated: at once, or later by somebody who came home first."""
        hall, hour = self.chance.choice(self.places), self.chance.randrange(9, 17)
        case = hall.case(at=day_start(day) + timedelta(hours=hour))
        mark_rating_days(
            contract=self.contract, days=[day], today=timezone.localdate(at)
        )  # as an import does
        if self.chance.random() < 0.75:
            self.rate(hall, case, at)

    def rate(self, hall: Hall, case: Case, at: datetime) -> None:
        silent = self.chance.random() < 0.3
        level = self.chance.randrange(3, 6) if silent else self.chance.choice([1, 1, 2, 3, 4, 5])
        named = {} if silent or self.chance.random() < 0.5 else {"name": "陈大明", "contact": PHONE}
        source = RatingSource.DEFAULT if silent else RatingSource.ACTIVE
        hall.rate(level, case=case, at=at, source=source, channel=RatingChannel.PLATFORM, **named)

    def call(self, day: date, at: datetime) -> None:
        """A visit that made no case, at no window."""
        self.number += 1
        visit = Visit(
            self.contract, "consultation", f"电话{self.number}", day_start(day) + timedelta(hours=9)
        )
        record_rating(
            at=at, visit=visit, said=Said(self.chance.randrange(1, 6)), channel=RatingChannel.PLATFORM
        )

    # -- what happens later -------------------------------------------------------------------------------------------
    def happen(self, at: datetime) -> None:
        {0: self.speak, 1: self.void, 2: self.rule, 3: self.rule, 4: self.step, 5: self.step, 6: self.step}[
            self.chance.randrange(7)
        ](at)

    def speak(self, at: datetime) -> None:
        """Somebody gives their own word where silence was counted, or where there was no rating."""
        silent = Rating.objects.filter(
            source=RatingSource.DEFAULT, state=RatingState.VALID, case__isnull=False
        )
        rated = Rating.objects.exclude(state=RatingState.SUPERSEDED).exclude(pk__in=silent).values("case")
        open_to = Case.objects.exclude(pk__in=rated.filter(case__isnull=False)).exclude(state=CaseState.VOID)
        case = self.one(open_to)
        if case is not None:
            said = Said(self.chance.randrange(1, 6))
            record_rating(at=at, visit=case, said=said, channel=RatingChannel.PAGE)

    def void(self, at: datetime) -> None:
        case = self.one(Case.objects.exclude(state=CaseState.VOID))
        if case is not None:
            move_case(
                by=None,
                at=at,
                case=case,
                to=CaseState.VOID,
                action="void",
                closed_at=at,
                closing_reason="录错",
            )

    def rule(self, at: datetime) -> None:
        """Struck out, or taken back what was struck out."""
        rating = self.one(Rating.objects.exclude(state=RatingState.SUPERSEDED))
        if rating is not None:
            outcome = "exclude" if rating.state == RatingState.VALID else "restore"
            rule_on_rating(
                by=self.places[0].assessor, at=at, rating=rating, outcome=outcome, reason="核实后裁定",
                seen=rating.state, key=self.key("rule"),
            )  # fmt: skip

    def step(self, at: datetime) -> None:
        """The next step of a bad rating, whoever may take it."""
        followup = self.one(RatingFollowUp.objects.exclude(state__in=["closed", "dropped"]))
        if followup is None:
            return
        department, today = followup.rating.department_id, timezone.localdate(at)
        hall = next((each for each in self.places if each.item.department_id == department), self.places[0])
        handlers = (hall.liaison, hall.assessor) if department else (hall.assessor,)
        ways = [(by, step.name) for by in handlers for step in steps_for(by, followup)]
        by, name = self.chance.choice(
            [way for way in ways if way[1] != "plan" or followup.rectify_due_on >= today]
        )
        taken = StepTaken(
            name, "已办", planned_on=today if name == "plan" else None,
            call_back_result="satisfied" if name == "call_back" else "",
        )  # fmt: skip
        take_step(by=by, at=at, followup=followup, taken=taken, seen=followup.state, key=self.key("step"))

    def one(self, rows: Any) -> Any:
        found = list(rows.order_by("pk"))
        return self.chance.choice(found) if found else None

    def key(self, what: str) -> str:
        self.number += 1
        return f"{what}-{self.number}"
