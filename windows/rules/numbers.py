"""How a case is numbered: the venue's code, the day, the serial of venue and day. Source: facts.md § 4."""

from datetime import date


def case_scope(venue_id: int, day: date) -> str:
    """The series a serial is taken from: one a venue and day, without gaps."""
    return f"case:{venue_id}:{day.isoformat()}"


def case_number(venue_code: str, day: date, serial: int) -> str:
    """QS-20260314-0047; from the ten-thousandth case of a day on with five digits."""
    return f"{venue_code.upper()}-{day:%Y%m%d}-{serial:04}"
