"""Refusals and who looked at them."""

from django.db.models import QuerySet

from windows.models import RefusalLook


def shown_looks(looks: QuerySet[RefusalLook], *, settled: bool) -> QuerySet[RefusalLook]:
    """Looks with all that their list shows: those that wait, oldest first, or those settled, newest first."""
    full = looks.select_related(
        "case__version", "case__department", "case__clerk", "case__window", "looked_by", "matter"
    )
    if settled:
        return full.filter(looked_at__isnull=False).order_by("-looked_at", "-pk")
    return full.filter(looked_at=None).order_by("asked_at", "pk")
