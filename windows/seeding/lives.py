"""The life of a made-up case: when it was accepted, handed over, decided, handed out, and how far it is by now.

Shape: days are places in a list of working days, times seconds of the day; nothing after the last day has happened.
"""

import random
from dataclasses import dataclass, field

from windows.seeding.places import Thing
from windows.seeding.words import REASONS

OPENS, NOON, AFTERNOON, CLOSES = 30600, 43200, 52200, 64800  # 8:30, 12:00, 14:30, 18:00
Moment = tuple[int, int]


@dataclass(slots=True)
class Life:
    """What became of one case. Shape: a moment is (day's place, second); log lines are (moment, action, from, to)."""

    state: str = "registered"
    accepted: Moment | None = None
    due: int | None = None
    statutory: int | None = None
    transferred: Moment | None = None
    decided: Moment | None = None
    late_days: int = 0
    concluded: str = ""
    ready: Moment | None = None
    issued: Moment | None = None
    archived: Moment | None = None
    closed: Moment | None = None
    refusal: str = ""
    reason: str = ""
    told: int = 0
    gap_due: int | None = None
    correction_due: int | None = None
    stopped_since: int | None = None
    delivery: str = "counter"
    holder: str = "window"
    log: list[tuple[Moment, str, str, str]] = field(default_factory=list)

    def step(self, moment: Moment, action: str, to: str) -> None:
        self.log.append((moment, action, self.state, to))
        self.state = to


def live(thing: Thing, day: int, second: int, last: int, chance: random.Random) -> Life:
    """One case registered at this moment, as it stands at the end of the last day."""
    life, roll = Life(), chance.random()
    if roll < 0.015:
        _close(life, day, second, roll, chance)
        return life
    accepted_on, at = day, min(second + 240 + int(chance.random() * 1200), CLOSES + 1800)
    if roll < 0.065:
        accepted_on, at = _correct(life, day, second, last, chance)
        if accepted_on > last:
            return life
    gap = roll > 0.965 and thing.promised > 1
    _accept(life, thing, (accepted_on, at), gap, last, chance)
    if 0.065 <= roll < 0.08 and accepted_on + 1 <= last and thing.promised:
        life.step((accepted_on + 1, OPENS + 900), "withdraw", "withdrawn")
        life.closed, life.reason, life.holder = (accepted_on + 1, OPENS + 900), REASONS[0], "applicant"
        return life
    _decide(life, thing, accepted_on, at, last, chance)
    return life


def _close(life: Life, day: int, second: int, roll: float, chance: random.Random) -> None:
    """Refused, or voided as registered by mistake."""
    moment = (day, second + 300)
    life.closed, life.holder = moment, "applicant"
    if roll < 0.003:
        life.step(moment, "void", "void")
        life.reason = REASONS[4]
        return
    life.refusal = "not_applicable" if roll < 0.006 else "refused"
    life.reason = chance.choice(REASONS[1:4])
    life.step(moment, "refuse" if life.refusal == "refused" else "not_applicable", "not_accepted")


def _correct(life: Life, day: int, second: int, last: int, chance: random.Random) -> Moment:
    """Told once what is missing; brought one to five working days later."""
    life.told, life.correction_due = 1, day + 5
    life.step((day, second + 300), "tell_once", "correcting")
    moment = (day + 1 + int(chance.random() * 5), OPENS + int(chance.random() * 12000))
    if moment[0] <= last:
        life.step(moment, "resubmit", "registered")
        life.correction_due = None
    return moment[0], moment[1] + 600


def _accept(life: Life, thing: Thing, moment: Moment, gap: bool, last: int, chance: random.Random) -> None:
    life.accepted, life.due, life.statutory = moment, moment[0] + thing.promised, moment[0] + thing.statutory
    life.step(moment, "accept_gap" if gap else "accept", "accepted")
    if gap:
        brought = moment[0] + 1 + int(chance.random() * min(5, thing.promised))
        if brought <= last:
            life.step((brought, AFTERNOON), "close_gap", "accepted")
        else:
            life.gap_due = moment[0] + min(5, thing.promised)


def _decide(life: Life, thing: Thing, day: int, second: int, last: int, chance: random.Random) -> None:
    if not thing.promised:
        life.decided = (day, second + 300)
        life.concluded = "granted"
        life.step(life.decided, "grant", "decided")
        _hand_out(life, thing, last, chance)
        return
    life.transferred = (day, 61200) if second < 61000 else (day + 1, OPENS + 1800)
    if life.transferred[0] > last:
        life.transferred = None
        return
    life.step(life.transferred, "transfer", "transferred")
    life.holder = "department"
    late = chance.random() < 0.006
    days = (
        thing.promised + 1 + int(chance.random() * 3) if late else 1 + int(chance.random() * thing.promised)
    )
    if day + days > last:
        if chance.random() < 0.01:
            life.stopped_since = last
        return
    life.decided, life.late_days = (
        (day + days, OPENS + int(chance.random() * 30000)),
        max(days - thing.promised, 0),
    )
    denied = chance.random() < 0.015
    life.concluded = "denied" if denied else "granted"
    life.step(life.decided, "deny" if denied else "grant", "decided")
    _hand_out(life, thing, last, chance)


def _hand_out(life: Life, thing: Thing, last: int, chance: random.Random) -> None:
    assert life.decided is not None, "only what is decided is handed out"
    day, second = life.decided
    if not thing.has_result:
        life.delivery = "none"
        _archive(life, day + 5, last)
        return
    if thing.promised:
        life.ready = (day + 1, OPENS + 3600)
        if life.ready[0] > last:
            life.ready = None
            return
        life.step(life.ready, "shelve", "ready")
        life.holder = "shelf"
        day, second = life.ready[0] + int(chance.expovariate(0.4)), AFTERNOON + int(chance.random() * 9000)
        if day > last:
            return
    life.delivery = "post" if chance.random() < 0.18 else "counter"
    life.issued = (day, min(second + 300, CLOSES + 3000))
    life.step(life.issued, "issue", "issued")
    life.holder = "applicant"
    _archive(life, day + 20, last)


def _archive(life: Life, day: int, last: int) -> None:
    if day <= last:
        life.archived = (day, 62000)
        life.step(life.archived, "archive", "archived")
        life.holder = "archive"
