"""Objections: which entries may be objected to, what a ruling needs, when a correction may be signed.

Source: rules.md section 2 (contract's days; an upheld objection makes a corrected card); security.md section 5 no. 11.
"""

from datetime import date

from assessment.enums import CardState, Effect, Ruling
from assessment.rules.card_life import window_open


def refusal(
    *,
    today: date,
    state: str,
    objection_until: date | None,
    effect: str,
    withdrawn: bool,
    objected: bool,
    changed: bool,
) -> str:
    """Why an entry cannot be objected to now. Shape: "" when it can, else a key of REFUSALS.

    `changed` is true on a first card, and on a correction for what the correction changed.
    """
    if state != CardState.APPROVED or objection_until is None:
        return "state"
    if not window_open(today, objection_until):
        return "closed"
    if withdrawn:
        return "withdrawn"
    if effect == Effect.BONUS:
        return "bonus"
    if objected:
        return "again"
    return "" if changed else "unchanged"


REFUSALS = ("state", "closed", "withdrawn", "bonus", "again", "unchanged")


def ruling_problem(ruling: str, count: int, ruled_count: int | None) -> str:
    """What is wrong with a ruling on an entry of `count`. Shape: "", "unknown", "count", "surplus" or "range"."""
    if ruling not in Ruling.values:
        return "unknown"
    if ruling != Ruling.PARTLY:
        return "surplus" if ruled_count is not None else ""
    if ruled_count is None:
        return "count"
    return "" if 0 < ruled_count < count else "range"


def needs_correction(ruling: str) -> bool:
    """A ruling that changes the card makes a corrected revision."""
    return ruling in (Ruling.UPHELD, Ruling.PARTLY)


def correction_waits_for(today: date, objection_until: date, waiting: int) -> str:
    """What a correction waits for before its first signature. Shape: "", "rulings" or "window".

    One correction carries every ruling on its card, so it is signed when no further one can come.
    """
    if waiting:
        return "rulings"
    return "window" if window_open(today, objection_until) else ""
