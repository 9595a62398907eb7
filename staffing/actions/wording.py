"""What every action of staffing asks of the words it is given, and the numbers it gives out."""

from datetime import date

from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.text_hygiene import clean_text
from records.actions import next_number


def needed(text: str, message: str, refused: type[DomainError], most: int = 200) -> str:
    """A text that may be neither empty nor too long. Raises: `refused` with what to do."""
    cleaned = clean_text(text).strip()
    if not cleaned:
        raise refused(message)
    if len(cleaned) > most:
        raise refused(
            _("最多 %(most)d 个字，现在有 %(count)d 个，请写简短些。") % {"most": most, "count": len(cleaned)}
        )
    return cleaned


def optional(text: str, most: int = 200) -> str:
    return clean_text(text).strip()[:most]


def number_for(letters: str, contract: Contract, day: date) -> str:
    """The next number of the year without gaps. Shape: BG-2026-0012."""
    serial = next_number(f"staffing:{letters}:{contract.pk}:{day.year}")
    return f"{letters}-{day.year}-{serial:04}"
