"""The scheduler tells that it lives."""

from datetime import datetime

from records.models import Pulse


def feel_pulse(*, at: datetime) -> None:
    """Write down that the tick ran; readiness turns red when it has not for some minutes."""
    Pulse.objects.update_or_create(name=Pulse.TICK, defaults={"at": at})
