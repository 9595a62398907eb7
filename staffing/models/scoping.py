"""Who sees whose rows: the contract's, the team's, one's own. Every model of a person reads the same two paths."""

from typing import Any, ClassVar

from django.db.models import Q
from django.utils import timezone

from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet


class PersonQuerySet(ScopedQuerySet):
    """Rows of a person that name their contract. `person_path` leads to the person, "" where the row is the person."""

    person_path: ClassVar[str] = "person"

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.OWN:
            return Q(**{self._path("user_id"): standing.user_id})
        if scope is Scope.TEAM:
            return Q(**{self._path("pk__in"): team_people(standing.team_id)})
        return super().scope_conditions(scope, standing)

    def _path(self, name: str) -> str:
        return f"{self.person_path}__{name}" if self.person_path else name


class OwnFileQuerySet(PersonQuerySet):
    person_path = ""


class PaperQuerySet(PersonQuerySet):
    """Papers of a staff file: they name no contract, their person does."""

    contract_path = "person__contract_id"


def team_people(team_id: int | None) -> Any:
    """Ids of the people whose engagement of today is in a team; nobody for a leader without a team."""
    from staffing.models.people import Engagement

    today = timezone.localdate()
    return (
        Engagement.objects.filter(team_id=team_id or 0, voided_at=None, starts_on__lte=today)
        .filter(Q(ends_on=None) | Q(ends_on__gte=today), team__isnull=False)
        .values("person_id")
    )
