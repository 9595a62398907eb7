"""1,000 cards of 200 entries scored, against a bare loop of integer additions over the same numbers."""

import random
from decimal import Decimal
from pathlib import Path

import yaml

from assessment.rules import Entry, Rubric, compile_rubric, rubric_from_document
from tests.bench import Measure, seconds

PROFILE = Path(__file__).resolve().parents[2] / "contracts" / "profiles" / "haikou.yaml"
CARDS, ENTRIES, ROUNDS, LIMIT = 1000, 200, 9, 5.0


def rubric() -> Rubric:
    """Return the shipped Haikou rubric."""
    return rubric_from_document(yaml.safe_load(PROFILE.read_text(encoding="utf-8"))["rubric"])


def month(haikou: Rubric, chance: random.Random) -> list[Entry]:
    """Return one card's entries over all criteria, honours with their level."""
    picked = chance.choices(haikou.criteria, k=ENTRIES)
    return [
        Entry(criterion.code, chance.randint(1, 3), "municipal" if criterion.code == "7.10" else None)
        for criterion in picked
    ]


def run() -> list[Measure]:
    """Time the totals of all cards, entries checked and looked up before as the baseline's numbers are."""
    haikou, chance = rubric(), random.Random(2023)
    scorer = compile_rubric(haikou)
    cards = [scorer.prepare(month(haikou, chance)) for _card in range(CARDS)]

    def add_bare() -> int:
        total = 0
        for card in cards:
            for _place, number in card:
                total += number
        return total

    def score_all() -> list[Decimal]:
        return [scorer.total(card) for card in cards]

    return [Measure("score_cards", seconds(score_all, ROUNDS), seconds(add_bare, ROUNDS), LIMIT)]
