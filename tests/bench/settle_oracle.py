"""Random cards and service years against an oracle that shares no code with the rules: no difference is allowed.

`python -m tests.bench.settle_oracle [COUNT]` checks that many cards and as many years (a million unless said) and ends
in 1 where any differs. The oracle reckons in whole numbers: points in ten-thousandths, money in cents, and compares by
cross-multiplication where the rules use fractions. Figures of the tender are written down here once more.
"""

import os
import random
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import cache
from math import gcd
from pathlib import Path
from typing import Any

import yaml

from tests.bench import Measure

PROFILE = Path(__file__).resolve().parents[2] / "contracts" / "profiles" / "haikou.yaml"
COUNT, CHUNK, VARIANTS, SCALE = 1_000_000, 10_000, 8, 10_000
TIERS = ((90, 100), (80, 85), (70, 70), (60, 50))
YEARS = {1: ((2023, 1), 11), 2: ((2023, 12), 12), 3: ((2024, 12), 13)}
EDGES = (
    "60",
    "70",
    "80",
    "90",
    "59.99",
    "69.99",
    "79.99",
    "89.99",
    "89.995",
    "89.9949",
    "89.996",
    "105",
    "-5",
)
CARD_OPTIONS = {"adjustment_cap": ("separate", "net"), "total_cap": ("allow", "cut"),
                "no_unit_criteria": ("once", "item")}  # fmt: skip
YEAR_OPTIONS = {"mean_rounding": ("exact", "half_up_2"), "price_base": ("year_price", "contract_price"),
                "year3_close": ("pay_then_true_up", "wait_december", "leave_december_out")}  # fmt: skip


# -- cards ----------------------------------------------------------------------------------------------------------
@cache
def document(variant: int) -> dict[str, Any]:
    """The shipped table; in further variants with odd points in place of whole ones."""
    found = deepcopy(_shipped())
    chance = random.Random(variant)
    for criterion in found["criteria"] if variant else ():
        if "points" in criterion["measure"]:
            criterion["measure"]["points"] = chance.choice(("0.25", "0.5", "1.5", "2.75", "3", "0.1"))
    return found


@cache
def _shipped() -> dict[str, Any]:
    return yaml.safe_load(PROFILE.read_text(encoding="utf-8"))["rubric"]


def card_total(
    table: dict[str, Any], entries: Iterable[tuple[int, int, str]], options: dict[str, str]
) -> int:
    """A card's total by the table itself.

    Shape: entries as (place of the criterion, count, level). Units: points/10000.
    """
    lost: dict[str, int] = {}
    bonus = demerit = 0
    once: set[int] = set()
    for place, count, level in entries:
        line = table["criteria"][place]
        measure = line["measure"]
        if measure["type"] == "once" and options["no_unit_criteria"] == "once":
            if not count or place in once:
                continue
            once.add(place)
            count = 1
        text = {"national": "5", "provincial": "3", "municipal": "2"}[level] if level else measure["points"]
        whole, _dot, rest = text.partition(".")
        points = (int(whole) * SCALE + int(f"{rest:0<4}")) * count
        if line["effect"] == "bonus":
            bonus += points
        elif line["effect"] == "demerit":
            demerit += points
        else:
            lost[line["group"]] = lost.get(line["group"], 0) + points
    total = 100 * SCALE
    for group in table["groups"]:
        if group["kind"] == "deduct":
            total -= min(int(group["cap"]) * SCALE, lost.get(group["code"], 0))
    limit = 5 * SCALE
    if options["adjustment_cap"] == "net":
        total += max(-limit, min(limit, bonus - demerit))
    else:
        total += min(limit, bonus) - min(limit, demerit)
    return min(total, 100 * SCALE) if options["total_cap"] == "cut" else total


# -- years ----------------------------------------------------------------------------------------------------------
def year_figures(case: dict[str, Any], basis: str) -> tuple[str, str, Decimal, Decimal, Decimal]:
    """Mean and coefficient as fractions, gross, certification and net of a year on one basis."""
    months = case["months"]
    if case["year3_close"] == "leave_december_out":
        months = [each for each in months if each[0] != (2025, 12)]
    parts: dict[Any, list[int]] = {}
    for (year, month), total in months:
        key = {"annual": 0, "monthly": (year, month), "quarterly": (year, -(-month // 3))}[basis]
        parts.setdefault(key, []).append(total)
    percent = sum(
        _percent(sum(part), len(part), case["mean_rounding"]) * len(part) for part in parts.values()
    )
    count, points = len(months), sum(total for _month, total in months)
    fen = case["contract_fen"] if case["price_base"] == "contract_price" else case["year_fen"]
    # A tenth of the price by the percentage; half a percent of that tenth for each person; all over one denominator.
    denominator = 10 * 1000 * count
    gross = fen * percent * 10
    taken = min(gross, fen * 5 * case["uncertified"] * count)
    amounts = (_fen(each, denominator) for each in (gross, taken, gross - taken))
    return _ratio(points, SCALE * count), _ratio(percent, 100 * count), *amounts  # type: ignore[return-value]


def _percent(points: int, count: int, rounding: str) -> int:
    """The tier's percentage for a mean of points/10000 over a count."""
    if rounding == "half_up_2":
        points, count = (points * 200 + SCALE * count) // (2 * SCALE * count) * SCALE, 100
    return next((paid for floor, paid in TIERS if points >= floor * count * SCALE), 0)


def _fen(numerator: int, denominator: int) -> Decimal:
    whole, rest = divmod(numerator, denominator)
    return Decimal(whole + (2 * rest >= denominator)).scaleb(-2)


def _ratio(numerator: int, denominator: int) -> str:
    shared = gcd(numerator, denominator)
    below = denominator // shared
    return f"{numerator // shared}" + (f"/{below}" if below != 1 else "")


# -- the comparison -------------------------------------------------------------------------------------------------
def random_card(chance: random.Random) -> tuple[int, list[tuple[int, int, str]], dict[str, str]]:
    variant, entries = chance.randrange(VARIANTS), []
    criteria = document(variant)["criteria"]
    for _entry in range(chance.choice((0, 1, 2, 3, 5, 8, 13))):
        place = chance.randrange(len(criteria))
        levels = "levels" in criteria[place]["measure"]
        level = chance.choice(("national", "provincial", "municipal")) if levels else ""
        entries.append((place, chance.choice((0, 1, 1, 1, 2, 7)), level))
    return variant, entries, {key: chance.choice(options) for key, options in CARD_OPTIONS.items()}


def random_year(chance: random.Random) -> dict[str, Any]:
    number = chance.choice((1, 2, 3))
    (year, month), count = YEARS[number]
    months = []
    for step in range(count):
        at = year * 12 + month - 1 + step
        text = chance.choice(EDGES) if chance.random() < 0.3 else f"{chance.randint(5000, 10500) / 100:.2f}"
        months.append(((at // 12, at % 12 + 1), int(Decimal(text) * SCALE)))
    if chance.random() < 0.2:
        months = [(each, months[0][1]) for each, _total in months]
    return {
        "number": number, "months": months, "year_fen": chance.randint(1, 2 * 10**9),
        "contract_fen": chance.randint(1, 6 * 10**9), "uncertified": chance.choice((0, 0, 1, 2, 56, 111, 250)),
        **{key: chance.choice(options) for key, options in YEAR_OPTIONS.items()},
    }  # fmt: skip


def card_differs(chance: random.Random) -> bool:
    """Whether the rules and the oracle disagree on one random card."""
    from assessment.rules import Entry, compile_rubric

    variant, entries, options = random_card(chance)
    criteria = document(variant)["criteria"]
    scorer = compile_rubric(_rubric(variant), options)
    told = [Entry(criteria[place]["code"], count, level or None) for place, count, level in entries]
    total = scorer.total(scorer.prepare(told))
    return int(total * SCALE) != card_total(document(variant), entries, options)


@cache
def _rubric(variant: int) -> Any:
    from assessment.rules import rubric_from_document

    return rubric_from_document(document(variant))


def year_differs(chance: random.Random, settle: Callable[..., Any]) -> bool:
    """Whether the rules and the oracle disagree on one random year, on any basis."""
    from assessment.rules.settlement import SettlementTerms

    case = random_year(chance)
    totals = {date(*month, 1): Decimal(points) / SCALE for month, points in case["months"]}
    terms = SettlementTerms(
        assessed=tuple(totals), price=Decimal(case["year_fen"]).scaleb(-2), share=Decimal("0.1"),
        certification_share=Decimal("0.005"), uncertified=case["uncertified"],
        contract_price=Decimal(case["contract_fen"]).scaleb(-2), settled_on=date(case["months"][-1][0][0], 12, 5),
    )  # fmt: skip
    found = settle(terms, totals, {key: case[key] for key in YEAR_OPTIONS})
    return any(
        year_figures(case, r.basis)
        != (str(r.mean), str(r.coefficient), r.gross_yuan, r.certification_yuan, r.net_yuan)
        for r in found.bases
    )


def differences(seed: int, count: int, settle: Callable[..., Any] | None = None) -> int:
    """How many of so many random cards and years differ; the seed names the chunk, so that a find can be had again."""
    if settle is None:
        from assessment.rules.settlement import settle
    chance = random.Random(seed)
    return sum(card_differs(chance) + year_differs(chance, settle) for _case in range(count))


def run(count: int = COUNT) -> list[Measure]:
    """Compare so many cards and years on all cores; the figure is the number of differences and must be zero."""
    chunks = [(seed, min(CHUNK, count - start)) for seed, start in enumerate(range(0, count, CHUNK))]
    with ProcessPoolExecutor(initializer=_prepare) as pool:
        found = sum(pool.map(differences, *zip(*chunks, strict=True)))
    return [Measure(f"settle_oracle: differences in {count:,} cards and years", found, 1, 0)]


def _prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()


def main(arguments: list[str]) -> int:
    if len(arguments) > 1 or not all(argument.isdecimal() and int(argument) for argument in arguments):
        print("python -m tests.bench.settle_oracle [COUNT]", file=sys.stderr)
        return 2
    (measure,) = run(int(arguments[0]) if arguments else COUNT)
    print(f"{measure.name}: {measure.figure:g}")
    return 0 if measure.kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
