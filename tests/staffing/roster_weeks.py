"""Weeks of a made-up hall for the roster's rules: no database. Shared by tests and benchmarks."""

import random
from datetime import date, datetime, time, timedelta

from staffing.rules.roster import Held, Limits, Place, Placing, Plan, Slot, SlotKey, Worker

MONDAY = date(2026, 11, 16)
AM, PM, EVENING = 1, 2, 3
EIGHT_AND_FORTY = Limits(8 * 60, 40 * 60)
HALL = 1
TIMES = {AM: ("am", "上午", time(8), time(12)), PM: ("pm", "下午", time(14), time(18)),
         EVENING: ("extended", "延时", time(18), time(19, 30))}  # fmt: skip


def slots(days: int = 5, sessions: tuple[int, ...] = (AM, PM)) -> dict[SlotKey, Slot]:
    found = {}
    for day in (MONDAY + timedelta(days=n) for n in range(days)):
        for session in sessions:
            key, name, begins, ends = TIMES[session]
            found[day, session] = Slot(
                day, session, key, name, datetime.combine(day, begins), datetime.combine(day, ends),
                session == EVENING,
            )  # fmt: skip
    return found


def worker(
    pk: int, post: int = 1, *, venue: int | None = HALL, floats: bool = False, **values: object
) -> Worker:
    held = (Held(post, venue, date(2020, 1, 1), None, floats),)
    return Worker(pk, f"员工{pk}", **{"held": held, **values})  # type: ignore[arg-type]


def window(number: int, post: int = 1, sessions: tuple[str, ...] = ("am", "pm")) -> Place:
    return Place(1000 + number, post, HALL, date(2020, 1, 1), None, number, frozenset(sessions))


def crowd(post: int, least: int) -> Place:
    return Place(
        2000 + post, post, HALL, date(2020, 1, 1), None, None, frozenset(), (("am", least), ("pm", least))
    )


def plan(workers: list[Worker], places: list[Place], *, days: int = 5, limits: Limits = EIGHT_AND_FORTY,
         placings: tuple[Placing, ...] = (), sessions: tuple[int, ...] = (AM, PM)) -> Plan:  # fmt: skip
    return Plan(slots(days, sessions), {each.pk: each for each in workers}, places, limits, placings)


def hall(people: int = 120, *, days: int = 5, share_on_leave: int = 8, seed: int = 7) -> Plan:
    """A hall like 002's: most at windows, some guides, issuing and assisting people, a few floats, AB seconds."""
    chance = random.Random(seed)
    windows = people * 6 // 10
    posts = [1] * (people * 66 // 100) + [2] * (people * 12 // 100) + [3] * (people * 10 // 100)
    posts += [9] * (people - len(posts))
    all_slots = slots(days)
    workers = []
    for pk, post in enumerate(posts, start=1):
        away = frozenset(at for at in all_slots if chance.randrange(100) < share_on_leave)
        seconds = frozenset(chance.sample(range(1, people + 1), 2)) - {pk}
        usual = pk if post == 1 and pk <= windows else None
        workers.append(
            worker(pk, post, floats=post == 9, away=away, stands_in_for=seconds, usual_window=usual)
        )
    places = [window(number) for number in range(1, windows + 1)]
    places += [crowd(2, posts.count(2) * 8 // 10), crowd(3, posts.count(3) * 8 // 10)]
    return Plan(all_slots, {each.pk: each for each in workers}, places, EIGHT_AND_FORTY)
