"""Times that other systems write."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _


def parse_moment(value: Any) -> datetime:
    """A time with its zone, written as text: a number is refused, 0 would silently be 1970. Raises: ValueError."""
    if not isinstance(value, str):
        raise ValueError(_("时间应写成文本，如 2026-03-02T09:30:00+08:00"))
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(_("时间应写成 2026-03-02T09:30:00+08:00")) from None
    if moment.tzinfo is None:
        raise ValueError(_("时间没有写明时区，应如 2026-03-02T09:30:00+08:00"))
    return moment
