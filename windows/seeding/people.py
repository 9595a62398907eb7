"""Made-up applicants: the same number always gives the same person or firm, with valid check digits."""

import random
from functools import lru_cache
from typing import NamedTuple

from hall_ops.lib.identity_numbers import CREDIT_ALPHABET, credit_check, resident_check
from windows.seeding.words import GIVEN, PLACES, SURNAMES, TRADES

AREAS = ("460105", "460106", "460107", "460108", "469023", "460203", "440308", "430104", "510107", "330106")
FIRMS = 5  # one applicant of five is a firm


class Applicant(NamedTuple):
    kind: str
    name: str
    id_kind: str
    id_number: str
    phone: str


@lru_cache(1 << 17)
def applicant(number: int) -> Applicant:
    """The applicant of this number. Nobody real: area and sequence are drawn, the check digit is right."""
    phone = f"1{(3, 5, 7, 8, 9)[number % 5]}{number * 7919 % 1_000_000_000:09}"
    given = GIVEN[number * 13 % len(GIVEN)] + (GIVEN[number * 29 % len(GIVEN)] if number % 4 else "")
    name = SURNAMES[number * 17 % len(SURNAMES)] + given
    if number % FIRMS == 0:
        place, trade = PLACES[number // 5 % len(PLACES)], TRADES[number // 80 % len(TRADES)]
        firm = f"海口{place}{given}{trade}有限公司"
        body = f"91460{100 + number % 8 * 100:04}MA5T{number % 31**4:x}".upper()
        body = "".join(mark if mark in CREDIT_ALPHABET else "0" for mark in body)[:17].ljust(17, "0")
        return Applicant("organisation", firm, "credit_code", body + credit_check(body), phone)
    day = f"{1950 + number % 55}{1 + number // 7 % 12:02}{1 + number // 3 % 28:02}"
    body = f"{AREAS[number % len(AREAS)]}{day}{number // 4400 % 1000:03}"
    return Applicant("person", name, "resident", body + resident_check(body), phone)


def drawn(chance: random.Random, people: int) -> Applicant:
    """One of so many people, each as likely."""
    return applicant(int(chance.random() * people))
