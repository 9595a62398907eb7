"""Whether a notice is still to be read."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """That somebody has read a notice. Shape: `many` is how much it spoke of then."""

    many: int
    read_at: datetime


def is_unread(mark: Mark | None, *, many: int, made_at: datetime) -> bool:
    """Nobody has read it since its reason came up, or it speaks of more than it did then."""
    return mark is None or mark.read_at < made_at or many > mark.many
