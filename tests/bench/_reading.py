"""Which pages are read, and with which filters: every ledger with rows, the registers, the figures, the day's work."""

from collections.abc import Iterator
from typing import Any

from tests.bench._alike import COMMON, RARE, Halls

LEDGER = "/bench/windows/ledgers/{}/{}"
STATES = (
    "registered", "correcting", "accepted", "transferred", "decided", "ready", "issued", "archived", "not_accepted",
    "withdrawn", "void",
)  # fmt: skip
# A value in braces is chosen by the halls' data (tests/bench/_alike.py).
ITS = ("item={common}", "department={common}", "item={seldom}", "item={rare}", "department={rare}")
WHERE = (*ITS, "window={common}", "clerk={common}", "zone={common}")
# each filter of the ledger of all cases, over all time and in the month it opens with
FILTERED = (
    *(f"state={state}" for state in STATES), *WHERE, "kind=on_spot", "kind=promised", "cross_region=national",
    "overdue=open", "overdue=decided", "department={common}&state=transferred",
)  # fmt: skip
SPANS = ("today", "yesterday", "week", "year")  # the small hall is a week old: it has no last month
# every other ledger: its filters, and who may read it
LEDGERS: dict[str, tuple[str, ...]] = {
    "one-window": (), "cases": (), "corrections": ITS, "gaps": ITS, "returned": ITS, "results": ITS,
    "overdue": tuple(f"overdue=decided&{text}" for text in ITS), "cross-region": ITS,
    "materials": (*WHERE, "state=accepted"),
    "transfers": (*ITS, "state=decided"), "issued": (*ITS, "state=issued"), "fees": WHERE,
    "ratings": ("department={common}", "department={rare}", "window={common}"),
    "consultations": ITS, "complaints": ITS, "matters": ITS, "assists": ITS, "between-halls": ITS,
    "tickets": ("window={common}",),
}  # fmt: skip
DEEP = ("cases", "results", "materials", "transfers", "issued", "fees", "ratings", "consultations", "tickets")
STATS = (
    "unit=day&by=window", "unit=week&by=clerk", "unit=month&by=item", "unit=month&by=department",
    "unit=month&by=zone&order=on_spot_share", "unit=year&by=department",
)  # fmt: skip
RATED = ("window", "clerk", "department", "month")
RATING_FILTERS = ("", "level=1", "source=active", "state=valid", "flag=any")
REGISTERS = ("matter", "assist", "consultation", "cross", "special", "claim", "complaint")
REGISTER_FILTERS = ("", "state=open", "late=on")
NAMES = (("name", COMMON, "name"), ("rare name", RARE, "name"), ("beginning of a name", COMMON, "beginning"))
# what people open all day
DAILY = (
    "windows/board/", "windows/deadlines/", "windows/stops/", "windows/shelf/",
    "windows/issuances/", "windows/handovers/", "windows/parcels/", "windows/archive/",
    "windows/refusals/", "windows/fees/", "windows/item-indicators/", "queue/", "windows/ratings/follow-ups/",
)  # fmt: skip
ASSESSOR = {"as": "assessor"}
Asked = dict[str, Any]
Question = tuple[str, Asked, Asked]


def questions(halls: Halls) -> Iterator[Question]:
    """Every page that is measured. Shape: (name, what the small hall is asked, what the large one is)."""
    yield from _cases(halls)
    yield from _ledgers(halls)
    yield from _figures(halls)
    yield from _registers(halls)
    yield from _daily(halls)


def _same(name: str, asked: Asked) -> Question:
    return name, asked, asked


def _label(text: str) -> str:
    """`item` for the most used one, `seldom item` and `rare item` for others."""
    return "&".join(_word(part) for part in text.split("&"))


def _word(part: str) -> str:
    name, _equals, rank = part.partition("=")
    if "{" not in part:
        return part
    return name if rank == f"{{{COMMON}}}" else f"{rank.strip('{}')} {name}"


def _filtered(halls: Halls, name: str, key: str, query: str, text: str, role: Asked) -> Question:
    """A ledger's page under a filter, with a value of each hall. Shape: `query` is asked with any filter."""
    parts = text.split("&")
    whole = "&".join(part for part in [query, *(part for part in parts if "{" not in part)] if part)
    chosen = next((part for part in parts if "{" in part), "")
    if not chosen:
        return _same(name, {"get": LEDGER.format(key, f"?{whole}"), **role})
    by, _equals, rank = chosen.partition("=")
    values = halls.values(rank.strip("{}"), by, ledger=key, query=whole)
    small, large = (LEDGER.format(key, f"?{whole}&{by}={value}") for value in values)
    return name, {"get": small, **role}, {"get": large, **role}


def _cases(halls: Halls) -> Iterator[Question]:
    yield _same("first page", {"get": LEDGER.format("acceptance", "")})
    yield _same("first page, all time", {"get": LEDGER.format("acceptance", "?span=all")})
    yield _same("500th page", {"get": LEDGER.format("acceptance", "?span=all&page=500")})
    yield _same("last page", {"get": LEDGER.format("acceptance", "?span=all&page=9999999")})
    for text in FILTERED:
        yield _filtered(halls, f"filter {_label(text)}", "acceptance", "span=all", text, {})
        yield _filtered(halls, f"filter {_label(text)}, this month", "acceptance", "", text, {})
    for span in SPANS:
        yield _same(f"span {span}", {"get": LEDGER.format("acceptance", f"?span={span}")})
    for name in ("number", "id", "phone", "nobody"):
        small, large = halls.fact(name)
        yield f"search by {name}", {"find": small}, {"find": large}
    for name, rank in (("name", COMMON), ("rare name", RARE)):
        small, large = halls.values(rank, "applicant_name", ledger="acceptance", query="span=all")
        yield f"search by {name}", {"find": small}, {"find": large}


def _ledgers(halls: Halls) -> Iterator[Question]:
    for key, filters in LEDGERS.items():
        role = ASSESSOR if key == "ratings" else {}
        whole = "span=all&overdue=decided" if key == "overdue" else "span=all"
        yield _same(f"ledger {key}", {"get": LEDGER.format(key, f"?{whole}"), **role})
        if key in DEEP:
            small, large = (
                LEDGER.format(key, f"?{whole}&page={page}") for page in halls.deep(key, whole, 500)
            )
            yield f"ledger {key}, 500th page", {"get": small, **role}, {"get": large, **role}
        for text in filters:
            yield _filtered(halls, f"ledger {key}, filter {_label(text)}", key, "span=all", text, role)


def _figures(halls: Halls) -> Iterator[Question]:
    for text in STATS:
        yield _same(f"statistics {text}", {"get": f"/bench/windows/stats/?{text}"})
    for role in ("supervisor", "liaison"):
        for by in RATED:
            address = f"/bench/windows/ratings/indicators/?by={by}"
            yield _same(f"rating indicators by {by}, {role}", {"get": address, "as": role})
    ratings = "/bench/windows/ratings/?{}"
    for text in RATING_FILTERS:
        yield _same(f"ratings {text}".strip(), {"get": ratings.format(text), **ASSESSOR})
    values = halls.values(COMMON, "window__number", ledger="ratings", query="span=month")
    small, large = (ratings.format(f"window={number}") for number in values)
    yield "ratings window", {"get": small, **ASSESSOR}, {"get": large, **ASSESSOR}


def _registers(halls: Halls) -> Iterator[Question]:
    for key in REGISTERS:
        address = f"/bench/service/{key}/?{{}}"
        for text in REGISTER_FILTERS:
            yield _same(f"register {key} {text}".strip(), {"get": address.format(text)})
        days = halls.values(COMMON, "day", register=key)
        small, large = (address.format(f"since={day}&until={day}") for day in days)
        yield f"register {key} of a day", {"get": small}, {"get": large}
        for name, rank, by in NAMES:
            values = halls.values(rank, by, register=key)
            small, large = (address.format(f"q={value}") for value in values)
            yield f"register {key} by {name}", {"get": small}, {"get": large}


def _daily(halls: Halls) -> Iterator[Question]:
    for address in DAILY:
        yield _same(f"page {address}", {"get": f"/bench/{address}"})
    places = halls.values(COMMON, "department", ledger="acceptance", query="span=all&state=transferred")
    results = {"get": "/bench/windows/results/", "as": "liaison"}
    small, large = ({**results, "department": place} for place in places)
    yield "page windows/results/", small, large
    yield _same("look of the nightly erasure", {"erase": True})
