"""A proposed week for 120 people: seconds, and no hard rule broken. Budget: 30 seconds on two cores (issue 4).

Three weeks of a made-up hall: a quiet one, one with a make-up workday, one of seven days in which hours bind.
"""

import time

from tests.bench import Measure

BUDGET, PEOPLE = 30, 120


def run() -> list[Measure]:
    from staffing.rules.roster import faults
    from staffing.rules.roster_proposal import propose
    from tests.staffing.roster_weeks import HALL, hall

    measures = []
    for days in (5, 6, 7):
        week = hall(PEOPLE, days=days)
        began = time.perf_counter()
        proposal = propose(week, lambda person, day: HALL, seconds=25)
        took = time.perf_counter() - began
        for each in proposal.placings:
            week.put(each)
        if faults(week):
            raise AssertionError("a proposed week breaks a hard rule")
        measures.append(Measure(f"seconds to propose {days} days for {PEOPLE} people", took, BUDGET, 1))
    return measures
