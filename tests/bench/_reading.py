"""Which pages are read, and with which filters: every ledger with rows, the registers, the figures, the day's work."""

from typing import Any

LEDGER = "/bench/windows/ledgers/{}/{}"
STATES = (
    "registered", "correcting", "accepted", "transferred", "decided", "ready", "issued", "archived", "not_accepted",
    "withdrawn", "void",
)  # fmt: skip
RARE = ("item={seldom_item}", "item={rare_item}", "department={rare_department}")
ITS = ("item={item}", "department={department}", *RARE)
WHERE = (*ITS, "window={window}", "clerk={clerk}", "zone={zone}")
# each filter of the ledger of all cases, over all time and in the month it opens with
FILTERED = (
    *(f"state={state}" for state in STATES), *WHERE, "kind=on_spot", "kind=promised", "cross_region=national",
    "overdue=open", "overdue=decided", "department={department}&state=transferred",
)  # fmt: skip
SPANS = ("today", "yesterday", "week", "year")  # the small hall is a week old: it has no last month
# every other ledger: its filters, and who may read it
LEDGERS: dict[str, tuple[str, ...]] = {
    "one-window": (), "cases": (), "corrections": ITS, "gaps": ITS, "returned": ITS, "results": ITS,
    "overdue": tuple(f"overdue=decided&{text}" for text in ITS), "cross-region": ITS,
    "materials": (*WHERE, "state=accepted"),
    "transfers": (*ITS, "state=decided"), "issued": (*ITS, "state=issued"), "fees": WHERE,
    "ratings": ("department={department}", "department={rare_department}", "window={window}"),
    "consultations": ITS, "complaints": ITS, "matters": ITS, "tickets": ("window={window}",),
}  # fmt: skip
DEEP = ("cases", "results", "materials", "transfers", "issued", "fees", "ratings", "consultations", "tickets")
STATS = (
    "unit=day&by=window", "unit=week&by=clerk", "unit=month&by=item", "unit=month&by=department",
    "unit=month&by=zone&order=on_spot_share", "unit=year&by=department",
)  # fmt: skip
RATED = ("window", "clerk", "department", "month")
RATING_FILTERS = ("", "level=1", "source=active", "state=valid", "window={window_number}", "flag=any")
REGISTERS = ("matter", "assist", "consultation", "cross", "special", "claim", "complaint")
REGISTER_FILTERS = ("", "state=open", "late=on", "since={day}&until={day}", "q={name}", "q={surname}")
# what people open all day
DAILY = (
    "windows/board/", "windows/deadlines/", "windows/stops/", "windows/shelf/",
    "windows/issuances/", "windows/handovers/", "windows/parcels/", "windows/archive/",
    "windows/refusals/", "windows/fees/", "windows/item-indicators/", "queue/", "windows/ratings/follow-ups/",
)  # fmt: skip
ASSESSOR = {"as": "assessor"}
Question = tuple[str, dict[str, Any]]


def questions(known: dict[str, Any]) -> list[Question]:
    """Every page that is measured. Shape: (name, what the child is asked)."""
    return [*_cases(known), *_ledgers(known), *_figures(known), *_registers(known), *_daily()]


def _label(text: str) -> str:
    """The same in both halls, whose rows have other ids."""
    return "&".join(_word(part) for part in text.split("&"))


def _word(part: str) -> str:
    """`item` for the most used one, `seldom item` and `rare item` for others."""
    name, _equals, value = part.partition("=")
    if "{" not in part:
        return part
    kind = value.strip("{}").partition("_")[0]
    return f"{kind} {name}" if kind in ("rare", "seldom", "surname") else name


def _cases(known: dict[str, Any]) -> list[Question]:
    found: list[Question] = [
        ("first page", {"get": LEDGER.format("acceptance", "")}),
        ("first page, all time", {"get": LEDGER.format("acceptance", "?span=all")}),
        ("500th page", {"get": LEDGER.format("acceptance", "?span=all&page=500")}),
        ("last page", {"get": LEDGER.format("acceptance", "?span=all&page=9999999")}),
    ]
    for text in FILTERED:
        query = text.format(**known)
        found.append((f"filter {_label(text)}", {"get": LEDGER.format("acceptance", f"?span=all&{query}")}))
        found.append(
            (f"filter {_label(text)}, this month", {"get": LEDGER.format("acceptance", f"?{query}")})
        )
    found += [(f"span {span}", {"get": LEDGER.format("acceptance", f"?span={span}")}) for span in SPANS]
    found += [
        (f"search by {name}", {"find": known[name]}) for name in ("number", "id", "phone", "name", "nobody")
    ]
    return found


def _ledgers(known: dict[str, Any]) -> list[Question]:
    found: list[Question] = []
    for key, filters in LEDGERS.items():
        role = ASSESSOR if key == "ratings" else {}
        whole = "?span=all&overdue=decided" if key == "overdue" else "?span=all"
        found.append((f"ledger {key}", {"get": LEDGER.format(key, whole), **role}))
        if key in DEEP:
            found.append(
                (f"ledger {key}, 500th page", {"get": LEDGER.format(key, f"{whole}&page=500"), **role})
            )
        for text in filters:
            address = LEDGER.format(key, f"?span=all&{text.format(**known)}")
            found.append((f"ledger {key}, filter {_label(text)}", {"get": address, **role}))
    return found


def _figures(known: dict[str, Any]) -> list[Question]:
    found: list[Question] = [
        (f"statistics {text}", {"get": f"/bench/windows/stats/?{text}"}) for text in STATS
    ]
    for role in ("supervisor", "liaison"):
        found += [
            (
                f"rating indicators by {by}, {role}",
                {"get": f"/bench/windows/ratings/indicators/?by={by}", "as": role},
            )
            for by in RATED
        ]
    return found + [
        (f"ratings {_label(text)}".strip(), {"get": f"/bench/windows/ratings/?{text.format(**known)}", **ASSESSOR})
        for text in RATING_FILTERS
    ]  # fmt: skip


def _registers(known: dict[str, Any]) -> list[Question]:
    return [
        (f"register {key} {_label(text)}".strip(), {"get": f"/bench/service/{key}/?{text.format(**known)}"})
        for key in REGISTERS
        for text in REGISTER_FILTERS
    ]


def _daily() -> list[Question]:
    found: list[Question] = [(f"page {address}", {"get": f"/bench/{address}"}) for address in DAILY]
    found.append(("page windows/results/", {"get": "/bench/windows/results/", "as": "liaison"}))
    return [*found, ("look of the nightly erasure", {"erase": True})]
